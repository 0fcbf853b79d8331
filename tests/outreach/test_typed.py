"""Whoever is signed out while typing loses nothing: the words go with the page to the door, and back to their form."""

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile

from events.models import Evidence
from grants.models import Membership, Role, User
from reports.models import NarrativeText
from tests.events.papers import jpeg
from tests.factories import PASSWORD
from tests.outreach.page_forms import form_to, forms_of
from tests.outreach.typing_house import TEXT, WORDS, browser_of, out, pressed, sign_in_at, texts, typed_into


@pytest.fixture
def member(make):
    make.project(ref="P")
    return make.member(Role.OWNER, email="aigul@example.kz", name="Айгүл")


@pytest.fixture
def browser(member):
    """A browser that sends its forms with their tokens, as they stood when the page was opened."""
    return browser_of(member.user)


def test_a_text_is_carried_through_the_door_and_saved_when_its_writer_says_so(browser, caplog):
    sent = typed_into(browser, TEXT, text=WORDS)
    out(browser)
    sessions = Session.objects.count()
    door = browser.post(TEXT, sent)
    assert (door.status_code, door.headers["Cache-Control"]) == (401, "private, no-store")
    assert Session.objects.count() == sessions and "Қанша" not in caplog.text
    assert "Қанша" not in browser.cookies.output() and "Location" not in door.headers

    wrong = sign_in_at(browser, door, password="wrong")
    assert wrong.status_code == 422
    page = sign_in_at(browser, wrong)
    assert page.status_code == 200
    shown = page.content.decode()
    assert "&lt;script&gt;" in shown and "Айгүл" in shown and TEXT in shown
    assert texts() == []
    assert pressed(browser, page, TEXT).status_code == 302
    assert texts() == [WORDS.replace("\r\n", "\n")]


def test_a_form_from_before_one_signed_in_anew_is_shown_and_saved(browser, member):
    sent = typed_into(browser, TEXT, text=WORDS)
    out(browser)
    other_tab = browser.get("/sign-in/")
    token = forms_of(other_tab)[-1].fields["csrfmiddlewaretoken"]
    entered = {"csrfmiddlewaretoken": token, "username": member.user.email, "password": PASSWORD}
    assert browser.post("/sign-in/", entered).status_code == 302
    page = browser.post(TEXT, sent)
    assert (page.status_code, texts()) == (403, [])
    assert pressed(browser, page, TEXT).status_code == 302
    assert len(texts()) == 1


def test_neither_log_in_nor_token_nor_an_old_door_loses_it(browser, member):
    sent = typed_into(browser, TEXT, text=WORDS)
    browser.cookies.clear()
    door = browser.post(TEXT, sent)
    assert door.status_code == 401
    # While the door stood open, somebody signed in in another tab: its form has the token of before.
    browser.force_login(member.user)
    browser.cookies["csrftoken"] = "a" * 32
    page = sign_in_at(browser, door)
    assert page.status_code == 403
    assert pressed(browser, page, TEXT).status_code == 302
    assert len(texts()) == 1


def test_who_signed_in_in_another_tab_goes_on_from_the_door(browser, member):
    sent = typed_into(browser, "/account/", name="Айгүл Жаңа", language="kk")
    out(browser)
    door = browser.post("/account/", sent)
    browser.force_login(member.user)
    assert pressed(browser, sign_in_at(browser, door), "/account/").status_code == 302
    member.user.refresh_from_db()
    assert member.user.name == "Айгүл Жаңа"


def test_another_password_and_a_closed_account_end_at_the_door(browser, member):
    sent = typed_into(browser, TEXT, text=WORDS)
    member.user.set_password("sary-arqa-1931-dala")
    member.user.save()
    door = browser.post(TEXT, sent)
    assert sign_in_at(browser, door).status_code == 422
    assert sign_in_at(browser, door, password="sary-arqa-1931-dala").status_code == 200
    User.objects.update(is_active=False)
    assert browser.post(TEXT, sent).status_code == 401


def test_somebody_else_at_the_door_is_told_whose_name_it_would_get(browser, make):
    serik = make.member(Role.OWNER, email="serik@example.kz", name="Серік")
    sent = typed_into(browser, TEXT, text=WORDS)
    out(browser)
    page = sign_in_at(browser, browser.post(TEXT, sent), "serik@example.kz")
    assert "Серік" in page.content.decode() and texts() == []
    pressed(browser, page, TEXT)
    assert NarrativeText.objects.get().changed_by == serik.user


def test_somebody_of_another_organisation_gets_404_and_the_words(browser, make):
    make.other_organisation().member(Role.OWNER, email="serik@example.kz")
    sent = typed_into(browser, TEXT, text=WORDS)
    out(browser)
    page = sign_in_at(browser, browser.post(TEXT, sent), "serik@example.kz")
    answer = pressed(browser, page, TEXT)
    assert answer.status_code == 404
    assert form_to(answer, TEXT).fields["text"] == [WORDS]
    assert texts() == []


@pytest.mark.parametrize("role", [None, Role.VIEWER])
def test_who_was_put_out_of_the_organisation_or_lowered_still_has_the_words(browser, member, role):
    sent = typed_into(browser, TEXT, text=WORDS)
    own = Membership.objects.filter(pk=member.pk)
    own.update(role=role) if role else own.delete()
    answer = browser.post(TEXT, sent)
    assert answer.status_code == 403
    assert form_to(answer, TEXT).fields["text"] == [WORDS]
    # The owner has put it right.
    Membership.objects.update_or_create(
        user=member.user, organisation=member.organisation, defaults={"role": Role.OWNER}
    )
    assert pressed(browser, answer, TEXT).status_code == 302
    assert len(texts()) == 1


def test_too_much_to_carry_is_shown_to_be_copied(browser):
    sent = {**typed_into(browser, TEXT), "text": "x y" * 720_000}
    out(browser)
    answer = browser.post(TEXT, sent)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert 'name="typed"' not in page and "x yx y" in page and 'target="_blank"' in page
    answer = browser.post(TEXT, {**sent, "text": "x" * 3_000_000})
    assert answer.status_code == 400
    assert "xxx" not in answer.content.decode()


def test_as_much_as_can_be_carried_comes_through(browser):
    long = 'ә"\r\n' * 240_000  # each of them longer on the way
    sent = typed_into(browser, "/account/", name=long)
    out(browser)
    page = sign_in_at(browser, browser.post("/account/", sent))
    assert page.status_code == 200
    assert form_to(page, "/account/").fields["name"] == [long]
    assert pressed(browser, page, "/account/").status_code == 422  # too long for a name, and kept in the form


def test_files_are_chosen_again(browser, make):
    make.activity(make.project(ref="K"), ref="K-1")
    path = "/activities/K-1/documents/add/"
    told = {
        "type": "photo",
        "people_shown": "nobody",
        "caption": "Көріністер",
        "csrfmiddlewaretoken": browser.get(path).cookies["csrftoken"].value,
    }
    out(browser)
    files = [SimpleUploadedFile(f"{name}.jpg", jpeg()) for name in ("бір", "екі")]
    door = browser.post(path, {**told, "files": files})
    assert door.status_code == 401
    page = sign_in_at(browser, door)
    form = form_to(page, path)
    shown = page.content.decode()
    # Whoever hears the page is told at the field which files they were.
    assert 'id="typed-file-1-names">бір.jpg, екі.jpg<' in shown and 'aria-describedby="typed-file-1-names"' in shown
    assert (form.encoding, form.files) == ("multipart/form-data", {"files": True})
    pressed(browser, page, path, files=[SimpleUploadedFile("бір.jpg", jpeg())])
    assert [one.caption for one in Evidence.objects.all()] == ["Көріністер"]


def test_the_door_speaks_three_languages_without_losing_a_word(browser):
    sent = typed_into(browser, TEXT, text=WORDS)
    out(browser)
    door = browser.post(TEXT, sent)
    titles = {door.content.decode().partition("<h1>")[2].partition("<")[0]}
    for language in ("ru", "en"):
        door = sign_in_at(browser, door, password="", language=language)
        assert door.status_code == 401
        titles.add(door.content.decode().partition("<h1>")[2].partition("<")[0])
    assert len(titles) == 3
    assert pressed(browser, sign_in_at(browser, door), TEXT).status_code == 302
    assert len(texts()) == 1
