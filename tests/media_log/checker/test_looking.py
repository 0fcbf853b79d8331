"""What one look at a link makes of what sites say."""

import io
import json
from datetime import UTC, datetime

import pytest
from PIL import Image

from media_log.checker import Closed, NotNow, look
from tests.media_log.checker.local_web import HASTY, SMALL, drips, leads_to, raw, says

NOW = datetime(2025, 10, 1, tzinfo=UTC)
PAGE = "<title>Семинар</title>"


class Open:
    """A gate that lets everybody in, and remembers."""

    def __init__(self) -> None:
        self.asked, self.broken = [], []

    def before(self, url) -> None:
        self.asked.append(str(url))

    def answered(self, url, answer) -> None: ...

    def failed(self, url) -> None:
        self.broken.append(url.host)


def seen(local, url="http://news.kz/a", platform="site", gate=None, limits=SMALL, **options):
    return look(url, platform=platform, web=local.web(limits), gate=gate or Open(), now=NOW, **options)


def picture(size=(1200, 800), kind="PNG", exif=None) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, kind, **({"exif": exif} if exif else {}))
    return made.getvalue()


@pytest.mark.parametrize(
    ("status", "state", "problem"),
    [
        ("200 OK", "alive", ""),
        ("404 Not Found", "gone", "not_found"),
        ("410 Gone", "gone", "not_found"),
        ("401 Unauthorized", "closed", "not_allowed"),
        ("403 Forbidden", "closed", "not_allowed"),
        ("451 Unavailable", "closed", "not_allowed"),
        ("999 Denied", "closed", "not_allowed"),
        ("429 Too Many Requests", "closed", "too_often"),
        ("400 Bad Request", "closed", "odd_answer"),
        ("304 Not Modified", "closed", "odd_answer"),
        ("302 Found", "closed", "odd_answer"),
        ("500 Oops", "unreachable", "server_error"),
        ("503 Busy", "unreachable", "server_error"),
    ],
)
def test_only_not_found_and_gone_mean_gone(local, status, state, problem):
    local.pages["news.kz/a"] = says(PAGE, status=status)
    found = seen(local)
    assert (found.state, found.problem, found.status) == (state, problem, int(status[:3]))


def test_a_site_that_cannot_be_reached_says_nothing_about_the_post(local):
    gate = Open()
    assert (seen(local, gate=gate).state, seen(local).problem) == ("unreachable", "dns")
    local.pages["news.kz/a"] = drips(b"", b"H")
    local.pages["news.kz/b"] = raw(b"\x00")
    assert seen(local, gate=gate, limits=HASTY).problem == "too_slow"
    assert seen(local, "http://news.kz/b").problem == "garbage"
    assert gate.broken == ["news.kz", "news.kz"]
    assert (seen(local, "http://10.0.0.1/").state, seen(local, "http://10.0.0.1/").problem) == ("refused", "not_public")


def test_a_page_with_its_picture_made_anew(local):
    page = '<meta property="og:title" content="Семинар"><meta property="og:image" content="http://cdn.kz/i.jpg">'
    local.pages["news.kz/a"] = says(page)
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    local.pages["cdn.kz/i.jpg"] = says(picture(kind="JPEG", exif=exif), kind="image/jpeg")
    gate = Open()
    found = seen(local, gate=gate)
    assert gate.asked == ["http://news.kz/a", "http://cdn.kz/i.jpg"]
    with Image.open(io.BytesIO(found.picture)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == ("JPEG", (640, 427), {})
    assert b"Secret" not in found.picture
    assert seen(local, wants_picture=False).picture == b""


@pytest.mark.parametrize(
    "content",
    [
        b"<svg onload=alert(1)>",
        b"<html>",
        b"GIF89a",
        b"",
        picture((1, 1)),
        picture()[:300],
        b"\x89PNG" + b"x" * 300_000,
    ],
)
def test_what_is_no_picture_is_not_kept(local, content):
    local.pages["news.kz/a"] = says(PAGE + '<meta property="og:image" content="/i">')
    local.pages["news.kz/i"] = says(content, kind="image/png")
    found = seen(local)
    assert (found.state, found.facts.title, found.picture) == ("alive", "Семинар", b"")


def test_a_picture_inside_is_not_fetched(local):
    for where in ("http://127.0.0.1/i.png", "http://inside.kz/i.png", "file:///i.png"):
        local.names["inside.kz"] = ["10.0.0.1"]
        local.pages["news.kz/a"] = says(PAGE + f'<meta property="og:image" content="{where}">')
        assert seen(local).picture == b""
    assert set(local.asked) == {"news.kz/a"}


@pytest.mark.parametrize(
    ("platform", "page"),
    [
        ("instagram", leads_to("/accounts/login/?next=/p/DG2lAQstlEP/")),
        ("instagram", says("<title>Instagram</title>")),
        ("instagram", says('<meta property="og:title" content="Login • Instagram">')),
        ("facebook", leads_to("/login/?next=x")),
        ("facebook", says('<meta property="og:title" content="Log in to Facebook">')),
        ("facebook", says('<meta property="og:title" content="Facebook">')),
        ("facebook", says("<title>Error</title>")),
        ("threads", says('<meta property="og:title" content="Threads • Log in">')),
        ("x", leads_to("/i/flow/login")),
        ("site", leads_to("/login?back=/a")),
    ],
)
def test_a_wall_says_nothing_about_the_post(local, platform, page):
    local.pages["news.kz/a"] = page
    for path in ("/accounts/login/?next=/p/DG2lAQstlEP/", "/login/?next=x", "/login?back=/a", "/i/flow/login"):
        local.pages[f"news.kz{path}"] = says("<title>Кіру</title>")
    found = seen(local, platform=platform)
    assert (found.state, found.problem) == ("closed", "log_in")


def test_a_post_on_a_walled_platform_that_names_itself_is_seen(local):
    title = "Айналайын on Instagram: «Семинар өтті»"
    local.pages["news.kz/a"] = says(f'<meta property="og:title" content="{title}">')
    assert (seen(local, platform="instagram").state, seen(local, platform="instagram").facts.title) == ("alive", title)


def test_a_site_that_shows_its_front_instead(local):
    local.pages["news.kz/a"] = leads_to("/kz/")
    local.pages["news.kz/kz/"] = says(PAGE)
    assert (seen(local).state, seen(local).problem) == ("closed", "to_home")
    assert seen(local, "http://news.kz/kz/").state == "alive"


def test_a_gate_that_is_shut(local):
    class Shut(Open):
        def before(self, url):
            raise Closed("robots")

    class Resting(Open):
        def before(self, url):
            raise NotNow(NOW)

    assert (seen(local, gate=Shut()).state, seen(local, gate=Shut()).problem) == ("closed", "robots")
    with pytest.raises(NotNow):
        seen(local, gate=Resting())
    assert local.asked == []


VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"
ASKED = "www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabcdefghijk&format=json"


@pytest.mark.parametrize(
    ("status", "state", "problem"),
    [
        ("404 Not Found", "gone", "not_found"),
        ("400 Bad Request", "gone", "not_found"),
        ("401 Unauthorized", "closed", "private"),
        ("403 Forbidden", "closed", "private"),
        ("429 Slow", "closed", "too_often"),
        ("500 Oops", "unreachable", "server_error"),
    ],
)
def test_youtube_says_by_its_oembed_whether_a_film_is_there(local, tmp_path, status, state, problem):
    local.with_tls(tmp_path, ["www.youtube.com"])
    local.pages["www.youtube.com/watch?v=abcdefghijk"] = says("<title> - YouTube</title>")
    local.pages[ASKED] = says(status=status)
    found = seen(local, VIDEO, "youtube")
    assert (found.state, found.problem) == (state, problem)
    assert local.asked == [ASKED]


def test_a_film_with_its_day(local, tmp_path):
    local.with_tls(tmp_path, ["www.youtube.com"])
    said = {"title": "Дәріс 4", "author_name": "Айналайын", "provider_name": "YouTube"}
    local.pages[ASKED] = says(json.dumps(said), kind="application/json")
    page = '<title>Дәріс 4 - YouTube</title><meta itemprop="datePublished" content="2025-09-10T01:02:03-07:00">'
    local.pages["www.youtube.com/watch?v=abcdefghijk"] = says(page)
    found = seen(local, VIDEO, "youtube")
    assert (found.state, found.facts.title, found.facts.author) == ("alive", "Дәріс 4", "Айналайын")
    assert found.facts.published_at == datetime(2025, 9, 10, 8, 2, 3, tzinfo=UTC)
    # Consent pages and the like: the platform has vouched for the film all the same.
    local.pages["www.youtube.com/watch?v=abcdefghijk"] = says(status="302 Found", location="https://127.0.0.1/")
    assert (seen(local, VIDEO, "youtube").state, seen(local, VIDEO, "youtube").facts.title) == ("alive", "Дәріс 4")


def test_a_page_without_a_title_tells_it_elsewhere(local):
    local.pages["news.kz/a"] = says('<link rel="alternate" type="application/json+oembed" href="/embed?a=1">')
    local.pages["news.kz/embed?a=1"] = says(json.dumps({"title": "Семинар"}), kind="application/json")
    assert seen(local).facts.title == "Семинар"
    local.pages["news.kz/a"] = says(
        '<link rel="alternate" type="application/json+oembed" href="http://127.0.0.1/secrets">'
    )
    assert (seen(local).state, seen(local).facts.title) == ("alive", "")


def test_a_file_opens_and_has_no_preview(local):
    local.pages["news.kz/a"] = says(b"%PDF-1.7", kind="application/pdf")
    assert (seen(local).state, seen(local).facts.title) == ("alive", "")
