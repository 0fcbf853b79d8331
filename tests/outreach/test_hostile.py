"""What a hostile or clumsy sender gets: words and a 4xx, never a fault of ours, and nothing changed."""

import pytest
from django.test import Client
from django.utils import translation

from grants.actions.accounts import make_token
from grants.models import Membership, Role, User
from outreach.errors import MESSAGES
from tests.conftest import signed_in
from tests.factories import PASSWORD

FORM = "application/x-www-form-urlencoded"
PART = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n%s\r\n--x--\r\n'
NO_FORMS = {
    "too big": (b"name=" + b"x" * 3_000_000, FORM),
    "too many fields": ("&".join(f"f{number}=1" for number in range(2500)).encode(), FORM),
    "torn": (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data"),
    "another encoding": (b"name=\xff\xfe", f"{FORM}; charset=koi8-r"),
    "halves of a character": (PART % b"\\ud800", "multipart/form-data; boundary=x; charset=unicode_escape"),
    "no encoding of text": (PART % b"x", "multipart/form-data; boundary=x; charset=rot13"),
}


@pytest.fixture
def browser(organiser):
    """The organiser's browser, which shows a fault of ours as 500 instead of raising it."""
    organiser.raise_request_exception = False
    organiser.handler.enforce_csrf_checks = True
    organiser.cookies["django_language"] = "ru"
    organiser.get("/account/")  # for its token
    return organiser


def in_russian(code: str) -> str:
    """The words of a refusal as the browser must show them; other words than the English ones."""
    with translation.override("en"):
        english = str(MESSAGES[code])
    with translation.override("ru"):
        words = str(MESSAGES[code])
    assert words != english
    return words


@pytest.mark.parametrize(("body", "content_type"), NO_FORMS.values(), ids=NO_FORMS)
def test_a_body_that_is_no_form_is_400_with_words(browser, make, body, content_type):
    before = list(User.objects.values())
    poster = f"/a/{make.activity().public_code}/"  # read by the view itself, not by Django's check
    for path in ("/account/", poster):
        answer = browser.generic("POST", path, body, content_type=content_type)
        assert answer.status_code == 400
        assert in_russian("unreadable") in answer.content.decode()
        assert "Content-Security-Policy" in answer.headers
    assert list(User.objects.values()) == before


@pytest.mark.parametrize("path", ["/reports/summary/texts/a%00/kk/versions/1/", "/sheets/a%00/", "/s/a%00/"])
def test_an_address_with_a_sign_that_no_database_takes_is_404(browser, path):
    assert browser.get(path).status_code == 404
    assert browser.post(path, {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}).status_code == 404


def test_such_a_body_is_refused_in_the_shape_of_the_api(browser):
    body, content_type = NO_FORMS["too big"]
    browser.handler.enforce_csrf_checks = False
    answer = browser.generic("POST", "/api/v1/publications", body, content_type=content_type)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_a_form_without_its_token_is_refused_with_words(browser):
    answer = browser.post("/account/", {"name": "Басқа", "language": "kk"})
    assert answer.status_code == 403
    assert in_russian("form_too_old") in answer.content.decode()
    assert not User.objects.filter(name="Басқа").exists()


def test_an_address_for_a_button_says_so_to_who_opens_it(browser):
    for path in ("/sign-out/", "/switch/"):
        answer = browser.get(path)
        assert answer.status_code == 405
        assert answer.headers["Allow"]
        assert in_russian("only_by_button") in answer.content.decode()


def test_a_forged_host_is_refused_before_anything_is_done(browser, mailoutbox):
    answer = Client(raise_request_exception=False).post(
        "/password/", {"email": "a@b.kz"}, headers={"host": "evil.example"}
    )
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


def test_a_lower_role_holds_at_once_for_pages_and_programs(make):
    member = make.member(Role.OWNER)
    make.member(Role.OWNER)
    client = signed_in(member.user)
    headers = {"authorization": f"Bearer {make_token(make.organisation, name='x', by=member.user).secret}"}
    activity = make.activity(make.project(ref="P"))
    body = {"activity": activity.ref, "links": "https://example.kz/1"}

    def add():
        return Client().post("/api/v1/publications", body, content_type="application/json", headers=headers).status_code

    assert (client.get("/organisation/").status_code, client.get("/projects/P/edit/").status_code) == (200, 200)
    assert add() == 200
    Membership.objects.filter(pk=member.pk).update(role=Role.VIEWER)
    assert (client.get("/organisation/").status_code, client.get("/projects/P/edit/").status_code) == (403, 403)
    assert add() == 403
    Membership.objects.filter(pk=member.pk).delete()
    assert client.get("/projects/P/").status_code == 403
    assert add() == 401


def test_a_closed_account_is_out_at_once(make):
    member = make.member(Role.OWNER)
    client = signed_in(member.user)
    headers = {"authorization": f"Bearer {make_token(make.organisation, name='x', by=member.user).secret}"}
    assert client.get("/account/").status_code == 200
    User.objects.filter(pk=member.user_id).update(is_active=False)
    assert client.get("/account/").status_code == 302
    assert Client().get("/api/v1/me", headers=headers).status_code == 401
    assert client.get("/api/v1/me").status_code == 401


def test_signing_in_takes_a_new_session_and_signing_out_leaves_nothing(make):
    user = make.member().user
    client = Client()
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    client.post("/sign-in/", {"username": user.email, "password": PASSWORD})
    key = client.cookies["sessionid"].value
    assert key != planted
    client.post("/sign-out/")
    stolen = Client()
    for old in (planted, key):
        stolen.cookies["sessionid"] = old
        assert stolen.get("/account/").status_code == 302


def test_what_members_see_is_kept_by_no_proxy_and_names_by_no_browser(organiser, make):
    activity = make.activity(make.project(ref="P"), ref="P-1")
    make.attendance(activity, person=make.person(name="Айгүл Сапарова"))
    for path in ("/", "/activities/", "/projects/P/", "/account/", "/reports/", "/publications/"):
        assert "private" in organiser.get(path).headers["Cache-Control"], path
    names = "/projects/P/statistics/records/?table=visits"
    assert "Айгүл" in organiser.get(names).content.decode()
    for path in ("/members/", "/activities/P-1/people/", "/check-in/", names, "/tokens/"):
        assert "no-store" in organiser.get(path).headers["Cache-Control"], path


def test_pages_carry_the_policy_that_forbids_foreign_scripts(organiser, make):
    code = make.activity().public_code
    for path in ("/", "/sign-in/", f"/a/{code}/", "/nothing-here/", "/c/X", "/s/X/", "/api/v1/docs", "/admin/login/"):
        policy = organiser.get(path).headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
