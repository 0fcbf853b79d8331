"""What a reader is told of a project's findings: nothing of projects, words and people that it may not read."""

from datetime import date
from urllib.parse import quote

import pytest

from grants.models import Indicator, Role
from reports.actions.readers import allow_reading, reading_request, take_back
from reports.actions.texts import save_text
from reports.contradictions import contradictions
from reports.models import ReadingGrant
from tests.conftest import signed_in

PLACE = {"starts_on": date(2025, 9, 1), "venue": "Мәдениет үйі, Абай көшесі 5"}


@pytest.fixture
def owner(make):
    """The grantee's owner."""
    return make.member(Role.OWNER).user


@pytest.fixture
def operator(make):
    """Another organisation, which reads one project of the grantee's."""
    return make.other_organisation()


@pytest.fixture
def read(make, owner, operator):
    """The project that the operator reads."""
    project = make.project(ref="A1")
    allow_reading(operator.organisation, [project], by=owner)
    return project


def page_of(operator, project) -> str:
    return signed_in(operator.member(Role.OWNER).user).get(f"/reports/grantees/{project.pk}/").content.decode()


def numbers(operator, project) -> tuple[int, int]:
    """Open findings as the list says, and as the project's page shows."""
    client = signed_in(operator.member(Role.VIEWER).user)
    [row] = client.get("/reports/grantees/").context["rows"]
    return row.findings, len(client.get(f"/reports/grantees/{project.pk}/").context["findings"])


def codes(project, reader=None) -> set[str]:
    return {one.code for one in contradictions(project=project, reader=reader)}


def test_what_another_grantee_opened_to_this_one_alone_is_not_told_on(make, owner, operator, read):
    third = make.other_organisation()
    other = third.project(ref="HIDDEN")
    make.activity(read, ref="A1-1", **PLACE)
    third.activity(other, ref="HIDDEN-7", **PLACE)
    by = third.member(Role.OWNER).user
    allow_reading(make.organisation, [other], by=by)
    assert "HIDDEN-7" in signed_in(owner).get("/projects/A1/findings/").content.decode()
    assert "HIDDEN" not in page_of(operator, read)
    assert len(set(numbers(operator, read))) == 1
    allow_reading(operator.organisation, [other], by=by)
    assert "HIDDEN-7" in page_of(operator, read)
    take_back(ReadingGrant.objects.get(project=other, reader=make.organisation), by=by)
    assert "same_place_other_grantee" not in codes(read)


def test_the_grantees_other_projects_are_not_told_on(make, operator, read):
    other = make.project(ref="HIDDEN", grantee=make.grantee(name="Жасырын қор"))
    held = make.activity(read, ref="A1-1", **PLACE)
    hidden = make.activity(other, ref="HIDDEN-7", **PLACE)
    shared = make.post()
    for one in (held, make.activity(read, ref="A1-2"), hidden):
        make.mention(shared, one)
    assert {"same_place_other_grantee", "shared_post"} <= codes(read)
    shown = page_of(operator, read)
    assert "HIDDEN" not in shown
    assert "Жасырын" not in shown
    assert "A1-1, A1-2" in shown
    assert len(set(numbers(operator, read))) == 1


def test_words_that_are_not_issued_are_not_quoted(make, owner, operator, read):
    activity = make.activity(read, ref="A1-1")
    make.attendance(activity)
    text = "Жасырын Адам да келді, барлығы 373 адам қатысты."
    save_text(read, slot=f"activity:{activity.pk}", language="kk", text=text, seen_revision=0, by=owner)
    assert "Жасырын Адам" in signed_in(owner).get("/projects/A1/findings/").content.decode()
    shown = page_of(operator, read)
    assert "narrative_figure" in codes(read, operator.organisation)
    assert "373" in shown
    assert "Жасырын" not in shown


def test_one_grantee_written_down_twice_is_not_another_one(make, owner):
    """As between the grantees: the same NGO, in two organisations' lists."""
    other = make.other_organisation()
    twice = other.project(ref="B1", grantee=other.grantee(name=make.organisation.name.upper()))
    project = make.project(ref="A1")
    make.activity(project, **PLACE)
    other.activity(twice, **PLACE)
    allow_reading(make.organisation, [twice], by=other.member(Role.OWNER).user)
    assert "same_place_other_grantee" not in codes(project)


@pytest.mark.parametrize("sent", ["9" * 30, "9223372036854775808", "-1", "²", "\x00", "\ud800", "x" * 99_999])
def test_a_tick_that_is_no_project_is_refused_in_words(make, owner, operator, sent):
    make.project()
    client = signed_in(owner)
    link = f"/reading/{reading_request(operator.organisation, by=owner)}/"
    body = "projects=" + quote(sent.encode("utf-8", "surrogatepass"))
    assert client.generic("POST", link, body, content_type="application/x-www-form-urlencoded").status_code == 422
    assert not ReadingGrant.objects.exists()


def test_who_looks_without_the_body_gets_the_same_status(make, owner):
    project = make.project(ref="A1")
    client = signed_in(owner)
    for path in (
        *("/reports/", "/reports/readers/", "/reports/grantees/", f"/reports/grantees/{project.pk}/"),
        *("/reports/grantees/between/", "/projects/A1/statistics/", "/projects/A1/statistics/records/?table=gender"),
        *("/projects/A1/findings/", "/projects/A1/report/preview/final/", "/reports/word-templates/"),
    ):
        assert client.head(path).status_code == client.get(path).status_code, path


def test_what_is_neither_looking_nor_sending_is_405(make, owner, operator):
    client = signed_in(owner)
    for path in ("/reports/readers/ask/", f"/reading/{reading_request(operator.organisation, by=owner)}/"):
        assert {client.generic(method, path).status_code for method in ("PUT", "DELETE", "PATCH")} == {405}, path


def test_two_others_with_the_same_ref_are_two_findings(make):
    """Whoever accepts one has not accepted the other."""
    project = make.project(ref="A1")
    make.activity(project, **PLACE)
    for other in (make.other_organisation(), make.other_organisation()):
        found = other.project(ref="B1")
        other.activity(found, ref="B1-1", **PLACE)
        allow_reading(make.organisation, [found], by=other.member(Role.OWNER).user)
    keys = [one.key() for one in contradictions(project=project) if one.code == "same_place_other_grantee"]
    assert len(keys) == len(set(keys)) == 2


def test_the_plan_is_judged_as_of_the_asked_day(make):
    project = make.project()
    for _ in range(2):
        make.activity(project)
    Indicator.objects.create(project=project, code="activities", plan=1)

    def on(day: date) -> set[str]:
        return {one.code for one in contradictions(project=project, today=day)}

    assert "plan_over_half" in on(date(2025, 9, 10))
    assert "plan_over_half" not in on(date(2025, 9, 9))
