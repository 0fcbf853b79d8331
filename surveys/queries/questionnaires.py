"""Questionnaires as lists and the builder need them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, QuerySet

from grants.models import Organisation
from rules.questionnaires.definition import Definition
from rules.questionnaires.editing import UsedCodes
from surveys.models import Questionnaire, QuestionnaireVersion, Response


@dataclass(frozen=True)
class QuestionnaireRow:
    """A questionnaire with its latest published version and its draft; one of the two may be missing."""

    questionnaire: Questionnaire
    published: QuestionnaireVersion | None
    draft: QuestionnaireVersion | None

    @property
    def shown(self) -> QuestionnaireVersion:
        """The version it is known by: what is published, else the draft."""
        found = self.published or self.draft
        assert found is not None, "a questionnaire has a version"
        return found


def questionnaires_of(*, organisation: Organisation) -> QuerySet[Questionnaire]:
    """What an organisation may ask with, its own first, the newest first; with every version. Two queries."""
    found = Questionnaire.objects.usable_by(organisation).order_by(
        F("organisation").asc(nulls_last=True), "-created_at", "-pk"
    )
    return found.prefetch_related(Prefetch("versions", QuestionnaireVersion.objects.order_by("-number")))


def row_of(questionnaire: Questionnaire) -> QuestionnaireRow:
    """One line of a list (of prefetched versions, the latest first)."""
    versions = sorted(questionnaire.versions.all(), key=lambda version: -version.number)
    return QuestionnaireRow(
        questionnaire,
        published=next((version for version in versions if version.published_at), None),
        draft=next((version for version in versions if not version.published_at), None),
    )


def rows_of(found: Iterable[Questionnaire]) -> list[QuestionnaireRow]:
    """Lines of a list; a questionnaire that is just losing its last version has none."""
    return [row_of(questionnaire) for questionnaire in found if questionnaire.versions.all()]


def published_definitions(*, questionnaire: Questionnaire) -> list[Definition]:
    """What every published version asks, the oldest first."""
    versions = questionnaire.versions.filter(published_at__isnull=False).order_by("number")
    return [version.definition for version in versions]


def used_codes(*, questionnaire: Questionnaire) -> UsedCodes:
    """Codes that answers may be stored under."""
    return UsedCodes.of(published_definitions(questionnaire=questionnaire))


def responses_by_version(*, questionnaire: Questionnaire) -> dict[int, int]:
    """How many have answered each version. One query."""
    rows = Response.objects.filter(run__version__questionnaire=questionnaire).order_by()
    return dict(rows.values_list("version").annotate(n=Count("pk")))


def people_asked(*, questionnaire: Questionnaire) -> dict[str, int]:
    """How many have answered a version with this question, by the question's code. Three queries."""
    counts = responses_by_version(questionnaire=questionnaire)
    asked: dict[str, int] = defaultdict(int)
    for version in questionnaire.versions.filter(pk__in=counts):
        for question in version.definition.answered:
            asked[question.code] += counts[version.pk]
    return dict(asked)
