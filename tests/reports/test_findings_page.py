"""The page of findings: what is open and accepted, where it is mended, and the form that accepts."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import Role
from reports.models import Acceptance
from reports.queries.findings import findings_part, judged_findings
from tests.conftest import signed_in

REASON = "Тапсырыс берушінің хатымен келісілді."
PAGE = "/projects/P1/findings/"


@pytest.fixture
def project(make):
    """One error (outside the contract) and the gaps of a held activity."""
    project = make.project(ref="P1", starts_on=date(2025, 5, 8), ends_on=date(2025, 10, 31))
    make.attendance(make.activity(project, ref="P1-1", starts_on=date(2025, 11, 6)), gender="not_stated")
    return project


@pytest.fixture
def organiser(make):
    return signed_in(make.member(Role.ORGANISER).user)


def key_of(project, code):
    return {one.finding.code: one.finding.key() for one in judged_findings(project=project)}[code]


def test_every_record_leads_to_where_it_is_mended(make, project, organiser):
    text = organiser.get(PAGE).content.decode()
    for place in (
        "/activities/P1-1/edit/",
        "/activities/P1-1/survey/",
        "/activities/P1-1/publications/",
        "/activities/P1-1/documents/",
        "/activities/P1-1/people/",
        "/projects/P1/statistics/records/?table=gender&amp;value=not_stated",
    ):
        assert f'href="{place}"' in text, place
    assert text.count('name="key"') == text.count('maxlength="1000"') == len(judged_findings(project=project))
    reader = signed_in(make.member(Role.VIEWER).user).get(PAGE).content.decode()
    assert "/activities/P1-1/edit/" not in reader
    assert 'name="key"' not in reader


def test_accepting_goes_on_to_the_next_and_twice_is_once(project, organiser):
    text = organiser.get(PAGE).content.decode()
    key = key_of(project, "outside_contract")
    form = re.search(rf'value="{key}"><input type="hidden" name="following" value="(finding-\w+)"', text)
    body = {"key": key, "reason": REASON, "following": form[1]}
    for _press in range(2):
        assert organiser.post(PAGE, body)["Location"] == f"{PAGE}#{form[1]}"
    accepted = Acceptance.objects.get()
    text = organiser.get(PAGE).content.decode()
    assert REASON in text
    assert f'id="accepted-{accepted.pk}"' in text
    assert f'value="{key}"' not in text
    part = findings_part(project)
    assert (part.errors, part.accepted, part.open) == (0, 1, part.warnings)
    count = organiser.get(f"{PAGE}count/").content.decode()
    assert str(part.open) in count
    assert organiser.post(f"{PAGE}{accepted.pk}/withdraw/").status_code == 302
    assert organiser.post(f"{PAGE}{accepted.pk}/withdraw/").status_code == 404
    assert findings_part(project).errors == 1


def test_another_reason_for_what_is_accepted_meanwhile_is_not_swallowed(project, organiser):
    body = {"key": key_of(project, "no_survey"), "reason": REASON}
    assert organiser.post(PAGE, body).status_code == 302
    answer = organiser.post(PAGE, body | {"reason": "Екінші адамның <b> себебі"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Екінші адамның &lt;b&gt; себебі</textarea>" in text and REASON in text
    assert [one.reason for one in Acceptance.objects.all()] == [REASON]


def test_a_foreign_place_to_go_on_is_not_taken(project, organiser):
    body = {"key": key_of(project, "no_survey"), "reason": REASON, "following": "x\r\nSet-Cookie: a=b"}
    assert organiser.post(PAGE, body)["Location"] == f"{PAGE}#accepted"


def test_a_short_reason_stays_beside_its_finding(project, organiser):
    answer = organiser.post(PAGE, {"key": key_of(project, "no_survey"), "reason": "<b>аз"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "&lt;b&gt;аз</textarea>" in text
    assert text.count('aria-invalid="true"') == text.count("field__errors") == 1
    assert not Acceptance.objects.exists()


def test_a_finding_that_changed_meanwhile_keeps_what_was_typed(project, organiser):
    answer = organiser.post(PAGE, {"key": "0" * 64, "reason": REASON})
    assert answer.status_code == 409
    assert f"{REASON}</textarea>" in answer.content.decode()


def test_a_reason_given_for_other_figures_is_shown_and_offered_again(make, project, organiser):
    organiser.post(PAGE, {"key": key_of(project, "not_stated"), "reason": REASON})
    make.attendance(project.activities.get(), gender="not_stated")
    text = organiser.get(PAGE).content.decode()
    assert text.count(REASON) == 2  # told, and standing in the form
    assert Acceptance.objects.get().message in text.replace("&quot;", '"')


def test_readers_accept_nothing(make, project):
    for role in (Role.STAFF, Role.VIEWER):
        client = signed_in(make.member(role).user)
        assert client.post(PAGE, {"key": key_of(project, "no_survey"), "reason": REASON}).status_code == 403
    assert not Acceptance.objects.exists()


def test_the_page_asks_as_much_for_many_as_for_few(make, project, organiser):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert organiser.get(PAGE).status_code == 200
        return len(queries)

    few = asked()
    for _one in range(5):
        make.attendance(make.activity(project, reported_count=9))
    assert asked() == few


def test_many_findings_stand_on_pages_and_a_refused_reason_stays_beside_its_own(project, organiser, monkeypatch):
    monkeypatch.setattr("reports.findings_views.PAGE_SIZE", 1)
    found = judged_findings(project=project)
    assert len(found) > 2
    last = len(found)
    seen = [organiser.get(PAGE, {"page": page}).content.decode() for page in range(1, last + 1)]
    assert [text.count('name="key"') for text in seen] == [1] * last
    assert [f'value="{one.finding.key()}"' in text for one, text in zip(found, seen, strict=True)] == [True] * last
    key = found[-1].finding.key()
    refused = organiser.post(PAGE, {"key": key, "reason": "Иә"})
    assert refused.status_code == 422
    assert f'value="{key}"' in refused.content.decode()
    assert ">Иә</textarea>" in refused.content.decode()
    assert organiser.post(f"{PAGE}?page={last}", {"key": key, "reason": REASON})["Location"] == (
        f"{PAGE}?page={last}#accepted"
    )
    assert REASON in organiser.get(PAGE, {"page": last}).content.decode()


def test_an_activity_that_is_mended_leads_back_to_the_findings(make):
    project = make.project()
    activity = make.activity(project)
    browser = signed_in(make.member(Role.ORGANISER).user)
    back = f'href="/projects/{project.ref}/findings/"'
    assert back not in browser.get(f"/activities/{activity.ref}/").content.decode()
    browser.get(f"/projects/{project.ref}/findings/")
    assert back in browser.get(f"/activities/{activity.ref}/").content.decode()
