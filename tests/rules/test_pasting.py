"""A pasted text as links: chat messages, tables, mails, broken lines, and the activities they belong to."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.post_keys import find_links, inspect_link, read_paste, suspects

REFERENCE = Path(__file__).parents[2] / "reference" / "publications.csv"
CODE = "DQI-qwMDJjW"
POST = f"instagram:{CODE}"


def keys(text: str) -> list[str]:
    return [one.link.key for one in read_paste(text)]


def refs(text: str, *known: str) -> list[str | None]:
    return [one.ref for one in read_paste(text, known or ("P2-1", "P2-01", "P2-10", "P1-22"))]


def test_the_whole_reference_pastes_in_one_go_with_its_activities():
    text = REFERENCE.read_text()
    with REFERENCE.open(newline="") as file:
        rows = list(csv.DictReader(file))
    pasted = read_paste(text, {row["activity_ref"] for row in rows})
    assert [one.ref for one in pasted] == [row["activity_ref"] for row in rows]
    assert [one.link.given for one in pasted] == [row["url"] for row in rows]
    assert [one.line for one in pasted] == list(range(2, 150))
    assert len({(one.ref, one.link.key) for one in pasted}) == 143
    assert len({one.link.key for one in pasted}) == 139
    assert suspects(text) == []


@pytest.mark.parametrize(
    ("broken", "key", "warnings"),
    [
        (f"https://www.instagram.com/p/\n{CODE}/", POST, ("spaces_inside",)),
        ("https://www.instagram.com/p/DQI-\nqwMDJjW/?igsh=1", POST, ("spaces_inside",)),
        ("https://www.instagram.com/p/DQI-qw\n  MDJjW", POST, ("spaces_inside",)),
        (f"https://www.instagram.com\n/p/{CODE}/", POST, ("spaces_inside",)),
        (f"https://www.insta\ngram.com/p/{CODE}/", POST, ("spaces_inside",)),
        (f"https://www.instagram.\ncom/p/{CODE}/", POST, ("spaces_inside",)),
        (f"https://\nwww.instagram.com/p/{CODE}/", POST, ("spaces_inside",)),
        (f"https:\n//www.instagram.com/p/{CODE}/", POST, ("spaces_inside",)),
        ("https://www.instagram.com/p/DQI-=\nqwMDJjW/", POST, ("spaces_inside",)),
        (f"https://www.instagram.com/p/{CODE}/?igsh=\nMTB4&img_index=1", POST, ("spaces_inside",)),
        ("https://www.tiktok.com/@a/video/7565133400\n743496972", "tiktok:7565133400743496972", ("spaces_inside",)),
        ("https://www.youtube.com/watch\n?v=g3NsPIWIWcg", "youtube:g3NsPIWIWcg", ("spaces_inside",)),
        ("https://www.youtube.com/watch?v=\ng3NsPIWIWcg", "youtube:g3NsPIWIWcg", ("spaces_inside",)),
        ("https://www.youtube.com/watch?\nv=g3NsPIWIWcg", "youtube:g3NsPIWIWcg", ("spaces_inside",)),
        (
            "https://www.facebook.com/story.php?story_fbid=19361\n23300540359&id=100000000000001&rdid=x",
            "facebook:100000000000001/1936123300540359",
            ("spaces_inside",),
        ),
        ("https://www.facebook.com/reel/84842\n9931172295", "facebook:video/848429931172295", ("spaces_inside",)),
        ("https://egemen.kz/article/\n799-taraz-servis-zhol", "site:egemen.kz/article/799-taraz-servis-zhol", None),
        ("https://egemen.kz/taraz-servis-\nkolledzh", "site:egemen.kz/taraz-servis-kolledzh", None),
        ("https://egemen.kz/taraz-serv\nis-kolledzh-zhol/", "site:egemen.kz/taraz-servis-kolledzh-zhol", None),
        ("https://egemen.kz/%D2%9\nB%D0%B0", "site:egemen.kz/қа", None),
        ("https://egemen.kz/a?id=5\n&page=2", "site:egemen.kz/a?id=5&page=2", None),
    ],
)
def test_a_link_that_a_line_broke_is_put_together_and_says_so(broken, key, warnings):
    text = f"Сілтеме: {broken}\n\nРахмет!"
    (pasted,) = read_paste(text)
    assert pasted.link.key == key
    assert pasted.link.warnings == (warnings or ("spaces_inside",))
    assert pasted.line == 1
    # What is stored as given says the same when it is read again.
    assert inspect_link(pasted.link.given) == pasted.link


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"https://www.instagram.com/p/{CODE}\nInstagram", [POST]),
        ("https://www.instagram.com/p/DOaczEiF-\nok", ["instagram:DOaczEiF-"]),
        ("https://www.instagram.com/p/DOaczEiF-\nP2-37", ["instagram:DOaczEiF-"]),
        ("https://t.me/taraz_news/\n20000", ["telegram:profile/taraz_news"]),
        ("https://www.instagram.com/ainalaiyn_qb/\nTaraz", ["instagram:profile/ainalaiyn_qb"]),
        ("https://egemen.kz/a/\nTaraz", ["site:egemen.kz/a"]),
        ("https://egemen.kz/a/\n2025-05-22", ["site:egemen.kz/a"]),
        ("https://egemen.kz/a/\nfoto-2025-05-22.jpg", ["site:egemen.kz/a"]),
        ("https://egemen.kz/a-\nP2-43", ["site:egemen.kz/a-"]),
        ("https://egemen.kz/a?\nTaraz", ["site:egemen.kz/a"]),
        ("https://egemen.kz/a.\nTaraz-qala-kuni", ["site:egemen.kz/a"]),
        ("https://egemen.kz/a/\n2)\nhttps://egemen.kz/b/", ["site:egemen.kz/a", "site:egemen.kz/b"]),
        ("https://egemen.kz/a-\negemen.kz/b", ["site:egemen.kz/a-", "site:egemen.kz/b"]),
        ("https://egemen.kz/a=\nwww.egemen.kz/b", ["site:egemen.kz/a%3D", "site:egemen.kz/b"]),
        ("https://egemen.kz/a/\n\ntaraz-qala-kuni", ["site:egemen.kz/a"]),
    ],
)
def test_what_follows_a_link_is_left_alone_when_it_is_something_else(text, expected):
    assert keys(text) == expected


LINKS = st.sampled_from(
    [
        *(f"https://www.instagram.com/p/{code}" for code in (CODE, "DOaczEiF-", "DQd-uEgV8Z/", f"{CODE}/?igsh=")),
        *("https://egemen.kz/a/", "http://egemen.kz/a-b_", "https://egemen.kz/?id=", "https://egemen.kz/%D2%"),
        *("www.egemen.kz/x", "instagram.com/p/", "t.me/taraz/4", "https://www.tiktok.com/@a/video/75651334"),
        *("https://youtu.be/g3NsPIWIWcg?", "https://vk.com/wall-1_2&", "https://www.facebook.com/story.php?id=1"),
    ]
)


@given(st.lists(LINKS, min_size=2, max_size=5), st.sampled_from(["\n", "\r\n", "\u2028", "\x0b", "\n  "]))
@settings(max_examples=60)
def test_links_on_following_lines_never_become_one(links, end):
    assert keys(end.join(links)) == [inspect_link(link).key for link in links]


def test_a_mail_in_quoted_printable_is_read():
    mail = (
        "=D0=A1=D1=96=D0=BB=D1=82=D0=B5=D0=BC=D0=B5: https://www.youtube.com/watch?v=3Dg3NsPI=\n"
        "WIWcg&t=3D5 =D0=B6=D3=99=D0=BD=D0=B5\nhttps://egemen.kz/?id=3D7"
    )
    assert [(one.link.key, one.line) for one in read_paste(mail)] == [
        ("youtube:g3NsPIWIWcg", 1),
        ("site:egemen.kz?id=7", 3),
    ]
    assert keys("https://egemen.kz/?v=3Dx") == ["site:egemen.kz?v=3Dx"]


@pytest.mark.parametrize(
    "spelling",
    [
        f"1)https://www.instagram.com/p/{CODE}/",
        f"1.www.instagram.com/p/{CODE}/",
        f"12.instagram.com/p/{CODE}",
        f"№3 Сілтеме:instagram.com/p/{CODE}",
        f"- <https://www.instagram.com/p/{CODE}/>",
        f"[Instagram](https://www.instagram.com/p/{CODE}/)",
        f"[https://www.instagram.com/p/{CODE}/](https://www.instagram.com/p/{CODE}/)",
        f'<a class="x" href="https://www.instagram.com/p/{CODE}/?a=1&amp;b=2" target=_blank>instagram.com/p/{CODE}</a>',
        f"<https://www.instagram.com/p/{CODE}/|instagram.com/p/{CODE}/>",
        f"«https://www.instagram.com/p/{CODE}/», және",
        f"https://www.instagram.com/p/{CODE}көріңіз",
        f"https://www.instagram.com/p/{CODE}/👉",
        f"https://www.instagram.com/p/{CODE}/—сюжет",
        f"*https://www.instagram.com/p/{CODE}/*",
        f"_https://www.instagram.com/p/{CODE}_",
        f"https:\\/\\/www.instagram.com\\/p\\/{CODE}\\/",
        f"https://www.instagram.com/p/{CODE}/?a=1\\u0026b=2",
        f"https//www.instagram.com/p/{CODE}/",
        f"htps://www.instagram.com/p/{CODE}/",
        f"https;//www.instagram.com/p/{CODE}/",
        f"https:/www.instagram.com/p/{CODE}/",
        f"https: // www.instagram.com/p/{CODE}/",
        f"https://https://www.instagram.com/p/{CODE}/",
        f"www,instagram.com/p/{CODE}/,22.05.2025",
        f"www. instagram.com/p/{CODE}/",
        f"instagram .com /p/{CODE}/",
        f"HTTPS://WWW.INSTAGRAM.COM/p/{CODE}/",
        f"https://www.inst\u0430gram.com/p/{CODE}/",
        f"\uff48\uff54\uff54\uff50\uff53\uff1a\uff0f\uff0fwww.instagram.com\uff0fp\uff0f{CODE}",
        f"https://www.insta\u200bgram.com/p/{CODE}",
        f"https://www.instagram.com/p/{CODE.replace('-', '%2D')}",
        f"https://www.instagram.com/p/{CODE.replace('-', chr(92) + '-')}",
    ],
)
def test_a_link_is_found_once_however_it_is_wrapped(spelling):
    assert keys(spelling) == [POST]


def test_a_querys_names_are_no_html():
    assert inspect_link("https://egemen.kz/?id=1&section=5&copy=2&lt=3").url == (
        "https://egemen.kz/?copy=2&id=1&lt=3&section=5"
    )


def test_a_home_page_counts_where_it_fills_a_line_or_cell():
    assert keys("egemen.kz\nP2-01,egemen.kz\nP2-01\tқызылорда.қаз/") == [
        "site:egemen.kz",
        "site:egemen.kz",
        f"site:{'қызылорда.қаз'.encode('idna').decode()}",
    ]
    assert keys("Сайтымыз egemen.kz, поштамыз info@egemen.kz, т.б. 22.05.2025") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P2-01,https://a.kz/1\nP2-10,https://a.kz/2\n,https://a.kz/3", ["P2-01", "P2-10", None]),
        ("P2-01\thttps://a.kz/1\n\thttps://a.kz/2", ["P2-01", "P2-01"]),
        ('"P2-01";"https://a.kz/1"', ["P2-01"]),
        ("https://a.kz/1;P2-01\nhttps://a.kz/2;P2-10", ["P2-01", "P2-10"]),
        ("https://a.kz/1 (сондай-ақ P2-01)", [None]),
        ("P2-1: https://a.kz/1\nP2-10: https://a.kz/2", ["P2-1", "P2-10"]),
        ("https://a.kz/0\nP2-10 дәрісі\n1) https://a.kz/1\n2) https://a.kz/2\np1–22\nhttps://a.kz/3",
         [None, "P2-10", "P2-10", "P1-22"]),
        ("\u04202-01 https://a.kz/1, P2-10 https://a.kz/2", ["P2-01", "P2-10"]),
        ("P2-01 және P2-10\nhttps://a.kz/1", [None]),
        ("P2-01, https://a.kz/1\nP9-99, https://a.kz/2\nP9-98\nhttps://a.kz/3", ["P2-01", None, None]),
        ("P2-100 https://a.kz/1\nXP2-10 https://a.kz/2\nP2-10-3 https://a.kz/3", [None, None, None]),
        ("https://a.kz/P2-01/x", [None]),
        ("P2-01: https://a.kz/1\nhttps://a.kz/2\nБасқа: https://a.kz/3", ["P2-01", "P2-01", None]),
    ],
)  # fmt: skip
def test_a_link_belongs_to_the_ref_that_the_text_names(text, expected):
    assert refs(text) == expected


def test_a_ref_of_digits_is_no_list_number():
    assert refs("1. https://a.kz/1\n1) https://a.kz/2\n1,https://a.kz/3\n1\nhttps://a.kz/4", "1") == [
        None, None, "1", "1",
    ]  # fmt: skip


def test_what_could_not_be_understood_is_told():
    text = "\n".join(
        [
            "https://localhost/x және https://egemen.kz/1",
            "instagram/p/DQI-qwMDJjW/",
            "hxxp://egemen.kz/2",
            "Instagram парақшасы, info@egemen.kz, 22.05.2025",
        ]
    )
    assert [(one.text, one.line) for one in suspects(text)] == [
        ("https://localhost/x", 1),
        ("instagram/p/DQI-qwMDJjW/", 2),
        ("hxxp://egemen.kz/2", 3),
    ]


@pytest.mark.parametrize(
    ("text", "key", "url"),
    [
        (
            "https://www.tiktok.com/@erkin pikir/video/7565133400743496972?_r=1 көріңіз",
            "tiktok:7565133400743496972",
            "https://www.tiktok.com/@erkin_pikir/video/7565133400743496972",
        ),
        ("instagram.com/p/DPL 7UniIaU/", "instagram:DPL_7UniIaU", "https://www.instagram.com/p/DPL_7UniIaU/"),
        ("https://youtu.be/8jx30m9j aU1", "youtube:8jx30m9j", "https://www.youtube.com/watch?v=8jx30m9j"),
        ("https://youtu.be/8jx30m9j aU", "youtube:8jx30m9j_aU", "https://www.youtube.com/watch?v=8jx30m9j_aU"),
        ("https://youtu.be/8jx30m9j ok", "youtube:8jx30m9j", "https://www.youtube.com/watch?v=8jx30m9j"),
        ("instagram.com/p/ DPL_7UniIaU", "instagram:DPL_7UniIaU", "https://www.instagram.com/p/DPL_7UniIaU/"),
        ("https://t.me/taraz news/412", "telegram:taraz_news/412", "https://t.me/taraz_news/412"),
    ],
)
def test_an_underscore_that_became_a_space_comes_back(text, key, url):
    (pasted,) = read_paste(text)
    assert (pasted.link.key, pasted.link.url) == (key, url)
    is_mended = " " in pasted.link.given
    assert ("spaces_inside" in pasted.link.warnings) is is_mended
    assert ("cut_code" in pasted.link.warnings) is not is_mended


PIECES = st.sampled_from(
    [
        *(
            "https://",
            "http:/",
            "www.",
            "instagram.com/p/",
            CODE,
            "DQI-",
            "egemen.kz",
            "/",
            "?",
            "=",
            "&",
            "-",
            "_",
            "%",
        ),
        *("\n", "\r", "\x0b", " ", "\t", ",", ";", "=\n", "=3D", "=D0=B0", "%5F", "\\_", "&amp;", "](", "<", ">", '"'),
        *("P2-01", "P2-1", "1)", "1.", "қаз", "\ue000", "\ud800", "\u0130", "ß", "tiktok.com/@a/video/75651", "33400"),
    ]
)


@given(
    st.one_of(st.text(max_size=60), st.builds("".join, st.lists(st.one_of(PIECES, st.text(max_size=2)), max_size=14)))
)
@settings(max_examples=150)
def test_no_text_makes_it_fail_and_what_is_kept_reads_the_same_again(text):
    suspects(text)
    links = [one.link.given for one in read_paste(text)]
    assert links == [one for one in find_links(text) if inspect_link(one).is_link]
    for one in read_paste(text, ["P2-01", "P2-1"]):
        assert inspect_link(one.link.given) == one.link
        assert inspect_link(one.link.url).key == one.link.key
        assert len(one.link.key) <= 400
        assert 1 <= one.line <= len(text) + 1


@pytest.mark.parametrize(
    "piece",
    [
        "https://a.kz/\nb-c-d\n",
        "egemen.kz\n",
        "=3D\n",
        "P2-01,",
        "https://a.kz ",
        "a.",
        "instagram.com/a b",
        "egemen.kz,",
    ],
)
def test_long_texts_are_read_in_a_time_that_grows_with_their_length(piece):
    text = piece * (20_000 // len(piece))
    known = [f"P{project}-{number:02}" for project in range(40) for number in range(50)]
    started = time.process_time()
    read_paste(text, known)
    suspects(text)
    # A search that starts anew at every place would take minutes.
    assert time.process_time() - started < 4
