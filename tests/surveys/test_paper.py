"""Sheets filled in on paper: printed, typed by numbers, each once."""

import io
import re

import pytest
import zxingcpp
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from grants.models import Role
from rules.questionnaires.documents import definition_from
from rules.questionnaires.typed import read_typed
from surveys.actions.runs import close_run, open_run, stop_wave
from surveys.models import Response
from tests.conftest import signed_in
from tests.surveys.questionnaires import GENDER, KNOWS, option, question, version, words

SOURCES = question("sources", "multiple", [option("tv", "TV"), option("net", "Net"), option("none", exclusive=True)])
ORDER = question("order", "ranking", [option("a"), option("b"), option("c")])
SCORE = question("score", "score", may_decline=True)
WHY = question(
    "why", "short_text", show_if={"conditions": [{"question": "gender", "operator": "any_of", "values": ["male"]}]}
)
NEEDED = question("needed", options=[option("yes"), option("no")], required=True, may_decline=True)


@pytest.fixture(autouse=True)
def in_english(organiser):
    organiser.cookies["django_language"] = "en"


@pytest.fixture
def run(make):
    asked = version(make, GENDER, SOURCES, WHY, NEEDED)
    return open_run(version=asked, project=make.project(), by=None)


def asked(*questions):
    return definition_from({"title": words("x"), "questions": list(questions)})


def page(client, run, query=""):
    answer = client.get(f"/surveys/{run.pk}/paper/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def token(text):
    return re.search(r'name="form" value="([^"]+)"', text).group(1)


def type_sheet(client, run, query="", form=None, **typed):
    fields = {name if name in {"number", "code", "name"} else f"q_{name}": value for name, value in typed.items()}
    return client.post(f"/surveys/{run.pk}/paper/{query}", {"form": form or token(page(client, run, query)), **fields})


@pytest.mark.parametrize(
    ("code", "typed", "meant"),
    [
        ("gender", "2", "male"),
        ("gender", "", None),
        ("sources", "1 2", ["tv", "net"]),
        ("sources", "2,1", ["tv", "net"]),
        ("order", "3 1 2", ["c", "a", "b"]),
        ("score", "10", "10"),
        ("score", "0", "0"),
        ("needed", "0", "~"),
        ("needed", "", None),
    ],
)
def test_numbers_mean_the_printed_answers(code, typed, meant):
    sheet = read_typed(asked(GENDER, SOURCES, ORDER, SCORE, NEEDED), {code: typed})
    assert (sheet.answers[code], sheet.faults) == (meant, {})


@pytest.mark.parametrize(
    ("code", "typed", "fault"),
    [
        ("gender", "3", "no_such_number"),
        ("gender", "1 2", "only_one"),
        ("gender", "x", "no_such_number"),
        ("sources", "1 3", "excludes_others"),
        ("order", "1 1", "ranked_twice"),
        ("score", "11", "unknown_option"),
    ],
)
def test_what_cannot_stand_on_a_sheet_is_said(code, typed, fault):
    sheet = read_typed(asked(GENDER, SOURCES, ORDER, SCORE), {code: typed})
    assert sheet.faults[code].code == fault


def test_sheets_are_typed_one_after_the_other_and_counted(organiser, run):
    assert "0 sheets are typed" in page(organiser, run)
    sent = type_sheet(organiser, run, number="7", gender="2", sources="1 2", why="сөз", needed="1")
    assert sent.url == f"/surveys/{run.pk}/paper/?number=8"
    sheet = Response.objects.get()
    assert sheet.answers == {"gender": "male", "sources": ["tv", "net"], "why": "сөз", "needed": "yes"}
    assert (sheet.source, sheet.pair, sheet.name) == ("paper", None, "")
    said = page(organiser, run, "?number=8")
    assert "1 sheet is typed" in said
    assert 'value="8"' in said


def test_a_faulty_sheet_keeps_what_was_typed(organiser, run):
    refused = type_sheet(organiser, run, number="7", gender="9", sources="2", needed="")
    said = refused.content.decode()
    assert refused.status_code == 422
    assert "There is no answer 9: the numbers go from 1 to 2." in said
    for kept in ('value="7"', 'value="9"', 'value="2"'):
        assert kept in said
    assert not Response.objects.exists()
    empty = type_sheet(organiser, run, number="7")
    assert (empty.status_code, Response.objects.count()) == (422, 0)


def test_one_paper_is_one_sheet_and_a_double_tap_too(organiser, run):
    form = token(page(organiser, run))
    for _ in range(2):
        assert type_sheet(organiser, run, form=form, gender="1").status_code == 302
    assert type_sheet(organiser, run, number=" 7", gender="1").status_code == 302
    assert type_sheet(organiser, run, number="7 ", gender="1").status_code == 302
    assert Response.objects.count() == 2
    other = type_sheet(organiser, run, number="7", gender="2")
    assert other.status_code == 409
    assert "typed before, with other answers" in other.content.decode()
    assert type_sheet(organiser, run, gender="1").status_code == 302
    assert Response.objects.count() == 3


def test_what_is_not_asked_of_them_is_left_out_and_said(organiser, run):
    sent = type_sheet(organiser, run, gender="1", why="сөз")
    assert "why" not in Response.objects.get().answers
    assert "question 3" in organiser.get(sent.url).content.decode()


def test_a_code_on_both_papers_pairs_them_and_is_kept_nowhere(make, organiser):
    test_run = open_run(version=version(make, KNOWS, kind="test"), project=make.project(), by=None)
    type_sheet(organiser, test_run, "?door=pre", knows="2", code="Алма 12")
    sent = type_sheet(organiser, test_run, "?door=post", knows="1", code="алма  12")
    assert sent.url.endswith("?door=post")
    pre, post = Response.objects.order_by("-wave")
    assert (pre.wave, post.wave, pre.pair == post.pair) == ("pre", "post", True)
    again = type_sheet(organiser, test_run, "?door=post", knows="2", code="АЛМА 12")
    assert again.status_code == 409
    assert "Somebody with this code" in again.content.decode()
    assert "алма" not in str(list(Response.objects.values())).lower()


def test_names_are_typed_in_named_surveys_only(make, organiser, run):
    type_sheet(organiser, run, gender="1", name="Айгүл")
    assert Response.objects.get().name == ""
    expert = open_run(version=version(make, GENDER, kind="expert"), project=make.project(), by=None)
    type_sheet(organiser, expert, gender="1", name="Айгүл")
    assert Response.objects.get(run=expert).name == "Айгүл"


def test_a_stopped_door_takes_paper_and_a_closed_survey_does_not(organiser, run):
    stop_wave(run.waves.get(), by=None)
    assert type_sheet(organiser, run, gender="1").status_code == 302
    form = token(page(organiser, run))
    close_run(run, by=None)
    assert type_sheet(organiser, run, form=form, gender="2").url == f"/surveys/{run.pk}/"
    assert Response.objects.count() == 1


def test_volunteers_may_type_and_viewers_may_only_print(make, run):
    assert type_sheet(signed_in(make.member(Role.STAFF).user), run, gender="1").status_code == 302
    viewer = signed_in(make.member(Role.VIEWER).user)
    assert viewer.get(f"/surveys/{run.pk}/paper/").status_code == 403
    assert viewer.get(f"/surveys/{run.pk}/paper.pdf").status_code == 200


def test_the_form_to_print_has_every_question_with_its_numbers_and_the_doors_code(make, organiser):
    many = [question(f"q{number}", options=[option(f"o{n}", f"Answer {n}") for n in range(6)]) for number in range(40)]
    asked_here = version(make, {"code": "s", "type": "section", "text": words("Part")}, GENDER, SOURCES, ORDER, SCORE,
                         NEEDED, question("text", "long_text"), *many)  # fmt: skip
    run = open_run(version=asked_here, project=make.project(), by=None)
    answer = organiser.get(f"/surveys/{run.pk}/paper.pdf?language=ru")
    reader = PdfReader(io.BytesIO(answer.content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) > 3
    for wanted in ("1. Question gender (рус)", "Woman (рус)", "46. Question q39 (рус)", f"№ {run.pk} · "):
        assert wanted in text
    assert "(қаз)" not in text.replace(run.about, "")
    picture = PdfDocument(answer.content)[0].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert code.text == f"http://testserver/s/{run.waves.get().public_code}/"
    assert organiser.get(f"/surveys/{run.pk}/paper.pdf?language=xx").status_code == 200
