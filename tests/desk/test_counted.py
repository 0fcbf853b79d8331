"""“You are counted”: the phone's own page after check-in."""

import base64
import io

import pytest
import zxingcpp
from django.test import Client
from django.urls import reverse
from PIL import Image

from events.actions.codes import token_of
from events.models import Attendance, PersonalCode
from events.queries.codes import Standing, identify
from tests.events.phone import Phone


@pytest.fixture
def activity(make):
    return make.activity()


def path_of(activity) -> str:
    return reverse("desk:counted", args=[activity.public_code])


def test_the_page_shows_the_time_the_code_and_what_comes_next(activity):
    phone = Phone(activity)
    phone.check_in()
    page = phone.counted_page()
    code = PersonalCode.objects.get()
    text = page.content.decode()
    assert code.display in text
    assert page.context["survey"].path in text
    assert page.headers["Cache-Control"] == "no-store, private"
    assert reverse("events:withdraw", args=[activity.public_code]) in text
    assert text.count("<h1") == 1


def test_the_qr_holds_the_signed_link_in_its_dense_mode(activity, settings):
    settings.PUBLIC_URL = "https://outreach.example.kz"
    phone = Phone(activity)
    phone.check_in()
    code = PersonalCode.objects.get()
    picture = base64.b64decode(phone.counted_page().context["qr"].removeprefix("data:image/png;base64,"))
    read = zxingcpp.read_barcode(Image.open(io.BytesIO(picture)))
    assert read.text == f"https://outreach.example.kz/c/{token_of(code)}"
    assert identify(read.text, organisation=activity.organisation).standing == Standing.OURS
    # Version 7 with its quiet zone; in byte mode it would be 8.
    assert Image.open(io.BytesIO(picture)).width == (45 + 8) * 16


def test_the_picture_to_keep_holds_the_same_code(activity):
    phone = Phone(activity)
    phone.check_in()
    response = phone.client.get(reverse("events:my_code_png", args=[activity.public_code]))
    code = PersonalCode.objects.get()
    assert response.headers["Content-Disposition"] == f'attachment; filename="outreach-{code.display}.png"'
    read = zxingcpp.read_barcode(Image.open(io.BytesIO(response.content)))
    assert read.text == f"http://testserver/c/{token_of(code)}"


def test_without_a_cookie_one_is_sent_to_the_form(activity):
    Phone(activity).check_in()
    for path in (path_of(activity), reverse("events:my_code_png", args=[activity.public_code])):
        response = Client().get(path)
        assert response.status_code in {302, 404}
        assert "personal_code" not in (response.context or {})
    assert Client().get(path_of(activity)).url == reverse("events:check_in", args=[activity.public_code])


def test_who_gave_no_data_sees_no_code_and_is_offered_the_survey(activity):
    phone = Phone(activity)
    phone.check_in(act="without_data")
    page = phone.counted_page()
    assert page.context["survey"].path in page.content.decode()
    assert "data:image" not in page.content.decode()
    assert "delete-my-data" not in page.content.decode()


def test_another_activitys_page_is_not_open_to_the_phone(make, activity):
    phone = Phone(activity)
    phone.check_in()
    assert phone.client.get(path_of(make.activity())).status_code == 302
    assert Attendance.objects.count() == 1


def test_a_revoked_and_reissued_code_shows_the_new_one_on_the_own_phone(activity):
    from events.actions.codes import reissue_code

    phone = Phone(activity)
    phone.check_in()
    new = reissue_code(Attendance.objects.get().person, by=None)
    assert phone.counted_page().context["personal_code"] == new
