"""Runs as members open, see and change them."""

import io
import re

import pytest
import zxingcpp
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from events.models import Series
from grants.models import Role
from surveys.actions.personal_links import make_links
from surveys.actions.run_settings import set_quotas
from surveys.actions.runs import close_run, open_run, open_satisfaction_run
from surveys.models import PersonalLink, Quota, Run, SurveyKind, Wave
from tests.conftest import signed_in
from tests.surveys.conftest import door, send_sheet
from tests.surveys.questionnaires import AGE, GENDER, KNOWS, version


@pytest.fixture(autouse=True)
def in_english(organiser):
    organiser.cookies["django_language"] = "en"


@pytest.fixture
def opinion(make):
    """An open opinion survey about a project: gender and age."""
    return open_run(version=version(make), project=make.project(), planned=4, by=None)


@pytest.fixture
def test_run(make):
    """A test before and after, about one activity."""
    return open_run(
        version=version(make, KNOWS, kind="test"), project=(a := make.activity()).project, activity=a, by=None
    )


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def change(client, run, act, **more):
    return client.post(f"/surveys/{run.pk}/change/", {"act": act, **more})


@pytest.mark.parametrize("about", ["activity", "series", "project"])
def test_a_survey_is_opened_about_an_activity_a_series_or_a_project(make, organiser, about):
    activity = make.activity()
    series = Series.objects.create(organisation=make.organisation, project=activity.project, title="Топтама")
    asked = version(make)
    name = {"activity": activity.ref, "series": series.pk, "project": activity.project.ref}[about]
    address = f"/surveys/open/?{about}={name}&kind=opinion"
    assert "About own-" in page(organiser, address)
    sent = {"questionnaire": asked.pk, "mode": "confidential", "planned": "500"}
    answer = organiser.post(address, sent)
    run = Run.objects.get()
    assert answer.url == f"/surveys/{run.pk}/"
    assert (run.version, run.mode, run.planned, run.project) == (asked, "confidential", 500, activity.project)
    assert (run.activity, run.series) == (
        activity if about == "activity" else None,
        series if about == "series" else None,
    )
    assert organiser.post(address, sent).url == answer.url
    assert Run.objects.count() == 1


def test_a_test_is_not_offered_as_anonymous_and_what_was_chosen_is_kept(make, organiser):
    activity = make.activity()
    asked = version(make, KNOWS, kind="test")
    address = f"/surveys/open/?activity={activity.ref}"
    assert 'value="anonymous"' not in page(organiser, address)
    refused = organiser.post(address, {"questionnaire": asked.pk, "mode": "anonymous", "planned": "12"})
    assert (refused.status_code, Run.objects.count()) == (422, 0)
    assert 'value="12"' in refused.content.decode()
    organiser.post(address, {"questionnaire": asked.pk, "mode": "confidential"})
    assert [wave.name for wave in Run.objects.get().waves.all()] == ["pre", "post"]


def test_what_another_organisation_has_cannot_be_asked_about_or_with(make, organiser):
    other = make.other_organisation()
    foreign = other.activity(ref="FOREIGN-1")
    for query in (
        f"activity={foreign.ref}",
        f"project={foreign.project.ref}x",
        "series=99",
        "series=x",
        "activity=%00",
    ):
        assert organiser.get(f"/surveys/open/?{query}").status_code == 404
    theirs = version(organisation=other.organisation)
    address = f"/surveys/open/?activity={make.activity().ref}&kind=opinion"
    assert organiser.post(address, {"questionnaire": theirs.pk, "mode": "anonymous"}).status_code == 422
    assert not Run.objects.exists()


def test_the_page_says_what_is_promised_what_has_come_and_where_the_doors_are(make, organiser, opinion):
    send_sheet(door(opinion), "phone:1", gender="male", age="young")
    said = page(organiser, f"/surveys/{opinion.pk}/")
    code = opinion.waves.get().public_code
    assert f"http://testserver/s/{code}/" in said
    assert "of 4 planned, 25 %" in said
    assert "Nothing on a sheet leads to anybody" in said
    assert "could find out who has answered" in said
    assert "Only backups made before the closing still can" in said
    assert "style=" not in said
    close_run(opinion, by=None)
    closed = page(organiser, f"/surveys/{opinion.pk}/")
    assert f"/s/{code}/" not in closed
    assert "could find out who has answered" not in closed
    assert "Close for good" not in closed


def test_a_single_sheet_is_told_of_as_one(make, organiser):
    run = open_run(version=version(make), project=make.project(), by=None)
    organiser.cookies["django_language"] = "ru"
    for number, words in ((1, "лист ответов получен<"), (2, "листа ответов получено<")):
        send_sheet(door(run), f"phone:{number}", gender="male", age="young")
        assert words in page(organiser, f"/surveys/{run.pk}/")


def test_doors_stop_and_let_in_again_each_by_itself(organiser, test_run):
    change(organiser, test_run, "stop", wave="pre")
    pre, post = test_run.waves.all()
    assert (bool(pre.stopped_at), bool(post.stopped_at)) == (True, False)
    assert page(organiser, f"/surveys/{test_run.pk}/").count("Takes nobody new") == 1
    change(organiser, test_run, "restart", wave="pre")
    assert not Wave.objects.filter(stopped_at__isnull=False).exists()
    assert change(organiser, test_run, "stop", wave="only").status_code == 404
    assert change(organiser, test_run, "nothing").status_code == 404


def test_plan_mode_tablet_and_version_are_changed_by_their_buttons(make, organiser, opinion):
    newer = version(make, of=opinion.version.questionnaire, number=2)
    change(organiser, opinion, "planned", planned="700")
    change(organiser, opinion, "mode", mode="named")
    change(organiser, opinion, "kiosk", on="1")
    change(organiser, opinion, "version")
    run = Run.objects.get()
    assert (run.planned, run.mode, run.version, len(run.kiosk_code)) == (700, "named", newer, 32)
    assert f"/k/{run.kiosk_code}/" in page(organiser, f"/surveys/{run.pk}/")
    change(organiser, run, "planned", planned="many")
    assert Run.objects.get().planned == 700
    send_sheet(door(run), "phone:1", gender="male")
    assert change(organiser, run, "mode", mode="anonymous").status_code == 409
    assert change(organiser, run, "version").status_code == 422
    change(organiser, run, "kiosk", on="0")
    assert Run.objects.get().kiosk_code is None


def test_closing_and_deleting(make, organiser, opinion):
    assert organiser.post(f"/surveys/{opinion.pk}/close/").status_code == 302
    assert Run.objects.get().key is None
    assert organiser.post(f"/surveys/{opinion.pk}/delete/").url == "/surveys/"
    assert not Run.objects.exists()


def test_each_door_has_its_poster(organiser, test_run):
    for wave in test_run.waves.all():
        pdf = organiser.get(f"/surveys/{test_run.pk}/poster-{wave.pk}.pdf?language=ru")
        assert pdf.content.startswith(b"%PDF")
        png = organiser.get(f"/surveys/{test_run.pk}/poster-{wave.pk}.png")
        (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png.content)), formats=zxingcpp.BarcodeFormat.QRCode)
        assert code.text == f"http://testserver/s/{wave.public_code}/"
    other = open_satisfaction_run(test_run.activity, by=None).waves.get()
    assert organiser.get(f"/surveys/{test_run.pk}/poster-{other.pk}.png").status_code == 404


def test_quotas_are_planned_by_questions_then_numbers(organiser, opinion):
    path = f"/surveys/{opinion.pk}/quotas/"
    assert "<table" not in page(organiser, path)
    assert organiser.get(f"{path}?rows=gender&columns=gender").status_code == 422
    assert organiser.get(f"{path}?rows=&columns=age").status_code == 422
    address = f"{path}?rows=gender&columns=age"
    assert 'name="cell-female-young"' in page(organiser, address)
    wrong = organiser.post(address, {"cell-female-young": "ten", "cell-male-older": "7"})
    assert (wrong.status_code, Quota.objects.count()) == (422, 0)
    assert 'value="7"' in wrong.content.decode()
    organiser.post(address, {"cell-female-young": "10", "cell-male-older": "7", "cell-male-young": ""})
    assert set(Quota.objects.values_list("row", "column", "planned")) == {
        ("female", "young", 10),
        ("male", "older", 7),
    }
    send_sheet(door(opinion), "phone:1", gender="female")
    said = re.sub(r"<[^>]+>|\s+", " ", page(organiser, f"/surveys/{opinion.pk}/"))
    assert "not stated" in said
    assert re.search(r"Total\s+0\s+/ 10\s+0\s+/ 7\s+1\s+1\s+/ 17", said), said
    assert 'value="10"' in page(organiser, path)
    organiser.post(f"{path}?rows=&columns=")
    assert not Quota.objects.exists()


def test_personal_links_are_made_from_a_list_and_ended_one_by_one(organiser, opinion):
    path = f"/surveys/{opinion.pk}/links/"
    assert organiser.post(path, {"names": "Айгүл\nБолат\n"}).url == path
    one = PersonalLink.objects.get(name="Айгүл")
    said = page(organiser, path)
    assert f"http://testserver/s/{opinion.waves.get().public_code}/p/{one.code}/" in said
    assert said.count("not yet") == 2
    too_long = organiser.post(path, {"names": "Ж" * 300})
    assert too_long.status_code == 422
    assert "Ж" * 300 in too_long.content.decode()
    organiser.post(f"/surveys/links/{one.pk}/revoke/")
    said = page(organiser, path)
    assert f"/p/{one.code}/" not in said
    assert "Айгүл" in said
    close_run(opinion, by=None)
    assert "cannot be found out any more" in page(organiser, path)


def test_the_activitys_tab_lists_its_surveys_and_those_of_its_series(make, organiser):
    series = Series.objects.create(organisation=make.organisation, project=make.project(), title="Топтама")
    activity = make.activity(series.project, series=series)
    path = f"/activities/{activity.ref}/survey/"
    assert "Open the survey" in page(organiser, path)
    of_series = open_run(version=version(make, KNOWS, kind="test"), project=series.project, series=series, by=None)
    assert organiser.post(f"{path}open/").status_code == 302
    own = Run.objects.get(activity=activity)
    for rating in ("5", "5", "2"):
        send_sheet(door(own), f"phone:{rating}{own.responses.count()}", overall=rating)
    said = page(organiser, path)
    assert f"/surveys/{of_series.pk}/" in said
    assert f"/surveys/{own.pk}/" in said
    assert "66.7 %" in said
    assert "Open the survey" not in said
    assert organiser.get(f"{path}poster.pdf").content.startswith(b"%PDF")
    organiser.post(f"{path}close/")
    assert Run.objects.get(activity=activity).closed_at


def test_the_list_parts_open_from_closed_in_constant_queries(make, organiser, opinion):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            answer = organiser.get("/surveys/")
        return answer, len(captured)

    closed = open_satisfaction_run(make.activity(), by=None)
    send_sheet(door(closed), "phone:1", overall="5")
    close_run(closed, by=None)
    latest = open_satisfaction_run(make.activity(), by=None)
    answer, few = queries()
    assert [line.run for line in answer.context["open_lines"]] == [latest, opinion]
    assert [line.run for line in answer.context["closed_lines"]] == [closed]
    assert "100.0 %" in answer.content.decode()
    for _ in range(3):
        open_satisfaction_run(make.activity(), by=None)
    answer, many = queries()
    assert (len(answer.context["open_lines"]), many) == (5, few)
    assert len(organiser.get(f"/surveys/?project={opinion.project.ref}").context["open_lines"]) == 1
    assert organiser.get("/surveys/?project=nothing").status_code == 404


def test_viewers_see_no_buttons_and_staff_may_not_press_them(make, opinion):
    set_quotas(opinion, rows="gender", columns="", planned={("female", ""): 2}, by=None)
    make_links(opinion, names=["А"], by=None)
    for role in (Role.VIEWER, Role.STAFF):
        client = signed_in(make.member(role).user)
        said = page(client, f"/surveys/{opinion.pk}/")
        assert "/change/" not in said
        assert "/links/" not in said
        assert change(client, opinion, "planned", planned="1").status_code == 403
        assert client.post(f"/surveys/{opinion.pk}/close/").status_code == 403
        assert client.get("/surveys/open/").status_code == 403
        assert client.get(f"/surveys/{opinion.pk}/links/").status_code == 403


def test_every_kind_can_be_opened_by_its_tab(make, organiser):
    activity = make.activity()
    for kind in SurveyKind.values:
        assert f"kind={kind}" in page(organiser, f"/surveys/open/?activity={activity.ref}&kind={kind}")


def test_quotas_can_be_planned_anew_after_their_question_is_gone(make, organiser):
    run = open_run(version=(first := version(make, GENDER, AGE)), project=make.project(), by=None)
    set_quotas(run, rows="gender", columns="age", planned={("male", "young"): 3}, by=None)
    version(make, GENDER, of=first.questionnaire, number=2)
    assert change(organiser, run, "version").status_code == 302
    path = f"/surveys/{run.pk}/quotas/"
    assert 'name="cell-male-"' in page(organiser, path)
    assert organiser.post(path, {"cell-male-": "4"}).status_code == 302
    assert list(Quota.objects.values_list("row", "column", "planned")) == [("male", "", 4)]
    assert organiser.post(f"{path}?rows=gender&columns=age", {"cell-male-young": "1"}).status_code == 422


def test_what_is_another_organisations_is_not_there(make, organiser, opinion):
    other = make.other_organisation()
    theirs = open_run(version=version(other), project=other.project(), by=None)
    (link,) = make_links(theirs, names=["Айгүл"], by=None)
    newer = version(other, of=theirs.version.questionnaire, number=2)
    mine = f"/surveys/open/?project={opinion.project.ref}&kind=opinion"
    sent = {"questionnaire": newer.pk, "mode": "anonymous", "planned": ""}
    assert organiser.post(mine, sent).status_code == 422
    series = Series.objects.create(organisation=other.organisation, project=theirs.project, title="Топтама")
    assert organiser.post(f"/surveys/open/?series={series.pk}", sent).status_code == 404
    for act in ("stop", "mode", "version", "kiosk", "planned"):
        assert change(organiser, theirs, act, wave="only", mode="named", on="1", planned="1").status_code == 404
    for rest in ("quotas", "links", "close", "delete", "import", "paper"):
        assert organiser.post(f"/surveys/{theirs.pk}/{rest}/", {"names": "x"}).status_code == 404, rest
    assert organiser.post(f"/surveys/links/{link.pk}/revoke/").status_code == 404
    # A version of another questionnaire cannot be wished for: the page of a run names none.
    assert change(organiser, opinion, "version", version=newer.pk).status_code == 422
    # Their link opens no door of mine.
    assert organiser.get(f"/s/{door(opinion).public_code}/p/{link.code}/").status_code == 404
    theirs.refresh_from_db()
    assert (theirs.version_id == newer.pk, theirs.kiosk_code, theirs.closed_at) == (False, None, None)


@pytest.mark.parametrize("act", ["stop", "restart"])
def test_a_door_that_no_database_can_look_for_is_not_there(organiser, opinion, act):
    assert change(organiser, opinion, act, wave="on\x00ly").status_code == 404
