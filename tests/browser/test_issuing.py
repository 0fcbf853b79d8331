"""The way of a report on a phone: draft, findings accepted, issued, verified by a stranger."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import expect

from grants import jobs
from grants.models import Job, Role
from reports.contradictions import contradictions
from reports.models import IssuedReport
from tests.browser.house import sideways, sign_in, violations
from tests.factories import Factory
from tests.reports.test_issue import accept_all

pytestmark = pytest.mark.browser


def sound(page) -> None:
    """Nothing for axe, nothing sideways, also with letters of double size."""
    assert violations(page) == []
    assert sideways(page) == []
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    assert sideways(page) == []
    page.evaluate("() => { document.documentElement.style.fontSize = ''; }")


def test_from_the_draft_to_a_stranger_who_verifies(new_phone, transactional_db, live_server, tmp_path):
    make = Factory()
    project = make.project(ref="B1", title="Берік отбасы")
    make.attendance(make.activity(project))
    page = new_phone(accept_downloads=True)
    sign_in(page, make, Role.OWNER)
    page.goto("/projects/B1/report/")
    with page.expect_download() as got:
        page.locator("button[value=pdf]").click()
    assert got.value.suggested_filename == "final-B1-2025-kk.pdf"
    assert Path(got.value.path()).read_bytes().startswith(b"%PDF")
    page.goto("/projects/B1/report/issue/")
    assert contradictions(project=project)
    expect(page.locator("main .button--main")).to_have_attribute("href", "/projects/B1/findings/")
    expect(page.locator("main button")).to_have_count(0)  # what is open stands in the way
    accept_all(project, None)
    page.reload()
    sound(page)
    page.locator("main .button--main").click()
    page.wait_for_url("**/jobs/**")
    assert jobs.run(Job.objects.get().pk)
    page.wait_for_url("**/report/issued/**")
    sound(page)
    with page.expect_download() as got:
        page.locator("main .button--main").click()
    report = IssuedReport.objects.get()
    file = tmp_path / got.value.suggested_filename
    got.value.save_as(file)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == report.files.get(format="docx").sha256

    stranger = new_phone(java_script_enabled=False)
    stranger.goto(f"/v/{report.verify_code}/")
    expect(stranger.locator(".notice--ok")).to_have_count(1)  # the report was issued
    stranger.set_input_files("input[type=file]", file)
    stranger.locator("main .button--main").click()
    expect(stranger.locator(".notice--ok[role=status]")).to_have_count(1)  # the file is it
    expect(stranger.locator(".notice")).to_have_count(1)
    stranger.wait_for_load_state()
    file.write_bytes(file.read_bytes() + b" ")
    stranger.set_input_files("input[type=file]", file)
    stranger.locator("main .button--main").click()
    expect(stranger.locator(".notice--bad[role=status]")).to_have_count(1)
    expect(stranger.locator(".notice")).to_have_count(1)
    looked = new_phone()
    looked.goto(f"/v/{report.verify_code}/")
    sound(looked)
