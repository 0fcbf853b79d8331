"""Every page on a phone: axe finds nothing, no sideways scroll, one heading; Kazakh and Russian, light and dark."""

import pytest

from events.models import Activity
from grants.models import Role
from tests.browser.house import sideways, sign_in, taraz, violations

pytestmark = pytest.mark.browser

STAFF_PAGES = (
    "/",
    "/account/",
    "/members/",
    "/organisation/",
    "/projects/",
    "/projects/new/",
    "/projects/P2/",
    "/projects/P2/edit/",
    "/projects/P2/notes/",
    "/projects/P2/notes/success_story/new/",
    "/projects/P2/organisations/",
    "/projects/P2/products/",
    "/projects/P2/products/new/",
    "/projects/P2/reach/",
    "/projects/P2/board/",
    "/projects/P2/board/print/",
    "/projects/P2/board/months/",
    "/projects/P2/board/next/",
    "/account/calendar/",
    "/projects/P2/statistics/",
    "/projects/P2/statistics/records/?table=gender&value=male",
    "/projects/P2/report/",
    "/projects/P2/report/issue/",
    "/projects/P2/report/preview/final/",
    "/projects/P2/report/preview/final/?edition=2023&language=ru",
    "/projects/P2/report/preview/interim/",
    "/projects/P2/report/preview/statistics/?edition=2023",
    "/projects/P2/report/preview/publications/",
    "/projects/P2/findings/",
    "/projects/P2/report/texts/",
    "/projects/P2/report/texts/section:results/kk/",
    "/projects/P2/report/texts/section:results/ru/",
    "/reports/",
    "/reports/grantees/",
    "/reports/grantees/between/",
    "/reports/summary/",
    "/reports/summary/issue/",
    "/reports/summary/texts/conclusions/kk/",
    "/reports/summary/texts/other_money/ru/",
    "/reports/readers/",
    "/reports/readers/ask/",
    "/reports/word-templates/",
    "/reports/word-templates/final/kk/",
    "/directions/",
    "/directions/new/",
    "/directions/paste/",
    "/import/",
    "/jobs/",
    "/organisations/",
    "/activities/",
    "/activities/calendar/2025/9/",
    "/activities/new/",
    "/activities/P2-23/",
    "/activities/P2-23/edit/",
    "/activities/P2-23/poster/",
    "/activities/P2-23/people/",
    "/activities/P2-23/head-count/",
    "/activities/P2-23/organisations/",
    "/activities/P2-23/walk-in/",
    "/activities/P2-23/walk-in/?hand=1",
    "/activities/P2-23/group/",
    "/activities/P2-23/hall/",
    "/activities/P2-23/sessions/",
    "/activities/P2-40/",
    "/activities/P2-40/counter/",
    "/activities/P2-40/materials/",
    "/activities/P2-47/consultations/",
    "/activities/P2-23/registrations/",
    "/activities/P2-23/documents/",
    "/activities/P2-23/documents/add/",
    "/activities/P2-23/documents/link/",
    "/projects/P2/documents/",
    "/projects/P2/documents/?type=photo",
    "/projects/P2/documents/add/",
    "/projects/P2/documents/link/",
    "/series/",
    "/series/new/",
    "/kinds/",
    "/kinds/new/",
    "/partners/",
    "/partners/new/",
    "/projects/P2/partners/",
    "/projects/P2/memoranda/",
    "/projects/P2/memoranda/new/",
    "/activities/P1-11/",
    "/activities/P1-11/contest/",
    "/activities/P1-11/contest/settings/",
    "/activities/P1-11/contest/results/",
    "/activities/P1-11/contest/winners/",
    "/activities/P2-23/survey/",
    "/activities/P2-23/publications/",
    "/check-in/",
    "/consultations/",
    "/consultations/subjects/",
    "/questionnaires/",
    "/questionnaires/new/",
    "/questionnaires/import/",
    "/surveys/",
    "/surveys/open/",
    "/surveys/open/?project=P1",
    "/publications/",
    "/publications/readings/",
    "/publications/readings/?project=P2&due=on",
    "/publications/readings/file/",
    "/publications/pages/",
    "/publications/pages/which/",
    "/publications/links/",
    "/publications/?project=P2&month=2025-07&q=P2&page=2",
    "/publications/overview/",
    "/publications/overview/?project=P2",
    "/publications/unlinked/new/",
    "/publications/unlinked/new/?what=outdoor_ad&activity=P2-23",
    "/publications/add/",
    "/publications/add/?activity=P2-23",
    "/publications/look/",
    "/publications/look/?project=P2&code=late",
    "/activities/P2-40/publications/",
    "/projects/P2/content-plan/2025/9/",
    "/projects/P2/content-plan/new/",
    "/projects/P2/content-plan/proposed/",
    "/projects/P2/content-plan/2025/10/copy/",
    "/projects/P2/content-plan/table/",
    "/projects/P2/digest/?month=2025-09",
    "/projects/P2/links/",
)


def look(page, path: str) -> list[str]:
    """What is wrong with a page, a line each."""
    answer = page.goto(path)
    wrong = [f"{path}: {line}" for line in violations(page)]
    if answer.status != 200:
        wrong.append(f"{path}: status {answer.status}")
    wrong += [f"{path}: too wide: {element}" for element in sideways(page)]
    if page.locator("h1").count() != 1:
        wrong.append(f"{path}: {page.locator('h1').count()} h1")
    return wrong


@pytest.mark.parametrize(("language", "scheme"), [("kk", "light"), ("ru", "dark")])
def test_staff_pages(new_phone, transactional_db, live_server, language, scheme):
    make = taraz()
    page = new_phone(color_scheme=scheme)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    sign_in(page, make, Role.OWNER)
    wrong = [line for path in STAFF_PAGES for line in look(page, path)]
    assert wrong == []


@pytest.mark.parametrize(("language", "scheme"), [("kk", "dark"), ("ru", "light")])
def test_participant_pages(new_phone, transactional_db, live_server, language, scheme):
    make = taraz()
    code = Activity.objects.get(organisation=make.organisation, ref="P2-23").public_code
    page = new_phone(color_scheme=scheme)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    wrong = [
        line for path in (f"/a/{code}/", "/c/AAAA/", "/sign-in/", "/password/", "/verify/") for line in look(page, path)
    ]
    assert wrong == []
