"""Signing in and out, the brake on guessing, a forgotten password."""

import re

import pytest
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse

from grants.actions.audit import record_audit
from grants.models import User
from grants.throttle import client_address
from tests.conftest import signed_in
from tests.factories import PASSWORD

SIGN_IN = "/sign-in/"


def try_in(client, email, password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": email, "password": password, "next": extra.pop("next", "")}, **extra)


def test_the_email_may_be_written_in_capitals(make):
    make.member(email="aigul@example.kz")
    answer = try_in(Client(), "Aigul@EXAMPLE.kz")
    assert (answer.status_code, answer.url) == (302, "/")


@pytest.mark.parametrize("email", ["aigul@example.kz", "nobody@example.kz"])
def test_a_wrong_password_and_an_unknown_email_get_the_same_words(make, email):
    make.member(email="aigul@example.kz")
    answer = try_in(Client(), email, "wrong-password")
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [str(answer.context["form"].error_messages["invalid_login"])]
    assert f'value="{email}"' in answer.content.decode()


def test_a_closed_account_cannot_sign_in(make):
    make.member(email="aigul@example.kz", is_active=False)
    assert try_in(Client(), "aigul@example.kz").status_code == 422


@pytest.mark.parametrize(
    ("wished", "reached"),
    [
        ("/members/", "/members/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_next_leads_only_to_this_site(make, wished, reached):
    make.member(email="aigul@example.kz")
    assert try_in(Client(), "aigul@example.kz", next=wished).url == reached


def test_a_stranger_comes_back_to_where_they_were_going(make):
    make.member(email="aigul@example.kz")
    client = Client()
    there = client.get("/members/").url
    assert there == f"{SIGN_IN}?next=/members/"
    assert try_in(client, "aigul@example.kz", next="/members/").url == "/members/"
    assert client.get("/members/").status_code == 200


def test_after_eight_failures_even_the_right_password_has_to_wait(make):
    make.member(email="aigul@example.kz")
    make.member(email="serik@example.kz")
    client = Client()
    statuses = [try_in(client, "aigul@example.kz", "wrong").status_code for _ in range(8)]
    assert statuses == [422] * 8
    refused = try_in(client, "AIGUL@example.kz")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "900"
    assert "15" in refused.content.decode()
    assert try_in(client, "serik@example.kz").status_code == 302
    assert try_in(Client(), "aigul@example.kz", REMOTE_ADDR="198.51.100.7").status_code == 302


def test_forty_failures_from_one_address_stop_that_address(make):
    make.member(email="aigul@example.kz")
    for number in range(40):
        assert try_in(Client(), f"guess{number}@example.kz", "wrong").status_code == 422
    assert try_in(Client(), "aigul@example.kz").status_code == 429
    assert try_in(Client(), "aigul@example.kz", REMOTE_ADDR="198.51.100.7").status_code == 302


def test_signing_in_properly_uses_nothing_up(make):
    make.member(email="aigul@example.kz")
    for _ in range(45):
        assert try_in(Client(), "aigul@example.kz").status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "invented, 203.0.113.9", "203.0.113.9"),
        (2, "invented, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="10.0.0.1")
    assert client_address(request) == address


@pytest.mark.parametrize("email", ["\0", "a" * 5000, "aigul", ""])
def test_nonsense_instead_of_an_email_is_a_form_error(db, email):
    assert try_in(Client(), email).status_code == 422


def test_signing_out_is_a_post(make):
    client = signed_in(make.member().user)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").url == SIGN_IN
    assert client.get("/members/").status_code == 302


def test_the_administrators_pages_use_the_same_door(make):
    assert Client().get("/admin/login/?next=/admin/").url == f"{SIGN_IN}?next=/admin/"
    assert signed_in(make.member("owner").user).get("/admin/login/").status_code == 403
    assert signed_in(make.user(is_staff=True, is_superuser=True)).get("/admin/").status_code == 200


def test_the_administrator_makes_accounts_and_only_looks_at_the_rest(make):
    make.project()
    record_audit(make.organisation, None, "project.create", "test")
    administrator = signed_in(make.user(is_staff=True, is_superuser=True))
    for name in ("user", "organisation", "project", "edition", "job", "auditentry"):
        assert administrator.get(f"/admin/grants/{name}/").status_code == 200
    for name in ("project", "edition", "job", "auditentry"):
        assert administrator.get(f"/admin/grants/{name}/add/").status_code == 403
    entered = {"email": "Serik@example.kz", "name": "", "language": "", "usable_password": "true"}
    entered |= {"password1": PASSWORD, "password2": PASSWORD}
    assert administrator.post("/admin/grants/user/add/", entered).status_code == 302
    assert try_in(Client(), "serik@example.kz").status_code == 302
    assert administrator.get(f"/admin/grants/organisation/{make.organisation.pk}/change/").status_code == 200


def link_in(letter):
    return re.search(r"http://testserver(\S+)", letter.body)[1]


def test_a_forgotten_password_is_replaced_through_the_mailed_link(make, worker_at_once):
    make.member(email="aigul@example.kz")
    client = Client()
    assert client.post("/password/", {"email": "Aigul@example.kz"}).url == "/password/sent/"
    [letter] = mail.outbox
    assert letter.to == ["aigul@example.kz"]
    form = client.get(link_in(letter), follow=True)
    assert form.status_code == 200
    new = {"new_password1": "sary-arqa-1931-dala", "new_password2": "sary-arqa-1931-dala"}
    assert client.post(form.request["PATH_INFO"], new).url == SIGN_IN
    assert try_in(Client(), "aigul@example.kz").status_code == 422
    assert try_in(Client(), "aigul@example.kz", "sary-arqa-1931-dala").status_code == 302
    assert Client().get(link_in(letter), follow=True).status_code == 410


def test_a_weak_new_password_is_refused_in_words(make, worker_at_once):
    make.member(email="aigul@example.kz")
    client = Client()
    client.post("/password/", {"email": "aigul@example.kz"})
    form = client.get(link_in(mail.outbox[0]), follow=True)
    answer = client.post(form.request["PATH_INFO"], {"new_password1": "12345", "new_password2": "12345"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["new_password2"]
    assert try_in(Client(), "aigul@example.kz").status_code == 302


def test_nobody_learns_whether_an_email_has_an_account(make, worker_at_once):
    make.member(email="aigul@example.kz")
    make.member(email="closed@example.kz", is_active=False)
    pages = []
    for email in ("aigul@example.kz", "nobody@example.kz", "closed@example.kz"):
        answer = Client().post("/password/", {"email": email}, follow=True)
        pages.append((answer.status_code, re.sub(r'value="\w{64}"', "", answer.content.decode())))
    assert pages[0] == pages[1] == pages[2]
    assert len(mail.outbox) == 1


def test_who_never_had_a_password_gets_one_by_mail(make, worker_at_once):
    User.objects.create_user("new@example.kz")
    Client().post("/password/", {"email": "new@example.kz"})
    assert [letter.to for letter in mail.outbox] == [["new@example.kz"]]


def test_asking_for_links_without_end_is_stopped(make, worker_at_once):
    make.member(email="aigul@example.kz")
    answers = [Client().post("/password/", {"email": "aigul@example.kz"}).status_code for _ in range(9)]
    assert answers == [302] * 8 + [429]
    assert len(mail.outbox) == 8


def test_the_letter_carries_the_public_address_where_one_is_set(make, worker_at_once, settings):
    settings.PUBLIC_URL = "https://outreach.example.kz"
    make.member(email="aigul@example.kz")
    Client().post("/password/", {"email": "aigul@example.kz"})
    assert "https://outreach.example.kz/password/" in mail.outbox[0].body


def test_a_dead_link_for_a_new_password_says_so(db):
    for path in ("/password/MQ/abc-def/", "/password/!!/abc-def/", "/password/AAAA/set-password/"):
        assert Client().get(path).status_code == 410


def test_changing_the_password_signs_other_browsers_out(make):
    user = make.member().user
    here, there = signed_in(user), signed_in(user)
    wrong = {"old_password": "no", "new_password1": "sary-arqa-1931-dala", "new_password2": "sary-arqa-1931-dala"}
    assert here.post(reverse("grants:password_change"), wrong).status_code == 422
    right = {**wrong, "old_password": PASSWORD}
    assert here.post(reverse("grants:password_change"), right).url == "/account/"
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
