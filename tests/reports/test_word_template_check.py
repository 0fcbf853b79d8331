"""What can be a Word template, and what is refused: in which words, quickly, and without running anything."""

import time
import tracemalloc
import zipfile
from io import BytesIO

import docx
import openpyxl
import pytest

from outreach.errors import MESSAGES
from reports.word_templates.check import check_template
from reports.word_templates.sample import sample
from reports.word_templates.schema import TEMPLATE_FORMS, lines_of
from rules.errors import AppError
from tests.reports.word_files import TYPES, body, part, related, repacked, replaced, saved, word

GOOD = word("{{ title }}")
DOCUMENT = "word/document.xml"


def refusal(content: bytes, form: str = "final") -> str:
    """The code of the refusal; its words can be said. No template takes longer than a few seconds or much memory."""
    began = time.process_time()
    with pytest.raises(AppError) as refused:
        check_template(content, form)
    assert time.process_time() - began < 5
    assert refused.value.status == 422
    told = str(MESSAGES[refused.value.code]) % refused.value.params
    assert "%(" not in told
    return refused.value.code


def archive(names: list[str], content: bytes = b"") -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("form", TEMPLATE_FORMS)
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_sample_is_a_template_that_has_every_variable(form, language):
    used = check_template(sample(form, language), form)
    texts = {line.path for line in lines_of(form) if line.kind == "text"}
    assert texts - set(used) == set()


def test_a_template_names_what_it_uses():
    content = word(
        "{{ project.title }} {% if project.customer %}{{ project.customer|upper }}{% endif %}",
        "{%p for task in tasks %}",
        "{{ loop.index }}. {{ task.title }} ({{ task.measures|length }})",
        "{%p endfor %}",
        rows=[["{%tr for one in partners if one.gave %}"], ["{{ one.name }}"], ["{%tr endfor %}"]],
    )
    assert check_template(content, "final") == [
        "partners",
        "partners.gave",
        "partners.name",
        "project.customer",
        "project.title",
        "tasks",
        "tasks.measures",
        "tasks.title",
    ]


def test_a_variable_typed_in_pieces_is_one():
    """Word cuts a line into runs wherever somebody stopped typing; quotes become curly."""
    made = docx.Document()
    line = made.add_paragraph()
    for piece in ("{", "{ pro", "ject.", "title }", "}"):
        line.add_run(piece).bold = piece == "ject."
    made.add_paragraph("{% if project.ref == “P2” %}!{% endif %}")
    assert check_template(saved(made), "final") == ["project.ref", "project.title"]


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LOCKED = OLD_WORD + "EncryptedPackage".encode("utf-16-le")


def workbook() -> bytes:
    file = BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


def encrypted_zip() -> bytes:
    """The flag that says so in every entry."""
    content = bytearray(archive([TYPES, DOCUMENT]))
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = content.find(sign)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(sign, place + 4)
    return bytes(content)


FILES = {
    "nothing": (b"", "template_empty"),
    "text": (b"Word?", "template_not_word"),
    "old Word": (OLD_WORD, "template_old_word"),
    "with a password": (LOCKED, "template_locked"),
    "archive with a password": (encrypted_zip(), "template_locked"),
    "cut off": (GOOD[:-400], "template_damaged"),
    "bytes changed": (GOOD[:3000] + b"\0" * 900 + GOOD[3900:], "template_damaged"),
    "only two letters": (b"PK", "template_damaged"),
    "some archive": (archive(["a.txt"]), "template_not_word"),
    "workbook": (workbook(), "template_not_word"),
    "too large": (GOOD + b"\0" * 5_300_000, "template_too_big"),
    "many files": (archive([f"a{number}" for number in range(1200)]), "template_bomb"),
    "leads out": (repacked(GOOD, {"../../evil.xml": b"<a/>"}), "template_damaged"),
    "from the root": (repacked(GOOD, {"/etc/evil.xml": b"<a/>"}), "template_damaged"),
    "name twice": (repacked(GOOD, {"Word/Document.xml": b"<a/>"}), "template_damaged"),
    "program": (repacked(GOOD, {"word/vbaProject.bin": b"x"}), "template_macros"),
    "docm under another name": (
        replaced(
            GOOD,
            TYPES,
            "openxmlformats-officedocument.wordprocessingml.document.main",
            "ms-word.document.macroEnabled.main",
        ),
        "template_macros",
    ),
    "dotx": (
        replaced(GOOD, TYPES, "wordprocessingml.document.main", "wordprocessingml.template.main"),
        "template_is_dotx",
    ),
    "program by another name": (related(GOOD, "vbaProject", "a.bin", is_external=False), "template_macros"),
    "attached template": (related(GOOD, "attachedTemplate", "file:///C:/evil.dotm"), "template_attached"),
    "picture from elsewhere": (related(GOOD, "image", "http://example.kz/a.png"), "template_links_outside"),
    "link to a file": (related(GOOD, "hyperlink", "file://server/share"), "template_links_outside"),
    "OLE": (related(GOOD, "oleObject", "embeddings/a.bin", is_external=False), "template_holds_files"),
    "page of another format": (related(GOOD, "aFChunk", "a.html", is_external=False), "template_holds_files"),
    "broken XML": (repacked(GOOD, {DOCUMENT: b"<w:document>"}), "template_damaged"),
    "entities": (
        repacked(GOOD, {DOCUMENT: b'<!DOCTYPE a [<!ENTITY b "c">]>' + part(GOOD, DOCUMENT)}),
        "template_damaged",
    ),
    "entities in UTF-16": (
        repacked(
            GOOD, {"docProps/app.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///x">]><a>&b;</a>'.encode("utf-16")}
        ),
        "template_damaged",
    ),
    "entities in disguise": (
        repacked(GOOD, {"word/settings.xml": b'<?xml version="1.0" encoding="cp037"?><a/>'}),
        "template_damaged",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_word_document_or_would_run_is_refused(name):
    content, code = FILES[name]
    assert refusal(content) == code


def test_links_that_a_reader_presses_may_stay():
    assert check_template(related(GOOD, "hyperlink", "https://example.kz/"), "final") == ["title"]


@pytest.mark.parametrize(
    "field", ["INCLUDETEXT http://example.kz/a", ' includepicture "x"', "DDEAUTO c:\\\\a.exe", "LINK Excel.Sheet"]
)
def test_fields_that_fetch_are_refused(field):
    run = "<w:r><w:instrText>{}</w:instrText></w:r>"
    assert refusal(body(f"<w:p>{run.format(field[:4])}{run.format(field[4:])}</w:p>")) == "template_field_fetches"
    simple = field.replace('"', "&quot;")
    assert refusal(body(f'<w:p><w:fldSimple w:instr="{simple}"/></w:p>')) == "template_field_fetches"


def test_a_bomb_is_refused_without_being_unpacked():
    """128 MB of noughts in 128 KB, and 6,000 files."""
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made, made.open("word/document.xml", "w") as target:
        for _ in range(8):
            target.write(b"\0" * (16 << 20))
    many = archive([f"a{number}" for number in range(6_000)])
    tracemalloc.start()
    try:
        assert refusal(bomb.getvalue()) == "template_bomb"
        assert refusal(many) == "template_bomb"
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


LINES = {
    "{{ ''.__class__ }}": "template_not_allowed",
    "{{ project.__class__ }}": "template_not_allowed",
    "{{ project['title'] }}": "template_not_allowed",
    "{{ project.title.upper() }}": "template_not_allowed",
    "{{ project.title.upper }}": "template_unknown_variable",
    "{{ 'x' * 10**9 }}": "template_not_allowed",
    "{{ 9**9**9 }}": "template_not_allowed",
    "{{ 'x'|center(10**9) }}": "template_not_allowed",
    "{{ title|attr('x') }}": "template_not_allowed",
    "{{ title|upper(1) }}": "template_not_allowed",
    "{{ range(10**9) }}": "template_not_allowed",
    "{{ cycler }}": "template_unknown_variable",
    "{{ self }}": "template_unknown_variable",
    "{{ " + "(" * 140 + "title" + ")" * 140 + " }}": "template_tag_wrong",
    "{% for i in range(10**9) %}{% endfor %}": "template_not_allowed",
    "{% for a, b in tasks %}{% endfor %}": "template_not_allowed",
    "{% for a in tasks recursive %}{% endfor %}": "template_not_allowed",
    "{% include 'x' %}": "template_tag_wrong",
    "{% import 'x' as y %}": "template_tag_wrong",
    "{% macro a() %}{{ a() }}{% endmacro %}": "template_tag_wrong",
    "{% set a = 1 %}": "template_tag_wrong",
    "{% raw %}": "template_tag_wrong",
    "{% colspan" + " " * 200 + " %}": "template_tag_wrong",
    "{# secret #}": "template_comment",
    "{{ title": "template_not_closed",
    "{{ title {{ title }}": "template_not_closed",
    "{{ project.titel }}": "template_unknown_near",
    "{{ zzzz }}": "template_unknown_variable",
    "{{ }}": "template_tag_wrong",
    "{{r title }}": "template_tag_wrong",
    "{{ title.x }}": "template_unknown_variable",
    "{{ tasks }}": "template_no_text",
    "{{ tasks.title }}": "template_list_part",
    "{{ project }}": "template_no_text",
    "{% for task in tasks %}{{ task.nam }}{% endfor %}": "template_unknown_near",
    "{% for task in project %}{% endfor %}": "template_no_list",
    "{% for title in tasks %}{% endfor %}": "template_name_taken",
    "{% for tr in tasks %}{% endfor %}": "template_name_taken",
    "{% for task in tasks %}{{ task.name }}": "template_block_open",
    "{% endfor %}": "template_closes_nothing",
    "{% if title %}{% endfor %}": "template_closes_nothing",
    "{% else %}": "template_closes_nothing",
    "{% for task in tasks %}{% else %}{% endfor %}": "template_closes_nothing",
    "{%p for task in tasks %}{{ task.name }}": "template_tag_not_alone",
    "{%tr for task in tasks %}": "template_row_tag_outside",
    "plain words": "template_without_variables",
    "{% if title %}" * 11 + "{% endif %}" * 11: "template_too_deep",
    "{{ title }}" * 3001: "template_too_many_tags",
}


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[:40])
def test_what_a_template_may_not_say_is_named(line):
    assert refusal(word(line)) == LINES[line]


def test_the_refusal_quotes_the_piece_and_names_the_nearest_variable():
    with pytest.raises(AppError) as refused:
        check_template(word("{%p for task in tasks %}", "{{ task.titel }}", "{%p endfor %}"), "final")
    assert refused.value.params == {"piece": "{{ task.titel }}", "name": "task.titel", "near": "task.title"}


BLOCKS = {
    "ends in another line": word("{% for task in tasks %}", "{% endfor %}"),
    "ends in another way": word("{%p for task in tasks %}", "{% endfor %}"),
    "rows end as lines": word(
        "{{ title }}", rows=[["{%tr for task in tasks %}"], ["{{ task.name }}"], ["{%p endfor %}"]]
    ),
    "begins in the table, ends behind it": word("{%p endfor %}", rows=[["{%p for task in tasks %}"]]),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_ends_where_it_began(name):
    assert refusal(BLOCKS[name]) in {"template_block_across", "template_closes_nothing"}


def test_two_tables_do_not_share_a_loop():
    made = docx.Document()
    for text in ("{%tr for task in tasks %}", "{%tr endfor %}"):
        made.add_table(1, 1).cell(0, 0).text = text
        made.add_paragraph("{{ title }}")
    assert refusal(saved(made)) == "template_block_across"


ELSEWHERE = {
    "of a picture": '<w:p><w:r><w:t xml:space="{{ title }}"/></w:r></w:p>',
    "in a field": "<w:p><w:r><w:instrText>{{ 9**9**9 }}</w:instrText></w:r></w:p>",
    "half in a field": "<w:p><w:r><w:instrText>{</w:instrText></w:r><w:r><w:t>{ x</w:t></w:r></w:p>",
    "deleted": "<w:p><w:del><w:r><w:delText>{{ x }}</w:delText></w:r></w:del></w:p>",
    "in a comment of XML": "<w:p><!-- {{ x }} --></w:p>",
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_variables_stand_in_the_text_of_the_page_only(name):
    assert refusal(body(ELSEWHERE[name])) == "template_variable_elsewhere"


def test_ten_megabytes_of_braces_are_refused_at_once():
    assert refusal(word("{{" * 1_500_000)) in {"template_not_closed", "template_bomb"}
    line = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    assert refusal(body(line.format("{{") * 15_000)) == "template_not_closed"
    assert refusal(body(line.format("{") * 15_000)) == "template_not_closed"


def test_a_book_is_no_template():
    assert refusal(body("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 25_000)) == "template_too_long"


def test_loops_in_loops_stop():
    """Each step is allowed, all of them are too many: the trial has two of everything, a project has thousands."""
    from reports.word_templates.environment import Budget, TooMuchError, counted
    from reports.word_templates.rendering import fill_in
    from reports.word_templates.schema import variables_of
    from reports.word_templates.trial import example

    loops = "".join(f"{{% for a{depth} in activities %}}" for depth in range(8))
    content = word(f"{{{{ title }}}}{loops}{'{% endfor %}' * 8}")
    assert check_template(content, "final") == ["activities", "title"]
    many = {**example(variables_of("final"), 1)}
    many["activities"] = many["activities"] * 200
    began = time.process_time()
    with pytest.raises(TooMuchError):
        fill_in(content, many, mark="")
    assert time.process_time() - began < 5
    long = word(
        "{{ title }}" + "".join(f"{{% for a{d} in activities %}}" for d in range(9)) + "x" * 20_000 + "{% endfor %}" * 9
    )
    assert refusal(long) == "template_breaks"
    with pytest.raises(TooMuchError):
        list(counted([1, 2, 3], Budget(2)))
