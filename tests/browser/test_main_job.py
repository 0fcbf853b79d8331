"""The main job, end to end, in real browsers: workbook → poster → a stranger's phone → survey → tables → Excel file."""

import io
import re
from pathlib import Path

import pytest
import zxingcpp
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import expect

from events.models import Activity, Attendance
from grants.models import Role
from reports.queries.statistics import project_statistics
from surveys.models import Response
from tests.browser.house import WORKBOOK, sign_in, weights

pytestmark = pytest.mark.browser


def bring_workbook(page, workers) -> None:
    """Upload, look at the preview, bring it in."""
    page.goto("/import/")
    page.set_input_files("input[type=file]", WORKBOOK)
    page.locator("main form[enctype] button.button--main").click()
    page.wait_for_url("**/jobs/**")
    workers.send("grants.wake_due_jobs")
    bring_in = page.locator("form[action*='bring-in'] button, form[action*='import'] button.button--main")
    bring_in.wait_for(timeout=60_000)
    expect(page.locator("main")).to_contain_text(re.compile(r"1[\s\u00a0]?709"))
    preview = page.url
    bring_in.click()
    page.wait_for_url(lambda url: "/jobs/" in url and url != preview)
    workers.send("grants.wake_due_jobs")
    page.locator(".notice--ok").first.wait_for(timeout=60_000)


def poster_link(page) -> str:
    """What a camera reads from the poster's picture."""
    answer = page.request.get("/activities/P2-23/poster.png")
    found = zxingcpp.read_barcodes(
        Image.open(io.BytesIO(answer.body())).convert("L"), formats=zxingcpp.BarcodeFormat.QRCode
    )
    assert [code.format.name for code in found] == ["QRCode"]
    return found[0].text


def fill_form(phone) -> None:
    """A student of 19, female, agrees."""
    phone.locator("input[name=consent]").check()
    phone.locator("input[name=gender][value=female]").check(force=True)
    phone.fill("input[name=age]", "19")
    phone.locator("input[name=statuses][value=youth]").check(force=True)


def test_from_the_workbook_to_the_excel_file(new_phone, new_desktop, workers, make):
    workers.start()
    desk = new_phone()
    sign_in(desk, make, Role.ORGANISER)
    bring_workbook(desk, workers)
    activity = Activity.objects.get(ref="P2-23")
    before = project_statistics(project=activity.project)
    assert (before.total, before.tables["gender"]["female"]) == (1709, 940)

    # A stranger's phone: no account, nothing remembered, in Kazakh.
    link = poster_link(desk)
    assert re.fullmatch(r"https?://[^/]+/a/[2-9A-Z]{8}/", link)
    phone = new_phone()
    phone.goto(link)
    expect(phone.locator("h1")).to_contain_text("Саналы отбасы")
    fill_form(phone)
    main_button = phone.locator("button[name=act][value=count]")
    main_button.dblclick()
    phone.wait_for_url("**/counted/")
    assert Attendance.objects.filter(activity=activity).count() == 74

    # Back to the form and once more, reload, the poster again: still one.
    phone.go_back()
    if phone.locator("button[name=act][value=count]").count():
        fill_form(phone)
        phone.locator("button[name=act][value=count]").click()
        phone.wait_for_url("**/counted/")
    phone.reload()
    phone.goto(link)
    expect(phone.locator("main")).to_contain_text(re.compile(r"\d\d:\d\d"))
    assert Attendance.objects.filter(activity=activity).count() == 74

    # The personal code on the page is a link, and opening it elsewhere tells nothing and counts nobody.
    phone.goto(link + "counted/")
    picture = phone.locator(".counted__qr, img[src^='data:image'], main svg[class*=qr]").first
    code = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.screenshot(scale="css"))).convert("L"))[0].text
    assert "/c/" in code
    stranger = new_phone()
    assert stranger.goto(code).status == 200
    assert Attendance.objects.filter(activity=activity).count() == 74

    # The survey, sent twice.
    phone.locator("a[href*='/s/']").first.click()
    phone.wait_for_url("**/s/**")
    survey = phone.url
    for name in phone.eval_on_selector_all("input[type=radio]", "all => [...new Set(all.map(r => r.name))]"):
        phone.locator(f"input[name={name}]:visible").first.click()
    phone.fill("textarea", "Өте пайдалы болды")
    phone.locator("main [data-on]").dblclick()
    expect(phone.locator("main h1")).to_have_text("Рақмет!")
    phone.goto(survey)
    expect(phone.locator("main h1")).to_have_text("Сіз бұрын жауап бергенсіз")
    expect(phone.locator("input[type=radio]")).to_have_count(0)
    assert Response.objects.count() == 1

    # One more in the tables, and the Excel file has the same figures.
    desk.goto("/projects/P2/statistics/")
    expect(desk.locator("main")).to_contain_text(re.compile(r"1[\s\u00a0]710"))
    window = new_desktop(storage_state=desk.context.storage_state())
    window.goto("/projects/P2/statistics/")
    window.locator("form[action$='/export/'] button").first.click()
    window.wait_for_url("**/jobs/**")
    workers.send("grants.wake_due_jobs")
    download_link = window.locator("a[href$='/file/']")
    download_link.wait_for(timeout=60_000)
    with window.expect_download() as download:
        download_link.click()
    figures = cells(download.value.path())
    after = project_statistics(project=activity.project)
    assert (after.total, after.tables["gender"]["female"], after.tables["age"]["17-22"]) == (1710, 941, 1418)
    for wanted in (
        [1710, 769, 941],
        [1710, 0, 1447, 10, 25, 3, 69, 21, 125, 10, 0],
        [1710, 15, 1418, 163, 29, 16, 10, 59],
    ):
        assert wanted in figures


def cells(path) -> list[list[int]]:
    """The rows of whole numbers on the file's first sheet."""
    sheet = load_workbook(io.BytesIO(Path(path).read_bytes())).worksheets[0]
    return [[cell for cell in row if isinstance(cell, int)] for row in sheet.iter_rows(values_only=True)]


def test_without_javascript_a_pensioner_is_counted_and_answers(new_phone, make):
    activity = make.activity(title="Жас отбасы мектебі")
    phone = new_phone(java_script_enabled=False)
    phone.goto(f"/a/{activity.public_code}/")
    phone.locator("button[name=act][value=without_data]").click()
    phone.wait_for_url("**/counted/")
    row = Attendance.objects.get(activity=activity)
    assert (row.person, row.gender, row.age, row.statuses) == (None, "not_stated", None, "")
    phone.locator("a[href*='/s/']").first.click()
    phone.wait_for_url("**/s/**")  # until it is loaded: a page without its styles moves under the thumb
    for name in ("q_overall", "q_useful"):
        phone.locator(f"input[name={name}]").nth(1).check(force=True)
    phone.locator("main [data-on]").click()
    phone.wait_for_url("**/thanks/")
    assert Response.objects.count() == 1


def test_participant_pages_stay_under_60_kb(new_phone, make):
    activity = make.activity()
    phone = new_phone()
    sizes = weights(phone, f"/a/{activity.public_code}/")
    # Uncompressed, so over the wire it is less still.
    assert 0 < sum(sizes.values()) <= 60_000, sizes
    assert {url.split("/")[2] for url in sizes} == {phone.url.split("/")[2]}
