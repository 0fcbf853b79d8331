"""One project with an entry of every sort that a form prints, and the forms' wording from the data file itself."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from events.actions.head_counts import set_head_count
from events.models import Appendix, Evidence, NoteKind, Product, ProjectNote
from grants.models import Edition, Indicator, Project
from reports.catalogue import places
from reports.dataset import ReportData
from reports.dataset.model import (
    ChangeEntry,
    FindingEntry,
    Names,
    OptionEntry,
    PartnerEntry,
    QuestionEntry,
    SurveyEntry,
)
from rules.codes import DIMENSIONS
from tests.factories import Factory
from tests.reports.forms.reading import FORMS

NESTED_RU = "В том числе"
# What the tables of this world print beside the form's columns: nobody's gender, age or category may be lost.
EXTRA = {
    "gender": {"kk": ["Көрсетілмеген"], "ru": ["Не указано"]},
    "category": {"kk": ["Көрсетілмеген"], "ru": ["Не указано"]},
    "age": {
        "kk": ["Жас аралықтарынан тыс", "Көрсетілмеген"],
        "ru": ["Вне возрастных групп", "Не указано"],
    },
}


def whole_project(make: Factory) -> Project:
    """Two tasks and a presentation; visits, head counts, posts, papers, products and notes."""
    project = make.project(
        ref="P1",
        title="Бірлік",
        grantee=make.grantee(head_name="Асанов А."),
        contract_number="33",
        contract_date=date(2025, 5, 6),
        amount=Decimal(5500000),
        saved_amount=Decimal(100000),
        priority_direction="Отбасы",
        field_of_law="4) отбасы",
        grant_type="орта мерзімді",
    )
    lectures = make.measure(project, "1.1", title="Дәрістер", deadline_text="маусым – тамыз")
    meetings = make.measure(project, "1.2", title="Кездесулер")
    show = make.measure(project, "2.1", title=FORMS["final"]["2025"]["sections"][1])
    plans = ((lectures, "participants", 9), (meetings, "participants", 1000), (None, "activities", 5))
    for measure, code, plan in plans:
        Indicator.objects.create(project=project, measure=measure, code=code, plan=plan)
    Indicator.objects.create(project=project, measure=lectures, code="тест", plan=5, unit="дана")
    first = make.activity(project, measure=lectures, kind="lecture", ref="P1-1", title="Бірінші дәріс", topic="Құқық")
    second = make.activity(project, measure=lectures, kind="lecture", ref="P1-2", title="Екінші дәріс")
    many = make.activity(project, measure=meetings, kind="meeting", ref="P1-3", title="Үлкен кездесу")
    make.activity(project, measure=show, kind="presentation", ref="P1-4", title="Қорытынды")
    alone = make.activity(project, kind="consultation", ref="P1-5", title="Кеңес", count_unit="families")
    first.speakers.create(name="Серікова С.", post="заңгер", topic="Құқық")
    for activity, gender, age, statuses in (
        (first, "female", 19, ("youth",)),
        (first, "male", 52, ("unemployed",)),
        (first, "not_stated", None, ()),
        (second, "male", 9, ()),
        (alone, "female", 30, ("business",)),
    ):
        make.attendance(activity, gender=gender, age=age, statuses=statuses)
    parts = {"gender": {"male": 500, "female": 700}, "age": {"13-16": 1200}, "category": {"youth": 1100, "other": 100}}
    set_head_count(many, mode="instead", basis="tally", total=1234, parts=parts, by=None)
    shared = make.post("a", views=1070)
    make.mention(shared, first)
    make.mention(shared, second)
    make.mention(make.post("b", title="Жоба басталды"), project)
    _papers(project, lectures)
    return project


def _papers(project: Project, measure) -> None:
    owner = {"organisation": project.organisation, "project": project}
    appendix = Appendix.objects.create(project=project, measure=measure, number=1)
    Evidence.objects.create(**owner, appendix=appendix, place=1, type="photo", caption="Зал", link="https://e.kz/1")
    Product.objects.create(**owner, kind="video", title="Бейне", number_made=4)
    Product.objects.create(**owner, kind="interview", title="Сұхбат", number_made=7)
    for kind in (NoteKind.RISK, NoteKind.SUCCESS_STORY, NoteKind.RECOMMENDATION):
        against = "Басқа күн" if kind == NoteKind.RISK else ""
        ProjectNote.objects.create(**owner, kind=kind, text=f"Мәтін: {kind.value}", mitigation=against)


def with_everything(data: ReportData) -> ReportData:
    """The dataset with what only a longer history would give: a survey, findings, changes, partners."""
    options = [("Иә", 2, "66.7"), ("Жоқ", 1, "33.3")]
    question = QuestionEntry(
        title=Names(kk="Ұнады ма?", ru="Понравилось?"),
        base=3,
        options=[OptionEntry(title=Names(kk=one, ru=one), count=n, share=Decimal(share)) for one, n, share in options],
    )
    survey = SurveyEntry(pk=7, kind="opinion", title=Names(kk="Пікір", ru="Мнение"), n=3, questions=[question])
    finding = FindingEntry(
        code="plan_not_met",
        severity="warning",
        message="9 жоспарланды",
        records=["P1 1.1"],
        reason="Карантин болды",
        accepted_on=date(2025, 11, 1),
    )
    what = Names(kk="Қатысушылар", ru="Участники")
    change = ChangeEntry(what=what, record="P1 1.1", before=Decimal(2), now=Decimal(4))
    partners = [PartnerEntry(name="Кітапхана", head_name="Оспанова О.", gave="зал")]
    more = {"surveys": [survey], "findings": [finding], "changes": [change], "partners": partners}
    return data.model_copy(update=more)


def random_project(make: Factory, seed: int) -> Project:
    """Three to six activities of two measures with visits or head counts, posts and an indicator."""
    chance = random.Random(seed)
    project = make.project(ref=f"R{seed}", amount=Decimal(chance.randint(10**5, 10**7)))
    measures = [make.measure(project, number, title=f"Шара {number}") for number in ("1.1", "2.1")]
    for measure in measures:
        Indicator.objects.create(project=project, measure=measure, code="participants", plan=chance.randint(1, 900))
    for _ in range(chance.randint(3, 6)):
        activity = make.activity(project, measure=chance.choice(measures))
        if chance.random() < 0.5:
            total = chance.randint(0, 3000)
            set_head_count(activity, mode="instead", basis="tally", total=total, parts=_parts(chance, total), by=None)
        else:
            for _ in range(chance.randint(1, 5)):
                make.attendance(
                    activity, gender=chance.choice(("male", "female")), age=chance.randint(8, 80), statuses=()
                )
        for _ in range(chance.randint(0, 3)):
            make.mention(make.post(views=chance.choice((None, 10, 2500))), activity)
    return project


def _parts(chance: random.Random, total: int) -> dict[str, dict[str, int]]:
    parts: dict[str, dict[str, int]] = {}
    for dimension, values in DIMENSIONS.items():
        left = total
        for value in chance.sample(values[:-1], 2):
            count = chance.randint(0, left)
            parts.setdefault(dimension, {})[value] = count
            left -= count
    return parts


def wording_of(form: str, edition: str, language: str) -> list[str]:
    """The headings of a form in their order, from forms.json itself; what a 2023 form never had in Russian is that of
    2025 at the same place."""
    if form == "interim":
        written = FORMS["interim"]["ru"] if language == "ru" else FORMS["interim"]
        period, described, table, risks, appendices = written["sections"]
        return [
            written["title"],
            period,
            described,
            table,
            *written["activity_table"],
            risks,
            *written["risk_table"],
            appendices,
            *written["appendix_table"],
        ]
    if form == "summary":
        # Its Russian is ours alone; the final reports that it holds have theirs from the file.
        *before, last = FORMS["operator_summary"][edition] if language == "kk" else [""]
        # 2023 was published with a section without a number.
        numbered = [one if one[:1].isdigit() else f"{place}. {one}" for place, one in enumerate(before, 1)]
        return [*numbered, *wording_of("final", edition, language), *([last] if last else [])]
    final = FORMS["final"][edition]
    sections = dict(zip(places("final", edition), final["sections"], strict=True))
    if language == "ru":
        newest = dict(zip(places("final", "2025"), FORMS["final"]["2025"]["sections_ru"], strict=True))
        sections = {place: newest[place] for place in sections}
    tables: list[str] = []
    for name in DIMENSIONS:
        tables.append(caption_of(name, edition, language))
        tables += [one for row in columns(name, edition, language) for one in row]
    if form == "statistics":
        return [sections["statistics"], *tables]
    if form != "final":
        return []
    made = [] if language == "ru" else [*([final["header"]] if "header" in final else []), final["title"]]
    for place, heading in sections.items():
        made += [heading, *(tables if place == "statistics" else [])]
    return made


def caption_of(table: str, edition: str, language: str) -> str:
    """What stands above one of the three tables."""
    return _tables(edition, language)[table]["heading"]


def columns(table: str, edition: str, language: str) -> list[list[str]]:
    """The headings of one of the three tables, row by row: a group's own in the first, what it holds in the second."""
    written = _tables(edition, language)[table]
    if edition == "2023" and language == "ru" and table == "category":
        # The same columns in the 2023 order: the total twice, the last four under a heading of their own.
        total, *rest = written["columns"]
        return [[total, *rest[:6], total, NESTED_RU], rest[6:]]
    group = written.get("group")
    return [[*written["columns"], group["heading"]], group["columns"]] if group else [written["columns"]]


def _tables(edition: str, language: str) -> dict:
    return FORMS["final"]["2025"]["tables_ru"] if language == "ru" else FORMS["final"][edition]["tables"]


def edition_forms() -> dict[str, dict]:
    """What the program has of each edition."""
    return {one.code: one.forms for one in Edition.objects.all()}
