"""The demo's media log has a little life: numbers that were read twice, a page with its followers, a content plan of
the month the page begins with. No publication is added: the reference's figures stay as they are."""

from __future__ import annotations

import uuid
from datetime import date

from grants.models import Organisation, Project, User
from media_log.actions import ReadingRow, find_or_make_page, record_readings
from media_log.actions.followers import FollowersRow, record_followers, set_page
from media_log.actions.planned import PlanRow, add_lines
from media_log.models import ReadingSource
from media_log.queries import posts_found
from media_log.queries.planned import usual_month

PROJECT = "P2"
PAGE, FOLLOWERS = "qogam_demo", ((date(2025, 9, 20), 11_940), (date(2025, 10, 20), 12_380))
READ_ON = (date(2025, 9, 20), date(2025, 10, 20))
# Views and likes at the first and the second reading, post by post.
NUMBERS = (((640, 41), (910, 58)), ((380, 22), (455, 27)), ((1_120, 96), (1_730, 140)), ((210, 9), (240, 12)))
# Day of the month, platform, kind, title.
PLANNED = (
    (5, "instagram", "post", "Қоғамдық келісім: апта қорытындысы"),
    (14, "instagram", "reel", "Семинардан бейнеролик"),
    (24, "telegram", "post", "Айлық дайджест"),
)


def enliven(organisation: Organisation, *, by: User | None, today: date) -> None:
    """Note readings, a page and planned publications of the demo's second project; again, it changes nothing."""
    project = Project.objects.of(organisation).select_related("organisation").get(ref=PROJECT)
    posts = list(posts_found(organisation=organisation, project=project).filter(platform="instagram").order_by("pk"))
    page = find_or_make_page(organisation, "instagram", PAGE)
    assert page
    set_page(posts, page, by=by)
    followers = [FollowersRow(page, day, number) for day, number in FOLLOWERS]
    record_followers(followers, organisation=organisation, by=by)
    rows = [
        ReadingRow(post, day, views=views, likes=likes)
        for post, read in zip(posts, NUMBERS, strict=False)
        for day, (views, likes) in zip(READ_ON, read, strict=True)
    ]
    record_readings(rows, organisation=organisation, by=by, source=ReadingSource.TYPED)
    month = usual_month(project=project, today=today)
    lines = [
        (uuid.uuid5(uuid.NAMESPACE_URL, f"demo:{organisation.pk}:{place}"), _line(month, *planned))
        for place, planned in enumerate(PLANNED)
    ]
    add_lines(project, lines, by=by)


def _line(month: date, day: int, platform: str, kind: str, title: str) -> PlanRow:
    return PlanRow(month.replace(day=day), platform, kind, title, language="kk")
