"""Cards with codes: who gets one, what stands on them, that printing twice makes nobody twice."""

import io
import uuid
from datetime import date

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from events.actions.codes import issue_code
from events.cards import HEIGHT, PER_PAGE, WIDTH
from events.models import Person, PersonalCode, Registration
from events.queries.codes import identify
from grants import jobs
from grants.models import Job, Role
from tests.conftest import signed_in

MARK = "6a0c8f2e-54a8-4c8e-9d52-000000000001"


def ask(client, activity, **fields):
    return client.post(f"/activities/{activity.ref}/cards/", {"form": MARK, **fields})


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def links_on(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        pictures = [page.render(scale=3).to_pil() for page in document]
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


@pytest.fixture
def activity(make):
    return make.activity(ref="K-1", title="Дәріс")


def test_ten_cards_of_a_bank_cards_size_fill_a_page():
    assert (WIDTH, HEIGHT, PER_PAGE) == (85, 54, 10)


def test_who_came_gets_a_card_whose_code_means_them(make, organiser, activity):
    people = [make.person(name=name) for name in ("Айгүл Бекова", "Дәурен Ахметов")]
    for person in people:
        make.attendance(activity, person=person)
    make.attendance(activity, person=None)
    make.attendance(make.activity(), person=make.person(name="Басқа"))
    old = issue_code(people[0])
    answer = ask(organiser, activity, who="came", with_names="on")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="cards-{activity.public_code}.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]
    text = text_of(answer.content)
    assert "Айгүл" in text and "Дәурен" in text and "Басқа" not in text
    assert old.display in text
    links = links_on(answer.content)
    assert len(links) == 2
    assert all(link.startswith("http://testserver/c/") for link in links)
    found = {identify(link, organisation=make.organisation).code.person for link in links}
    assert found == set(people)


def test_names_stand_on_cards_only_when_asked_for(make, organiser, activity):
    make.attendance(activity, person=make.person(name="Айгүл Бекова"))
    assert "Айгүл" not in text_of(ask(organiser, activity, who="came").content)


def test_the_registered_get_cards(make, organiser, activity):
    for state, name in (("place", "Айгүл"), ("waiting", "Дәурен")):
        Registration.objects.create(
            activity=activity,
            person=make.person(name=name),
            state=state,
            stated_on=date(2025, 9, 1),
            gender="female",
        )
    text = text_of(ask(organiser, activity, who="registered", with_names="on").content)
    assert "Айгүл" in text
    assert "Дәурен" not in text


def test_new_cards_make_people_once_however_often_the_form_is_sent(make, organiser, activity):
    first = ask(organiser, activity, who="blank", number="12")
    assert len(PdfReader(io.BytesIO(first.content)).pages) == 2
    assert Person.objects.filter(is_identified=True, name="").count() == 12
    second = ask(organiser, activity, who="blank", number="12")
    assert sorted(links_on(second.content)) == sorted(links_on(first.content))
    assert PersonalCode.objects.count() == 12
    organiser.post(f"/activities/{activity.ref}/cards/", {"form": uuid.uuid4(), "who": "blank", "number": "1"})
    assert PersonalCode.objects.count() == 13


def test_many_cards_are_made_by_a_worker(make, organiser, activity):
    answer = ask(organiser, activity, who="blank", number="101")
    job = Job.objects.get()
    assert answer.url == f"/jobs/{job.pk}/"
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, len(PdfReader(job.result_file.open()).pages)) == ("done", 11)
    assert PersonalCode.objects.count() == 101


@pytest.mark.parametrize(
    "fields",
    [
        {"who": "blank"},
        {"who": "blank", "number": "0"},
        {"who": "blank", "number": "201"},
        {"who": "blank", "number": "x"},
        {"who": "came"},
        {"who": "all"},
        {},
    ],
)
def test_a_form_that_says_nothing_makes_nobody(organiser, activity, fields):
    answer = ask(organiser, activity, **fields)
    assert answer.status_code == 422
    assert not Person.objects.exists()


def test_cards_are_for_those_who_may_change_things(make, activity):
    for role in (Role.STAFF, Role.VIEWER):
        assert signed_in(make.member(role).user).get(f"/activities/{activity.ref}/cards/").status_code == 403
