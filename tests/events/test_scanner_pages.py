"""The organiser's page of scanner phones: the QR is shown once, a second tap makes none, what is ended stays ended."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.actions.devices import claim_device, make_scanner_link, note_contact
from events.models import Device, ScannerLink
from grants.tokens import hash_of
from tests.conftest import signed_in


@pytest.fixture
def activity(make):
    return make.activity(ref="L4", starts_on=timezone.localdate())


@pytest.fixture
def english(organiser):
    organiser.cookies["django_language"] = "en"
    return organiser


@pytest.fixture
def staff(make):
    client = signed_in(make.member("staff").user)
    client.cookies["django_language"] = "en"
    return client


def page_of(activity) -> str:
    return reverse("events:scanners", args=[activity.ref])


def ask(client, activity, **fields):
    sent = {"form": uuid.uuid4(), "door": "Негізгі кіру", "until": "end", **fields}
    return client.post(page_of(activity), sent)


def phone_at(make, activity, **fields):
    made = make_scanner_link(
        organisation=make.organisation, activity=activity, hours=24, by=make.member().user, door="2-кіру"
    )
    device = claim_device(code=made.code, number=uuid.uuid4(), label="Samsung A12").device
    Device.objects.filter(pk=device.pk).update(**fields)
    device.refresh_from_db()
    return device


def test_the_code_is_in_the_qr_of_that_page_and_only_its_hash_is_kept(english, activity):
    assert ask(english, activity).status_code == 302
    page = english.get(page_of(activity))
    made = page.context["made"]
    address, code = made["address"].split("#k=")
    link = ScannerLink.objects.get()
    assert address == "http://testserver/scanner/"
    assert (hash_of(code), link.code_hash) == (link.code_hash, hash_of(code))
    assert (link.door, link.activity) == ("Негізгі кіру", activity)
    last_moment = timezone.localtime(link.expires_at - timedelta(hours=1))
    assert last_moment.date() == activity.starts_on + timedelta(days=1)
    assert made["qr"].startswith("data:image/png")
    assert page.headers["Cache-Control"] == "no-store, private"
    english.post(page_of(activity), {"hide": "1"})
    assert english.get(page_of(activity)).context["made"] is None
    assert code not in english.get(page_of(activity)).content.decode()


def test_a_second_tap_makes_no_second_link(english, activity):
    form = uuid.uuid4()
    for _tap in range(3):
        assert ask(english, activity, form=form).status_code == 302
    assert ScannerLink.objects.count() == 1
    assert english.get(page_of(activity)).context["made"]["link"] == ScannerLink.objects.get()
    ask(english, activity)
    assert ScannerLink.objects.count() == 2


def test_another_browser_never_sees_the_code(make, english, activity):
    ask(english, activity)
    other = signed_in(make.member().user)
    assert other.get(page_of(activity)).context["made"] is None


@pytest.mark.parametrize(("until", "hours"), [("day", 24), ("week", 168), ("month", 720)])
def test_how_long_it_lives_can_be_chosen(english, activity, until, hours):
    ask(english, activity, until=until)
    left = ScannerLink.objects.get().expires_at - timezone.now()
    assert timedelta(hours=hours) - left < timedelta(minutes=1)


def test_past_and_undated_activities_offer_a_day(make, english):
    for starts_on in (timezone.localdate() - timedelta(days=9), None):
        form = english.get(page_of(make.activity(starts_on=starts_on))).context["form"]
        assert form.fields["until"].initial == "day"
        assert "end" not in dict(form.fields["until"].choices)


@pytest.mark.parametrize("fields", [{"until": "99999"}, {"until": ""}, {"door": "Ж" * 41}, {"form": "x"}])
def test_what_cannot_be_read_makes_nothing_and_loses_nothing(english, activity, fields):
    answer = ask(english, activity, **fields)
    assert answer.status_code == 422
    assert ScannerLink.objects.count() == 0
    assert fields.get("door", "Негізгі кіру") in answer.content.decode()


def test_staff_see_the_phones_but_make_and_end_nothing(make, staff, activity):
    phone = phone_at(make, activity)
    assert "Samsung A12" in staff.get(page_of(activity)).content.decode()
    assert ask(staff, activity).status_code == 403
    assert staff.post(reverse("events:device_revoke", args=[phone.pk])).status_code == 403
    assert staff.post(reverse("events:scanner_link_revoke", args=[phone.link_id])).status_code == 403
    phone.refresh_from_db()
    assert (phone.revoked_at, ScannerLink.objects.count()) == (None, 1)


def test_a_phone_says_how_it_is(make, english, activity):
    now = timezone.now()
    phone = phone_at(make, activity, last_contact_at=now - timedelta(minutes=7), unsent=3, clock_ahead_s=-86_400)
    text = english.get(page_of(activity)).content.decode()
    for words in ("Samsung A12", "2-кіру", "7 minutes ago", "3 scans not sent yet", "Offline or closed"):
        assert words in text
    assert "Clock wrong by 1440 minutes" in text.replace("\xa0", "")
    note_contact(phone, unsent=0, clock_ahead_s=5)
    text = english.get(page_of(activity)).content.decode()
    assert "just now" in text
    assert "In touch" in text
    assert "not sent yet" not in text
    assert "Clock wrong" not in text


def test_ending_one_phone_leaves_the_others(make, english, activity):
    one, other = phone_at(make, activity), phone_at(make, activity)
    for _tap in range(2):
        answer = english.post(reverse("events:device_revoke", args=[one.pk]), {"activity": activity.ref})
        assert answer.url == page_of(activity)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.revoked_at is None, other.revoked_at) == (False, None)
    page = english.get(page_of(activity))
    assert [phone.device for phone in page.context["phones"]] == [other]
    assert [(phone.device, phone.ended) for phone in page.context["ended"]] == [(one, "revoked")]


def test_an_ended_phone_that_holds_scans_stays_on_top(make, english, activity):
    phone_at(make, activity)
    holding = phone_at(make, activity, unsent=4)
    english.post(reverse("events:device_revoke", args=[holding.pk]))
    page = english.get(page_of(activity))
    assert page.context["phones"][0].device == holding
    assert page.context["ended"] == []


def test_ending_a_link_ends_its_phones(make, english, activity):
    phone = phone_at(make, activity)
    english.post(reverse("events:scanner_link_revoke", args=[phone.link_id]))
    phone.refresh_from_db()
    assert phone.revoked_at is not None
    assert english.get(page_of(activity)).context["links"] == []


def test_a_projects_link_serves_all_its_activities(make, english, activity):
    page = reverse("events:project_scanners", args=[activity.project.ref])
    english.post(page, {"form": uuid.uuid4(), "door": "", "until": "week"})
    link = ScannerLink.objects.get()
    assert (link.project, link.activity) == (activity.project, None)
    assert english.get(page).context["made"]["link"] == link
    assert english.get(page_of(activity)).context["links"] == [link]
    answer = english.post(reverse("events:scanner_link_revoke", args=[link.pk]))
    assert answer.url == page


def test_plain_http_is_warned_about_and_https_is_not(settings, english, activity):
    settings.PUBLIC_URL = "http://192.168.1.5:8000"
    warned = english.get(page_of(activity)).content.decode()
    assert "make run HTTPS=1" in warned
    # The same as docs/https.md says: scans are kept there too.
    assert "the page must stay open: what waits stays on the phone and is sent later" in warned
    for address in ("https://outreach.example.kz", "http://localhost:8000"):
        settings.PUBLIC_URL = address
        assert "HTTPS=1" not in english.get(page_of(activity)).content.decode()


def test_no_link_for_a_cancelled_activity(english, activity):
    activity.cancelled_at, activity.cancel_reason = timezone.now(), "карантин"
    activity.save()
    assert ask(english, activity).status_code == 409
    assert ScannerLink.objects.count() == 0


def test_what_is_another_organisations_is_not_there(make, english):
    other = make.other_organisation()
    foreign = other.activity(ref="X-9")
    phone = phone_at(other, foreign)
    assert english.get(page_of(foreign)).status_code == 404
    assert ask(english, foreign).status_code == 404
    assert english.get(reverse("events:project_scanners", args=[foreign.project.ref])).status_code == 404
    assert english.post(reverse("events:device_revoke", args=[phone.pk])).status_code == 404
    assert english.post(reverse("events:scanner_link_revoke", args=[phone.link_id])).status_code == 404
    phone.refresh_from_db()
    assert phone.revoked_at is None


@pytest.mark.parametrize("wished", ["L4\0", "\0L4", "//evil.example", "https://evil.example/", "L4/../..", ""])
def test_ending_a_link_leads_back_to_our_own_page_whatever_the_form_says(english, make, activity, wished):
    made = make_scanner_link(organisation=make.organisation, project=activity.project, hours=24, by=make.member().user)
    answer = english.post(reverse("events:scanner_link_revoke", args=[made.link.pk]), {"activity": wished})
    expected = page_of(activity) if "\0" in wished else reverse("events:project_scanners", args=[activity.project.ref])
    assert (answer.status_code, answer.headers["Location"]) == (302, expected)


def test_the_code_leaves_the_session_after_an_hour(english, activity):
    ask(english, activity)
    session = english.session
    made = session["made_scanner_link"]
    session["made_scanner_link"] = {**made, "at": made["at"] - 3601}
    session.save()
    assert english.get(page_of(activity)).context["made"] is None
    assert "made_scanner_link" not in english.session
