"""An organisation's own Word template: uploading it, what a report made with it says, going back."""

from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from grants.models import AuditEntry, Edition, Role
from reports.actions.word_templates import retire_template, use_template
from reports.dataset import ReportData
from reports.forms import Wording, document_of
from reports.forms.issued import Issued
from reports.forms.words import say
from reports.models import WordTemplate
from reports.queries.drafts import draft_data
from reports.queries.word_templates import misfits_of, template_in_use
from reports.word_templates.listing import listing
from reports.word_templates.rendering import write_with_template
from reports.word_templates.sample import sample
from reports.word_templates.schema import GROUP, LIST, TEMPLATE_FORMS, variables_of
from reports.word_templates.variables import template_variables
from reports.writers.codes import qr_png
from reports.writers.values import paper
from rules.errors import AppError
from tests.conftest import signed_in
from tests.reports.word_files import said, saved, word

TITLE = "Біздің үлгі: {{ project.title }}"


@pytest.fixture
def owner(make):
    return make.member(Role.OWNER).user


@pytest.fixture
def page(owner):
    return signed_in(owner)


def address(name="word_template", *args):
    return reverse(f"reports:{name}", args=args or ("final", "kk"))


def sent(page, content: bytes, name="үлгі.docx", form="final"):
    return page.post(address("word_template", form, "kk"), {"file": SimpleUploadedFile(name, content)})


def exported(**options) -> tuple[bytes, str]:
    """The file that the command writes, and what it says on the way."""
    target, told = options.pop("to") / "report.docx", StringIO()
    call_command("export_report", project="M1", output=str(target), stdout=StringIO(), stderr=told, **options)
    return target.read_bytes(), told.getvalue()


def wording(edition="2025", language="kk", mark="") -> Wording:
    return Wording(edition, Edition.objects.get(code=edition).forms, language, mark)


def rendered(content: bytes, data: ReportData, form="final", **more) -> bytes:
    file = BytesIO()
    write_with_template(content, data, wording(**more), form, file)
    return file.getvalue()


def test_a_template_is_uploaded_used_by_the_command_and_given_back(mixed, page, tmp_path):
    assert sent(page, word(TITLE)).status_code == 302
    kept = WordTemplate.objects.get()
    assert (kept.form, kept.language, kept.name, kept.variables) == ("final", "kk", "үлгі.docx", ["project.title"])
    made, told = exported(form="final", to=tmp_path)
    assert (f"Біздің үлгі: {mixed.title}" in said(made), told) == (True, "")
    assert say("kk", "draft") in said(made)
    # Another language and another form have our look.
    assert "Біздің" not in said(exported(form="final", language="ru", to=tmp_path)[0])
    assert "Біздің" not in said(exported(form="interim", to=tmp_path)[0])
    assert page.get(address("word_template_file", kept.pk)).getvalue() == word_of(kept)
    assert "үлгі.docx" in page.get(address()).content.decode()
    assert page.post(address("word_template_retire", kept.pk)).status_code == 302
    assert "Біздің" not in said(exported(form="final", to=tmp_path)[0])
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert [verb for verb in verbs if verb.startswith("word_template")] == ["word_template.use", "word_template.retire"]


def word_of(kept: WordTemplate) -> bytes:
    with kept.file.open("rb") as file:
        return file.read()


def test_one_is_in_use_at_a_time_and_the_same_file_twice_is_one(make, owner):
    organisation = make.organisation
    told = {"form": "final", "language": "kk", "by": owner}
    first = use_template(organisation, name="a.docx", content=word("{{ title }} 1"), **told)
    again = use_template(organisation, name="a.docx", content=word_of(first), **told)
    assert (again.pk, WordTemplate.objects.count()) == (first.pk, 1)
    second = use_template(organisation, name="b.docx", content=word("{{ title }} 2"), **told)
    first.refresh_from_db()
    assert first.retired_at
    assert template_in_use(organisation, "final", "kk") == second
    retire_template(second, by=owner)
    when = WordTemplate.objects.get(pk=second.pk).retired_at
    retire_template(second, by=owner)
    assert WordTemplate.objects.get(pk=second.pk).retired_at == when
    assert template_in_use(organisation, "final", "kk") is None
    with pytest.raises(AppError, match="no_such_form"):
        use_template(
            organisation, name="a.docx", content=word("{{ title }}"), form="attendance", language="kk", by=owner
        )


def test_what_is_wrong_stands_beside_the_field_and_nothing_is_kept(make, page):
    page.cookies["django_language"] = "en"
    answer = sent(page, word("{{ project.titel }}"))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "there is no variable project.titel here. Did you mean project.title?" in text
    assert 'aria-invalid="true"' in text
    assert sent(page, b"").status_code == 422
    assert page.post(address()).status_code == 422
    assert "larger than 5 MB" in sent(page, b"PK" + b"\0" * 5_300_000).content.decode()
    assert WordTemplate.objects.count() == 0


def test_only_the_owner_changes_it(make, owner):
    organiser = signed_in(make.member(Role.ORGANISER).user)
    assert sent(organiser, word(TITLE)).status_code == 403
    assert "enctype" not in organiser.get(address()).content.decode()
    sample_of = organiser.get(address("word_template_sample", "interim", "ru"))
    assert sample_of.content == sample("interim", "ru")
    assert organiser.get("/reports/word-templates/attendance/kk/").status_code == 404
    assert organiser.get("/reports/word-templates/final/en/").status_code == 404


def test_a_template_that_fits_no_more_gives_our_look_and_says_so(mixed, page, tmp_path):
    sent(page, word(TITLE))
    kept = WordTemplate.objects.get()
    kept.file.save("x.docx", BytesIO(word("{{ project.gone }}")))
    made, told = exported(form="final", to=tmp_path)
    assert "could not be filled in" in told
    assert Edition.objects.get(code="2025").forms["final"]["title"] in said(made)
    kept.variables = ["project.gone"]
    kept.save()
    assert [look.misfits for look in misfits_of(organisation=mixed.organisation)] == [["project.gone"]]
    assert "project.gone" in page.get(address()).content.decode()
    # Its file has vanished from the store.
    kept.file.storage.delete(kept.file.name)
    assert "could not be filled in" in exported(form="final", to=tmp_path)[1]
    assert page.get(address("word_template_file", kept.pk)).status_code == 410


def shape(value):
    """The names of values, at every depth; of a list, those of its items together."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    assert isinstance(value, str)
    return ""


def differences(variables, values: dict, above="") -> list[str]:
    wrong = [f"{above}{name}" for name in set(values) ^ {one.name for one in variables}]
    for one in variables:
        value = values.get(one.name)
        if one.kind == GROUP:
            wrong += differences(one.parts, value, f"{above}{one.name}.")
        elif one.kind == LIST:
            wrong += [each for item in value for each in differences(one.parts, item, f"{above}{one.name}.")]
        elif not isinstance(value, str):
            wrong.append(f"{above}{one.name}: {value!r}")
    return wrong


@pytest.mark.parametrize("form", TEMPLATE_FORMS)
def test_the_list_of_variables_is_what_is_filled_in(mixed, form):
    data = draft_data(project=mixed, language="kk")
    for edition in ("2023", "2025"):
        values = template_variables(data, wording(edition), form)
        assert differences(variables_of(form), values) == []
    assert not {one.name for one in _all(variables_of(form))} & set(dir(dict))


def _all(variables):
    for one in variables:
        yield one
        yield from _all(one.parts)


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("edition", ["2023", "2025"])
def test_the_sample_filled_in_has_our_headings_and_figures(mixed, edition, language):
    """Every heading, every column and every figure of the three tables, as our own file has them."""
    data = draft_data(project=mixed, language=language)
    ours = document_of("final", data, wording(edition, language))
    theirs = said(rendered(sample("final", language), data, edition=edition, language=language))
    headings = [block.text for block in ours.blocks if getattr(block, "style", "") in {"title", "heading"}]
    assert [heading for heading in headings if heading not in theirs] == []
    read = docx.Document(BytesIO(rendered(sample("final", language), data, edition=edition, language=language)))
    rows = [[cell.text for cell in row.cells] for table in read.tables for row in table.rows]
    tables = [table for table in ours.tables() if table.code in {"gender", "category", "age"}]
    assert len(tables) == 3
    for table in tables:
        assert [paper(value) for value in table.rows[0]] in rows, table.code
    assert "{{" not in theirs and "{%" not in theirs


def test_words_with_signs_of_xml_and_of_templates_stay_words(mixed):
    data = draft_data(project=mixed, language="kk")
    # Only some databases keep such signs.
    title = 'А & Б <в> "г" {{ project.ref }} {% x %}\nекінші жол\x00\x0b'
    data = data.model_copy(update={"project": data.project.model_copy(update={"title": title})})
    made = said(rendered(word(TITLE, "{{ project.ref }}"), data))
    assert 'А & Б <в> "г" {{ project.ref }} {% x %}\nекінші жол' in made
    assert rendered(word(TITLE), data) == rendered(word(TITLE), data)


def test_the_mark_of_a_draft_stands_above_every_page(mixed):
    """Also where the first page, even pages or a later section have a head of their own."""
    made = docx.Document()
    made.settings.odd_and_even_pages_header_footer = True
    made.add_section()
    first, second = made.sections
    first.different_first_page_header_footer = True
    first.header.paragraphs[0].text = "{{ project.ref }} қор"
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "Екінші"
    made.add_paragraph("{{ title }}")
    data = draft_data(project=mixed, language="kk")
    read = docx.Document(BytesIO(rendered(saved(made), data, mark="ЖОБА")))
    one, two = read.sections
    heads = [one.header, one.first_page_header, one.even_page_header, two.header]
    assert [[line.text for line in head.paragraphs if line.text] for head in heads] == [
        ["ЖОБА", "M1 қор"],
        ["ЖОБА"],
        ["ЖОБА"],
        ["ЖОБА", "Екінші"],
    ]
    issued = docx.Document(BytesIO(rendered(saved(made), data)))
    assert [line.text for line in issued.sections[0].header.paragraphs] == ["M1 қор"]


def test_empty_loops_leave_a_file_that_word_opens(make):
    """A cell has a paragraph and a table has a row, whatever is missing: a project without anything."""
    project = make.project(ref="E1")
    content = word(
        "{{ title }}",
        rows=[["{%tr for one in partners %}"], ["{{ one.name }}"], ["{%tr endfor %}"]],
    )
    made = docx.Document(BytesIO(content))
    cell = made.add_table(1, 1).cell(0, 0)
    cell.text = "{%p for task in tasks %}"
    cell.add_paragraph("{{ task.name }}")
    cell.add_paragraph("{%p endfor %}")
    data = draft_data(project=project, language="kk")
    read = docx.Document(BytesIO(rendered(saved(made), data)))
    assert [[cell.text for cell in row.cells] for table in read.tables for row in table.rows] == [[""]]
    assert all(len(cell._tc.p_lst) for table in read.tables for row in table.rows for cell in row.cells)
    whole = said(rendered(sample("final", "kk"), data))
    assert "{%" not in whole


def test_an_issued_report_can_be_verified_whatever_its_template_says(mixed):
    issued = Issued(7, date(2025, 12, 1), "Қор", "https://example.kz/v/abc/", "f" * 64)
    data = draft_data(project=mixed, language="kk")
    made, file = replace(wording(), issued=issued), BytesIO()
    write_with_template(word("{{ title }}"), data, made, "final", file)
    text = said(file.getvalue())
    assert "https://example.kz/v/abc/" in text and "f" * 64 in text
    assert text.index("f" * 64) > text.index(made.forms["final"]["title"])
    assert qr_png("https://example.kz/v/abc/") in [part.blob for part in docx.Document(file).part.package.iter_parts()]


def test_the_document_lists_the_variables():
    """After a change: python tools/word_template_list.py."""
    text = (Path(__file__).resolve().parents[2] / "docs" / "word-templates.md").read_text(encoding="utf-8")
    assert listing() in text
