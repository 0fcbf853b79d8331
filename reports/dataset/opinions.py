"""Opinion and expert surveys of the dataset: shares, the sentence beneath each question, what experts wrote."""

from __future__ import annotations

from events.queries.periods import ALWAYS, belongs_to
from grants.models import Project
from reports.dataset.model import Names, OptionEntry, QuestionEntry, SurveyEntry
from rules.plan_progress import Period
from rules.questionnaires.definition import Words
from rules.survey_maths.counting import QuestionResult
from surveys.models import Mode, Response, Run, SurveyKind
from surveys.queries.remarks import QuestionRemark, remarks_of
from surveys.queries.results import RunResults, run_results
from surveys.queries.sheets import Filters, door_names, wanted_responses


def surveys(project: Project, period: Period) -> list[SurveyEntry]:
    """The project's opinion and expert surveys from the sheets of the period: of an activity's survey all of them,
    whenever they came in. Three queries per survey, of experts four; of a period, one that nobody answered in it is
    left out."""
    runs = Run.objects.filter(belongs_to(period, None), project=project)
    runs = runs.filter(kind__in=(SurveyKind.OPINION, SurveyKind.EXPERT))
    found = []
    for run in runs.select_related("version__questionnaire", "project").order_by("pk"):
        days = ALWAYS if run.activity_id else period
        filters = Filters(door=door_names(run)[-1], period=days)
        results = run_results(run=run, filters=filters)
        if results.n or days == ALWAYS:
            found.append(_survey(run, results, filters))
    return found


def _survey(run: Run, results: RunResults, filters: Filters) -> SurveyEntry:
    is_of_experts = run.kind == SurveyKind.EXPERT
    remarks = {one.question.code: one for one in remarks_of(results)}
    return SurveyEntry(
        pk=run.pk,
        kind=run.kind,
        title=_names(run.version.definition.title),
        planned=run.planned,
        n=results.n,
        questions=[
            _question(one, remarks.get(one.question.code), with_texts=is_of_experts)
            for one in results.questions
            if one.options or (is_of_experts and one.texts)
        ],
        experts=_experts(run, filters) if is_of_experts and run.mode == Mode.NAMED else [],
    )


def _question(one: QuestionResult, remark: QuestionRemark | None, *, with_texts: bool) -> QuestionEntry:
    return QuestionEntry(
        title=_names(one.question.text),
        base=one.base,
        options=[
            OptionEntry(title=_names(option.option.text), count=option.count, share=option.share)
            for option in one.options
            if option.share is not None
        ],
        remark=Names(kk=remark.in_language("kk"), ru=remark.in_language("ru")) if remark and remark.kk else None,
        texts=list(one.texts) if with_texts else [],
    )


def _experts(run: Run, filters: Filters) -> list[str]:
    """Who answered by name: a sheet has one only with consent."""
    named: list[Response] = list(wanted_responses(run, filters).exclude(name="").order_by("name", "pk"))
    return [one.name for one in named]


def _names(words: Words) -> Names:
    return Names(kk=words.in_language("kk"), ru=words.in_language("ru"))
