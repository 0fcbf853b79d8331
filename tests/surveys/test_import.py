"""Rows of a file become sheets: each once, however often it is sent, and none leads to anybody."""

import json
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from grants.models import AuditEntry
from outreach.settings import BASE_DIR
from rules.errors import AppError
from surveys.actions.imports import pair_of_code
from surveys.actions.run_settings import move_to_version
from surveys.actions.runs import close_run, open_run
from surveys.models import Answered, QuestionnaireVersion, Response, Run
from tests.surveys.conftest import door, send_sheet
from tests.surveys.questionnaires import GENDER, KNOWS, option, question, version
from tests.surveys.tables import csv_bytes, xlsx_bytes

REFERENCE = BASE_DIR / "reference" / "opinion_survey_responses.csv"
RATED = question("rated", "scale", [option("good", value=2), option("bad", value=1)])


@pytest.fixture
def opinion(make):
    return open_run(version=version(make, GENDER, RATED, satisfaction="rated"), project=make.project(), by=None)


@pytest.fixture
def told(capsys, tmp_path):
    """Runs the command on a file of these bytes; returns what it prints as JSON."""

    def run(survey, content, *options, mapping=None, name="answers.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        if mapping is not None:
            (tmp_path / "mapping.json").write_text(json.dumps(mapping))
            options = (*options, "--mapping", str(tmp_path / "mapping.json"))
        capsys.readouterr()
        call_command("import_responses", str(path), "--survey", str(survey), "--json", *options)
        return json.loads(capsys.readouterr().out)

    return run


def test_the_reference_survey_comes_in_whole_with_its_empty_cells_as_no_answer(make, told):
    asked = QuestionnaireVersion.objects.get(questionnaire__code="interethnic_opinion", number=1)
    run = open_run(version=asked, project=make.project(), by=None)
    out = told(run.pk, REFERENCE.read_bytes())
    assert (out["applied"], out["added"], out["already"]) == (True, 3428, 0)
    sheets = list(Response.objects.values_list("answers", flat=True))
    assert {len(sheet) for sheet in sheets} == {15}
    bases = Counter(code for sheet in sheets for code, value in sheet.items() if value is not None)
    assert [bases[f"q{number}"] for number in range(1, 16)] == [3428, 3428, 3426, *[3428] * 11, 3411]
    again = told(run.pk, REFERENCE.read_bytes())
    assert (again["added"], again["already"], Response.objects.count()) == (0, 3428, 3428)
    assert AuditEntry.objects.filter(verb="survey.import").count() == 2


def test_a_sheet_from_a_file_is_like_any_other(opinion, told):
    told(opinion.waves.get().public_code, csv_bytes(["Timestamp", "gender", "rated"], ["1.1.2025", "Woman", "good"]))
    sheet = Response.objects.get()
    assert (sheet.answers, sheet.rating, sheet.source) == ({"gender": "female", "rated": "good"}, 2, "import")
    assert (sheet.pair, sheet.name, sheet.wave, sheet.version) == (None, "", "only", opinion.version)
    assert not Answered.objects.exists()
    assert "2025" not in str(sheet.answers)


def test_a_file_that_has_grown_adds_its_new_rows_only_also_with_columns_moved_and_a_new_one(opinion, told):
    rows = [["Timestamp", "gender", "rated"], ["10:01", "Woman", "good"], ["10:02", "Man", "bad"]]
    assert told(opinion.pk, csv_bytes(*rows))["added"] == 2
    moved = [[rated, gender, time, ""] for time, gender, rated in rows]
    moved[0][3] = "New"
    grown = [*moved, ["good", "Woman", "10:01", ""]]
    out = told(opinion.pk, csv_bytes(*grown, delimiter=";"))
    assert (out["added"], out["already"]) == (1, 2)
    assert Response.objects.count() == 3


def test_the_same_answers_of_different_people_all_count(opinion, told):
    rows = [["gender", "rated"], *[["Woman", "good"]] * 5]
    assert told(opinion.pk, csv_bytes(*rows))["added"] == 5
    assert told(opinion.pk, csv_bytes(*rows, ["Woman", "good"]))["added"] == 1


def test_another_run_takes_the_same_file_under_other_ids(make, opinion, told):
    content = csv_bytes(["gender", "rated"], ["Woman", "good"])
    other = open_run(version=opinion.version, project=make.project(), by=None)
    told(opinion.pk, content)
    assert told(other.pk, content)["added"] == 1
    assert Response.objects.values("pk").distinct().count() == 2


def test_nothing_comes_in_while_a_value_waits_and_the_mapping_decides_it(opinion, told):
    content = csv_bytes(["gender", "rated"], ["Woman", "good"], ["Robot", "good"], ["Robot", "bad"])
    out = told(opinion.pk, content)
    (found,) = out["columns"][0]["unmatched"]
    assert (found["value"], found["rows"], found["times"]) == ("Robot", [3, 4], 2)
    assert (out["ready"], out["applied"], Response.objects.count()) == (False, False, 0)
    mapping = {"columns": {"gender": {"question": "gender", "values": {"Robot": None}}}}
    trial = told(opinion.pk, content, "--dry-run", mapping=mapping)
    assert (trial["added"], trial["applied"], Response.objects.count()) == (3, False, 0)
    assert told(opinion.pk, content, mapping=mapping)["added"] == 3
    assert sorted(str(one["gender"]) for one in Response.objects.values_list("answers", flat=True)) == [
        "None",
        "None",
        "female",
    ]


def test_a_key_column_pairs_before_and_after_and_is_itself_nowhere(make, told):
    run = open_run(version=version(make, KNOWS, kind="test"), project=make.project(), by=None)
    key = {"key": "Phone"}
    pre = csv_bytes(["Phone", "knows"], ["+7 701 Nobody", "wrong"], ["B", "right"], ["b ", "wrong"], ["", "right"])
    out = told(run.pk, pre, "--door", "pre", mapping=key)
    assert (out["added"], out["repeated"]) == (3, {"times": 1, "rows": [4]})
    post = xlsx_bytes(["knows", "Phone"], ["right", "+7 701 nobody"])
    assert told(run.waves.get(name="post").public_code, post, mapping=key, name="x.xlsx")["added"] == 1
    pairs = {wave: set(Response.objects.filter(wave=wave).values_list("pair", flat=True)) for wave in ("pre", "post")}
    assert pairs["post"] < pairs["pre"]
    assert None in pairs["pre"]
    assert told(run.pk, pre, "--door", "pre", mapping=key)["added"] == 0
    everything = str(list(Response.objects.values())) + str(list(AuditEntry.objects.values()))
    assert "nobody" not in everything.lower()


def test_an_anonymous_run_pairs_nobody(opinion, told):
    rows = [["Phone", "gender"], ["A", "Woman"], ["A", "Man"]]
    mapping = {"key": "Phone", "columns": {}}
    told(opinion.pk, csv_bytes(*rows), mapping=mapping)
    assert list(Response.objects.values_list("pair", flat=True)) == [None, None]
    assert pair_of_code(opinion, "a") is None


def test_a_closed_run_takes_no_file_and_its_ids_cannot_be_made_again(opinion, told):
    content = csv_bytes(["gender", "rated"], ["Woman", "good"])
    told(opinion.pk, content)
    close_run(opinion, by=None)
    with pytest.raises(CommandError, match="closed"):
        told(opinion.pk, content)
    assert Response.objects.count() == 1


def test_a_stopped_door_still_takes_what_was_gathered_elsewhere(opinion, told):
    from surveys.actions.runs import stop_wave

    stop_wave(opinion.waves.get(), by=None)
    assert told(opinion.pk, csv_bytes(["gender", "rated"], ["Woman", "good"]))["added"] == 1


def test_after_a_newer_version_the_file_is_read_by_it(make, opinion, told):
    newer = version(make, GENDER, of=opinion.version.questionnaire, number=2)
    move_to_version(opinion, version=newer, by=None)
    out = told(opinion.pk, csv_bytes(["gender", "rated"], ["Woman", "good"]))
    assert [column["question"] for column in out["columns"]] == ["gender", None]
    told(opinion.pk, csv_bytes(["gender"], ["Woman"]))
    assert Response.objects.get().version == newer


def test_all_of_it_or_nothing_when_somebody_answers_under_the_same_mark_at_that_moment(make, told, monkeypatch):
    run = open_run(version=version(make, KNOWS, kind="test"), project=make.project(), by=None)
    send_sheet(door(run, "pre"), "code:b", knows="right")
    monkeypatch.setattr("surveys.actions.imports._taken", lambda wave: set())
    with pytest.raises(CommandError, match="Nothing was brought in"):
        told(
            run.pk, csv_bytes(["Key", "knows"], ["A", "right"], ["B", "right"]), "--door", "pre", mapping={"key": "Key"}
        )
    assert Response.objects.count() == 1


def test_the_command_says_what_waits_and_exits_1(opinion, tmp_path, capsys):
    path = tmp_path / "x.csv"
    path.write_bytes(csv_bytes(["gender", "rated", "Else"], ["Robot", "good", "x"], ["", "", ""], ["", "", "y"]))
    with pytest.raises(SystemExit) as stopped:
        call_command("import_responses", str(path), "--survey", str(opinion.pk))
    said = capsys.readouterr().out
    assert stopped.value.code == 1
    assert "“Robot” · None of the answers reads so. · rows 2" in said
    assert "C (Else): which question is this?" in said
    assert "1 row holds no answer and is left out (row 4)." in said


@pytest.mark.parametrize(
    ("survey", "options", "words"),
    [
        ("0", (), "There is no survey 0"),
        ("x" * 30, (), "There is no survey"),
        ("٣", (), "There is no survey"),
    ],
)
def test_surveys_that_are_not_there(db, told, survey, options, words):
    with pytest.raises(CommandError, match=words):
        told(survey, b"q\n1\n", *options)


def test_a_test_is_asked_for_its_door(make, told):
    run = open_run(version=version(make, KNOWS, kind="test"), project=make.project(), by=None)
    with pytest.raises(CommandError, match="pre and post: add --door"):
        told(run.pk, b"knows\nright\n")
    with pytest.raises(CommandError, match="no column"):
        told(run.pk, b"knows\nright\n", "--door", "pre", mapping={"key": "Else"})
    with pytest.raises(CommandError, match="not a table"):
        told(run.pk, b"<html>", "--door", "pre")
    with pytest.raises(CommandError, match="is no JSON"):
        call_command("import_responses", __file__, "--survey", str(run.pk), "--door", "pre", "--mapping", __file__)


def test_a_survey_is_opened_by_a_command_that_prints_its_number_and_links(make, capsys, settings):
    settings.PUBLIC_URL = "https://outreach.example.kz"
    activity = make.activity()
    call_command("open_survey", "satisfaction", "--activity", activity.ref)
    run = Run.objects.get()
    link = f"https://outreach.example.kz/s/{run.waves.get().public_code}/"
    assert capsys.readouterr().out.splitlines() == [f"survey {run.pk}", f"only: {link}"]
    call_command("open_survey", "satisfaction", "--activity", activity.ref, "--json")
    assert json.loads(capsys.readouterr().out) == {"survey": run.pk, "mode": "anonymous", "links": {"only": link}}
    call_command("open_survey", "interethnic_opinion", "--project", activity.project.ref, "--planned", "500")
    assert Run.objects.get(kind="opinion").planned == 500
    for arguments, words in (
        (("nothing", "--project", activity.project.ref), "no published questionnaire"),
        (("satisfaction", "--project", "nothing"), "no project nothing"),
        (("satisfaction", "--activity", "nothing"), "no activity nothing"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("open_survey", *arguments)


def test_what_is_refused_has_the_actions_code(opinion):
    close_run(opinion, by=None)
    from surveys.actions.imports import sheet_of_row

    with pytest.raises(AppError, match="survey_closed"):
        sheet_of_row(Run.objects.get(), "only", "x")
