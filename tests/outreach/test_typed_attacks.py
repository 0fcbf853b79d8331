"""What was typed is carried for its writer alone: not for another site, not with a password, not past the brake."""

import json

import pytest
from django import forms
from django.test import Client

from grants.models import Role, User
from grants.typed import is_secret
from tests.conftest import signed_in
from tests.factories import PASSWORD
from tests.outreach.page_forms import form_to
from tests.outreach.typing_house import HERE, TEXT, WORDS, browser_of, out, pressed, sign_in_at, typed_into


@pytest.fixture
def member(make):
    make.project(ref="P")
    return make.member(Role.OWNER, email="aigul@example.kz", name="Айгүл")


@pytest.fixture
def browser(member):
    """A browser that sends its forms with their tokens, as they stood when the page was opened."""
    return browser_of(member.user)


@pytest.mark.parametrize("is_in", [True, False])
@pytest.mark.parametrize(
    "told",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"origin": "https://evil.example", "referer": "http://testserver/"},
        {"referer": "https://evil.example/http://testserver/"},
        {"referer": "http://["},
        {"referer": "https://testserver/account/"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
        {"origin": "http://testserver", "sec-fetch-site": "same-site"},
        {},
    ],
)
def test_another_sites_form_is_not_carried_to_a_button(member, told, is_in):
    client = Client(enforce_csrf_checks=True, headers={"accept": "text/html", **told})
    if is_in:
        client.force_login(member.user)
    sent = {"name": "Жат сөз", "language": "kk", "csrfmiddlewaretoken": "a" * 32}
    for answer in (
        client.post("/account/", sent),
        client.post("/sign-in/", {"typed": carried("/account/", sent)}),
    ):
        assert answer.status_code == 403
        assert "Жат сөз" not in answer.content.decode()


def carried(path, fields) -> str:
    told = {"path": path, "fields": list(fields.items()), "files": [], "had_secrets": False}
    return json.dumps(told)


def test_a_referer_says_it_where_the_browser_gives_no_origin(member):
    client = Client(enforce_csrf_checks=True, headers={"referer": "http://testserver/account/"})
    assert "Айгүл Жаңа" in client.post("/account/", {"name": "Айгүл Жаңа"}).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        carried("https://evil.example/", {}),
        carried("//evil.example/account/", {}),
        carried("/\\evil.example/", {}),
        carried("javascript:alert(1)", {}),
        carried("/nothing-here/", {}),
        carried("/sign-out/", {}),
        carried("/language/", {"language": "en", "next": "/"}),
        carried("/account/", {"csrfmiddlewaretoken": "x"}),
        carried("/account/", {"new_password1": "x"}),
        carried("/account/", {"name": 5}),
        carried("/account/", {"name": "\ud800"}),
        carried("/account/?\ud800", {}),
        carried("/account/", {str(number): "x" for number in range(2001)}),
        carried("/admin/logout/", {}),
        carried("/admin/login/", {"username": "x"}),
        carried(["/account/"], {}),
        '{"path": "/account/", "fields": [["a"]], "files": [], "had_secrets": 0}',
        '{"path": "/account/", "fields": 7, "files": [], "had_secrets": 0}',
    ],
)
def test_what_no_page_of_ours_has_written_leads_nowhere(member, typed):
    entered = {"username": member.user.email, "password": PASSWORD, "typed": typed}
    answer = Client().post("/sign-in/", entered)
    assert (answer.status_code, answer.url) == (302, "/")


def test_passwords_are_never_carried(browser, member):
    path = "/account/password/"
    secrets = {"old_password": PASSWORD, "new_password1": "sary-arqa-1931-dala", "new_password2": "sary-arqa-1931-dala"}
    sent = typed_into(browser, path, **secrets)
    out(browser)
    door = browser.post(path, sent)
    page = sign_in_at(browser, door)
    for answer in (door, page):
        assert "sary-arqa" not in answer.content.decode() and PASSWORD not in answer.content.decode()
    assert pressed(browser, page, path).status_code == 422
    wrong = sign_in_at(Client(), door, password="wrong-password-1")
    assert "wrong-password-1" not in wrong.content.decode()


def test_the_brake_on_guessing_holds_and_keeps_the_words(browser):
    sent = typed_into(browser, TEXT, text=WORDS)
    out(browser)
    door = browser.post(TEXT, sent)
    for _ in range(8):
        door = sign_in_at(browser, door, password="wrong")
        assert door.status_code == 422
    refused = sign_in_at(browser, door)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")
    kept = json.loads(form_to(refused, "/sign-in/").fields["typed"][0])
    assert dict(kept["fields"])["text"] == WORDS


@pytest.mark.parametrize("how", [{"HX-Request": "true"}, {"accept": "*/*"}, {"accept": "application/json"}])
def test_a_script_is_told_and_keeps_its_page(member, how):
    stranger, late = Client(headers={**HERE, **how}), browser_of(member.user, **how)
    for answer in (stranger.post(TEXT, {"text": WORDS}), late.post(TEXT, {"text": WORDS})):
        assert (answer.status_code, answer.headers["Content-Type"]) == (401, "text/plain; charset=utf-8")
        assert "Қанша" not in answer.content.decode()
    if "HX-Request" in how:
        assert stranger.get(TEXT).status_code == 401


def test_a_script_of_somebody_elses_page_does_nothing_in_ones_name(member, make):
    client = signed_in(member.user)
    entered = {"name": "Басқа", "language": "kk"}
    other = make.member()
    assert client.post("/account/", entered, headers={"X-Signed-In-As": str(other.user.pk)}).status_code == 401
    assert not User.objects.filter(name="Басқа").exists()
    assert client.post("/account/", entered, headers={"X-Signed-In-As": str(member.user.pk)}).status_code == 302


def test_every_password_field_has_a_name_that_is_never_carried():
    found = {
        name
        for form in every_form(forms.BaseForm)
        for name, one in form.base_fields.items()
        if isinstance(one.widget, forms.PasswordInput)
    }
    assert {"password", "old_password", "new_password1"} <= found
    assert [name for name in found if not is_secret(name)] == []


def every_form(kind):
    for form in kind.__subclasses__():
        yield from every_form(form)
        if hasattr(form, "base_fields"):
            yield form
