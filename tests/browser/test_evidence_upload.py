"""Files that a phone sends: broken off, reloaded, gone on with, there once and byte by byte."""

import hashlib
import io
import random

import pytest
from PIL import Image
from playwright.sync_api import expect

from events.models import Evidence, EvidenceUpload
from grants.models import Role
from tests.browser.house import sideways, sign_in, violations
from tests.events import evidence_files as files
from tests.factories import Factory

pytestmark = pytest.mark.browser

# A film of 900 KB: four parts.
FILM = files.film() + files.box(b"free", random.Random(5).randbytes(900_000))


def adding(page, make):
    """The page on which documents are added to an activity; the activity."""
    activity = make.activity(make.project(ref="P2"), ref="P2-1")
    sign_in(page, make, Role.ORGANISER)
    page.goto("/activities/P2-1/documents/add/")
    return activity


def choose(page, *chosen, type="photo"):
    """Choose files and send them: name, media type, content each."""
    page.locator(f'[name=type][value="{type}"]').evaluate("box => { box.checked = true; }")
    given = [{"name": name, "mimeType": media_type, "buffer": content} for name, media_type, content in chosen]
    page.set_input_files("[name=files]", given)
    page.locator("form[data-evidence-upload] button.button--main").click()


def over(page, *, files):
    """Waits until so many files are on the list and each is kept or refused; many take their time."""
    expect(page.locator("[data-uploads-list] li")).to_have_count(files, timeout=120_000)
    expect(page.locator("[data-uploads-list] [data-ended]")).to_have_count(files, timeout=120_000)
    expect(page.locator("[data-uploads-all]")).to_have_js_property("hidden", True)


def test_an_upload_that_breaks_off_goes_on_after_a_reload(new_phone, transactional_db, live_server):
    make, page = Factory(), new_phone()
    activity = adding(page, make)
    offsets, sent, opened_anew = [], [], []

    def broken(route):
        if route.request.method != "PUT":
            return route.continue_()
        (sent if opened_anew else offsets).append(int(route.request.headers["upload-offset"]))
        # The third part does not arrive: a tunnel, until the page is opened anew.
        return route.abort() if len(offsets) > 2 and not opened_anew else route.continue_()

    page.route("**/uploads/**", broken)
    choose(page, ("Дәріс.mp4", "video/mp4", FILM), type="video")
    page.locator("[data-uploads-list] li").wait_for()
    while len(offsets) < 3:
        page.wait_for_timeout(50)
    assert offsets[:3] == [0, 262_144, 524_288]
    assert EvidenceUpload.objects.get().received == 524_288
    assert violations(page) == []
    assert sideways(page) == []
    # The page that was there tries again now and then, and must not get through in between.
    page.once("framenavigated", lambda frame: opened_anew.append(frame))
    page.reload()
    over(page, files=1)
    assert sent == [524_288, 786_432]
    evidence = Evidence.objects.get()
    assert (evidence.activity, evidence.type, evidence.name) == (activity, "video", "Дәріс.mp4")
    assert evidence.sha256 == hashlib.sha256(FILM).hexdigest()
    assert evidence.size == len(FILM)
    assert violations(page) == []
    # Nothing is left on the phone, so nothing is sent again.
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-uploads]").is_hidden()
    assert Evidence.objects.count() == 1
    # Another organisation's member finds neither the document nor its file.
    stranger = new_phone()
    sign_in(stranger, make.other_organisation(), Role.OWNER)
    for address in ("", "file/", "preview/"):
        assert stranger.goto(f"/evidence/{evidence.number}/{address}").status == 404


def test_many_at_once_each_with_its_own_end(new_phone, transactional_db, live_server):
    make, page = Factory(), new_phone()
    adding(page, make)
    large = io.BytesIO()
    exif = Image.Exif()
    exif[0x0132] = "2025:09:10 10:03:00"
    Image.effect_noise((4000, 3000), 40).convert("RGB").save(large, "JPEG", quality=92, exif=exif.tobytes())
    assert len(large.getvalue()) > 3_000_000
    lengths = []
    page.on(
        "request",
        lambda request: lengths.append(len(request.post_data_buffer or b"")) if request.method == "PUT" else 0,
    )
    same = files.photo(colour="green")
    choose(
        page,
        ("Үлкен.jpg", "image/jpeg", large.getvalue()),
        ("a.jpg", "image/jpeg", same),
        ("b.jpg", "image/jpeg", same),
        ("c.heic", "image/heic", files.photo("HEIF")),
        ("Бағдарлама.jpg", "image/jpeg", b"MZ" + bytes(5000)),
        *((f"{number}.jpg", "image/jpeg", files.photo(size=(64, 48 + number))) for number in range(20)),
    )
    over(page, files=25)
    assert page.locator("[data-ended=ok]").count() == 24
    refused = page.locator("[data-ended=bad]")
    assert (refused.count(), "Бағдарлама.jpg" in refused.inner_text()) == (1, True)
    assert Evidence.objects.count() == 23
    big = Evidence.objects.get(name="Үлкен.jpg")
    with Image.open(big.file) as picture:
        assert picture.size == (2560, 1920)
    assert (str(big.taken_on), sum(lengths) < len(large.getvalue())) == ("2025-09-10", True)
    assert sorted(Evidence.objects.values_list("place", flat=True)) == list(range(1, 24))
    assert violations(page) == []
    assert sideways(page) == []


def test_what_is_left_out_while_it_is_sent_is_not_begun_anew(new_phone, transactional_db, live_server):
    make, page = Factory(), new_phone()
    adding(page, make)
    begun, held = [], []

    def slow(route):
        if route.request.method == "POST" and route.request.url.endswith("/uploads/"):
            begun.append(route)
        if route.request.headers.get("upload-offset") == "262144":
            return held.append(route)  # the second part is on its way for long
        return route.continue_()

    page.route("**/uploads/**", slow)
    choose(page, ("Дәріс.mp4", "video/mp4", FILM), type="video")
    row = page.locator("[data-uploads-list] li")
    expect(row.locator("progress")).to_have_js_property("value", 262_144 / len(FILM))
    while not held:
        page.wait_for_timeout(50)
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        row.get_by_role("button").click()
    expect(row).to_have_count(0)
    with page.expect_response(lambda answer: (answer.request.method, answer.status) == ("PUT", 404)):
        held[0].continue_()
    choose(page, ("a.jpg", "image/jpeg", files.photo()))
    over(page, files=1)
    assert len(begun) == 2
    assert [one.name for one in Evidence.objects.all()] == ["a.jpg"]
    assert not EvidenceUpload.objects.filter(finished_at=None).exists()


def test_without_a_script_the_form_sends_them_together(new_phone, transactional_db, live_server):
    make, page = Factory(), new_phone(java_script_enabled=False)
    adding(page, make)
    page.locator('label.chip:has([value="photo"])').click()
    pictures = [("a.jpg", files.photo()), ("b.jpg", files.photo(colour="blue")), ("c.jpg", b"MZ" + bytes(99))]
    given = [{"name": name, "mimeType": "image/jpeg", "buffer": content} for name, content in pictures]
    page.set_input_files("[name=files]", given)
    page.locator("form[data-evidence-upload] button.button--main").click()
    expect(page.locator(".field__errors").first).to_contain_text("c.jpg")
    assert Evidence.objects.count() == 2
