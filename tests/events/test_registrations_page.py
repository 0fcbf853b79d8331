"""The organiser's page: who has a place, who waits, who came; places, link, cancelling somebody."""

import io
import re
from base64 import b64decode
from datetime import timedelta

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image

from events.actions.activities import update_activity
from events.actions.closing import close_check_in, reopen_check_in
from events.actions.places import cancel_registration
from events.models import Activity, Registration
from grants.models import AuditEntry, Role
from tests.conftest import signed_in
from tests.events.register_phone import Visitor, ahead


@pytest.fixture
def activity(make):
    return ahead(make, days=0, capacity=2, ref="A1")


@pytest.fixture
def people(activity):
    """Two with a place, two who wait."""
    names = ("Айгерім Серікова", "Болат Ахметов", "Гүлнар Омарова", "Данияр Ержан")
    found = []
    for number, name in enumerate(names, 1):
        visitor = Visitor(activity)
        visitor.register(name=name, phone=f"+7 700 000 00 {number:02d}")
        found.append(visitor)
    return found


def english(client):
    client.cookies["django_language"] = "en"
    return client


def test_numbers_names_and_phones_for_the_organiser(make, activity, people, organiser):
    rows = list(Registration.objects.order_by("pk"))
    make.attendance(activity, person=rows[0].person)
    make.attendance(activity, person=rows[2].person)  # waits, and comes all the same
    answer = english(organiser).get("/activities/A1/registrations/")
    shown, places = answer.context["shown"], answer.context["seats"]
    assert (places.capacity, places.taken, places.waiting, places.left) == (2, 2, 2, 0)
    assert [(line.row.pk, line.came, line.queue) for line in shown.lines] == [
        (rows[0].pk, True, None),
        (rows[1].pk, False, None),
        (rows[2].pk, True, 1),
        (rows[3].pk, False, 2),
    ]
    assert (shown.came, shown.stayed_away) == (1, 1)
    text = answer.content.decode()
    assert "Айгерім Серікова" in text
    assert "+77000000001" in text
    assert "no-store" in answer.headers["Cache-Control"]


def test_staff_see_short_names_and_no_phones_and_change_nothing(make, activity, people):
    staff = english(signed_in(make.member(Role.STAFF).user))
    text = staff.get("/activities/A1/registrations/").content.decode()
    assert "Айгерім С." in text
    assert "Серікова" not in text
    assert "+7700" not in text
    assert "capacity" not in text
    row = Registration.objects.first()
    assert staff.post("/activities/A1/registrations/", {"act": "cancel", "registration": row.pk}).status_code == 403
    assert staff.post("/activities/A1/registrations/", {"act": "settings", "capacity": "9"}).status_code == 403
    assert Activity.objects.get(ref="A1").capacity == 2
    viewer = signed_in(make.member(Role.VIEWER).user)
    assert viewer.get("/activities/A1/registrations/").status_code == 403


def test_the_number_of_questions_does_not_grow_with_people(
    make, activity, people, organiser, django_assert_num_queries
):
    organiser.get("/activities/A1/registrations/")
    with django_assert_num_queries(7):
        organiser.get("/activities/A1/registrations/")
    for _ in range(4):
        Visitor(activity).register()
    with django_assert_num_queries(7):
        organiser.get("/activities/A1/registrations/")


def test_cancelling_somebody_promotes_the_next_and_says_whom_to_tell(activity, people, organiser):
    first = Registration.objects.earliest("pk")
    body = {"act": "cancel", "registration": first.pk}
    answer = english(organiser).post("/activities/A1/registrations/", body, follow=True)
    text = answer.content.decode()
    assert "1 person from the waiting list has a place now" in text
    promoted = answer.context["shown"].promoted
    assert [line.person.name for line in promoted] == ["Гүлнар Омарова"]
    assert 'href="tel:+77000000003"' in text
    assert list(Registration.objects.order_by("pk").values_list("state", flat=True)) == [
        "cancelled",
        "place",
        "place",
        "waiting",
    ]
    entry = AuditEntry.objects.get(verb="registration.cancel")
    assert (entry.actor is not None, entry.subject) == (True, f"events.Registration:{first.pk}")
    # The button twice: nobody else moves up.
    organiser.post("/activities/A1/registrations/", body)
    assert Registration.objects.filter(state="waiting").count() == 1
    assert "You cancelled" in people[0].place()
    assert "A place became free" in people[2].place()


def test_a_registration_of_another_activity_or_rubbish_is_404(make, activity, people, organiser):
    other = ahead(make)
    Visitor(other).register()
    row = Registration.objects.latest("pk")
    for wished in (row.pk, "", "x", "9" * 40, "٣"):
        answer = organiser.post("/activities/A1/registrations/", {"act": "cancel", "registration": wished})
        assert answer.status_code == 404
    row.refresh_from_db()
    assert row.state == "place"


def test_more_places_go_to_who_waits_longest(activity, people, organiser):
    body = {"act": "settings", "takes_registrations": "on", "capacity": "3", "registration_ends_at": ""}
    answer = english(organiser).post("/activities/A1/registrations/", body, follow=True)
    assert "1 person from the waiting list" in answer.content.decode()
    assert "You have a place" in people[2].place()
    assert "You are number 1" in people[3].place()
    body["capacity"] = ""
    assert (
        "1 person from the waiting list"
        in organiser.post("/activities/A1/registrations/", body, follow=True).content.decode()
    )
    assert "You have a place" in people[3].place()
    assert Registration.objects.filter(promoted_at__isnull=False).count() == 2


def test_fewer_places_take_nobodys_place(activity, people, organiser):
    body = {"act": "settings", "takes_registrations": "on", "capacity": "1"}
    text = english(organiser).post("/activities/A1/registrations/", body, follow=True).content.decode()
    assert "1 person more has a place than there are places" in text
    assert Registration.objects.filter(state="place").count() == 2
    people[0].cancel()
    assert Registration.objects.filter(state="place").count() == 1
    assert Registration.objects.filter(state="waiting").count() == 2


def test_opening_closing_and_the_time(make, organiser):
    activity = make.activity(ref="A1", starts_on=timezone.localdate())
    english(organiser)
    text = organiser.get("/activities/A1/registrations/").content.decode()
    assert "Registration is not open" in text
    assert "/r/" not in text
    body = {"act": "settings", "takes_registrations": "on", "registration_ends_at": "2030-01-02T18:30"}
    page = organiser.post("/activities/A1/registrations/", body, follow=True).content.decode()
    row = Activity.objects.get(pk=activity.pk)
    assert (row.takes_registrations, row.capacity) == (True, None)
    assert timezone.localtime(row.registration_ends_at).strftime("%d.%m.%Y %H:%M") == "02.01.2030 18:30"
    assert 'value="2030-01-02T18:30"' in page
    organiser.post("/activities/A1/registrations/", {"act": "settings"})
    assert Activity.objects.get(pk=activity.pk).takes_registrations is False
    assert Visitor(activity).get().status_code == 410


def test_what_cannot_be_meant_comes_back_with_words_and_what_was_typed(activity, organiser):
    body = {"act": "settings", "takes_registrations": "on", "capacity": "0", "registration_ends_at": "2.1.99999 8"}
    answer = english(organiser).post("/activities/A1/registrations/", body)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing you wrote was lost" in text
    assert 'value="2.1.99999 8"' in text
    assert Activity.objects.get(ref="A1").capacity == 2


def test_the_link_and_its_qr_lead_to_the_form(activity, organiser, client, settings):
    settings.PUBLIC_URL = "https://outreach.example.kz"
    text = organiser.get("/activities/A1/registrations/").content.decode()
    link = f"https://outreach.example.kz/r/{activity.public_code}/"
    assert f'value="{link}"' in text
    picture = re.search(r'src="data:image/png;base64,([^"]+)"', text).group(1)
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(b64decode(picture))).convert("L"))[0].text == link
    assert client.get(f"/r/{activity.public_code.lower()}/").status_code == 200


def test_after_the_day_it_says_who_did_not_come(make, activity, people, organiser):
    make.attendance(activity, person=Registration.objects.earliest("pk").person)
    Activity.objects.filter(pk=activity.pk).update(starts_on="2025-09-10")
    text = english(organiser).get("/activities/A1/registrations/").content.decode()
    assert "Did not come" in text
    assert "did not come" in text
    assert text.count('name="registration"') == 0


def test_the_activity_page_shows_places_and_leads_there(make, activity, people, organiser):
    text = english(organiser).get("/activities/A1/").content.decode()
    assert 'href="/activities/A1/registrations/"' in text
    assert re.search(r"2 have a place\s*· 2 places\s*· 2 wait", text)
    plain = make.activity(ref="B1")
    viewer = english(signed_in(make.member(Role.VIEWER).user))
    assert "Ahead of the day" not in viewer.get(f"/activities/{plain.ref}/").content.decode()


def test_free_places_are_given_when_an_activity_is_open_again_or_held_later(make):
    """Nobody moves up at what is over; a place that became free then must not stay empty with people waiting."""
    today = timezone.localdate()
    activity = ahead(make, capacity=1, days=0)
    rows = []
    for state in ("place", "waiting", "waiting"):
        person = make.person()
        rows.append(
            Registration.objects.create(activity=activity, person=person, state=state, stated_on=today, gender="female")
        )
    states = activity.registrations.order_by("pk").values_list("state", flat=True)
    user = make.member().user
    close_check_in(activity, by=user)
    cancel_registration(rows[0], by=None)
    assert list(states.all()) == ["cancelled", "waiting", "waiting"]
    reopen_check_in(activity, by=user)
    assert list(states.all()) == ["cancelled", "place", "waiting"]
    update_activity(activity, by=user, starts_on=today - timedelta(3))
    cancel_registration(rows[1], by=None)
    assert list(states.all()) == ["cancelled", "cancelled", "waiting"]
    update_activity(activity, by=user, starts_on=today + timedelta(3))
    assert list(states.all()) == ["cancelled", "cancelled", "place"]
