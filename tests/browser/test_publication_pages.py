"""Every page of one publication, one place, one page of a platform and one line of the plan, on a phone."""

import pytest
from django.urls import reverse

from grants.models import Role
from tests.browser.house import sign_in
from tests.browser.test_every_page import look as look_everywhere
from tests.browser.test_thumbs_and_eyes import look as look_for_thumbs
from tests.outreach.media_house import media_of

pytestmark = pytest.mark.browser

OF_POST = ("post", "post_edit", "post_day", "post_link", "post_place", "reading", "reading_correct", "proof_add")
OF_THE_REST = ("mention_explain", "mention_remove", "unlinked_edit", "page", "page_merge", "readings_job")
OF_PLAN = ("plan_line", "plan_edit")


@pytest.mark.parametrize(("language", "scheme"), [("kk", "light"), ("ru", "dark")])
def test_pages_of_one_publication(new_phone, transactional_db, live_server, make, language, scheme):
    values, _ = media_of(make, make.activity(), owner=make.member(Role.OWNER).user, mark="белгі")
    page = new_phone(color_scheme=scheme)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    sign_in(page, make, Role.OWNER)
    names = [f"media_log:{name}" for name in (*OF_POST, *OF_THE_REST, *OF_PLAN)]
    paths = [reverse(name, kwargs=values[name]) for name in names]
    assert [line for path in paths for line in look_everywhere(page, path) + look_for_thumbs(page, path)] == []
