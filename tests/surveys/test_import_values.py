"""Which column and which word mean what: nothing is guessed silently."""

import pytest

from rules.questionnaires.documents import definition_from
from rules.survey_files.headings import Table, lay_out, letter_of, plain_heading
from rules.survey_files.mapping import FileMapping, MappingError, mapping_document, mapping_from, value_key
from rules.survey_files.reading import read_file
from tests.surveys.questionnaires import option, question, words

SOURCES = question(
    "sources",
    "multiple",
    [
        option("tv", "TV, radio"),
        option("net", "Social networks"),
        option("both", "Social networks, TV, radio"),
        option("none", exclusive=True),
    ],
    most=2,
)
SCALE = question("scale", "scale", [option(str(n), f"Mark {n}", value=n) for n in (5, 4, 3, 2, 1)])
GENDER = question("gender", options=[option("female", "Woman"), option("male", "Man")], required=True)


def asked(*questions):
    return definition_from({"title": words("x"), "questions": list(questions)})


def read(definition, *rows, mapping=None, **more):
    mapping = mapping_from({"columns": mapping or {}, **more})
    table = Table(tuple((number, tuple(row)) for number, row in enumerate(rows, start=1) if any(row)))
    return read_file(definition, lay_out(definition, table, mapping), mapping)


def answers(reading, code):
    return [sheet.answers[code] for sheet in reading.sheets]


def test_letters_and_headings():
    assert [letter_of(index) for index in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert plain_heading("  12)  Сіздің\u00a0жасыңыз: * ") == "сіздің жасыңыз"


def test_columns_are_known_by_code_or_by_text_in_any_language_and_people_are_never_brought_in():
    definition = asked(GENDER, SCALE)
    for heading in ("gender", "1. Question gender (қаз)", "QUESTION GENDER (рус)?", "Question  gender"):
        reading = read(definition, ["Отметка времени", heading, "Email Address"], ["1.1.2025", "Woman", "a@b.kz"])
        assert [one.column.question for one in reading.columns] == ["", "gender", ""]
        assert reading.is_ready
        assert answers(reading, "gender") == ["female"]


def test_an_unknown_column_with_answers_waits_for_a_decision_and_an_empty_one_does_not():
    definition = asked(GENDER)
    rows = (["gender", "Something", "Empty", ""], ["Man", "x", "", ""])
    reading = read(definition, *rows)
    assert ([column.letter for column in reading.undecided], reading.is_ready) == (["B"], False)
    assert read(definition, *rows, mapping={"something": None}).is_ready
    assert read(definition, *rows, mapping={"B": None}).is_ready


def test_two_columns_of_one_question_are_named_not_overwritten():
    reading = read(asked(GENDER), ["gender", "gender"], ["Man", "Woman"])
    assert [column.letter for column in reading.undecided] == ["B"]
    assert read(asked(GENDER), ["gender", "g"], ["Man", "Woman"], mapping={"g": "gender"}).twice == {
        "gender": ["A", "B"]
    }
    spread = read(asked(SOURCES), ["sources", ""], ["TV, radio", "Social networks"], mapping={"B": "sources"})
    assert answers(spread, "sources") == [["tv", "net"]]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("Woman", "female"),
        ("woman (ҚАЗ)", "female"),
        ("  Woman\u00a0(рус) ", "female"),
        ("female", "female"),
        ("2", "male"),
        ("", None),
    ],
)
def test_an_answer_is_known_by_words_code_or_place(cell, meant):
    assert answers(read(asked(GENDER), ["gender", "x"], [cell, "1"], mapping={"x": None}), "gender") in ([meant], [])


def test_numbers_have_one_meaning_throughout_a_column():
    codes = read(asked(SCALE), ["scale"], ["5"], ["1"])
    assert (answers(codes, "scale"), codes.columns[0].numbers) == (["5", "1"], "codes")
    places = read(asked(SCALE), ["scale"], ["5"], ["1"], mapping={"scale": {"question": "scale", "numbers": "places"}})
    assert answers(places, "scale") == ["1", "5"]
    by_zero = question("q", options=[option("0"), option("1"), option("2")])
    mixed = read(asked(by_zero), ["q"], ["1"], ["3"])
    assert (mixed.columns[0].numbers, answers(mixed, "q")) == ("places", ["0", "2"])
    named = question("q", "scale", [option("bad", value=1), option("good", value=2)])
    values = read(asked(named), ["q"], ["2"], ["1"])
    assert (values.columns[0].numbers, answers(values, "q")) == ("values", ["good", "bad"])
    lost = read(asked(by_zero), ["q"], ["1"], ["4"])
    assert list(lost.columns[0].unmatched) == ["4"]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("TV, radio", ["tv"]),
        ("TV, radio, Social networks", ["tv", "net"]),
        ("Social networks;TV, radio", ["tv", "net"]),
        ("Social networks, TV, radio", ["both"]),
        ("1;2", ["tv", "net"]),
        ("1, 2", ["tv", "net"]),
        ("TV, radio, TV, radio", ["tv"]),
        ("TV, radio;", ["tv"]),
    ],
)
def test_several_answers_are_split_but_an_option_with_a_comma_stays_whole(cell, meant):
    reading = read(asked(SOURCES), ["sources"], [cell])
    assert (answers(reading, "sources"), reading.waiting) == ([meant], 0)


def test_a_part_that_is_no_option_is_named_with_its_rows_and_the_rest_kept():
    rows = (["sources"], ["Social networks, Мектеп"], ["TV, radio"], ["Мектеп"])
    reading = read(asked(SOURCES), *rows)
    (found,) = reading.columns[0].unmatched.values()
    assert (found.value, found.rows, reading.is_ready) == ("Мектеп", [2, 4], False)
    mapped = {"sources": {"question": "sources", "values": {"мектеп": "tv"}}}
    assert answers(read(asked(SOURCES), *rows, mapping=mapped), "sources") == [["tv", "net"], ["tv"], ["tv"]]
    skipped = {"sources": {"question": "sources", "values": {"Мектеп": None}}}
    assert answers(read(asked(SOURCES), *rows, mapping=skipped), "sources") == [["net"], ["tv"], None]
    rest = {"sources": {"question": "sources", "skip_rest": True}}
    assert answers(read(asked(SOURCES), *rows, mapping=rest), "sources") == [["net"], ["tv"], None]


def test_a_sheet_from_a_file_obeys_the_same_rules_as_one_from_a_phone():
    definition = asked(SOURCES, question("n", "number", minimum="1", maximum="10"), question("day", "date"),
                       question("text", "short_text"), GENDER)  # fmt: skip
    reading = read(
        definition,
        ["sources", "n", "day", "text", "gender"],
        ["none;TV, radio", "11", "31.02.2025", "ж" * 100_000, ""],
        ["tv", "10", "22.05.2025", "жақсы", "Man"],
    )
    faults = {one.column.question: [found.fault.code for found in one.unmatched.values()] for one in reading.columns}
    assert faults == {
        "sources": ["excludes_others"],
        "n": ["too_large"],
        "day": ["not_a_date"],
        "text": ["too_long"],
        "gender": [],
    }
    assert [one.taken for one in reading.columns] == [1, 1, 1, 1, 1]
    assert reading.sheets[1].answers["day"] == "2025-05-22"
    mapped = read(
        definition,
        ["sources", "n", "day", "text", "gender"],
        ["none;TV, radio", "11", "31.02.2025", "ж" * 100_000, ""],
        mapping={
            "sources": {"question": "sources", "values": {"none;TV, radio": ["tv"]}},
            "n": {"question": "n", "values": {"11": "10"}},
            "day": {"question": "day", "values": {"31.02.2025": None}},
            "text": {"question": "text", "values": {value_key("ж" * 100_000): "ұзақ"}},
        },
    )
    assert mapped.is_ready
    assert mapped.sheets[0].answers == {"sources": ["tv"], "n": "10", "day": None, "text": "ұзақ", "gender": None}


def test_an_answer_to_a_question_that_was_not_shown_is_left_out_and_said():
    hidden = question("why", "short_text", show_if={"conditions": [
        {"question": "gender", "operator": "any_of", "values": ["male"]}]})  # fmt: skip
    reading = read(asked(GENDER, hidden), ["gender", "why"], ["Woman", "сөз"], ["Man", "сөз"], ["Woman", ""])
    assert reading.left_out == {"why": [2]}
    assert [("why" in sheet.answers) for sheet in reading.sheets] == [False, True, False]


def test_headings_in_several_rows_under_a_title_are_found_or_said():
    definition = asked(GENDER, SCALE)
    rows = (
        ["Сауалнама нәтижелері", ""],
        [],
        ["gender", "scale"],
        ["Question gender", "Question scale"],
        ["Man", "5"],
    )
    reading = read(definition, *rows)
    assert (reading.layout.header_row, [sheet.row for sheet in reading.sheets]) == (3, [5])
    said = read(definition, *rows, header_row=4, first_row=5)
    assert (said.layout.header_row, [sheet.row for sheet in said.sheets]) == (4, [5])


def test_rows_without_an_answer_are_named():
    reading = read(asked(GENDER), ["timestamp", "gender"], ["1.1.2025", ""], ["1.1.2025", "Man"])
    assert (reading.blank, len(reading.sheets)) == ([2], 1)


def test_a_key_column_is_folded_and_the_same_row_twice_is_two_sheets():
    reading = read(asked(GENDER), ["Телефон", "gender"], [" AB 1", "Man"], ["ab 1", "Man"], ["AB 1", "Man"],
                   key="телефон")  # fmt: skip
    assert [sheet.key for sheet in reading.sheets] == ["ab 1", "ab 1", "ab 1"]
    assert len({sheet.content for sheet in reading.sheets}) == 3
    assert reading.is_ready


def test_the_language_is_that_of_the_words():
    definition = asked(GENDER)
    assert read(definition, ["gender"], ["Woman (рус)"]).language == "ru"
    assert read(definition, ["gender"], ["1"]).language == "kk"
    assert read(definition, ["gender"], ["Woman (рус)"], language="en").language == "en"


def test_a_mapping_survives_its_json_and_says_where_it_is_wrong():
    mapping = mapping_from(
        {"columns": {"A": None, "B": "q1", "C": {"question": "q2", "values": {"x": ["1"], "y": None}}}, "key": "D"}
    )
    assert mapping_from(mapping_document(mapping)) == mapping
    for wrong in ([], {"columns": []}, {"columns": {"A": 1}}, {"key": 1}, {"header_row": 0},
                  {"columns": {"A": {"numbers": "x"}}}, {"columns": {"A": {"values": {"x": 1}}}}):  # fmt: skip
        with pytest.raises(MappingError):
            mapping_from(wrong)
    for named in ({"columns": {"nothing": None}}, {"columns": {"gender": "nothing"}}, {"key": "nothing"}):
        with pytest.raises(MappingError):
            read(asked(GENDER), ["gender"], ["Man"], mapping=named.get("columns"), key=named.get("key"))


def test_the_proposal_needs_no_mapping():
    assert FileMapping().of("A", "x") is None
