"""Projects and what their contracts promise: tasks, measures, indicators."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from grants.models.directions import Direction
from grants.models.editions import Edition
from grants.models.organisations import Grantee, Organisation
from grants.models.scope import ScopedQuerySet
from rules.categories import DEFAULT_PRECEDENCE
from rules.counting import DEFAULT_UNITS
from rules.indicators import INDICATOR_CODES

REF_PATTERN = r"[\w.\-]{1,40}"
ref_validator = RegexValidator(
    rf"^{REF_PATTERN}\Z",
    _("Use letters, digits, dot, hyphen and underscore, at most 40 characters."),
)


class CountingBasis(models.TextChoices):
    """What the statistics tables count."""

    ATTENDANCES = "attendances", _("attendances (visits)")
    UNIQUE_PEOPLE = "unique_people", _("unique people")


class SatisfactionFormula(models.TextChoices):
    """How a contract turns answers on a scale into a share of satisfied people (rules/survey_maths/satisfaction.py)."""

    TOP_TWO = "top_two", _("share of the two best answers")
    MEAN_OF_MAX = "mean_of_max", _("mean in percent of the best answer")
    MEAN_FROM_MIN = "mean_from_min", _("mean between the worst (0 %) and the best answer (100 %)")


def default_units() -> list[str]:
    """People and families enter the tables unless the project says otherwise."""
    return list(DEFAULT_UNITS)


def default_precedence() -> list[str]:
    """The order in which a person's statuses give the primary category."""
    return list(DEFAULT_PRECEDENCE)


class Project(models.Model):
    """A social project under one grant contract."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="projects")
    grantee = models.ForeignKey(Grantee, models.PROTECT, related_name="projects", verbose_name=_("grantee"))
    ref = models.CharField(_("short code"), max_length=40, validators=[ref_validator])
    title = models.CharField(_("title"), max_length=500)
    customer = models.CharField(_("customer body"), max_length=300, blank=True)
    priority_direction = models.CharField(_("priority direction"), max_length=500, blank=True)
    direction = models.ForeignKey(
        Direction, models.SET_NULL, null=True, blank=True, related_name="projects", verbose_name=_("from the list")
    )
    field_of_law = models.CharField(_("field of law, article 5"), max_length=300, blank=True)
    grant_type = models.CharField(_("type of grant"), max_length=120, blank=True)
    contract_number = models.CharField(_("contract number"), max_length=60, blank=True)
    contract_date = models.DateField(_("contract date"), null=True, blank=True)
    amount = models.DecimalField(
        _("amount, ₸"),
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    # What was not spent; the used amount is the difference.
    saved_amount = models.DecimalField(
        _("saved amount, ₸"),
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="projects", verbose_name=_("edition of forms"))
    counting_basis = models.CharField(
        _("what the tables count"),
        max_length=16,
        choices=CountingBasis.choices,
        default=CountingBasis.ATTENDANCES,
    )
    counting_units = models.JSONField(_("units that enter"), default=default_units)
    # Codes of activity kinds; empty means every kind.
    counting_kinds = models.JSONField(_("kinds of activity that enter"), default=list, blank=True)
    category_precedence = models.JSONField(_("order of social categories"), default=default_precedence)
    # As the contract says; fixed once the first answer has come in.
    satisfaction_formula = models.CharField(
        _("how satisfaction is counted"),
        max_length=14,
        choices=SatisfactionFormula.choices,
        default=SatisfactionFormula.TOP_TWO,
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["ref"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "ref"], name="project_ref_once"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_start",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="project_amount_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(saved_amount__isnull=True) | Q(saved_amount__gte=0, amount__gte=F("saved_amount")),
                name="project_saved_within_amount",
                violation_error_message=_("More was saved than the grant is."),
            ),
            models.CheckConstraint(
                condition=Q(counting_basis__in=CountingBasis.values), name="project_counting_basis_known"
            ),
            models.CheckConstraint(
                condition=Q(satisfaction_formula__in=SatisfactionFormula.values), name="project_formula_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} · {self.title}"

    @property
    def used_amount(self) -> Decimal | None:
        """What was spent, in ₸: the amount without what was saved; None while one of the two is not known."""
        known = self.amount is not None and self.saved_amount is not None
        return self.amount - self.saved_amount if known else None  # type: ignore[operator]


class Task(models.Model):
    """A task (міндет) of the contract's annex."""

    organisation_path = "project__organisation"

    project = models.ForeignKey(Project, models.CASCADE, related_name="tasks")
    number = models.CharField(_("number"), max_length=20)
    title = models.TextField(_("wording"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["project", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="task_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Measure(models.Model):
    """A measure (іс-шара of the contract) within a task; activities are held to fulfil it."""

    organisation_path = "project__organisation"

    project = models.ForeignKey(Project, models.CASCADE, related_name="measures")
    task = models.ForeignKey(Task, models.PROTECT, related_name="measures", verbose_name=_("task"))
    number = models.CharField(_("number"), max_length=20)
    title = models.TextField(_("wording"))
    deadline_text = models.CharField(_("deadline"), max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["project", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="measure_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Indicator(models.Model):
    """A planned figure: of one measure, or of the whole project."""

    organisation_path = "project__organisation"

    project = models.ForeignKey(Project, models.CASCADE, related_name="indicators")
    measure = models.ForeignKey(
        Measure, models.CASCADE, null=True, blank=True, related_name="indicators", verbose_name=_("measure")
    )
    # A code outside INDICATOR_CODES is kept and shown as "counted by hand".
    code = models.CharField(_("what is counted"), max_length=80)
    plan = models.DecimalField(_("plan"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    unit = models.CharField(_("unit"), max_length=60, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["project", "measure_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "measure", "code"],
                condition=Q(measure__isnull=False),
                name="indicator_once_per_measure",
            ),
            models.UniqueConstraint(
                fields=["project", "code"],
                condition=Q(measure__isnull=True),
                name="indicator_once_per_project",
            ),
            models.CheckConstraint(condition=Q(plan__gte=0), name="indicator_plan_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.plan}"

    @property
    def is_computed(self) -> bool:
        """Whether the system counts it by itself."""
        return self.code in INDICATOR_CODES
