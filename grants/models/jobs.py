"""Long work as rows: the row is the truth, a message only wakes the worker."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.models.scope import ScopedQuerySet


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


def job_file_path(job: "Job", filename: str) -> str:
    """Where a job's input or output lies, out of reach of any web address."""
    return f"jobs/{job.organisation_id}/{job.pk}/{filename}"


class Job(models.Model):
    """One piece of long work. A worker holds it by a lease that it keeps renewing; a dead worker's lease runs out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("grants.Organisation", models.CASCADE, related_name="jobs")
    created_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=40)
    # What the job is about; while one job of this kind and subject lives, asking again returns it.
    subject = models.CharField(max_length=120)
    params = models.JSONField(default=dict)
    language = models.CharField(max_length=2, default="kk")
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    done_steps = models.PositiveIntegerField(default=0)
    all_steps = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_key = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    input_file = models.FileField(upload_to=job_file_path, blank=True)
    result_file = models.FileField(upload_to=job_file_path, blank=True)
    result = models.JSONField(default=dict)
    error_code = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "lease_until"], name="job_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "subject"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="job_one_alive_per_subject",
            ),
            models.CheckConstraint(condition=models.Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="running", lease_key__isnull=False, lease_until__isnull=False)
                | (~models.Q(state="running") & models.Q(lease_key__isnull=True, lease_until__isnull=True)),
                name="job_lease_while_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def is_alive(self) -> bool:
        """Still to be finished."""
        return self.state in {JobState.WAITING, JobState.RUNNING}

    @property
    def percent(self) -> int:
        """Progress, 0–100."""
        return 100 * self.done_steps // self.all_steps if self.all_steps else 0
