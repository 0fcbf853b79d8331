"""The operator's summary: of issued final reports, headings letter by letter, totals the sums of their parts."""

import json
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import docx
import openpyxl
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from events.models import Involvement
from grants.models import Edition, Partner, Role
from reports.actions.readers import allow_reading
from reports.blocks import Paragraph
from reports.dataset import report_data
from reports.dataset.summary import SummaryData, SummaryProject
from reports.forms import Wording
from reports.forms.summary import summary_document
from reports.forms.summary.words import columns
from reports.models import IssuedReport, OperatorText
from reports.queries.summary import summary_data
from rules.amounts import money_in_words

FORMS = json.loads((Path(__file__).resolve().parents[2] / "grants" / "data" / "forms.json").read_text())


def issue(project, by, language="kk", number=1) -> IssuedReport:
    """A final report as it is kept."""
    return IssuedReport.objects.create(
        organisation=project.organisation,
        issuer=project.organisation.name,
        project=project,
        form="final",
        edition="2025",
        language=language,
        number=number,
        dataset=report_data(project=project).model_dump(mode="json"),
        dataset_sha256=str(number) * 64,
        issued_by=by,
    )


@pytest.fixture
def three(make):
    """Three grants of two grantees, two directions, a Kazakh and a foreign partner."""
    first = make.project(
        ref="A1",
        title="Бірінші жоба",
        amount=5_500_000,
        saved_amount=500_000,
        priority_direction="Отбасы",
        field_of_law="демографиялық ахуал",
        contract_number="36",
        contract_date="2025-05-08",
        grantee=make.grantee(name="«Алғашқы» қоры", head_name="Жетекші А.", address="Тараз", phone="+7 700 000 00 01"),
    )
    make.project(ref="A2", amount=Decimal("1200.50"), priority_direction="Отбасы", grantee=first.grantee)
    make.project(ref="B1", amount=None, grantee=make.grantee(name="«Екінші» қоры"))
    for name, is_foreign in (("Кітапхана", False), ("Stiftung", True)):
        partner = Partner.objects.create(organisation=make.organisation, name=name, is_foreign=is_foreign)
        Involvement.objects.create(project=first, partner=partner)
    lecture = make.activity(first, ref="A1-1")
    make.attendance(lecture)
    return make


def document(make, edition="2025", language="kk"):
    data = summary_data(organisation=make.organisation, language=language)
    return data, summary_document(data, Wording(edition, Edition.objects.get(code=edition).forms, language))


def headings(shown) -> list[str]:
    return [one.text for one in shown.blocks if isinstance(one, Paragraph) and one.style == "heading"]


def table(shown, code):
    return next(one for one in shown.tables() if one.code == code)


def values(shown, code) -> list[list[object]]:
    return [list(row) for row in table(shown, code).rows]


@pytest.mark.parametrize("edition", ["2023", "2025"])
def test_the_sections_stand_letter_by_letter_in_their_order(three, edition):
    published = list(FORMS["operator_summary"][edition])
    if edition == "2023":
        published[1] = f"2. {published[1]}"
    found = [one for one in headings(document(three, edition)[1]) if one in published]
    assert found == published
    numbers = [int(one.split(".")[0]) for one in published]
    assert numbers == ([1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12] if edition == "2023" else list(range(1, 12)))
    russian = headings(document(three, edition, "ru")[1])
    assert [int(one.split(".")[0]) for one in russian if one[0].isdigit() and "грант" in one.lower()][-1] == numbers[-1]


def test_every_table_in_the_words_of_its_edition(three):
    shown = {edition: document(three, edition)[1] for edition in ("2023", "2025")}
    heads = {
        (edition, code): [cell.text for cell in table(one, code).head[0]]
        for edition, one in shown.items()
        for code in ("directions", "grants", "partners")
    }
    for edition in shown:
        assert heads[edition, "directions"] == ["№", "Басым бағыт", "Грант саны", "Грант сомасы"]
        assert heads[edition, "partners"] == [
            "№",
            "Грант алушының атауы",
            "Жобаның атауы",
            "Ұйымның атауы",
            "Басшының ТАӘ",
            "Байланыс деректері",
            "Заңды мекенжайы",
        ]
    assert heads["2025", "grants"][1:] == [
        "Заңның 5-бабының 1-тармағына сәйкес мемлекеттік грант саласы",
        "Мемлекеттік гранттың басым бағыты",
        "Грант түрі",
        "Ұйым атауы",
        "Шарттың нөмірі мен күні",
    ]
    assert heads["2023", "grants"][1:] == [
        "Басым бағыт",
        "ҮЕҰ-мен шарт жасасу нөмірі мен күні",
        "Ұйымның атауы",
        "Грант сомасы",
        "Үнемдеу сомасы",
        "Игеру сомасы",
    ]
    for name in ("directions", "grants", "partners"):
        for edition in shown:
            kazakh, russian = (columns(name, edition, language) for language in ("kk", "ru"))
            assert list(kazakh) == list(russian)


def test_what_stands_beneath_the_headings(three):
    data, shown = document(three, "2023")
    assert values(shown, "directions") == [[1, "Отбасы", 2, Decimal("5501200.5")], [2, "көрсетілмеген", 1, 0]]
    assert values(shown, "grants")[0] == [
        1,
        "Отбасы",
        "№ 36, 08.05.2025 жыл",
        "«Алғашқы» қоры",
        5_500_000,
        500_000,
        5_000_000,
    ]
    assert [row[3] for row in values(shown, "partners")] == ["Кітапхана"]
    assert [row[3] for row in values(shown, "foreign_partners")] == ["Stiftung"]
    said = [one.text for one in shown.blocks if isinstance(one, Paragraph)]
    assert money_in_words(Decimal("5501200.50"), "kk") in said
    assert "Сомасы енгізілмеген жобалар: B1." in said
    assert "1. Үкіметтік емес ұйымның толық атауы: «Алғашқы» қоры" in said
    assert "3. Заңды мекен-жайы, Байланыс телефоны: Тараз, +7 700 000 00 01" in said
    assert said.count(FORMS["ngo_sheet"]["2025"]["title"]) == 3
    assert data.missing() == ["A1", "A2", "B1"]
    assert len([one for one in shown.tables() if one.code == "gender"]) == 3


def test_an_issued_report_stands_as_it_was_issued(three):
    owner = three.member(Role.OWNER).user
    project = three.organisation.projects.get(ref="A1")
    issue(project, owner, language="ru", number=1)
    issued = issue(project, owner, language="kk", number=2)
    three.attendance(project.activities.get())
    project.amount = 500_001
    project.save()
    data = summary_data(organisation=three.organisation, language="kk")
    one = next(one for one in data.projects if one.data.project.ref == "A1")
    assert (one.source.report, one.source.number) == (issued.pk, 2)
    assert one.data.statistics.total == 1
    assert data.amount() == Decimal("5501200.50")
    assert data.missing() == ["A2", "B1"]
    russian = summary_data(organisation=three.organisation, language="ru")
    assert next(one for one in russian.projects if one.data.project.ref == "A1").source.number == 1


def test_another_organisations_project_without_a_report_gives_figures_only(three, make):
    reader = make.other_organisation().organisation
    project = three.organisation.projects.get(ref="A1")
    lecture = project.activities.get()
    lecture.speakers.create(name="Жасырын Спикер")
    assert summary_data(organisation=reader, language="kk").projects == []
    allow_reading(reader, [project], by=three.member(Role.OWNER).user)
    data = summary_data(organisation=reader, language="kk")
    assert [(one.data.project.ref, one.data.statistics.total) for one in data.projects] == [("A1", 1)]
    assert "Жасырын" not in data.model_dump_json()
    own = summary_data(organisation=three.organisation, language="kk")
    assert "Жасырын" in own.model_dump_json()


AMOUNTS = st.one_of(st.none(), st.decimals(0, 10**9, places=2))


@pytest.fixture
def empty(make):
    """A dataset to make others of, without a database behind them."""
    return report_data(project=make.project())


@pytest.mark.django_db
def test_totals_are_the_sums_of_their_parts(empty):
    forms = {edition: Edition.objects.get(code=edition).forms for edition in ("2023", "2025")}

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(["", "Отбасы", "Жастар"]), AMOUNTS, AMOUNTS), max_size=6))
    def check(grants):
        projects = [
            SummaryProject(
                data=empty.model_copy(
                    update={
                        "project": empty.project.model_copy(
                            update={"priority_direction": direction, "amount": amount, "saved_amount": saved}
                        )
                    }
                )
            )
            for direction, amount, saved in grants
        ]
        data = SummaryData(made_at=empty.made_at, organisation="О", projects=projects)
        known = [amount for _direction, amount, _saved in grants if amount is not None]
        assert data.amount() == sum(known, Decimal(0))
        assert sum(line.grants for line in data.directions()) == len(grants)
        assert sum(line.amount for line in data.directions()) == data.amount()
        for edition, of in forms.items():
            shown = summary_document(data, Wording(edition, of, "kk"))
            assert sum(row[3] for row in values(shown, "directions")) == data.amount()
            assert sum(row[2] for row in values(shown, "directions")) == len(values(shown, "grants")) == len(grants)
            assert money_in_words(data.amount(), "kk") in [
                one.text for one in shown.blocks if isinstance(one, Paragraph)
            ]
        assert (
            sum(row[4] or 0 for row in values(summary_document(data, Wording("2023", forms["2023"], "kk")), "grants"))
            == data.amount()
        )

    check()


def exported(tmp_path, **options) -> BytesIO:
    path = tmp_path / "summary"
    call_command("export_report", form="summary", output=str(path), stdout=StringIO(), **options)
    return BytesIO(path.read_bytes())


def test_the_command_writes_the_summary_with_its_texts(three, tmp_path):
    OperatorText.objects.create(
        organisation=three.organisation, slot="conclusions", language="kk", text="Ұсынымдар: жалғастыру."
    )
    word = docx.Document(exported(tmp_path))
    lines = [one.text for one in word.paragraphs]
    assert "Ұсынымдар: жалғастыру." in lines
    grants = next(one for one in word.tables if one.rows[0].cells[1].text == "Басым бағыт")
    assert [cell.text for cell in grants.rows[-1].cells][-2:] == ["3", "5\u00a0501\u00a0200,50"]
    book = openpyxl.load_workbook(exported(tmp_path, format="xlsx", language="ru", project=["A1"]))
    said = [value for sheet in book for row in sheet.values for value in row if isinstance(value, str)]
    assert "Оператор: «Айналайын» қоғамдық бірлестігі" in said
    assert not any("B1" in one for one in said)


def test_the_command_says_what_it_cannot_do(three, make, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        exported(tmp_path, project=["X9"])
    make.other_organisation()
    with pytest.raises(CommandError, match="--organisation"):
        exported(tmp_path)
    with pytest.raises(CommandError, match="--project"):
        call_command("export_report", form="final", output=str(tmp_path / "x"))
