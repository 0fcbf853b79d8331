"""Who may read whose projects: asked for, allowed by the owner, taken back; figures only, and nothing changes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from grants.models import AuditEntry, Indicator, Role
from reports.actions import readers
from reports.actions.readers import allow_reading, reading_request, take_back
from reports.models import IssuedReport, ReadingGrant
from reports.queries.grantees import grantee_lines
from reports.queries.readable import readable_projects
from tests.conftest import signed_in
from tests.factories import Factory
from tests.issued_rows import issued_rows


@pytest.fixture
def operator(make) -> Factory:
    """Another organisation, which would like to read."""
    return make.other_organisation()


@pytest.fixture
def reader(operator):
    """The operator's owner, signed in."""
    return signed_in(operator.member(Role.OWNER).user)


@pytest.fixture
def owner(make):
    """The grantee's owner."""
    return make.member(Role.OWNER).user


@pytest.fixture
def issued(make, owner):
    """A project with a named person and an issued report with a file."""
    project = make.project(ref="Ж1", title="Ашық жоба", amount=5_500_000)
    Indicator.objects.create(project=project, code="participants", plan=4)
    lecture = make.activity(project, ref="Ж1-1", title="Жасырын дәріс")
    make.attendance(lecture, person=make.person(name="Жасырын Адам", phone="+77000000001"))
    make.mention(make.post(), lecture)
    return issued_rows(make.organisation, project=project, by=owner, content=b"docx")


def pages(report: IssuedReport) -> list[str]:
    base = f"/reports/grantees/{report.project_id}/"
    return [base, f"{base}files/{report.files.get().pk}/"]


def statuses(client, report: IssuedReport) -> list[int]:
    return [client.get(path).status_code for path in pages(report)]


def test_asked_for_allowed_read_and_taken_back(make, operator, reader, owner, issued):
    other = make.project(ref="Ж2", title="Жабық жоба")
    assert statuses(reader, issued) == [404, 404]
    link = reader.post("/reports/readers/ask/").context["link"]
    client = signed_in(owner)
    shown = client.get(link).content.decode()
    assert operator.organisation.name in shown
    assert client.post(link, {}).status_code == 422
    assert ReadingGrant.objects.count() == 0
    for _tap in range(2):
        client.post(link, {"projects": [issued.project_id]})
    grant = ReadingGrant.objects.get()
    assert (grant.project, grant.reader, grant.given_by) == (issued.project, operator.organisation, owner)
    assert statuses(reader, issued) == [200, 200]
    assert reader.get(f"/reports/grantees/{other.pk}/").status_code == 404
    assert b"".join(reader.get(pages(issued)[1]).streaming_content) == b"docx"
    assert list(readable_projects(operator.organisation)) == [issued.project]
    assert client.post(f"/reports/readers/{grant.pk}/take-back/").status_code == 302
    assert statuses(reader, issued) == [404, 404]
    assert "Ашық" not in reader.get("/reports/grantees/").content.decode()
    verbs = [("reading.allow", "reading.take_back"), ("reading.ask", "reading.allowed", "reading.taken_back")]
    for organisation, expected in zip((make.organisation, operator.organisation), verbs, strict=True):
        trail = AuditEntry.objects.of(organisation).filter(verb__startswith="reading").order_by("pk")
        assert tuple(trail.values_list("verb", flat=True)) == expected


def test_a_reader_sees_figures_and_nobody(operator, reader, owner, issued):
    allow_reading(operator.organisation, [issued.project], by=owner)
    [line] = grantee_lines(organisation=operator.organisation, today=timezone.localdate())
    assert (line.activities, line.participants, line.plan, line.percent, line.posts) == (1, 1, 4, 25, 1)
    assert (line.is_own, line.issued) == (False, issued)
    shown = reader.get("/reports/grantees/").content.decode() + reader.get(pages(issued)[0]).content.decode()
    assert "Ашық жоба" in shown
    assert "Жасырын Адам" not in shown
    assert "77000000001" not in shown
    # Not one page of the project itself, and nothing there is writable.
    for path in ("", "statistics/", "statistics/records/?table=gender", "board/", "documents/"):
        assert reader.get(f"/projects/Ж1/{path}").status_code == 404, path
    assert reader.get("/activities/Ж1-1/people/").status_code == 404
    assert [reader.post(path).status_code for path in pages(issued)] == [405, 405]


def test_only_owners_ask_allow_and_take_back(make, operator, owner, issued):
    link = f"/reading/{reading_request(operator.organisation, by=owner)}/"
    [grant] = allow_reading(operator.organisation, [issued.project], by=owner)
    for role in (Role.ORGANISER, Role.STAFF, Role.VIEWER):
        client = signed_in(make.member(role).user)
        assert client.post("/reports/readers/ask/").status_code == 403
        assert client.post(link, {"projects": [issued.project_id]}).status_code == 403
        assert client.post(f"/reports/readers/{grant.pk}/take-back/").status_code == 403
    grant.refresh_from_db()
    assert grant.taken_back_at is None


def test_nobody_opens_what_is_not_theirs(make, operator, reader, issued):
    """The reader takes another's link to itself: the only projects in the list are its own."""
    third = make.other_organisation()
    link = f"/reading/{reading_request(third.organisation, by=third.member(Role.OWNER).user)}/"
    assert reader.post(link, {"projects": [issued.project_id]}).status_code == 422
    assert ReadingGrant.objects.count() == 0


def test_links_that_lead_nowhere(make, owner, monkeypatch):
    client = signed_in(owner)
    token = reading_request(make.organisation, by=owner)
    assert "readers_own" in client.get(f"/reading/{token}/").templates[0].name
    assert [client.get(f"/reading/{bad}/").status_code for bad in ("1", token + "x", f"9{token}")] == [404] * 3
    monkeypatch.setattr(readers, "LIFETIME", timedelta(seconds=-1))
    assert client.get(f"/reading/{token}/").status_code == 410


def test_taking_back_and_allowing_again_keeps_both_days(make, operator, owner, issued):
    [first] = allow_reading(operator.organisation, [issued.project], by=owner)
    for _tap in range(2):
        take_back(first, by=owner)
    [second] = allow_reading(operator.organisation, [issued.project], by=owner)
    assert allow_reading(operator.organisation, [issued.project], by=owner) == []
    kept = [(one.pk, one.taken_back_at is None) for one in ReadingGrant.objects.of(make.organisation)]
    assert kept == [(first.pk, False), (second.pk, True)]


def test_the_lines_cost_the_same_for_one_and_many(make, owner):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            grantee_lines(organisation=make.organisation, today=timezone.localdate())
        return len(queries)

    make.activity(make.project())
    few = asked()
    for _one in range(3):
        make.attendance(make.activity(make.project()))
    assert asked() == few


def test_a_plan_of_measures_is_added_up(make):
    project = make.project()
    for number, plan in (("1.1", 30), ("1.2", 12)):
        measure = make.measure(project, number)
        Indicator.objects.create(project=project, measure=measure, code="participants", plan=plan)
    [line] = grantee_lines(organisation=make.organisation, today=timezone.localdate())
    assert (line.plan, line.percent) == (42, 0)
    assert line.satisfaction.share is None
