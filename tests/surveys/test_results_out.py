"""One set of figures: page, workbook, CSV, SPSS, API and command say the same."""

import csv
import io
import json
import re
import time
import zipfile
from collections import Counter
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from grants import jobs
from grants.models import Job, Role
from rules.questionnaires.conditions import DECLINED
from rules.questionnaires.definition import Condition, Definition, Option, Question, ShowIf, Words
from surveys.actions.runs import open_run
from surveys.models import Response
from surveys.queries.answer_rows import AnswerRow, harmless_circumstances
from surveys.queries.results import run_results
from tests.api.conftest import *  # noqa: F403  (the fixture `program`)
from tests.conftest import signed_in
from tests.surveys.opinion import fill, opinion_run, version_of

A, B, C = (
    Option(code, Words(text), value)
    for code, text, value in (("a", "=Нашар", 1), ("b", "Орташа", 2), ("c", "Жақсы", 3))
)
EVERYTHING = Definition(
    Words("Сауалнама"),
    (
        Question("one", "single", Words("Біреуін?"), options=(A, B)),
        Question("many", "multiple", Words("Бірнешеуін?"), options=(A, B, C)),
        Question("scale", "scale", Words("Баға?"), options=(A, B, C), may_decline=True),
        Question("score", "score", Words("0–10?")),
        Question("number", "number", Words("Сан?"), decimals=1),
        Question("day", "date", Words("Күн?")),
        Question("rank", "ranking", Words("Рет?"), options=(A, B, C)),
        Question("text", "long_text", Words("Пікір?")),
        Question(
            "rare",
            "single",
            Words("Сирек?"),
            options=(A, B),
            show_if=ShowIf("all", (Condition("one", "any_of", ("b",)),)),
        ),
    ),
)
FULL = {
    "one": "a",
    "many": ["a", "c"],
    "scale": "c",
    "score": "9",
    "number": "12.5",
    "day": "2025-09-10",
    "rank": ["c", "a"],
    "text": "=1+1\nекінші жол",
}
BARE = dict.fromkeys(FULL) | {"one": "b", "scale": DECLINED, "rare": "a"}


@pytest.fixture
def everything(make):
    """A run with every type of question: 20 full sheets and 3 nearly empty ones."""
    run = open_run(version=version_of(make, EVERYTHING), project=make.project(), by=None)
    fill(run, [FULL] * 20)
    fill(run, [BARE] * 3, language="ru")
    return run


@pytest.fixture
def exporting(make):
    client = signed_in(make.member(Role.ORGANISER).user)

    def get(run, ending):
        answer = client.post(f"/surveys/{run.pk}/results/export/", {"file": ending})
        assert answer.status_code == 200
        return io.BytesIO(answer.content)

    return get


def sheet_rows(sheet):
    return list(map(list, sheet.iter_rows(values_only=True)))


def label(option):
    """As the cell has it: a text that would be a formula is none."""
    text = option.option.text.kk
    return f"'{text}" if text.startswith("=") else text


def test_the_workbook_has_the_querys_figures_cell_by_cell(everything, exporting):
    book = load_workbook(exporting(everything, "xlsx"))
    results, remarks, codes, answers = (book.worksheets[place] for place in range(4))
    assert len(book.worksheets) == 4
    rows = sheet_rows(results)
    for one in run_results(run=everything).questions:
        if one.question.type in ("long_text", "date"):
            continue
        place = next(i for i, row in enumerate(rows) if row[0] == one.question.text.kk)
        if one.question.code == "rare":
            # Three people: no figure of theirs.
            assert [cell for cell in rows[place + 1] if cell is not None] == [rows[place + 1][0]]
            assert rows[place + 2 :][:1] in ([], [[None] * 5])
            continue
        figures = [
            [label(option), option.count, *(float(f) for f in (option.share, option.low, option.high))]
            for option in one.options
        ]
        found = rows[place + 3 : place + 3 + len(figures)]
        assert [[str(row[0]), *row[1:5]] for row in found] == figures
    assert len(results._charts) == 5
    assert [row[0] for row in sheet_rows(remarks)[1:]] == [
        "Біреуін?",
        "Бірнешеуін?",
        "Баға?",
        "0–10?",
        "Сан?",
        "Рет?",
    ]
    assert ["one", "Біреуін?", "single", "a", "'=Нашар"] in sheet_rows(codes)
    body = sheet_rows(answers)[2:]
    assert len(body) == 23
    full = [
        "'=Нашар",
        "'=Нашар; Жақсы",
        "Жақсы",
        9,
        12.5,
        datetime(2025, 9, 10),
        "Жақсы; =Нашар",
        "'=1+1\nекінші жол",
        None,
    ]
    assert sum(row[-9:] == full for row in body) == 20


def test_the_csv_tells_empty_declined_and_not_shown_apart(everything, exporting):
    content = exporting(everything, "csv").getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    full = next(row for row in rows if row["one"] == "a")
    bare = next(row for row in rows if row["one"] == "b")
    assert {name: value for name, value in full.items() if name[0].islower()} == {
        "one": "a",
        "many_1": "1",
        "many_2": "0",
        "many_3": "1",
        "scale": "c",
        "score": "9",
        "number": "12.5",
        "day": "2025-09-10",
        "rank_1": "2",
        "rank_2": "0",
        "rank_3": "1",
        "text": "'=1+1\nекінші жол",
        "rare": "#not_shown",
    }
    assert (bare["scale"], bare["many_1"], bare["rare"], bare["text"]) == ("#declined", "", "a", "")


def test_spss_gets_numbers_with_labels_and_missing_values(everything, exporting):
    with zipfile.ZipFile(exporting(everything, "zip")) as archive:
        syntax = archive.read("labels.sps").decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(archive.read("answers.csv").decode("utf-8-sig")), delimiter=";"))
    full, bare = (next(row for row in rows if row["one"] == code) for code in ("1", "2"))
    assert (full["scale"], full["score"], full["many_3"], full["rare"]) == ("3", "9", "1", "-9")
    assert (bare["scale"], bare["score"], bare["rare"]) == ("-7", "-8", "1")
    assert "\n" not in full["text"]
    assert "  scale 'Баға?'" in syntax
    assert re.search(r"scale 1 '=Нашар' 2 'Орташа' 3 'Жақсы' -7 ", syntax)
    assert "MISSING VALUES scale (-7, -8, -9)." in syntax
    assert set(rows[0]) == set(re.findall(r"^  (\w+) [AF]\d", syntax, re.MULTILINE))


def circumstances(run, exporting):
    header = exporting(run, "csv").getvalue().decode("utf-8-sig").split("\r\n")[0].split(";")
    return header[: header.index("one")]


def test_what_surrounds_an_answer_stands_beside_it_only_where_it_narrows_nobody_down(make, exporting):
    asked = Definition(Words("С"), (Question("one", "single", Words("?"), options=(A, B)),))
    run = open_run(version=version_of(make, asked), project=make.project(), by=None)
    fill(run, [{"one": "a"}] * 12)
    fill(run, [{"one": "a"}] * 10, language="ru")
    assert len(circumstances(run, exporting)) == 3
    fill(run, [{"one": "b"}] * 9, language="ru", received_on=date(2025, 9, 11))
    assert len(circumstances(run, exporting)) == 2
    fill(run, [{"one": "b"}] * 9, language="en", source="paper")
    assert circumstances(run, exporting) == []


def test_names_leave_only_a_named_run_and_pairs_are_numbers(make, exporting):
    asked = Definition(Words("С"), (Question("one", "single", Words("?"), options=(A, B)),))
    for mode, names in (("named", 1), ("confidential", 0), ("anonymous", 0)):
        run = open_run(version=version_of(make, asked, "expert"), project=make.project(), mode=mode, by=None)
        fill(run, [{"one": "a"}], name="Айша", pair=None if mode == "anonymous" else "f" * 64)
        text = exporting(run, "csv").getvalue().decode()
        assert text.count("Айша") == names
        assert "f" * 64 not in text


def command(*args):
    out = io.StringIO()
    call_command("survey_results", *args, stdout=out)
    return out.getvalue()


def test_api_command_page_and_workbook_agree(make, program, exporting):
    run = opinion_run(make)
    by_command = json.loads(command("--survey", str(run.pk), "--json"))
    assert program.get(f"/surveys/{run.pk}/results").json() == by_command | {"pairs": None}
    assert json.loads(command("--survey", run.waves.get().public_code.lower(), "--json")) == by_command
    page = signed_in(make.member(Role.VIEWER).user).get(f"/surveys/{run.pk}/results/").content.decode()
    book = exporting_large(make, run)
    rows = sheet_rows(load_workbook(io.BytesIO(book)).worksheets[0])
    flat = iter(rows)
    for question in by_command["questions"]:
        card = page.split(f'id="q-{question["code"]}-single"')[1].split("</section>")[0]
        drawn = re.findall(r'<rect class="share-bar__share" width="([\d.]+)%"', card)
        assert list(map(float, drawn)) == [option["share"] for option in question["options"]]
        assert sum(Decimal(share) for share in drawn) == Decimal("100.0")
        next(row for row in flat if row[0] == question["text"])
        next(flat), next(flat)
        for option in question["options"]:
            assert next(flat)[:5] == [option["text"], option["count"], option["share"], option["low"], option["high"]]
    assert by_command["n"] == 3428


def exporting_large(make, run):
    """More than 2,000 sheets are a job."""
    client = signed_in(make.member(Role.ORGANISER).user)
    asked = client.post(f"/surveys/{run.pk}/results/export/", {"file": "xlsx"})
    job = Job.objects.latest("created_at")
    assert (asked.status_code, asked.url) == (302, f"/jobs/{job.pk}/")
    began = time.process_time()
    assert jobs.run(job.pk)
    assert time.process_time() - began < 3
    job.refresh_from_db()
    assert job.state == "done"
    return job.result_file.read()


def test_the_command_is_read_by_people_too_and_says_what_is_not_there(make):
    run = opinion_run(make)
    assert re.search(
        r"q1 .*\n  base 3428, no answer 0\n  1 +3236 +94\.4  93\.6–95\.1  14-25", command("--survey", str(run.pk))
    )
    for wrong in (["--survey", "999999"], ["--survey", "х"], ["--survey", str(run.pk), "--door", "pre"]):
        with pytest.raises(CommandError):
            command(*wrong)


def test_surveys_are_listed_by_the_api_with_their_doors(make, program):
    run = opinion_run(make)
    Response.objects.filter(run=run).delete()
    fill(run, [{"q1": "1"}] * 2)
    (found,) = program.get("/surveys").json()["items"]
    assert (found["survey"], found["kind"], found["planned"]) == (run.pk, "opinion", 500)
    assert found["doors"] == [{"name": "only", "code": run.waves.get().public_code, "n": 2}]
    assert program.get(f"/surveys/{run.pk}/results?door=pre").status_code == 404
    other = make.other_organisation()
    foreign = open_run(version=version_of(other, EVERYTHING), project=other.project(), by=None)
    assert program.get(f"/surveys/{foreign.pk}/results").status_code == 404


ROWS = st.lists(
    st.builds(
        AnswerRow,
        door=st.sampled_from(["pre", "post"]),
        pair=st.just(0),
        name=st.just(""),
        language=st.sampled_from(["kk", "ru"]),
        source=st.sampled_from(["phone", "paper"]),
        day=st.sampled_from([date(2025, 9, 10), date(2025, 9, 11)]),
        answers=st.just({}),
    ),
    max_size=120,
)


@given(ROWS)
def test_whatever_stands_beside_answers_is_shared_by_ten_sheets(rows):
    kept = harmless_circumstances(rows)
    groups = Counter((row.door, *(getattr(row, name) for name in kept)) for row in rows)
    assert not kept or min(groups.values()) >= 10


def test_a_texts_answer_of_any_length_stays_within_its_variable(everything, exporting):
    fill(everything, [FULL | {"text": "ә" * 5000}])
    with zipfile.ZipFile(exporting(everything, "zip")) as archive:
        assert "  text A10000" in archive.read("labels.sps").decode("utf-8-sig")
