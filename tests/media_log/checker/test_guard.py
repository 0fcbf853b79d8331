"""What is never opened, and what is never waited for."""

import gzip
import time

import brotli
import pytest

from media_log.checker import Limits, Refused, Unreachable
from media_log.checker.guard import is_public, judged
from media_log.checker.web import _Unpacked
from tests.media_log.checker.local_web import HASTY, PUBLIC, SMALL, drips, leads_to, raw, says

PRIVATE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200"),
    *("0.0.0.0", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1"),
    *("255.255.255.255", "192.88.99.1", "168.63.129.16"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1"),
    *("2002:7f00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
)


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_not_everybody_reaches_is_none_of_ours(address):
    assert is_public(address) is False


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_of_sites_are_public(address):
    assert is_public(address) is True


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("file:///etc/passwd", "scheme"),
        ("ftp://example.kz/a", "scheme"),
        ("gopher://example.kz/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("//example.kz/a", "scheme"),
        ("", "scheme"),
        ("http://user@example.kz/", "credentials"),
        ("http://example.kz:secret@127.0.0.1/", "credentials"),
        ("http://example.kz:80@10.0.0.1/", "credentials"),
        ("http://example.kz:22/", "port"),
        # Longer than any name can be, and than the column that keeps hosts.
        ("https://" + "a." * 126 + "kz/", "unreadable"),
        ("https://example.kz:8443/", "port"),
        ("http://127.0.0.1/", "not_public"),
        ("http://127.0.0.1./", "not_public"),
        ("http://2130706433/", "not_public"),
        ("http://0177.0.0.1/", "unreadable"),
        ("http://0x7f.0.0.1/", "not_public"),
        ("http://0x7f000001/", "not_public"),
        ("http://127.1/", "not_public"),
        ("http://[::1]/", "not_public"),
        ("http://[::ffff:169.254.169.254]/latest/", "not_public"),
        ("http://localhost/", "not_public"),
        ("http://LOCALHOST./", "not_public"),
        ("http://printer.local/", "not_public"),
        ("http://metadata.google.internal/", "not_public"),
        ("http://intranet/", "not_public"),
        ("http://exa mple.kz/", "unreadable"),
        ("http://[::1/", "unreadable"),
        ("http://example.kz/" + "a" * 2000, "unreadable"),
    ],
)
def test_a_link_that_is_no_public_page_is_not_asked_for(local, url, code):
    with pytest.raises(Refused) as refused:
        local.web().visit(url)
    assert refused.value.code == code
    assert (local.dialled, dict(local.lookups)) == ([], {})


def test_a_usual_link_is():
    assert str(judged("HTTP://Қызылорда.қаз:80/а?б#в")) == "http://xn--80ahiqpm7eb13e.xn--80ao21a/%D0%B0?%D0%B1"
    assert judged("https://example.kz.:443/").host == "example.kz"


@pytest.mark.parametrize(
    "where",
    [
        "http://127.0.0.1/admin",
        "http://127.0.0.1:8000/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "file:///etc/passwd",
        "ftp://example.kz/",
        "http://admin:x@news.kz/",
        "http://inside.kz/",
        "http://2852039166/",
    ],
)
def test_no_redirect_leads_inside(local, where):
    local.names["inside.kz"] = ["192.168.0.10"]
    local.pages["news.kz/a"] = leads_to("/b")
    local.pages["news.kz/b"] = leads_to(where)
    with pytest.raises(Refused):
        local.web().visit("http://news.kz/a")
    assert local.dialled == [(PUBLIC, 80)] * 2
    assert local.asked == ["news.kz/a", "news.kz/b"]


@pytest.mark.parametrize(
    "addresses",
    [
        ["10.0.0.1"],
        ["::1"],
        ["fd12::1"],
        [PUBLIC, "127.0.0.1"],
        [*[f"93.184.215.{number}" for number in range(1, 250)], "10.0.0.1"],
        ["not an address"],
    ],
)
def test_a_name_of_which_one_address_leads_inside_is_not_connected_to(local, addresses):
    local.pages["news.kz/"] = says("x")
    local.names["news.kz"] = addresses
    with pytest.raises(Refused, match="not_public"):
        local.web().visit("http://news.kz/")
    assert local.dialled == []


def test_a_name_that_changes_its_mind_is_asked_once_and_that_very_address_is_used(local):
    local.pages["news.kz/"] = says("x")
    local.changing["news.kz"] = [[PUBLIC], ["127.0.0.1"]]
    assert local.web().visit("http://news.kz/").status == 200
    assert (local.lookups["news.kz"], local.dialled) == (1, [(PUBLIC, 80)])
    with pytest.raises(Refused, match="not_public"):
        local.web().visit("http://news.kz/")
    assert local.dialled == [(PUBLIC, 80)]


def test_a_name_is_judged_anew_at_every_step(local):
    local.pages["news.kz/"] = leads_to("http://news.kz/inside")
    local.changing["news.kz"] = [[PUBLIC], ["169.254.169.254"]]
    with pytest.raises(Refused, match="not_public"):
        local.web().visit("http://news.kz/")
    assert local.asked == ["news.kz/"]


@pytest.mark.parametrize(("steps", "code"), [({"a": "/b", "b": "/a"}, "loop"), ({"a": "/a"}, "loop")])
def test_a_circle_ends(local, steps, code):
    for name, where in steps.items():
        local.pages[f"news.kz/{name}"] = leads_to(where)
    with pytest.raises(Refused, match=code):
        local.web().visit("http://news.kz/a")
    assert len(local.asked) == len(steps)


def test_five_steps_are_followed_and_no_sixth(local):
    for number in range(6):
        local.pages[f"news.kz/{number}"] = leads_to(f"/{number + 1}", status="301 Moved")
    local.pages["news.kz/6"] = says("end")
    assert local.web().visit("http://news.kz/1").url == "http://news.kz/6"
    with pytest.raises(Refused, match="too_many_redirects"):
        local.web().visit("http://news.kz/0")


def seconds_of(local, url, limits) -> tuple[str, float]:
    """How a visit ends, and after how long."""
    began = time.monotonic()
    with pytest.raises(Unreachable) as problem:
        local.web(limits).visit(url)
    return problem.value.code, time.monotonic() - began


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"", b""),
        (b"H", b"T"),
        (HEAD, b"X-Slow: 1\r\n"),
        (HEAD + b"\r\n", b"<p>"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_however_slowly_a_site_drips_the_time_is_over_when_it_is_over(local, head, drop):
    local.pages["slow.kz/"] = drips(head, drop) if drop or head else lambda connection: connection.recv(1)
    code, took = seconds_of(local, "http://slow.kz/", HASTY)
    assert code == "too_slow"
    # The site would go on for a minute and more; how soon a busy machine goes on with us is not the question.
    assert 0.25 <= took < 10


def test_an_endless_page_is_read_to_its_limit(local):
    local.pages["big.kz/"] = drips(HEAD + b"\r\n<title>Big</title>", b"x" * 50_000, pause=0)
    answer = local.web().visit("http://big.kz/")
    assert (len(answer.body), answer.is_cut) == (100_000, True)


def test_a_page_that_comes_in_unhandy_pieces_is_cut_like_any_other(local):
    """One gulp of the network reaches beyond what a visit may take: the page is whole to its limit all the same."""

    def page(connection) -> None:
        connection.sendall(HEAD + b"\r\n" + b"x" * 99_900)
        time.sleep(0.2)
        connection.sendall(b"x" * 200_000)

    local.pages["big.kz/"] = page
    answer = local.web().visit("http://big.kz/")
    assert (len(answer.body), answer.is_cut) == (100_000, True)


def test_endless_headers_are_not_read(local):
    local.pages["big.kz/"] = drips(HEAD, b"X-A: " + b"a" * 5_000 + b"\r\n", pause=0)
    # Not "too_slow": it ends by what has come, long before its time is over.
    assert seconds_of(local, "http://big.kz/", SMALL)[0] in {"garbage", "too_large", "broken_off"}


@pytest.mark.parametrize(("packing", "pack"), [("gzip", gzip.compress), ("br", brotli.compress)])
def test_a_bomb_is_unpacked_to_the_limit_and_no_further(local, packing, pack):
    bomb = pack(b"<title>Boom</title>" + b"\0" * 60_000_000)
    local.pages["boom.kz/"] = says(bomb, content_encoding=packing)
    answer = local.web(Limits(seconds=60, page_bytes=1000)).visit("http://boom.kz/")
    assert (len(answer.body), answer.is_cut) == (1000, True)
    unpacked = _Unpacked(packing, 100_000)
    for start in range(0, len(bomb), 65_536):
        unpacked.add(bomb[start : start + 65_536])
        assert len(unpacked.body) < 300_000


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "garbage"),
        (b"\x00\xff" * 500, "garbage"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello", "garbage"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope", "garbage"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\nContent-Length: 4\r\n\r\nnope", "garbage"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhello", "garbage"),
        (b"", "garbage"),
    ],
)
def test_garbage_is_no_answer(local, content, code):
    local.pages["odd.kz/"] = raw(content)
    assert seconds_of(local, "http://odd.kz/", SMALL)[0] == code


def test_a_name_without_an_address_and_a_machine_that_is_off(local):
    assert seconds_of(local, "http://nowhere.kz/", SMALL)[0] == "dns"
    local.pages["off.kz/"] = says("x")
    local.switch_off()
    assert seconds_of(local, "http://off.kz/", SMALL)[0] == "connect"


def test_what_is_sent_says_who_asks_and_nothing_else(local, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    local.pages["news.kz/a"] = says("x", set_cookie="id=1; Path=/")
    local.pages["news.kz/start"] = says(status="302 Found", location="/a", set_cookie="id=2; Path=/")
    web = local.web()
    web.visit("http://news.kz/start")
    web.visit("http://news.kz/a")
    head = local.heads["news.kz/a"].lower()
    assert "user-agent: outreachtest/1.0 (+https://outreach.example.kz)" in head
    assert "accept-language: kk,ru;" in head
    assert "host: news.kz" in head
    assert "cookie" not in head
    assert "referer" not in head


def test_a_redirect_in_cyrillic_is_understood(local):
    local.pages["news.kz/a"] = raw("HTTP/1.1 301 M\r\nContent-Length: 0\r\nLocation: /жаңалық\r\n\r\n".encode())
    local.pages["news.kz/%D0%B6%D0%B0%D2%A3%D0%B0%D0%BB%D1%8B%D2%9B"] = says("x")
    assert local.web().visit("http://news.kz/a").status == 200


def test_https_is_for_the_name_and_not_for_the_address(local, tmp_path):
    local.with_tls(tmp_path, ["news.kz"])
    local.pages["news.kz/"] = says("x")
    local.pages["other.kz/"] = says("x")
    assert local.web().visit("https://news.kz/").status == 200
    assert (local.server_names, local.dialled) == (["news.kz"], [(PUBLIC, 443)])
    assert seconds_of(local, "https://other.kz/", SMALL)[0] == "certificate"
