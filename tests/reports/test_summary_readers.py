"""The operator's summary of another organisation's project that has issued nothing: figures, and nobody."""

import pytest

from events.models import Contest, ContestEntry, Involvement, Product
from grants.models import Partner, Role
from reports.actions.readers import allow_reading
from reports.dataset.model import ReportData, SurveyEntry
from reports.queries import summary
from reports.queries.summary import summary_data
from tests.issued_rows import issued_rows

HIDDEN = "Жасырын"


@pytest.fixture
def read(make):
    """A project with people in every place where it can name them, and the organisation that reads it."""
    project = make.project(ref="A1")
    reader = make.other_organisation().organisation
    activity = make.activity(project, guests=f"{HIDDEN} қонақ", outcome=f"{HIDDEN} келді", goal=f"{HIDDEN} мақсат")
    make.attendance(activity)
    activity.speakers.create(name=f"{HIDDEN} спикер")
    make.mention(make.post(), activity, reason=f"{HIDDEN} сұрады")
    partner = Partner.objects.create(
        organisation=make.organisation, name="Кітапхана", head_name=f"{HIDDEN} басшы", contact="+7 700 000 00 01"
    )
    Involvement.objects.create(project=project, partner=partner)
    Product.objects.create(
        organisation=make.organisation, project=project, kind="video", title="Бейне", approved_by=f"{HIDDEN} сарапшы"
    )
    contest = Contest.objects.create(activity=activity)
    contest.jury.create(name=f"{HIDDEN} қазы", has_consented=True)
    named = {"author_name": f"{HIDDEN} автор", "name_consent": "guardian"}
    ContestEntry.objects.create(contest=contest, number=1, title="Сурет", place=1, **named)
    allow_reading(reader, [project], by=make.member(Role.OWNER).user)
    return project, reader


def with_experts(data: ReportData) -> ReportData:
    """The dataset with an expert survey."""
    names = {"kk": "Бағалау", "ru": "Оценка"}
    question = {"title": names, "base": 1, "texts": [f"{HIDDEN} пікір"], "remark": {"kk": HIDDEN, "ru": ""}}
    survey = SurveyEntry.model_validate(
        {
            "pk": 1,
            "kind": "expert",
            "title": names,
            "n": 1,
            "experts": [f"{HIDDEN} сарапшы"],
            "questions": [question],
        }
    )
    return data.model_copy(update={"surveys": [survey]})


def test_nobody_is_named_before_the_grantee_issues(make, read, monkeypatch):
    _project, reader = read
    real = summary.report_data
    monkeypatch.setattr(summary, "report_data", lambda **asked: with_experts(real(**asked)))
    data = summary_data(organisation=reader, language="kk")
    [one] = data.projects
    assert (one.data.statistics.total, one.data.posts, one.data.contests[0].works) == (1, 1, 1)
    assert [partner.name for partner in one.data.partners] == ["Кітапхана"]
    assert [survey.n for survey in one.data.surveys] == [1]
    said = data.model_dump_json()
    assert HIDDEN not in said
    assert "+7 700" not in said
    assert HIDDEN in summary_data(organisation=make.organisation, language="kk").model_dump_json()


def test_an_issued_report_that_cannot_be_read_any_more_does_not_stop_the_summary(make, read):
    project, reader = read
    owner = make.member(Role.OWNER).user
    issued_rows(make.organisation, by=owner, content=b"", project=project, dataset={"shape": "older"})
    data = summary_data(organisation=reader, language="kk")
    assert data.missing() == ["A1"]
    assert data.projects[0].data.statistics.total == 1
    assert HIDDEN not in data.model_dump_json()
