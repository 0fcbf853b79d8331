"""What a hostile or clumsy sender gets: words and a 4xx, never a fault of ours, and nothing changed."""

import pytest
from django.test import Client

from grants.models import User

FORM = "application/x-www-form-urlencoded"
NO_FORMS = {
    "too big": (b"name=" + b"x" * 3_000_000, FORM),
    "too many fields": ("&".join(f"f{number}=1" for number in range(2500)).encode(), FORM),
    "torn": (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data"),
    "another encoding": (b"name=\xff\xfe", f"{FORM}; charset=koi8-r"),
}


@pytest.fixture
def browser(organiser):
    """The organiser's browser, which shows a fault of ours as 500 instead of raising it."""
    organiser.raise_request_exception = False
    organiser.handler.enforce_csrf_checks = True
    organiser.cookies["django_language"] = "ru"
    organiser.get("/account/")  # for its token
    return organiser


@pytest.mark.parametrize(("body", "content_type"), NO_FORMS.values(), ids=NO_FORMS)
def test_a_body_that_is_no_form_is_400_with_words(browser, make, body, content_type):
    before = list(User.objects.values())
    poster = f"/a/{make.activity().public_code}/"  # read by the view itself, not by Django's check
    for path in ("/account/", poster):
        answer = browser.generic("POST", path, body, content_type=content_type)
        assert answer.status_code == 400
        assert "Не удалось прочитать" in answer.content.decode()
        assert "Content-Security-Policy" in answer.headers
    assert list(User.objects.values()) == before


def test_such_a_body_is_refused_in_the_shape_of_the_api(browser):
    body, content_type = NO_FORMS["another encoding"]
    browser.handler.enforce_csrf_checks = False
    answer = browser.generic("POST", "/api/v1/publications", b"x" * 3_000_000, content_type=content_type)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_a_form_without_its_token_is_refused_with_words(browser):
    answer = browser.post("/account/", {"name": "Басқа", "language": "kk"})
    assert answer.status_code == 403
    assert "Ничего не сохранено" in answer.content.decode()
    assert not User.objects.filter(name="Басқа").exists()


def test_an_address_for_a_button_says_so_to_who_opens_it(browser):
    for path in ("/sign-out/", "/switch/"):
        answer = browser.get(path)
        assert answer.status_code == 405
        assert answer.headers["Allow"]
        assert "по кнопке" in answer.content.decode()


def test_a_forged_host_is_refused_before_anything_is_done(browser, mailoutbox):
    answer = Client(raise_request_exception=False).post("/password/", {"email": "a@b.kz"}, headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()
    assert mailoutbox == []


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "null", "https://evil.example", "\x00", "x"])
def test_a_participants_form_from_elsewhere_is_refused_whatever_its_origin_says(client, make, origin):
    activity = make.activity()
    client.raise_request_exception = False
    answer = client.post(f"/a/{activity.public_code}/", {"act": "without_data"}, headers={"origin": origin})
    assert answer.status_code == 403
    assert not activity.attendances.exists()
