"""The scanner app's own addresses: what they send, under which policy, and that nothing of the app is forgotten."""

import io
import json
import re

import pytest
from PIL import Image

from events import scanner_files, scanner_words
from events.refusals import MESSAGES

SCRIPTS = scanner_files.settings.BASE_DIR / "static" / "scanner"


def config(answer) -> dict:
    return json.loads(re.search(r'<script id="config"[^>]*>(.*?)</script>', answer.content.decode()).group(1))


def kept(client) -> dict:
    return json.loads(re.match(r"const KEPT = (.*);\n", client.get("/scanner/sw.js").content.decode()).group(1))


def test_the_page_is_the_same_for_everybody_and_knows_no_session(client, organiser, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        stranger = client.get("/scanner/")
    assert stranger.status_code == 200
    assert organiser.get("/scanner/?language=kk").content == stranger.content
    assert "csrf" not in stranger.content.decode()
    assert "sessionid" not in client.cookies


def test_webassembly_is_allowed_here_and_nowhere_else(client, db):
    for path in ("/scanner/", "/scanner/decoder.js", "/scanner/sw.js"):
        policy = client.get(path).headers["Content-Security-Policy"]
        for part in ("script-src 'self' 'wasm-unsafe-eval'", "worker-src 'self'", "connect-src 'self'"):
            assert part in policy.split("; "), path
        assert "'unsafe-" not in policy
    assert "wasm" not in client.get("/sign-in/").headers["Content-Security-Policy"]
    assert client.get("/scanner/").headers["Permissions-Policy"].startswith("camera=(self)")


@pytest.mark.parametrize(
    "path", ["/scanner/", "/scanner/sw.js", "/scanner/manifest.webmanifest", "/scanner/decoder.js"]
)
def test_what_did_not_change_is_not_sent_again(client, db, path):
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Security-Policy" in again.headers


def test_each_language_has_its_page(client, db):
    assert config(client.get("/scanner/?language=en"))["words"]["new"] == "Checked in"
    assert '<html lang="ru">' in client.get("/scanner/?language=ru").content.decode()
    client.cookies["django_language"] = "ru"
    assert '<html lang="ru">' in client.get("/scanner/").content.decode()
    assert '<html lang="ru">' in client.get("/scanner/?language=xx").content.decode()


def test_the_service_worker_keeps_everything_the_app_loads(client, db):
    files = kept(client)["files"]
    scripts = {f"/static/scanner/{path.relative_to(SCRIPTS)}" for path in SCRIPTS.rglob("*.js")}
    by_views = {"/static/scanner/decoder.js", "/static/scanner/service_worker.js"}
    assert scripts - by_views <= set(files)
    page = client.get("/scanner/")
    loaded = re.findall(r'(?:src|href)="(/[^"]+)"', page.content.decode())
    urls = [value for value in config(page).values() if isinstance(value, str) and value.startswith("/")]
    not_kept = {"/scanner/", "/scanner/sw.js", "/api/v1/"}
    assert set(loaded) | set(urls) <= set(files) | not_kept
    for url in files:
        if url.startswith("/scanner/"):
            assert client.get(url).status_code == 200, url


def test_the_version_changes_with_every_file_and_word(client, db, monkeypatch):
    first = kept(client)["version"]
    assert kept(client)["version"] == first
    content = scanner_files.content
    for changed in ("scanner/app.js", scanner_files.DECODER, scanner_files.SERVICE_WORKER, scanner_files.READER_WASM):
        monkeypatch.setattr(scanner_files, "content", lambda name, c=changed: content(name) + b"\n" * (name == c))
        assert kept(client)["version"] != first, changed
    monkeypatch.setattr(scanner_files, "content", content)
    monkeypatch.setitem(scanner_words.ANSWERS, "new", "Counted!")
    assert kept(client)["version"] != first


def test_the_decoder_is_kept_for_good_under_its_own_hash(client, db):
    address = config(client.get("/scanner/"))["decoder"]
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert client.get("/scanner/decoder.js?v=old").headers["Cache-Control"] == "no-cache"


def test_the_app_can_be_put_on_the_home_screen(client, db):
    answer = client.get("/scanner/manifest.webmanifest")
    manifest = answer.json()
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (manifest["scope"], manifest["start_url"], manifest["display"]) == ("/scanner/", "/scanner/", "standalone")
    for size, name in scanner_files.ICONS.items():
        assert Image.open(io.BytesIO(scanner_files.content(name))).size == (size, size)
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}


def test_every_word_is_used_and_every_used_word_is_there():
    words = set(scanner_words.words())
    source = "\n".join(path.read_text() for path in SCRIPTS.rglob("*.js"))
    asked = set(re.findall(r'\bt\(\s*"(\w+)"', source))
    assert asked - words == set()
    quoted = set(re.findall(r'"(\w+)"', source)) | {f"{key}_why" for key in re.findall(r'"(\w+)"', source)}
    only_by_code = set(scanner_words.REFUSALS)
    assert words - quoted - only_by_code - {"scanner", "cannot_start"} == set()


def test_refusals_say_what_the_server_says():
    for code in set(MESSAGES) & set(scanner_words.REFUSALS):
        assert str(scanner_words.REFUSALS[code]) == str(MESSAGES[code]), code
