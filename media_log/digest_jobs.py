"""The digest as long work: asked for, made, forgotten after two weeks."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO

from celery import shared_task
from django.utils import timezone, translation

from grants import jobs
from grants.jobs import JobResult, Progress, drop_files, job
from grants.models import Job, Project, User
from media_log.digest_files import digest_document
from media_log.plan_files import ENDINGS
from media_log.queries.digest import digest_of, pictures_of
from media_log.queries.planned import month_of

MEDIA_DIGEST = "media_digest"
KEPT = timedelta(days=14)


def ask_for_digest(project: Project, *, first: date, last: date, language: str, ending: str, by: User | None) -> Job:
    """Ask for the file; the same one asked for meanwhile is that work."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    params = {"project": project.pk, "ref": project.ref, "language": language, "ending": ending, **days}
    subject = ":".join(map(str, (project.pk, *days.values(), language, ending)))
    params["filename"] = _filename(project, first, last, ending)
    return jobs.ask(organisation=project.organisation, kind=MEDIA_DIGEST, subject=subject, by=by, params=params)


@job(MEDIA_DIGEST)
def make_digest(job_row: Job, progress: Progress) -> JobResult:
    """The digest as it is now. Doing it again makes it anew."""
    params = job_row.params
    related = "organisation", "grantee"
    project = Project.objects.of(job_row.organisation).select_related(*related).get(pk=params["project"])
    first, last = date.fromisoformat(params["first"]), date.fromisoformat(params["last"])
    progress(0, 1)
    with translation.override(params["language"]):
        digest = digest_of(project=project, first=first, last=last, today=timezone.localdate())
        document = digest_document(digest, pictures_of(project=project, first=first, last=last))
        file = BytesIO()
        _type, write = ENDINGS[params["ending"]]
        write(document, file, progress)
    return JobResult({"project": project.ref, "posts": digest.total}, params["filename"], file.getvalue())


@shared_task(name="media_log.drop_old_digests", expires=3600)
def drop_old_digests() -> None:
    """Delete digests after two weeks: they are made anew whenever they are wanted."""
    drop_files(kind=MEDIA_DIGEST, finished_before=timezone.now() - KEPT)


def _filename(project: Project, first: date, last: date, ending: str) -> str:
    """Letters and digits that every system can store: digest-P2-2025-09.docx."""
    ref = [project.ref] if re.fullmatch(r"[A-Za-z0-9_-]+", project.ref) else []
    days = [f"{first:%Y-%m}"] if (first, last) == month_of(first) else [first.isoformat(), last.isoformat()]
    return "-".join(["digest", *ref, *days]) + f".{ending}"
