"""Documents on a phone: photos and a link get numbers, one is removed, a ZIP made by a worker agrees with the page."""

import hashlib
import io
import re
import zipfile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from events.models import Evidence
from grants.models import Job, Role
from tests.browser.house import sideways, sign_in, violations
from tests.events.papers import jpeg

pytestmark = pytest.mark.browser


def faults(page) -> list[str]:
    """What axe and a look for sideways scrolling find."""
    return violations(page) + [f"too wide: {element}" for element in sideways(page)]


def numbers(page) -> list[str]:
    """The numbers of the living documents on the page, in its order."""
    return page.locator(".pictures b, .document__number:not(s)").all_inner_texts()


def send(page, *colours: str) -> None:
    """Choose pictures and send them with the form itself, without its script."""
    files = [{"name": f"{c}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(c, (320, 240))} for c in colours]
    page.set_input_files("input[type=file]", files)
    page.locator(".chip", has_text="Nobody can be recognised").click()
    page.locator("button.button--main").click()
    page.wait_for_url("**/documents/")


def test_three_photos_and_a_link_one_removed_and_a_zip(
    new_phone, transactional_db, live_server, make, workers, settings
):
    settings.MEDIA_ROOT = workers.folder / "files"
    project = make.project(ref="K1")
    make.activity(project, ref="K1-7", title="Дәріс", measure=make.measure(project))
    page = new_phone()
    # The form itself; what its script does is tested apart.
    page.route("**/js/evidence/**", lambda route: route.abort())
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    sign_in(page, make, Role.ORGANISER)
    page.goto("/activities/K1-7/")
    page.locator(".tabs").get_by_text("Documents").click()
    page.wait_for_url("**/documents/")
    assert page.locator("#missing + ul .list__main").all_inner_texts() == ["Programme", "Photo", "Attendance list"]
    assert faults(page) == []

    page.get_by_role("link", name="Photo Add").click()
    page.wait_for_url("**/documents/add/?type=photo")
    assert page.locator("input[name=type]:checked").get_attribute("value") == "photo"
    expect(page.locator(".people-shown")).to_be_visible()
    page.locator(".chip", has_text="Programme").click()
    # Who is in the picture is asked of pictures only.
    expect(page.locator(".people-shown")).to_be_hidden()
    page.locator(".chip", has_text="Photo").first.click()
    expect(page.locator(".people-shown")).to_be_visible()
    assert faults(page) == []
    send(page, "red", "green", "blue")
    assert numbers(page) == ["1.1", "1.2", "1.3"]
    page.get_by_role("link", name="Add a link").click()
    page.fill("input[name=link]", "https://example.kz/film")
    page.get_by_text("Something else").click()
    page.locator(".chip", has_text="Video").click()
    page.locator(".chip", has_text="Everybody shown agreed").click()
    page.get_by_role("button", name="Add the link").click()
    page.wait_for_url("**/documents/")
    assert numbers(page) == ["1.1", "1.2", "1.3", "1.4"]
    for picture in page.locator(".pictures img").all():
        expect(picture).not_to_have_js_property("naturalWidth", 0)
    assert faults(page) == []

    page.locator(".pictures a").nth(1).click()
    page.wait_for_url("**/evidence/**")
    assert page.locator("h1").inner_text() == "Photo"
    assert faults(page) == []
    page.get_by_role("link", name="Remove this document").click()
    page.fill("input[name=reason]", "blurred")
    page.get_by_role("button", name="Remove the document").click()
    page.wait_for_url("**/documents/")
    assert numbers(page) == ["1.1", "1.3", "1.4"]
    page.goto("/activities/K1-7/documents/add/")
    send(page, "yellow")
    # 1.2 may be printed somewhere: it is not given again.
    assert numbers(page) == ["1.1", "1.3", "1.5", "1.4"]

    page.goto("/projects/K1/documents/")
    assert faults(page) == []
    workers.start()
    page.get_by_role("button", name="All as a ZIP").click()
    page.wait_for_url("**/jobs/**")
    workers.send("grants.run_job", str(Job.objects.get().pk))
    page.get_by_role("link", name="Download").wait_for(timeout=120_000)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download").click()
    agrees_with_the_page(zipfile.ZipFile(coming.value.path()))


def agrees_with_the_page(archive: zipfile.ZipFile) -> None:
    """The index has every document there is, each file is there, whole; the index page opens in a browser."""
    sheet = load_workbook(io.BytesIO(archive.read("index.xlsx"))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[0] for row in rows] == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    assert [row[9] is None for row in rows] == [True, False, True, True, True]
    assert [row[8] for row in rows] == [None, None, None, "https://example.kz/film", None]
    inside = [row[5] for row in rows if row[5]]
    assert inside == [f"1-appendix/1-appendix_0{place}_photo.jpg" for place in (1, 3, 5)]
    assert sorted(archive.namelist()) == sorted([*inside, "index.html", "index.xlsx"])
    for row in rows:
        if row[5]:
            kept = Evidence.objects.get(place=int(row[0].split(".")[1]))
            assert hashlib.sha256(archive.read(row[5])).hexdigest() == row[7] == kept.kept_sha256
    assert re.findall(r"<b>(1\.\d)</b>", archive.read("index.html").decode()) == [row[0] for row in rows]
