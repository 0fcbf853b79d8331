"""Strokes of a signature: what is one, what is not, and the same line with fewer points."""

import pytest

from rules.strokes import bounding_box, pack_strokes, parse_strokes, simplify_strokes, svg_path

TEXT = "10,20 300,40 500,400;700,100 1000,0"
STROKES = (((10, 20), (300, 40), (500, 400)), ((700, 100), (1000, 0)))


def test_a_text_becomes_strokes_and_a_text_again():
    assert parse_strokes(TEXT) == STROKES
    assert pack_strokes(STROKES) == TEXT


def test_a_dot_beside_a_stroke_is_part_of_the_signature():
    assert parse_strokes("10,20 300,40;500,5") == (((10, 20), (300, 40)), ((500, 5),))


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";",
        "10,20",
        "10,20;30,40",
        "10,20 19,29",
        "10,20 10,20 10,20",
        "10,20 1001,30",
        "10,20 30,401",
        "-1,20 300,40",
        "10.5,20 300,40",
        "10,20  300,40",
        "10,20 300,40;",
        "10,20 300",
        "١٠,٢٠ ٣٠٠,٤٠",
        "10,20 300,40\n",
        "10,20 " * 3333 + "300,40",
        "99999,20 300,40",
    ],
)
def test_what_is_no_signature_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        parse_strokes(text)


def test_twenty_thousand_characters_are_the_most():
    longest = ("100,200 " * 2499) + "300,1000"[:7]
    assert len(longest) == 19_999
    assert len(parse_strokes(longest)[0]) == 2500
    with pytest.raises(ValueError, match="20000"):
        parse_strokes(longest + " 1")


def test_points_on_the_way_are_left_out_and_corners_stay():
    straight = tuple((x, 100) for x in range(0, 501, 10))
    corner = (*straight, *((500, y) for y in range(110, 301, 10)))
    assert simplify_strokes([straight, corner]) == (((0, 100), (500, 100)), ((0, 100), (500, 100), (500, 300)))


def test_what_is_near_the_line_goes_and_what_is_farther_stays():
    assert simplify_strokes([((0, 0), (50, 1), (100, 0))]) == (((0, 0), (100, 0)),)
    assert simplify_strokes([((0, 0), (50, 2), (100, 0))]) == (((0, 0), (50, 2), (100, 0)),)


def test_a_closed_curve_and_a_long_scribble_are_simplified_without_losing_their_shape():
    square = ((0, 0), (50, 0), (100, 0), (100, 100), (0, 100), (0, 50), (0, 0))
    assert simplify_strokes([square]) == (((0, 0), (100, 0), (100, 100), (0, 100), (0, 0)),)
    scribble = tuple((x % 1001, (x * 37) % 401) for x in range(5000))
    assert len(simplify_strokes([scribble])[0]) == 930


def test_the_drawing_and_its_box():
    assert svg_path(STROKES) == "M10 20L300 40L500 400M700 100L1000 0"
    assert svg_path([((7, 8),)]) == "M7 8L7 8"
    assert bounding_box(STROKES) == (10, 0, 990, 400)
