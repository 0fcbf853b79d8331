"""`serve --https`: a certificate made on the spot, and a real server that answers with it."""

import http.cookiejar
import re
import secrets
import socket
import ssl
import stat
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from outreach import certificates
from outreach.certificates import own_certificate
from outreach.desk.management.commands.serve import _environment
from tests.factories import PASSWORD
from tests.workers import ROOT, Workers

HOSTS = ["192.168.7.10", "127.0.0.1", "localhost"]


def names_in(path) -> list[str]:
    found = x509.load_pem_x509_certificate(path.read_bytes())
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(name.value) for name in names]


def test_the_certificate_is_for_this_machines_addresses_and_its_key_for_nobody_else(tmp_path):
    certificate, key = own_certificate(tmp_path / "https", HOSTS)
    assert names_in(certificate) == HOSTS
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    lasts = x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc - datetime.now(UTC)
    assert timedelta(days=380) < lasts < timedelta(days=398)


def test_it_is_kept_until_the_address_changes_or_it_runs_out(tmp_path, monkeypatch):
    certificate, _key = own_certificate(tmp_path, HOSTS)
    first = certificate.read_bytes()
    own_certificate(tmp_path, HOSTS)
    assert certificate.read_bytes() == first
    own_certificate(tmp_path, ["192.168.7.11", *HOSTS[1:]])
    second = certificate.read_bytes()
    assert names_in(certificate)[0] == "192.168.7.11"
    certificate.write_text("torn")
    own_certificate(tmp_path, HOSTS)
    assert certificate.read_bytes() not in (first, second)
    monkeypatch.setattr(certificates, "SPARE", timedelta(days=400))
    third = certificate.read_bytes()
    own_certificate(tmp_path, HOSTS)
    assert certificate.read_bytes() != third


def test_posters_then_carry_the_https_address(monkeypatch):
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    assert _environment("192.168.7.10", 8000, "https")["PUBLIC_URL"] == "https://192.168.7.10:8000"
    assert _environment("192.168.7.10", 8000, "http")["PUBLIC_URL"] == "http://192.168.7.10:8000"


def free_port() -> int:
    """A port that nobody has, and not one of those that the system gives to whoever asks for any."""
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port


@pytest.fixture
def served(transactional_db, tmp_path):
    """`manage.py serve --https` with the test's database: its port, and where its certificate lies."""
    port = free_port()
    (tmp_path / "var").mkdir()
    environment = Workers(tmp_path / "var").environment
    command = [sys.executable, "manage.py", "serve", "--https", "--local-only", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            said = ""
            while "Ctrl-C" not in said:
                line = server.stdout.readline()
                assert line, "the server did not start"
                said += line
            yield port, tmp_path / "var" / "https" / "https.crt", said
        finally:
            server.terminate()
            # It ends its own processes first, so nobody writes once the tables are emptied.
            server.wait(timeout=120)


def opener(certificate):
    trusting = ssl.create_default_context(cafile=str(certificate))
    cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    return urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusting), cookies)


def send(browser, address: str, form: dict[str, str], origin: str) -> tuple[int, str]:
    body = urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(address, body, headers={"Origin": origin, "Referer": f"{origin}/"})
    try:
        with browser.open(request, timeout=60) as answer:
            return answer.status, answer.url
    except urllib.error.HTTPError as refused:
        return refused.code, refused.url


def test_a_real_server_answers_encrypted_and_one_can_sign_in(served, make):
    port, certificate, said = served
    user = make.member().user
    here = f"https://127.0.0.1:{port}"
    assert f"Outreach is at {here}\n" in said
    assert names_in(certificate) == ["127.0.0.1", "localhost"]

    browser = opener(certificate)  # checks the chain and the name
    for host in (here, f"https://localhost:{port}"):
        with browser.open(f"{host}/scanner/", timeout=60) as answer:
            assert answer.status == 200
    with browser.open(f"{here}/sign-in/", timeout=60) as answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode()).group(1)
    form = {"username": user.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert send(browser, f"{here}/sign-in/", form, "https://evil.example")[0] == 403
    assert send(browser, f"{here}/sign-in/", form, here.replace("https", "http"))[0] == 403
    assert send(browser, f"{here}/sign-in/", form, here) == (200, f"{here}/")


def test_a_certificate_of_ones_own_needs_its_key(tmp_path):
    certificate, key = own_certificate(tmp_path, HOSTS)
    command = [sys.executable, "manage.py", "serve", "--local-only", "--port", "1", "--certificate", str(certificate)]
    for more in ([], ["--key", str(tmp_path / "nothing.key")]):
        done = subprocess.run([*command, *more], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "--certificate and --key go together" in done.stderr
    assert key.exists()
