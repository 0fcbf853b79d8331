"""A finding is accepted for its records and figures, with a reason, once; the annex tells it."""

import json
from datetime import date, time
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation

from grants.models import AuditEntry, Indicator
from reports.actions.acceptances import accept_finding, withdraw_acceptance
from reports.models import Acceptance
from reports.queries.drafts import draft_data
from reports.queries.findings import judged_findings, open_findings
from rules.errors import AppError

LATER = date(2026, 1, 10)
REASON = "Тапсырыс берушінің хатымен келісілді."


@pytest.fixture
def project(make):
    return make.project(ref="P1", starts_on=date(2025, 5, 8), ends_on=date(2025, 10, 31))


@pytest.fixture
def owner(make):
    return make.member().user


def the(project, code):
    """The only finding of a code, judged."""
    (one,) = [one for one in judged_findings(project=project, today=LATER) if one.finding.code == code]
    return one


def accept(project, code, owner, reason=REASON):
    return accept_finding(project, key=the(project, code).finding.key(), reason=reason, by=owner, today=LATER)


def test_a_key_is_the_same_in_every_language_and_another_one_with_other_figures(make, project):
    outside = make.activity(project, ref="P1-1", starts_on=date(2025, 11, 6))
    keys = set()
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            keys.add(the(project, "outside_contract").finding.key())
    (before,) = keys
    outside.starts_on = date(2025, 11, 7)
    outside.save()
    after = the(project, "outside_contract").finding.key()
    assert (len(before), before[:32] == after[:32], before == after) == (64, True, False)


def test_two_findings_never_have_one_key(make, project):
    measure = make.measure(project)
    for code in ("participants", "activities"):
        Indicator.objects.create(project=project, measure=measure, code=code, plan=2)
    lecture = make.activity(project, ref="P1-1", measure=measure, starts_at=time(10))
    make.activity(project, ref="P1-2", starts_at=time(10))
    make.attendance(lecture, gender="not_stated", age=None, statuses=())
    for _one in range(2):
        post = make.post(made_on=date(2025, 9, 11))
        for activity in project.activities.all():
            make.mention(post, activity)
    found = [one.finding for one in judged_findings(project=project, today=LATER)]
    assert len({one.key() for one in found}) == len(found) >= 9


def test_accepted_once_with_a_reason_and_on_the_trail(make, project, owner):
    make.activity(project, ref="P1-1", starts_on=date(2025, 11, 6))
    for reason in ("", "   қысқа   ", "x" * 1001):
        with pytest.raises(AppError, match="reason_too_short"):
            accept(project, "outside_contract", owner, reason=reason)
    with pytest.raises(AppError, match="finding_gone"):
        accept_finding(project, key="0" * 64, reason=REASON, by=owner, today=LATER)
    assert AuditEntry.objects.filter(verb__startswith="finding.").count() == 0
    first = accept(project, "outside_contract", owner, f"  {REASON} ")
    again = accept(project, "outside_contract", owner, "Басқа сөздермен жазылған себеп")
    assert (again.pk, Acceptance.objects.get().reason) == (first.pk, REASON)
    assert AuditEntry.objects.filter(verb="finding.accept").get().details == {
        "code": "outside_contract",
        "records": ["P1-1"],
    }
    assert the(project, "outside_contract").acceptance == first
    assert "outside_contract" not in {one.code for one in open_findings(project, today=LATER)}
    withdraw_acceptance(first, by=owner)
    withdraw_acceptance(first, by=owner)
    assert AuditEntry.objects.filter(verb="finding.withdraw").get().details["reason"] == REASON
    assert "outside_contract" in {one.code for one in open_findings(project, today=LATER)}


@pytest.mark.parametrize("reason", ["\0" * 20, "\u200b" * 20, "\x01 \u202e\u2066" * 9, "\ufeff\u00ad" * 9 + "аз"])
def test_a_reason_that_nobody_can_see_is_none(make, project, owner, reason):
    make.activity(project, ref="P1-1", starts_on=date(2025, 11, 6))
    with pytest.raises(AppError, match="reason_too_short"):
        accept(project, "outside_contract", owner, reason)
    assert not Acceptance.objects.exists()


def test_a_reason_is_kept_plain_and_a_line_end_is_one_letter(make, project, owner):
    make.activity(project, ref="P1-1", starts_on=date(2025, 11, 6))
    reason = accept(project, "outside_contract", owner, " а\0бв\r\n" * 200).reason
    assert (len(reason), reason[:7]) == (999 - 1, "абв\n аб")


def test_other_figures_or_records_make_it_lapse(make, project, owner):
    lecture = make.activity(project, ref="P1-1", reported_count=5, starts_on=date(2025, 9, 1))
    make.attendance(lecture)
    differs, unasked = accept(project, "reported_differs", owner), accept(project, "no_survey", owner)
    make.attendance(lecture)
    make.activity(project, ref="P1-2")
    for code, then in (("reported_differs", differs), ("no_survey", unasked)):
        now = the(project, code)
        assert (now.is_open, now.acceptance, now.lapsed) == (True, None, then)
        assert now.lapsed.message != str(now.finding.message)
    newer = accept(project, "reported_differs", owner)
    assert the(project, "reported_differs").acceptance == newer != differs


def test_a_lapsed_acceptance_is_not_put_upon_another_finding(make, project, owner):
    one, two = (make.activity(project, ref=f"P1-{n}", reported_count=5) for n in (1, 2))
    make.attendance(one)
    accept(project, "reported_differs", owner)
    one.reported_count = 7
    one.save()
    make.attendance(two)
    told = {
        j.finding.records: bool(j.lapsed)
        for j in judged_findings(project=project)
        if j.finding.code == "reported_differs"
    }
    assert told == {("P1-1",): True, ("P1-2",): False}


def test_the_annex_tells_accepted_findings_in_its_own_language(make, project, owner):
    make.activity(project, ref="P1-1", starts_on=date(2025, 11, 6))
    assert draft_data(project=project, language="kk").findings == []
    with translation.override("en"):
        accepted = accept(project, "outside_contract", owner)
        (entry,) = draft_data(project=project, language="ru").findings
    assert (entry.code, entry.severity, entry.records, entry.reason) == (
        "outside_contract",
        "error",
        ["P1-1"],
        REASON,
    )
    with translation.override("ru"):
        assert entry.message == str(the(project, "outside_contract").finding.message)
    assert accepted.message != entry.message


def test_the_command_names_the_reason(make, project, owner):
    make.activity(project, ref="P1-1", starts_on=date(2025, 11, 6))
    accept(project, "outside_contract", owner)
    out = StringIO()
    call_command("contradictions", project="P1", json=True, stdout=out)
    told = json.loads(out.getvalue())
    assert {one["code"]: one.get("accepted") for one in told}["outside_contract"] == REASON
    assert {one.get("accepted") for one in told if one["code"] != "outside_contract"} == {None}
