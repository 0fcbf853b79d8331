"""How long the media log takes with 100,000 publications.

    make bench-media                                        SQLite, in a throwaway file
    DATABASE_URL=postgres://… make bench-media              PostgreSQL, in a throwaway database

Nine of ten publications belong to one project with 500 activities; the rest to three others. Measured: that project and
the organisation as a whole. Prints one line of JSON: medians of the rounds in milliseconds, cells, bytes.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

# This file's folder must not be searched for modules: names in it are those of Python's own.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

ROUNDS = 7
POSTS, ACTIVITIES, PROJECTS = 100_000, 500, 4
PLATFORMS = ("instagram", "instagram", "instagram", "tiktok", "facebook", "youtube", "site", "telegram")
KINDS = ("post", "reel", "video", "article", "story")


def main() -> None:
    """Make the world, measure, print, take the world away."""
    from bench.throwaway import throwaway_database

    with throwaway_database():
        print(json.dumps(_measure()))


def _measure() -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from grants.models import Membership, User
    from media_log.queries.overview import overview_of

    organisation, project = _fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    user = User.objects.create_user("bench@example.kz", "bench-bench-bench")
    Membership.objects.create(user=user, organisation=organisation, role="organiser")
    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    client = Client()
    client.force_login(user)
    deep = f"project={project.ref}&activity={project.ref}-7&platform=instagram&views=many"
    pages = {
        "overview_project": f"/publications/overview/?project={project.ref}",
        "overview_all": "/publications/overview/",
        "list": "/publications/",
        "list_of_project": f"/publications/?project={project.ref}",
        "list_deep": f"/publications/?{deep}",
        "list_words": f"/publications/?project={project.ref}&q=жарияланым+99",
    }
    found: dict[str, Any] = {"database": connection.vendor, "posts": POSTS, "activities": ACTIVITIES}
    for name, scope in (("project", project), ("all", None)):
        found[f"cells_{name}"] = len(overview_of(organisation=organisation, project=scope).cells)
        found[f"query_{name}_ms"] = _median(lambda scope=scope: overview_of(organisation=organisation, project=scope))
    for name, path in pages.items():
        answer = client.get(path)
        assert answer.status_code == 200, path
        found[f"{name}_ms"] = _median(lambda path=path: client.get(path))
        found[f"{name}_bytes"] = len(gzip.compress(answer.content))
    return found


def _fill() -> tuple[Any, Any]:
    """Nine of ten publications belong to the first project; every 20th to two activities, every 50th to the project."""
    from events.models import Activity, ActivityKind
    from grants.models import Edition, Grantee, Organisation, Project

    organisation = Organisation.objects.create(name="Bench")
    grantee = Grantee.objects.create(organisation=organisation, name="Bench")
    edition = Edition.objects.get(code="2025")
    kind = ActivityKind.objects.get(organisation=None, code="seminar")
    first = date(2025, 5, 5)
    projects = [
        Project.objects.create(
            organisation=organisation,
            grantee=grantee,
            edition=edition,
            ref=f"B{n}",
            title=f"Project {n}",
            starts_on=first,
            ends_on=first + timedelta(days=183),
        )
        for n in range(PROJECTS)
    ]
    activities = [
        Activity.objects.create(
            organisation=organisation,
            project=projects[0] if n < ACTIVITIES else projects[1 + n % (PROJECTS - 1)],
            kind=kind,
            ref=f"B{0 if n < ACTIVITIES else 1 + n % (PROJECTS - 1)}-{n}",
            title=f"Отбасы құндылықтары туралы семинар {n}",
            starts_on=first + timedelta(days=n % 180),
        )
        for n in range(ACTIVITIES + 60)
    ]
    _insert(organisation, projects[0], activities)
    return organisation, projects[0]


def _insert(organisation: Any, project: Any, activities: list[Any]) -> None:
    from media_log.models import Mention, Post

    Post.objects.bulk_create((_post(organisation, n, activities) for n in range(POSTS)), batch_size=5_000)
    posts = list(Post.objects.order_by("pk"))
    mentions = []
    for n, post in enumerate(posts):
        for activity in [None] if n % 50 == 0 else _places(n, activities):
            holder = activity.project if activity else project
            mentions.append(Mention(post=post, project=holder, activity=activity, url_as_given=post.url))
    Mention.objects.bulk_create(mentions, batch_size=5_000)


def _places(n: int, activities: list[Any]) -> list[Any]:
    own = activities[n % ACTIVITIES] if n % 10 else activities[ACTIVITIES + n % 60]
    return [own, activities[(n + 1) % ACTIVITIES]] if n % 20 == 1 else [own]


def _post(organisation: Any, n: int, activities: list[Any]) -> Any:
    from media_log.models import Post

    day = _places(n, activities)[0].starts_on + timedelta(days=(n // ACTIVITIES) % 12)
    views = (n * 7919) % 30_000 if n % 3 else None
    followers = (n * 104_729) % 60_000 if n % 2 else None
    return Post(
        organisation=organisation,
        key=f"site:bench.kz/{n}",
        url=f"https://bench.kz/{n}",
        title=f"Жарияланым {n}",
        platform=PLATFORMS[n % len(PLATFORMS)],
        kind=KINDS[(n // 3) % len(KINDS)],
        language=("kk", "ru", "")[n % 3],
        is_paid=(None, None, False, True)[(n // 7) % 4],
        made_on=None if n % 40 == 0 else day,
        views=views,
        views_read_on=None if views is None else day,
        page_followers=followers,
        followers_read_on=None if followers is None else day,
    )


def _median(work: Callable[[], Any]) -> int:
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return round(1000 * sorted(times)[ROUNDS // 2])


if __name__ == "__main__":
    main()
