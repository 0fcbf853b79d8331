"""People who came: as little about them as counting needs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.models import Organisation
from grants.models.scope import ScopedQuerySet


class Person(models.Model):
    """A person known to one organisation. No name is needed to be one.

    Identified: by the grantee's own key, a phone, or a personal code. Only identified people are "unique people".
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="people")
    external_key = models.CharField(_("grantee's own key"), max_length=80, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    is_identified = models.BooleanField(default=False)
    # The person asked that their data be deleted: nothing but this row is left.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # The same person made twice: this row is a second spelling of that one. Its codes go on meaning that one.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_people")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(fields=["organisation", "phone"], condition=~Q(phone=""), name="person_by_phone"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "external_key"], condition=~Q(external_key=""), name="person_key_once"
            ),
            models.CheckConstraint(
                condition=Q(is_identified=True) | Q(external_key="", phone=""),
                name="person_key_or_phone_identifies",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(name="", phone="", external_key=""),
                name="person_withdrawn_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("pk")), name="person_merged_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    @property
    def standing(self) -> Person:
        """The person whom this row means: itself, or the one it was merged into (and that one, and so on)."""
        person = self
        while person.merged_into is not None:
            person = person.merged_into
        return person


class PersonMerge(models.Model):
    """The trail of one merge: who was put together with whom, which rows moved, and whether it was taken back."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="person_merges")
    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # Ids: {"attendances": [...], "registrations": [...], "voided": [...]}; what unmerging has to give back.
    moved = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at__isnull=True), name="person_merged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.kept_id}"


class DifferentPeople(models.Model):
    """Somebody looked at two alike rows and said: these are two people. They are not suggested again."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    # The one with the smaller id stands first, so that a pair has one spelling.
    first = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="different_people_once"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="different_people_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class SigningKey(models.Model):
    """An organisation's ECDSA P-256 key pair for personal codes. Retired keys keep verifying: printed codes never die.

    The private half is encrypted with a key derived from SECRET_KEY; losing that stops new codes, not old ones.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="signing_keys")
    number = models.PositiveSmallIntegerField()
    public_key = models.BinaryField()
    encrypted_private_key = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="signing_key_number_once"),
            models.CheckConstraint(condition=Q(number__lte=255), name="signing_key_number_in_a_byte"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}/{self.number}"


class PersonalCode(models.Model):
    """A person's QR and short code. May be revoked and issued again; the serial is what the token signs."""

    organisation_path = "person__organisation"

    person = models.ForeignKey(Person, models.CASCADE, related_name="codes")
    # Kept beside the person so that the database itself forbids two equal short codes in one organisation.
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    serial = models.BinaryField(max_length=8, unique=True)
    short_code = models.CharField(max_length=6)
    issued_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "short_code"], name="short_code_once"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="personal_code_one_live"
            ),
        ]

    def __str__(self) -> str:
        return self.display

    @property
    def display(self) -> str:
        """The short code as people read it: A7-K3-92."""
        return "-".join(self.short_code[i : i + 2] for i in range(0, len(self.short_code), 2))
