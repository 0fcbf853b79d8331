"""The plan board on a phone: light, readable, every figure opens, one sheet of paper for the meeting."""

import gzip
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from grants.models import Indicator, Measure, Project, Role
from tests.browser.house import sideways, sign_in, taraz, violations

pytestmark = pytest.mark.browser

MOST_BYTES = 60_000


def test_the_board_of_the_reference_project(new_phone, transactional_db, live_server):
    make = taraz()
    page = new_phone()
    sign_in(page, make, Role.OWNER)
    page = page.context.new_page()  # the icon of the page that signing in ends on may come late, to the old tab
    loaded = []
    page.on("response", lambda answer: loaded.append(answer))
    page.goto("/projects/P2/board/")
    page.wait_for_load_state("networkidle")
    # The server of a test compresses nothing; the real one does.
    assert 8_000 < sum(len(gzip.compress(answer.body())) for answer in loaded) <= MOST_BYTES
    assert violations(page) == []
    page.locator("details summary").first.click()
    assert violations(page) == []
    assert sideways(page) == []
    project = Project.objects.get(ref="P2")
    figure = Indicator.objects.get(project=project, code="participants", measure=None)
    page.locator(f'a[href="/projects/P2/figures/{figure.pk}/"]').last.click()
    page.wait_for_url("**/figures/**")
    expect(page.locator("h1")).to_contain_text("1\u00a0709")
    assert violations(page) == []
    assert sideways(page) == []
    page.goto(f"/projects/P2/board/measures/{Measure.objects.get(project=project, number='1.1').pk}/")
    assert page.locator("main li").count() == 13
    assert violations(page) == []
    assert sideways(page) == []


def test_the_weekly_sheet_is_one_side_of_a4(new_phone, transactional_db, live_server):
    make = taraz()
    page = new_phone()
    sign_in(page, make, Role.OWNER)
    page.goto("/projects/P2/board/print/")
    expect(page.locator("[data-print] button")).to_be_visible()
    assert len(PdfReader(BytesIO(page.pdf(format="A4"))).pages) == 1
