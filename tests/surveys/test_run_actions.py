"""What is decided about a run, and by whom it can be undone."""

import pytest

from grants.models import AuditEntry
from rules.errors import AppError
from rules.survey_maths.crosstables import NOT_STATED, UNKNOWN
from surveys.actions.personal_links import make_links, names_in, revoke_link
from surveys.actions.run_settings import delete_run, move_to_version, set_planned, set_quotas, switch_kiosk
from surveys.actions.runs import close_run, open_run, open_run_once
from surveys.marks import respondent_of_link
from surveys.models import PersonalLink, Quota, Run, Wave
from surveys.queries.personal_links import link_lines
from surveys.queries.quotas import quota_grid
from surveys.queries.runs import newest_version, questionnaires_to_ask, responses_of, runs_about
from tests.surveys.conftest import door, send_sheet
from tests.surveys.questionnaires import KNOWS, version


@pytest.fixture
def opinion(make):
    """An open opinion survey about a project: gender and age."""
    return open_run(version=version(make), project=make.project(), by=None)


def test_the_same_questionnaire_about_the_same_thing_opens_once(make):
    asked, project = version(make), make.project()
    run, is_new = open_run_once(version=asked, project=project, by=None)
    again, is_new_again = open_run_once(version=asked, project=project, mode="named", by=None)
    assert (is_new, is_new_again, again) == (True, False, run)
    activity = make.activity(project)
    assert open_run_once(version=asked, project=project, activity=activity, by=None)[1]
    close_run(run, by=None)
    assert open_run_once(version=asked, project=project, by=None)[1]
    assert Run.objects.count() == 3


def test_quotas_compare_plan_and_actual_and_hide_nothing(opinion):
    planned = {("female", "young"): 3, ("male", "young"): 1, ("male", "older"): 0}
    set_quotas(opinion, rows="gender", columns="age", planned=planned, by=None)
    wave = door(opinion)
    for number, (gender, age) in enumerate(
        [("female", "young"), ("female", "young"), ("male", "young"), ("male", None), (None, None)]
    ):
        send_sheet(wave, f"phone:{number}", gender=gender, age=age)
    opinion.refresh_from_db()
    grid = quota_grid(run=opinion)
    assert grid.columns == ("young", "older", NOT_STATED)
    assert {row.code: [(cell.planned, cell.actual) for cell in row.cells] for row in grid.rows} == {
        "female": [(3, 2), (None, 0), (None, 0)],
        "male": [(1, 1), (None, 0), (None, 1)],
        NOT_STATED: [(None, 0), (None, 0), (None, 1)],
    }
    assert (grid.total.planned, grid.total.actual, grid.rows[0].total.missing) == (4, 5, 1)
    assert sum(cell.actual for cell in grid.foot) == 5


def test_quotas_by_one_question_and_answers_that_the_newer_version_lost(make, opinion):
    set_quotas(opinion, rows="gender", columns="", planned={("female", ""): 2}, by=None)
    send_sheet(door(opinion), "phone:1", gender="male", age="young")
    lost = version(
        make,
        {"code": "gender", "type": "single", "text": {"kk": "x"}, "options": [{"code": "female", "text": {"kk": "x"}}]},
        of=opinion.version.questionnaire,
        number=2,
    )
    opinion = move_to_version(opinion, version=lost, by=None)
    grid = quota_grid(run=Run.objects.get())
    lines = [(row.code, row.total.planned, row.total.actual) for row in grid.rows]
    assert lines == [("female", 2, 0), (UNKNOWN, None, 1)]
    set_quotas(opinion, rows="", columns="", planned={}, by=None)
    assert quota_grid(run=Run.objects.get()) is None
    assert not Quota.objects.exists()


@pytest.mark.parametrize(
    ("rows", "columns", "planned"),
    [
        ("nothing", "", {}),
        ("gender", "gender", {}),
        ("", "age", {}),
        ("gender", "", {("other", ""): 1}),
        ("gender", "", {("female", "young"): 1}),
    ],
)
def test_quotas_of_something_else_are_refused(opinion, rows, columns, planned):
    with pytest.raises(AppError, match="quota_question_unknown"):
        set_quotas(opinion, rows=rows, columns=columns, planned=planned, by=None)
    assert not Quota.objects.exists()


def test_a_run_moves_to_a_newer_version_only(make, opinion):
    questionnaire = opinion.version.questionnaire
    draft = version(make, of=questionnaire, number=3, published=False)
    newer = version(make, of=questionnaire, number=2)
    assert newest_version(run=opinion) == newer
    for wrong in (draft, version(make)):
        with pytest.raises(AppError, match="version_not_newer"):
            move_to_version(opinion, version=wrong, by=None)
    old = opinion.version
    assert move_to_version(opinion, version=newer, by=None).version == newer
    with pytest.raises(AppError, match="version_not_newer"):
        move_to_version(Run.objects.get(), version=old, by=None)


def test_the_tablets_link_comes_and_goes_and_closing_ends_it(opinion):
    first = switch_kiosk(opinion, on=True, by=None).kiosk_code
    assert len(first) == 32
    assert switch_kiosk(opinion, on=True, by=None).kiosk_code == first
    assert switch_kiosk(opinion, on=False, by=None).kiosk_code is None
    assert switch_kiosk(opinion, on=True, by=None).kiosk_code != first
    assert close_run(opinion, by=None).kiosk_code is None
    with pytest.raises(AppError, match="survey_closed"):
        switch_kiosk(opinion, on=True, by=None)


def test_only_what_nobody_answered_is_deleted(make, opinion):
    user = make.member().user
    send_sheet(door(opinion), "phone:1", gender="male")
    with pytest.raises(AppError, match="survey_answered"):
        delete_run(opinion, by=user)
    empty = open_run(version=version(make), project=opinion.project, by=None)
    make_links(empty, names=["А"], by=None)
    delete_run(empty, by=user)
    assert list(Run.objects.all()) == [opinion]
    assert Wave.objects.count() == 1
    assert AuditEntry.objects.filter(verb="survey.delete").count() == 1


def test_a_pasted_list_makes_each_name_one_link(opinion):
    names = names_in("  Айгүл  Серікова \r\n\r\nБолат\x00\nБолат\n")
    assert names == ["Айгүл Серікова", "Болат"]
    assert [link.name for link in make_links(opinion, names=names, by=None)] == names
    assert [link.name for link in make_links(opinion, names=["Болат", "Дана"], by=None)] == ["Дана"]
    revoke_link(PersonalLink.objects.get(name="Болат"), by=None)
    assert [link.name for link in make_links(opinion, names=["Болат"], by=None)] == ["Болат"]
    assert PersonalLink.objects.values("code").distinct().count() == 4
    assert "Айгүл" not in str(list(AuditEntry.objects.values()))
    with pytest.raises(AppError, match="name_too_long"):
        make_links(opinion, names=["Ж" * 201], by=None)
    with pytest.raises(AppError, match="links_too_many"):
        make_links(opinion, names=[str(number) for number in range(1001)], by=None)
    assert PersonalLink.objects.count() == 4


def test_who_has_answered_is_known_only_while_the_key_lives(make):
    run = open_run(version=version(make, KNOWS, kind="test"), project=make.project(), by=None)
    one, two = make_links(run, names=["А", "Б"], by=None)
    send_sheet(door(run, "pre"), respondent_of_link(one), knows="right")
    assert [line.answered for line in link_lines(run=Run.objects.get())] == [1, 0]
    send_sheet(door(run, "post"), respondent_of_link(one), knows="right")
    assert [line.answered for line in link_lines(run=Run.objects.get())] == [2, 0]
    close_run(run, by=None)
    assert [line.answered for line in link_lines(run=Run.objects.get())] == [None, None]
    with pytest.raises(AppError, match="survey_closed"):
        make_links(run, names=["В"], by=None)
    assert two.name == "Б"


def test_the_plan_and_its_trail(make, opinion):
    set_planned(opinion, planned=500, by=make.member().user)
    set_planned(Run.objects.get(), planned=500, by=None)
    assert Run.objects.get().planned == 500
    assert AuditEntry.objects.filter(verb="survey.planned").count() == 1


def test_sheets_are_counted_by_door_and_what_can_be_asked_is_published_and_usable(make, opinion):
    send_sheet(door(opinion), "phone:1", gender="male")
    assert responses_of(runs=[opinion.pk, 0]) == {opinion.pk: {"only": 1}, 0: {}}
    own = opinion.version
    version(make, published=False)
    version(organisation=make.other_organisation().organisation)
    library = version()
    newer = version(make, of=own.questionnaire, number=2)
    asked = questionnaires_to_ask(organisation=make.organisation, kind="opinion")
    assert asked[0] == newer
    assert library in asked
    assert {one.questionnaire.organisation_id for one in asked} == {make.organisation.pk, None}


def test_an_activity_is_asked_about_by_its_own_runs_and_by_those_of_its_series(make, opinion):
    from events.models import Series

    series = Series.objects.create(organisation=make.organisation, project=opinion.project, title="Топтама")
    activity = make.activity(opinion.project, series=series)
    of_series = open_run(version=version(make), project=opinion.project, series=series, by=None)
    own = open_run(version=version(make), project=opinion.project, activity=activity, by=None)
    assert set(runs_about(activity=activity)) == {of_series, own}
    assert set(runs_about(activity=make.activity(opinion.project))) == set()
