"""Pages written in the manner of the sites that write about our activities, read exactly."""

import json
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_log.checker.dates import moment_of
from media_log.checker.facts import Facts
from media_log.checker.oembed import read_oembed
from media_log.checker.reading import read_page
from media_log.checker.texts import decoded, tidy

ALMATY = ZoneInfo("Asia/Almaty")
NOW = datetime(2025, 10, 1, tzinfo=UTC)

# A Kazakh newspaper: Open Graph, JSON-LD with a graph, the author a person, relative picture.
NEWSPAPER = """<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8">
<title>Тараздағы семинар — Аймақ газеті</title>
<meta property="og:title" content="«Саналы отбасы»: Таразда семинар өтті">
<meta property="og:site_name" content="Аймақ газеті"><meta property="og:image" content="/storage/2025/09/zal.jpg">
<meta name="author" content="Редакция">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "Аймақ", "datePublished": "2011-01-01"},
 {"@type": ["NewsArticle"], "headline": "Басқа тақырып", "datePublished": "2025-09-10T18:30:00+05:00",
  "author": [{"@type": "Person", "name": "Б. Тілші"}], "publisher": {"@type": "Organization", "name": "Аймақ ЖШС"}}]}
</script></head><body><h1>Семинар</h1></body></html>"""

# A regional akimat: windows-1251, no Open Graph, a dotted date, Kazakh letters as entities.
AKIMAT = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">
<title>Семинар для молод&#1105;жи &#8212; К&#1257;кше&#1090;ау &#1179;аласы</title>
<meta name="date" content="10.09.2025, 10:03"><link rel="image_src" href="http://akimat.kz/img/1.png">
</head><body><p>Состоялся семинар</body></html>"""

# A Russian-language agency: twitter cards, microdata, times in UTC, a title with an entity, author as a link only.
AGENCY = """<html><head>
<meta name="twitter:title" content="Полиция &amp; молодёжь: круглый стол в Шымкенте">
<meta name="twitter:image" content="//cdn.agency.kz/a.webp"><meta property="article:author" content="https://fb.com/a">
<meta property="article:published_time" content="2025-09-11T19:30:00Z">
<meta property="article:modified_time" content="2025-09-12T19:30:00Z">
</head><body><time itemprop="datePublished" datetime="2025-09-01">1 сентября</time></body></html>"""

# A television's film page.
FILM = """<title>x</title><script type='application/ld+json'>
{"@type":"VideoObject","name":"Жаңалықтар 10.09","uploadDate":"2025-09-10","thumbnailUrl":["https://tv.kz/t.jpg"],
"author":"Jambyl TV"}</script>"""


def read(page: str | bytes, kind: str = "text/html", url: str = "https://news.kz/kk/2025/1") -> Facts:
    return read_page(page.encode() if isinstance(page, str) else page, content_type=kind, url=url, now=NOW)


def test_a_newspaper():
    assert read(NEWSPAPER) == Facts(
        title="«Саналы отбасы»: Таразда семинар өтті",
        author="Б. Тілші",
        site_name="Аймақ газеті",
        published_at=datetime(2025, 9, 10, 18, 30, tzinfo=ALMATY),
        picture="https://news.kz/storage/2025/09/zal.jpg",
        is_shared=True,
    )


def test_an_akimat_in_an_old_encoding():
    assert read(AKIMAT.encode("windows-1251")) == Facts(
        title="Семинар для молодёжи — Көкшетау қаласы",
        published_at=datetime(2025, 9, 10, 10, 3, tzinfo=ALMATY),
        picture="http://akimat.kz/img/1.png",
    )


def test_an_agency():
    assert read(AGENCY) == Facts(
        title="Полиция & молодёжь: круглый стол в Шымкенте",
        published_at=datetime(2025, 9, 11, 19, 30, tzinfo=UTC),
        picture="https://cdn.agency.kz/a.webp",
        is_shared=True,
    )


def test_a_television():
    found = read(FILM)
    assert (found.title, found.author, found.picture) == ("Жаңалықтар 10.09", "Jambyl TV", "https://tv.kz/t.jpg")
    assert found.published_at == datetime(2025, 9, 10, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<title>Қоғам</title>".encode(), ""),
        (b"\xef\xbb\xbf" + "<title>Қоғам</title>".encode(), "text/html; charset=windows-1251"),
        ("<title>Қоғам</title>".encode(), "text/html; charset=windows-1251"),
        ("<title>Қоғам</title>".encode("kz1048"), "text/html; charset=KZ-1048"),
        ("<meta charset=ptcp154><title>Қоғам</title>".encode("ptcp154"), "text/html"),
        ("\ufeff<title>Қоғам</title>".encode("utf-16-le"), ""),
    ],
)
def test_kazakh_comes_out_right_whatever_is_declared(body, kind):
    assert read(body, kind).title == "Қоғам"


@pytest.mark.parametrize("declared", ["", "text/html; charset=utf-8", "text/html; charset=zip", "charset=rot13"])
def test_an_old_encoding_that_calls_itself_something_else(declared):
    assert read("<title>Новости области</title>".encode("cp1251"), declared).title == "Новости области"


def test_a_damaged_letter_spoils_no_page():
    damaged = "<title>Жаңа".encode() + b"\xff" + "лықтар тізімі</title>".encode()
    assert read(damaged, "text/html; charset=utf-8").title == "Жаңа лықтар тізімі"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-09-10T10:00:00+05:00", datetime(2025, 9, 10, 5, tzinfo=UTC)),
        ("2025-09-10T10:00:00+0500", datetime(2025, 9, 10, 5, tzinfo=UTC)),
        ("2025-09-10 10:00:00 +0500", datetime(2025, 9, 10, 5, tzinfo=UTC)),
        ("2025-09-10T10:00:00.123Z", datetime(2025, 9, 10, 10, 0, 0, 123000, tzinfo=UTC)),
        ("2025-09-10 10:00", datetime(2025, 9, 10, 5, tzinfo=UTC)),
        ("2025-09-10", datetime(2025, 9, 9, 19, tzinfo=UTC)),
        # Almaty had another hour then.
        ("2023-09-10T10:00", datetime(2023, 9, 10, 4, tzinfo=UTC)),
        ("10.09.2025", datetime(2025, 9, 9, 19, tzinfo=UTC)),
        ("10.09.2025 - 10:03", datetime(2025, 9, 10, 5, 3, tzinfo=UTC)),
        ("Wed, 10 Sep 2025 10:00:00 +0500", datetime(2025, 9, 10, 5, tzinfo=UTC)),
        ("2025-10-01T05:00:00Z", datetime(2025, 10, 1, 5, tzinfo=UTC)),
        ("2025-10-02T00:00:00Z", None),
        ("2099-01-01", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59-23:00", None),
        ("31.02.2025", None),
        ("2025-13-45", None),
        ("yesterday", None),
        ("", None),
        (20250910, None),
        (None, None),
    ],
)
def test_days_as_pages_write_them(text, moment):
    assert moment_of(text, now=NOW) == moment


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"\x00" * 100_000,
        b"\xff\xfe" * 5_000,
        b"<" * 200_000,
        b"<div>" * 400_000,
        b"<a b='" * 300_000,
        b"<meta property=og:title content=" + b"x" * 1_000_000,
        b"<!--" * 500_000,
        b"<title>" * 250_000,
        b"<svg><math><title>" * 100_000,
        b"&#x110000;&#xD800;&#0;<title>" + b"&amp;" * 400_000,
        b"<!DOCTYPE x [<!ENTITY a '" + b"&b;" * 5_000 + b"'>]><title>&a;</title>",
        b'<script type="application/ld+json">' + b"[" * 200_000 + b"</script>",
        b'<script type="application/ld+json">' + b'{"a":' * 50_000 + b"</script>",
        b'<script type="application/ld+json">' + json.dumps([{"@type": "Article"}] * 9_000).encode() + b"</script>",
        b'<script type="application/ld+json">{"@type":"Article","author":{"name":[[1]]},"image":[[]],"headline":{}}'
        b"</script>",
    ],
)
def test_a_hostile_page_takes_a_moment_and_says_nothing(page):
    # Our own time on the processor: what others do meanwhile is not the page's doing.
    began = time.process_time()
    read(page[: 2 * 1024 * 1024])
    assert time.process_time() - began < 3


def test_what_cannot_be_seen_is_not_taken_over():
    page = '<meta property="og:title" content="A\u202eB\x07 \u200b&#8203; C\n\n  D">'
    assert read(page).title == "A B C D"
    assert read(f'<meta property="og:title" content="{"ә" * 2000}">').title == "ә" * 299 + "…"
    assert read('<meta property="og:image" content="javascript:alert(1)">').picture == ""
    assert read('<meta property="og:image" content="file:///etc/passwd">').picture == ""


@given(st.binary(max_size=2000))
def test_no_bytes_raise(body):
    read_page(body, content_type="text/html", url="https://news.kz/", now=NOW)
    read_oembed(body)
    assert len(tidy(decoded(body), 50)) <= 50


@given(st.text(max_size=60))
def test_no_text_is_a_date_by_mistake(text):
    found = moment_of(text, now=NOW)
    assert found is None or found.year >= 2000


def test_oembed():
    body = json.dumps({"title": "Дәріс", "author_name": "Айналайын", "thumbnail_url": "https://i.kz/1.jpg"})
    assert read_oembed(body.encode()) == Facts(
        title="Дәріс", author="Айналайын", picture="https://i.kz/1.jpg", is_shared=True
    )
    for bad in (b"", b"[]", b"null", b'{"title": 5, "thumbnail_url": {}}', b"[" * 100_000):
        assert read_oembed(bad) == Facts()
