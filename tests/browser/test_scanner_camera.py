"""The scanner app with a camera: real QR codes of real people on a film, read by the page, counted by the real server;
and the same without a network, also when the browser was closed and started again."""

import re

import pytest

from events.models import Source
from tests.browser.conftest import PATIENCE, PHONE
from tests.browser.film import Shot, camera_options, film
from tests.browser.scanner_app import be_patient, become_scanner, shoot
from tests.browser.scanner_door import Door
from tools.chromium import QUIET, chromium_path

pytestmark = pytest.mark.browser

# As if there were no network: the name of the server leads where nobody answers.
NO_NETWORK = ["--host-resolver-rules=MAP localhost 127.0.0.77"]
# Notes every answer the panel shows, in order, from the page's beginning: a busy machine may be late to listen.
LISTEN = """(() => {
    window.answers = [];
    const note = () => {
        const panel = document.querySelector(".answer");
        if (!panel) return;
        const [, kind] = panel.className.split(" ")[1].split("--");
        const line = `${kind}: ${panel.querySelector(".answer__live").innerText.split(/\\n+/).slice(1).join(" | ")}`;
        if (!/^(ready|checking)/.test(line) && window.answers.at(-1) !== line) window.answers.push(line);
    };
    new MutationObserver(note).observe(document, { childList: true, subtree: true, attributes: true });
})()"""


@pytest.fixture
def door(make, transactional_db):
    """An activity with three people, the second of whom is here already."""
    found = Door.of(make, door="Негізгі есік")
    make.attendance(found.activity, person=found.people[1], source=Source.STAFF_CODE)
    return found


@pytest.fixture
def camera_phone(chromium, live_server, tmp_path):
    """Opens a phone whose camera shows a film; with `keeps` a browser that can be closed and opened again."""
    opened = []

    def open_phone(shots, *, keeps=None, extra=(), **options):
        args = [*QUIET, *camera_options(film(tmp_path / "film.mjpeg", shots)), *extra]
        start = {"executable_path": chromium_path(), "args": args}
        screen = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "base_url": live_server.url, **options}
        if keeps:
            context = chromium.browser_type.launch_persistent_context(str(keeps), **start, **screen)
            opened.append(context)
        else:
            browser = chromium.browser_type.launch(**start)
            opened.append(browser)
            context = browser.new_context(**screen)
            be_patient(context)
        context.grant_permissions(["camera"], origin=live_server.url)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(LISTEN)
        return context.pages[0] if context.pages else context.new_page()

    yield open_phone
    for one in opened:
        one.close()


def claim(page, server, door):
    """Make the page a scanner of the door."""
    return become_scanner(page, server, code=door.code)


def link(token: str) -> str:
    return f"HTTPS://OUTREACH.EXAMPLE.KZ/c/{token}"


def wait_for_answers(page, *beginnings: str) -> list[str]:
    """Until an answer has begun with each of these. The film goes on: what a busy machine missed comes again."""
    page.wait_for_function(
        "(all) => all.every((one) => window.answers.some((line) => line.startsWith(one)))",
        arg=list(beginnings),
        timeout=90_000,
    )
    return page.evaluate("window.answers")


def test_new_duplicate_foreign_damaged_and_inverted_codes(camera_phone, live_server, door, make, capsys):
    foreign = Door.of(make.other_organisation(), people=1)
    token = door.tokens[2]
    damaged = token[:60] + ("A" if token[60] != "A" else "B") + token[61:]
    page = camera_phone(
        [
            Shot(seconds=0.5),
            Shot(link(door.tokens[0])),
            Shot(link(door.tokens[1]), turned=-12),
            Shot(link(foreign.tokens[0])),
            Shot(link(damaged)),
            Shot("https://example.kz/menu"),
            Shot(link(token), is_inverted=True, turned=170),
            Shot(seconds=4),
        ]
    )
    claim(page, live_server.url, door)
    shown = [re.sub(r"(..)(..)(..)", r"\1-\2-\3", door.short_code(place)) for place in range(3)]
    expected = [
        f"new: Айгерім0 С. · {shown[0]}",
        f"already: Айгерім1 С. · {shown[1]} | Since 10.09.2025 10:03",
        "refused: This code is genuine, but it is not from your organisation.",
        "refused: This code is damaged: a part is missing or was changed. Type the short code, or use the form.",
        "refused: This is not a personal code of ours. Look for the code that the participant was given.",
        f"new: Айгерім2 С. · {shown[2]}",
    ]
    found = wait_for_answers(page, *expected)
    first = page.evaluate("""() => {
        const at = (name) => performance.getEntriesByName(name)[0].startTime;
        return at("code read") - at("camera started");
    }""")
    with capsys.disabled():
        print(f"\nfirst code read {first:.0f} ms after the camera started (the code came into view after 500 ms)")  # noqa: T201
    again = ("already: Айгерім0", "already: Айгерім2")  # where the film began anew before all had been read
    assert [line for line in found if line not in expected and not line.startswith(again)] == []
    assert [found.count(line) for line in expected if line.startswith("new")] == [1, 1]
    assert door.here == [0, 1, 2]
    assert [(row.source, row.door) for row in door.rows][1:] == [(Source.SCAN, "Негізгі есік")] * 2


def test_a_code_held_before_the_camera_is_one_answer(camera_phone, live_server, door):
    page = camera_phone([Shot(link(door.tokens[0]), seconds=60)])
    claim(page, live_server.url, door)
    wait_for_answers(page, "new")
    page.wait_for_timeout(6_000)
    assert [line.split(":")[0] for line in page.evaluate("window.answers")] == ["new"]
    assert (door.here, door.second_scans) == ([0, 1], [])


def test_without_a_network_after_the_browser_was_closed_and_started_again(camera_phone, live_server, door, tmp_path):
    phone = tmp_path / "phone"
    page = camera_phone([Shot(seconds=60)], keeps=phone)
    claim(page, live_server.url, door)
    page.wait_for_function("async () => (await navigator.serviceWorker.ready).active.state === 'activated'")
    page.locator(".answer__total", has_text="1").wait_for()
    page.wait_for_timeout(1_000)
    page.context.close()

    # The network is gone before the browser is there: nothing of it reaches the server, a service worker neither.
    shots = [Shot(link(door.tokens[place])) for place in (0, 1, 2)]
    page = camera_phone([Shot(seconds=1), *shots, Shot(seconds=1)], keeps=phone, extra=NO_NETWORK)
    page.goto("/scanner/")
    page.locator(".scan").wait_for()
    found = wait_for_answers(page, "saved: Айгерім0", "already: Айгерім1", "saved: Айгерім2")
    shoot(page, "camera without a network")
    assert sorted(line.split()[1] for line in found if line.startswith("saved")) == ["Айгерім0", "Айгерім2"]
    assert [line for line in found if not line.startswith(("saved", "already"))] == []
    page.locator(".pending", has_text="2").wait_for()
    assert door.here == [1]
    page.context.close()

    # The film has no codes now: only what the phone kept can come.
    page = camera_phone([Shot(seconds=60)], keeps=phone)
    page.goto("/scanner/")
    page.locator(".pending", has_text="Everything is sent").wait_for()
    assert door.here == [0, 1, 2]
    rows = {row.person.name: row for row in door.rows}
    assert {rows[f"Айгерім{place} Сәрсенова"].source for place in (0, 2)} == {Source.SCAN}
    assert door.second_scans == []


SEE = """async (shown) => {
    const { Camera } = await import("/static/scanner/camera.js");
    const heard = [];
    const camera = new Camera(document.createElement("video"), { heard: (text) => heard.push(text), changed() {} });
    const real = performance.now;
    for (const [at, text] of shown) {
        performance.now = () => at;
        camera.see(text);
    }
    performance.now = real;
    return heard;
}"""


def test_what_is_one_answer_does_not_depend_on_how_slow_the_phone_is(new_phone, live_server):
    page = new_phone(service_workers="block")
    page.goto("/scanner/")
    steady = [(0, "A"), (100, "A"), (9_000, "A")]
    lost_for_a_moment = [(9_100, None), (10_000, "A"), (10_100, None), (12_400, "A")]
    another = [(12_500, "B"), (12_600, "A")]
    shown_again = [(12_700, None), (15_200, "A")]
    heard = page.evaluate(SEE, [*steady, *lost_for_a_moment, *another, *shown_again])
    assert heard == ["A", "B", "A", "A"]
