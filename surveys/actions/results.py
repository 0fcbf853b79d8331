"""Results: switch their public page, change the sentence beneath a question."""

from __future__ import annotations

from django.db import transaction

from grants.actions.audit import record_audit
from grants.models import User
from surveys.models import Remark, Run, new_link_code


@transaction.atomic
def switch_results(run: Run, *, on: bool, by: User | None) -> Run:
    """Give the results a page of their own that everybody with its link can read, or take it away. Switched on again it
    has another link: the old one stays dead."""
    held = Run.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=run.pk)
    if bool(held.results_code) == on:
        return held
    held.results_code = new_link_code() if on else None
    held.save(update_fields=["results_code"])
    record_audit(held.organisation, by, "survey.results_on" if on else "survey.results_off", held, survey=held.pk)
    return held


@transaction.atomic
def change_remark(run: Run, *, question: str, kk: str, ru: str, by: User | None) -> Remark:
    """Write another sentence beneath a question; both empty: none at all."""
    remark, _made = Remark.objects.update_or_create(
        run=run, question=question, defaults={"text_kk": kk, "text_ru": ru, "changed_by": by}
    )
    record_audit(run.organisation, by, "survey.remark", run, survey=run.pk, question=question)
    return remark


@transaction.atomic
def take_proposal_back(run: Run, *, question: str, by: User | None) -> None:
    """Have the sentence proposed from the figures again."""
    gone, _rows = Remark.objects.filter(run=run, question=question).delete()
    if gone:
        record_audit(run.organisation, by, "survey.remark_back", run, survey=run.pk, question=question)
