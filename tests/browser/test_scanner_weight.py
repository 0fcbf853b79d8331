"""What the scanner costs over the wire, measured in bytes through a real server with the files it really sends."""

import os
import socket
import subprocess
import sys
import time

import pytest

from tests.browser.conftest import PHONE
from tests.browser.film import CAMERA
from tests.browser.house import ROOT
from tests.browser.wire import Wire, collect_static, free_port, settled
from tools.chromium import QUIET, chromium_path

pytestmark = pytest.mark.browser

FIRST_LOAD = 550_000
KEPT = """async () => {
    await navigator.serviceWorker.ready;
    const name = (await caches.keys()).find((key) => key !== "scanner-settings");
    const kept = await (await caches.open(name)).keys();
    return { files: kept.length, hasReader: kept.some((request) => request.url.endsWith(".wasm")) };
}"""


@pytest.fixture
def wire(tmp_path):
    """A real gunicorn with collected files, behind the counter."""
    environment = {
        **os.environ,
        "STATIC_ROOT": str(tmp_path / "staticfiles"),
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        "ENVIRONMENT": "laptop",
    }
    collect_static(environment)
    port = free_port()
    serve = ["-m", "gunicorn", "outreach.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    options = ["--threads", "8", "--log-level", "warning"]
    server = subprocess.Popen([sys.executable, *serve, *options], cwd=ROOT, env=environment)
    for _attempt in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    counter = Wire(port)
    yield counter
    counter.listening.close()
    server.terminate()
    server.wait(timeout=20)


def test_the_first_load_is_light_and_later_ones_cost_nothing(chromium, wire, capsys):
    browser = chromium.browser_type.launch(executable_path=chromium_path(), args=[*QUIET, *CAMERA])
    context = browser.new_context(viewport=PHONE, base_url=f"http://127.0.0.1:{wire.port}")
    page = context.new_page()
    page.goto("/scanner/")
    page.locator("h1").wait_for()
    kept = page.evaluate(KEPT)
    # The camera reads codes: its reader was loaded too, not only kept.
    page.evaluate(
        """async () => {
            const script = [...document.querySelectorAll("link[rel=modulepreload]")]
                .find((link) => /reader/.test(link.href)).href;
            await (await import(script)).prepare();
        }"""
    )
    first = settled(wire)
    assert kept["hasReader"]
    assert 300_000 < first <= FIRST_LOAD

    again = context.new_page()
    network = []
    again.on("response", lambda answer: network.append((answer.url, answer.from_service_worker)))
    again.goto("/scanner/")
    again.locator("h1").wait_for()
    later = settled(wire) - first
    from_server = [url for url, is_kept in network if not is_kept and "/scanner/sw.js" not in url]
    with capsys.disabled():
        print(f"\nfirst load {first:,} bytes ({kept['files']} files kept), later loads {later:,} bytes")  # noqa: T201
    browser.close()
    assert len(network) > 20
    assert from_server == []
    # "Is there a new version?" "No" is asked after the page is there; it has a head and no body.
    assert later <= 1_500
