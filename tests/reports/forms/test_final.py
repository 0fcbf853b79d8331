"""The final report: every heading letter by letter, every figure of the dataset, empty and huge projects."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from events.models import Appendix, NoteKind, ProjectNote
from grants.models import Indicator, Measure, Project
from reports.blocks import PageBreak, Paragraph, Picture, Signature
from reports.dataset import report_data
from reports.dataset.model import ChangeEntry, FindingEntry, Names, OptionEntry, QuestionEntry, SurveyEntry
from tests.reports.forms.reading import FORMS, beneath, filled, final_headings, head, in_order, lines, made, rows, table

WORKBOOK = Path(__file__).resolve().parents[3] / "reference" / "taraz-2025.xlsx"
EVERY = [(edition, language) for edition in ("2023", "2025") for language in ("kk", "ru")]


@pytest.fixture
def reference(db) -> Project:
    """The grantee's own project of 1709 attendances."""
    call_command("import_workbook", str(WORKBOOK), organisation="Тараз", stdout=StringIO(), stderr=StringIO())
    return Project.objects.get(organisation__name="Тараз", ref="P2")


@pytest.fixture
def planned(make) -> Project:
    """One task with a seminar of 12 planned and 3 met, a measure for the presentation and one for publications."""
    project = make.project(
        ref="P1", title="Бірлік", contract_number="33", contract_date=date(2025, 5, 6), amount=6000000
    )
    measure = make.measure(project, "1.1", title="Семинарлар", deadline_text="маусым – қыркүйек")
    Indicator.objects.create(project=project, measure=measure, code="participants", plan=12)
    Indicator.objects.create(project=project, measure=measure, code="тест", plan=5, unit="дана")
    Indicator.objects.create(project=project, code="participants", plan=12)
    seminar = make.activity(project, measure=measure, topic="Толеранттылық", ref="P1-1")
    for _ in range(3):
        make.attendance(seminar)
    make.activity(project, measure=measure, kind="presentation", title="Аралық презентация", ref="P1-3")
    show = make.measure(project, "2.1", title="Қорытынды")
    make.activity(project, measure=show, kind="presentation", title="Қорытынды презентация", ref="P1-2")
    media = make.measure(project, "3.1", title=FORMS["final"]["2025"]["sections"][2])
    make.mention(make.post("a", views=70), seminar)
    make.mention(make.post("b", views=30, title="Жоба басталды"), project)
    assert media.pk
    return project


@pytest.mark.django_db
@pytest.mark.parametrize(("edition", "language"), EVERY)
def test_every_heading_stands_in_order_letter_by_letter(planned, edition, language):
    document, _ = made("final", planned, edition, language)
    form = FORMS["final"][edition]
    said = lines(document)
    assert in_order(said, final_headings(edition, language))
    tables = form["tables"] if language == "kk" else FORMS["final"]["2025"]["tables_ru"]
    for name, wording in tables.items():
        found = table(document, name)
        assert found.caption == wording["heading"]
        if language == "kk":
            assert set(head(found)) == {*wording["columns"], *_group(wording)}
    if language == "kk":
        assert form["title"] in said
        assert form.get("header", form["title"]) == said[0]
        assert [line.split(":")[0] + ":" for line in said if line.startswith(tuple(form["identity"]))] == form[
            "identity"
        ]
        for line in form.get("per_measure", ()):
            assert sum(one.startswith(line) for one in said) == 3


@pytest.mark.django_db
def test_russian_has_no_kazakh_word_of_ours(planned):
    for edition in ("2023", "2025"):
        said = " ".join(lines(made("final", planned, edition, "ru")[0]))
        for kazakh in ("міндет.", "іс-шара.", "Орындау мерзімі", "Қатысушылар саны", "Жоспар", "Грант алушы", "жыл"):
            assert kazakh not in said


@pytest.mark.django_db
def test_measures_stand_in_the_section_they_belong_to(planned):
    document, _ = made("final", planned)
    headings = final_headings("2025", "kk")
    first, show, media = (beneath(document, headings[n], headings[n + 1]) for n in range(3))
    assert "1-міндет. Міндет" in first
    assert "1.1 іс-шара. Семинарлар" in first
    assert "Орындау мерзімі: маусым – қыркүйек" in first
    assert "резентация" not in " ".join(first)
    assert "1.1 іс-шара. Семинарлар" in show
    assert "Жария презентация. Аралық презентация" in show
    assert "2.1 іс-шара. Қорытынды" in show
    assert "Қорытынды презентация" in " ".join(show)
    assert f"3.1 іс-шара. {headings[2]}" in media
    assert "10.09.2025 жыл, 10:00. Өткізілген орны: Тараз сервис колледжі, Тараз." in " ".join(first)
    assert "Қатысушылар саны: 3 адам." in " ".join(first)
    assert [row[1:] for row in rows(table(document, "posts"))] == [[2, 100]]


@pytest.mark.django_db
def test_an_edition_without_those_sections_keeps_everything_in_the_first(planned):
    document, _ = made("final", planned, "2023")
    headings = final_headings("2023", "kk")
    first = beneath(document, headings[0], headings[1])
    assert [one for one in first if " іс-шара. " in one] == [
        "1.1 іс-шара. Семинарлар",
        "2.1 іс-шара. Қорытынды",
        f"3.1 іс-шара. {FORMS['final']['2025']['sections'][2]}",
    ]
    assert "Тапсырманы іске асыру мерзімі: маусым – қыркүйек" in first
    assert table(document, "posts")


@pytest.mark.django_db
def test_plan_against_actual_with_deviation_and_accepted_reason(planned):
    finding = FindingEntry(
        code="plan_not_met",
        severity="warning",
        message="12 жоспарланды",
        records=["P1 1.1"],
        reason="Карантин болды",
        accepted_on=date(2025, 11, 1),
    )
    document, _ = made("final", planned, findings=[finding])
    of_measure = rows(table(document, "plan:1.1"))
    assert [row[2:] for row in of_measure] == [[12, 3, 25], [5, "қолмен есептеледі", None]]
    match = rows(table(document, "plan_match"))
    assert [row[0] for row in match] == ["1.1", "1.1", "жоба"]
    assert match[0][3:] == [12, 3, 25, -9, "Карантин болды"]
    assert match[1][3:] == [5, "қолмен есептеледі", None, None, ""]
    assert match[2][3:] == [12, 3, 25, -9, ""]
    assert rows(table(document, "findings")) == [[1, "12 жоспарланды", "P1 1.1", "Карантин болды", date(2025, 11, 1)]]


@pytest.mark.django_db
def test_typed_texts_stand_at_their_slots_whatever_their_length(planned):
    measure = Measure.objects.get(project=planned, number="1.1")
    activity = planned.activities.get(ref="P1-1")
    texts = {
        "section:goals": "мақсат " * 30_000,
        f"measure:{measure.pk}": "{braces} стоят как есть",
        f"activity:{activity.pk}": "Біздің сөзіміз",
    }
    document, _ = made("final", planned, texts=texts)
    by_slot = {one.slot: one.text for one in document.blocks if isinstance(one, Paragraph) and one.slot}
    assert {slot: by_slot[slot] for slot in texts} == texts
    assert by_slot["section:long_term"] == ""
    assert "Қатысушылар саны: 3 адам." not in " ".join(lines(document))


@pytest.mark.django_db
def test_cost_of_a_participant_and_categories(planned):
    document, _ = made("final", planned)
    said = lines(document)
    assert "Грант сомасы: 6 000 000 (алты миллион) теңге." in [one.replace("\u00a0", " ") for one in said]
    cost = "Бір қатысушыға шаққандағы шығын: 6 000 000 ÷ 3 = 2 000 000 теңге."
    assert cost in [one.replace("\u00a0", " ") for one in said]
    assert "Жастар: 3 адам" in said


@pytest.mark.django_db
def test_an_empty_project_gives_an_empty_but_whole_report(make):
    project = make.project()
    for edition, language in EVERY:
        document, _ = made("final", project, edition, language)
        assert in_order(lines(document), final_headings(edition, language))
        assert [one.code for one in document.tables()] == ["gender", "category", "age"]
        assert not [one for one in document.blocks if isinstance(one, PageBreak)]
    assert "Есепті кезеңде іс-шаралар тіркелмеген." in lines(made("final", project)[0])


@pytest.mark.django_db
def test_annex_tells_what_changed_and_2023_lists_appendices(planned):
    Appendix.objects.create(project=planned, number=1, measure=None)
    change = ChangeEntry(
        what=Names(kk="Қатысушылар", ru="Участники"), record="P1 1.1", before=Decimal(2), now=Decimal(3)
    )
    document, _ = made("final", planned, "2023", changes=[change])
    assert rows(table(document, "changes")) == [["Қатысушылар", "P1 1.1", 2, 3, 1]]
    places = list(document.blocks)
    annex = next(n for n, one in enumerate(places) if isinstance(one, PageBreak))
    assert places.index(table(document, "appendices")) > annex
    assert max(n for n, one in enumerate(places) if isinstance(one, Signature)) < annex
    newest, _ = made("final", planned, "2025")
    assert not [one for one in newest.blocks if isinstance(one, PageBreak)]
    assert rows(table(newest, "appendices")) == [["1-қосымша", "Жалпы жоба бойынша", ""]]


@pytest.mark.django_db
def test_notes_stand_where_they_are_asked_for(planned):
    for kind, text in (
        (NoteKind.SUCCESS_STORY, "Жеңіс"),
        (NoteKind.RECOMMENDATION, "Жалғастыру"),
        (NoteKind.RISK, "Ауа"),
    ):
        ProjectNote.objects.create(organisation=planned.organisation, project=planned, kind=kind, text=text)
    document, _ = made("final", planned)
    headings = final_headings("2025", "kk")
    assert "Жеңіс" in beneath(document, headings[8], headings[9])
    assert "Жалғастыру" in beneath(document, headings[10], headings[11])
    assert "Ауа" not in lines(document)


@pytest.mark.django_db
def test_the_mark_of_a_draft_is_the_documents(planned):
    assert filled("final", report_data(project=planned), mark="Қаралама").mark == "Қаралама"


@pytest.mark.django_db
def test_the_published_tables_of_the_reference(reference):
    document, data = made("final", reference)
    assert rows(table(document, "gender")) == [[1709, 769, 940]]
    assert rows(table(document, "category")) == [[1709, 0, 1446, 10, 25, 3, 69, 21, 125, 10, 0]]
    assert rows(table(document, "age")) == [[1709, 15, 1417, 163, 29, 16, 10, 59]]
    assert "Егде жастағы адамдар (50 жастан жоғары): 69 адам" in lines(document)
    said = " ".join(lines(document))
    for one in data.activities():
        assert one.title in said
    assert sum(row[1] for row in rows(table(document, "posts"))) == data.posts
    planned = [one for task in data.tasks for measure in task.measures for one in measure.figures] + data.figures
    assert [row[3] for row in rows(table(document, "plan_match"))] == [one.plan for one in planned]


def _group(wording: dict) -> list[str]:
    return [wording["group"]["heading"], *wording["group"]["columns"]] if "group" in wording else []


@pytest.mark.django_db
def test_surveys_and_participation_as_tables_and_pictures(planned):
    options = [("Иә", 2, "66.7"), ("Жоқ", 1, "33.3")]
    question = QuestionEntry(
        title=Names(kk="Ұнады ма?", ru="Понравилось?"),
        base=3,
        options=[OptionEntry(title=Names(kk=one, ru=one), count=n, share=Decimal(share)) for one, n, share in options],
    )
    survey = SurveyEntry(
        pk=7, kind="opinion", title=Names(kk="Пікір", ru="Мнение"), planned=5, n=3, questions=[question]
    )
    second = Measure.objects.create(project=planned, task=planned.tasks.get(number="1"), number="1.2", title="Кездесу")
    Indicator.objects.create(project=planned, measure=second, code="participants", plan=5)
    document, _ = made("final", planned, surveys=[survey])
    found = table(document, "survey:7")
    assert found.caption == "Пікір (n = 3, жоспар – 5)"
    assert rows(found) == [["Ұнады ма? (n = 3)", "Иә", 2, Decimal("66.7")], ["Жоқ", 1, Decimal("33.3")]]
    pictures = [one for one in document.blocks if isinstance(one, Picture)]
    assert [one.words for one in pictures] == [
        "Іс-шаралар бойынша қатысушылар саны: нақты және жоспар",
        "Ұнады ма? (n = 3)",
    ]
    assert all(one.png.startswith(b"\x89PNG") for one in pictures)
