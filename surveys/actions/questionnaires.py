"""Questionnaires: make, copy, bring in; change a draft, publish it; retire. A published version never changes."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from grants.actions.audit import record_audit
from grants.models import Organisation, User
from rules.errors import AppError
from rules.questionnaires.checks import faults_of
from rules.questionnaires.definition import LANGUAGES, SCALE, Definition, Words
from rules.questionnaires.documents import LONGEST_WORDS, definition_from, document_of
from rules.questionnaires.editing import UsedCodes, add_question, use_ready_words
from rules.questionnaires.ready_words import COPY
from surveys.models import Questionnaire, QuestionnaireVersion, SurveyKind


def make_questionnaire(
    organisation: Organisation, *, kind: str, definition: Definition, act: uuid.UUID, by: User | None
) -> QuestionnaireVersion:
    """A new questionnaire with its first draft. `act` names the wish: sent twice, it is made once."""
    code = f"{kind}-{act.hex[:12]}"
    try:
        with transaction.atomic():
            made = Questionnaire.objects.create(organisation=organisation, code=code, kind=kind, created_by=by)
            draft = made.versions.create(document=_document(definition))
            record_audit(organisation, by, "questionnaire.make", made, kind=kind)
    except IntegrityError:
        before = Questionnaire.objects.of(organisation).filter(code=code).first()
        if before is None:
            raise
        return before.versions.order_by("number")[0]
    return draft


def first_definition(*, kind: str, title: Words) -> Definition:
    """What a new questionnaire begins with: satisfaction with the question that it is counted from, the rest empty."""
    empty = Definition(title=title, questions=())
    if kind != SurveyKind.SATISFACTION:
        return empty
    asked, code = add_question(empty, SCALE, used=UsedCodes())
    scale = use_ready_words(asked.by_code[code], "satisfaction", used=UsedCodes())
    return replace(asked, questions=(replace(scale, is_required=True),), satisfaction=code)


def copy_questionnaire(
    version: QuestionnaireVersion, *, organisation: Organisation, act: uuid.UUID, by: User | None
) -> QuestionnaireVersion:
    """A questionnaire of one's own with the same questions, as a draft. The codes stay: results can be compared.

    A copy of one's own says so in its title; one of a ready-made one need not, and people who answer would read it.
    """
    definition = version.definition
    if version.questionnaire.organisation_id is not None:
        title = {language: _as_copy(definition.title, language) for language in LANGUAGES}
        definition = replace(definition, title=Words(**title))
    return make_questionnaire(organisation, kind=version.questionnaire.kind, definition=definition, act=act, by=by)


def new_draft(questionnaire: Questionnaire, *, by: User | None) -> QuestionnaireVersion:
    """The draft of the next version, begun with what is published; a draft that is there already is continued.

    Raises AppError questionnaire_retired.
    """
    if questionnaire.retired_at:
        raise AppError("questionnaire_retired", 409)
    drafts = questionnaire.versions.filter(published_at__isnull=True)
    if found := drafts.first():
        return found
    latest = questionnaire.versions.order_by("-number")[0]
    try:
        with transaction.atomic():
            draft = questionnaire.versions.create(number=latest.number + 1, document=latest.document)
            record_audit(_owner(questionnaire), by, "questionnaire.draft", questionnaire, number=draft.number)
    except IntegrityError:
        return drafts.get()
    return draft


@transaction.atomic
def change_draft(version: QuestionnaireVersion, *, revision: int, definition: Definition) -> QuestionnaireVersion:
    """Keep a draft's new wording. `revision`: the one that was changed. Not on the trail: nobody answers a draft.

    Raises AppError draft_changed (somebody else was quicker; nothing is overwritten), version_is_published, and rules'
    DocumentError for a definition that no document can hold.
    """
    held = _held_draft(version, revision)
    document = _document(definition)
    if document != held.document:
        held.document, held.revision = document, held.revision + 1
        held.save(update_fields=["document", "revision"])
    return held


@transaction.atomic
def publish_draft(version: QuestionnaireVersion, *, revision: int, by: User | None) -> QuestionnaireVersion:
    """Freeze a draft, so that it can be asked with. Runs go on asking what they ask.

    Raises AppError draft_has_faults, draft_changed. One that is published already is returned.
    """
    held = _locked(version)
    if held.published_at:
        return held
    held = _held_draft(version, revision)
    faults = faults_of(held.definition, kind=held.questionnaire.kind)
    if faults:
        raise AppError("draft_has_faults", 422)
    held.published_at = timezone.now()
    held.save(update_fields=["published_at"])
    record_audit(_owner(held.questionnaire), by, "questionnaire.publish", held.questionnaire, number=held.number)
    return held


@transaction.atomic
def discard_draft(version: QuestionnaireVersion, *, revision: int, by: User | None) -> None:
    """Throw a draft away; the questionnaire too, if it was never published. Raises AppError draft_changed,
    version_is_published."""
    held = _held_draft(version, revision)
    questionnaire, number = held.questionnaire, held.number
    held.delete()
    if not questionnaire.versions.exists():
        questionnaire.delete()
    record_audit(_owner(questionnaire), by, "questionnaire.discard", questionnaire.code, number=number)


@transaction.atomic
def retire_questionnaire(questionnaire: Questionnaire, *, is_retired: bool, by: User | None) -> None:
    """No longer offer it for new surveys, or offer it again. Surveys that ask with it go on, answers stay."""
    held = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if bool(held.retired_at) == is_retired:
        return
    held.retired_at = timezone.now() if is_retired else None
    held.save(update_fields=["retired_at"])
    record_audit(_owner(held), by, "questionnaire.retire" if is_retired else "questionnaire.restore", held)


def _locked(version: QuestionnaireVersion) -> QuestionnaireVersion:
    versions = QuestionnaireVersion.objects.select_for_update(of=("self",)).select_related(
        "questionnaire__organisation"
    )
    found = versions.filter(pk=version.pk).first()
    if found is None:
        raise AppError("draft_changed", 409)
    return found


def _held_draft(version: QuestionnaireVersion, revision: int) -> QuestionnaireVersion:
    held = _locked(version)
    if held.published_at:
        raise AppError("version_is_published", 409)
    if held.revision != revision:
        raise AppError("draft_changed", 409)
    return held


def _owner(questionnaire: Questionnaire) -> Organisation:
    if questionnaire.organisation is None:
        raise AppError("not_allowed", 403)  # the library is changed by nobody
    return questionnaire.organisation


def _document(definition: Definition) -> dict[str, object]:
    """What is stored can be read again."""
    document = document_of(definition)
    definition_from(document)
    return document


def _as_copy(title: Words, language: str) -> str:
    text, ending = getattr(title, language), getattr(COPY, language)
    return f"{text[: LONGEST_WORDS - len(ending)]}{ending}" if text else ""
