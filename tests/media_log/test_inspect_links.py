"""`manage.py inspect_links`: what links are, as JSON and as a table, with no database at all."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "reference" / "publications.csv"
FIELDS = {"url", "platform", "kind", "key", "uploaded_at", "warnings"}


def inspected(path: Path | str, *options: str) -> str:
    """What the command prints; the database is blocked, for no test here asks for it."""
    out = io.StringIO()
    call_command("inspect_links", str(path), *options, stdout=out)
    return out.getvalue()


def links_of(path: Path, content: str | bytes) -> list[dict]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return json.loads(inspected(path, "--json"))


def test_the_reference_as_json():
    links = json.loads(inspected(REFERENCE, "--json"))
    assert len(links) == 148
    assert {frozenset(link) for link in links} == {frozenset(FIELDS)}
    assert len({link["key"] for link in links}) == 139
    assert links[0] == {
        "url": "https://www.instagram.com/p/DJ_Y9jPNB5G/",
        "platform": "instagram",
        "kind": "post",
        "key": "instagram:DJ_Y9jPNB5G",
        "uploaded_at": "2025-05-23T14:07:31+05:00",
        "warnings": [],
    }
    by_key = {link["key"]: link for link in links}
    assert by_key["instagram:DL47orjoD3P"]["uploaded_at"].startswith("2025-07-09T")
    assert by_key["youtube:3wIqVZHqr3s"]["uploaded_at"] is None
    weak = [link["key"] for link in links if "cut_code" in link["warnings"]]
    assert weak == ["instagram:DQZzyJvjr1", "instagram:DOaczEiF-", "instagram:DOaczEiF-", "instagram:DQd-uEgV8Z"]
    spaced = [link["key"] for link in links if "spaces_inside" in link["warnings"]]
    assert spaced == ["tiktok:7565133400743496972", "tiktok:7565132869065002252"]


def test_the_reference_as_a_table():
    lines = inspected(REFERENCE).splitlines()
    assert lines[0] == "   1  instagram     post         23.05.2025 14:07  instagram:DJ_Y9jPNB5G"
    assert lines[-1] == "148 links, 139 posts, 9 listed more than once, 0 not recognised"
    assert len(lines) == 149


def test_a_list_a_text_and_tables_are_read(tmp_path):
    file = tmp_path / "links.txt"
    one, other = "https://www.instagram.com/p/DG2lAQstlEP/", "https://egemen.kz/1"
    keys = ["instagram:DG2lAQstlEP", "site:egemen.kz/1", "instagram:DG2lAQstlEP"]
    for content in (
        f"{one}\n{other}\n{one}\n",
        f"Сәлем! 1) {one}; 2) {other}. Тағы: {one}",
        f"activity_ref;url;note\r\nP1;{one};a\r\n;;\r\nP2;{other};https://a.kz/9\r\nP2;{one};\r\n",
        f'\ufeff"Сілтеме"\t"күні"\n"{one}"\t22.05.2025\n"{other}"\t\n"{one}"\t\n',
        f"url\n{one}\n{other}\n{one}",
        f'url,ref\n"{one}\n{other}",P1\n{one},P1'.encode("utf-16"),
        f"Привет {one} {other} {one}".encode("cp1251"),
    ):
        found = links_of(file, content)
        assert [link["key"] for link in found] == keys, content
        assert found[0]["uploaded_at"] == "2025-03-06T14:25:24+05:00"
    assert [link["key"] for link in links_of(file, "egemen.kz\nwww.taraz.kz")] == ["site:egemen.kz", "site:taraz.kz"]
    assert links_of(file, "") == []


def test_what_is_no_link_is_there_and_says_so(tmp_path):
    bad = {"platform": "site", "kind": "other", "key": "", "uploaded_at": None, "warnings": ["not_a_link"]}
    text = links_of(tmp_path / "a", "hxxp://egemen.kz/2\nhttps://egemen.kz/1\nДәріс өтті")
    assert text[0] == {"url": "hxxp://egemen.kz/2", **bad}
    assert [link["key"] for link in text] == ["", "site:egemen.kz/1"]
    table = links_of(tmp_path / "b", "url\nжоқ\nhttps://egemen.kz/1")
    assert table[0] == {"url": "жоқ", **bad}
    assert inspected(tmp_path / "b").splitlines()[-1] == "2 links, 1 posts, 0 listed more than once, 1 not recognised"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file"),
        (b"PK\x03\x04\x00\x00", "This is not a text"),
        (b"\xff\xfe\x00", "This is not a text"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path, content, words):
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        inspected(path, "--json")
    with pytest.raises(CommandError, match="cannot be read"):
        inspected(tmp_path)


def test_a_file_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("media_log.management.commands.inspect_links.MOST_BYTES", 10)
    (tmp_path / "a").write_text("https://a.kz/1")
    with pytest.raises(CommandError, match="20 MB"):
        inspected(tmp_path / "a")


@given(
    st.one_of(st.binary(max_size=80), st.text(max_size=60).map(lambda text: f"url,a\n{text}".encode(errors="ignore")))
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_makes_it_fail(tmp_path, content):
    try:
        links = links_of(tmp_path / "fuzz", content)
    except CommandError:
        return
    assert all(set(link) == FIELDS and link["platform"] for link in links)


def test_it_runs_from_standard_input_with_no_database_at_all(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "inspect_links", "-", "--json"],
        cwd=ROOT,
        input="Қараңыз: https://t.me/taraz/4".encode(),
        env={
            **os.environ,
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
            "REDIS_URL": "",
            "VAR_DIR": str(tmp_path),
        },
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert [link["key"] for link in json.loads(done.stdout)] == ["telegram:taraz/4"]
