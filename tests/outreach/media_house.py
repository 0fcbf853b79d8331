"""A house's publications, pages, readings, content plan and what was found behind a link, for every address that speaks
of them."""

import io
from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone

from events.actions.evidence import EvidenceTold
from events.models import Activity
from grants.models import Job, JobState, User
from media_log.actions import add_links
from media_log.actions.proofs import prove_with_file
from media_log.actions.unlinked import Unlinked, log_unlinked
from media_log.models import LinkCheck, Mention, Page, PageReading, PlannedPost, Reading
from media_log.number_files.uploads import NUMBERS_PREVIEW
from tests.events.evidence_files import photo
from tests.factories import Factory

# Addresses of one line of the content plan, and those of a project.
OF_PLAN_LINE = ("line", "edit", "publish", "choose", "move", "drop", "reopen")
OF_DIGEST = ("digest", "digest_make", "activity_links", "activity_links_file")
OF_PROJECT = ("plan", "plan_new", "plan_propose", "plan_table", "plan_file", "plan_month", "plan_copy", *OF_DIGEST)


def media_of(
    make: Factory, activity: Activity, *, owner: User, mark: str
) -> tuple[dict[str, object], dict[str, object]]:
    """One of each; what its addresses are filled with, and what a form may name."""
    organisation, project = make.organisation, activity.project
    add_links(
        organisation=organisation, project=project, activity=activity, text=f"https://example.kz/{mark}", by=owner
    )
    mention = Mention.objects.of(organisation).get()
    post = mention.post
    page = Page.objects.create(organisation=organisation, platform="site", key=mark, name=f"{mark} бет")
    post.page = page
    post.save(update_fields=["page"])
    followers = PageReading.objects.create(page=page, read_on=date(2025, 9, 12), followers=21_000)
    reading = Reading.objects.create(post=post, read_on=date(2025, 9, 12), views=1500)
    planned = PlannedPost.objects.create(
        project=project, activity=activity, planned_on=date(2025, 9, 9), platform="site", kind="article", title=mark
    )
    check = LinkCheck(post=post, next_at=timezone.now(), title=f"{mark} тақырып", published_at=timezone.now())
    check.picture.save("picture.jpg", ContentFile(mark.encode()))
    unlinked = log_unlinked(
        Unlinked("tv", "tv_story", f"{mark} арна", date(2025, 9, 10), f"{mark} сюжет"),
        organisation=organisation,
        project=project,
        activity=activity,
        by=owner,
    ).post
    assert unlinked
    told = EvidenceTold("screenshot", f"{mark} скрин")
    proof = prove_with_file(post, file=io.BytesIO(photo(colour="blue")), name=f"{mark}.jpg", told=told, by=owner).proof
    table = Job.objects.create(
        organisation=organisation,
        kind=NUMBERS_PREVIEW,
        subject=f"{mark} кесте",
        state=JobState.DONE,
        params={"filename": f"{mark}.xlsx"},
    )
    values = {
        "media_log:remove": {"ref": activity.ref, "number": mention.pk},
        **{f"media_log:{name}": {"pk": post.pk} for name in ("look_now", "take_day", "link_picture")},
        "media_log:proof_add": {"pk": post.pk},
        "media_log:proof_choose": {"pk": post.pk},
        "media_log:proof_remove": {"pk": post.pk, "number": proof.pk},
        "media_log:unlinked_edit": {"pk": unlinked.pk},
        "media_log:readings_job": {"pk": table.pk},
        "media_log:readings_table": {"ref": project.ref},
        "media_log:reading": {"pk": post.pk},
        "media_log:reading_correct": {"pk": post.pk, "number": reading.pk},
        "media_log:reading_delete": {"pk": post.pk, "number": reading.pk},
        "media_log:page": {"pk": page.pk},
        "media_log:page_merge": {"pk": page.pk},
        "media_log:followers_delete": {"pk": page.pk, "number": followers.pk},
        **{f"media_log:post{form}": {"pk": post.pk} for form in ("", "_edit", "_day", "_link", "_place")},
        **{f"media_log:mention_{form}": {"pk": mention.pk} for form in ("explain", "remove")},
        **{f"media_log:plan_{verb}": {"pk": planned.pk} for verb in OF_PLAN_LINE},
        **{f"media_log:{name}": {"ref": project.ref, "ending": "docx"} for name in OF_PROJECT},
    }
    ids = {"post": post.pk, "page": page.pk, "planned": planned.pk, "mention": mention.pk}
    ids |= {"document": proof.evidence.number, "about": f"a:{activity.ref}"}
    return values, ids
