"""One's own account: language, organisations, API tokens."""

import re
from datetime import date, timedelta

from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.translation import get_language

from grants.actions.accounts import make_token
from grants.models import ApiToken, Grantee, Membership, Organisation, Role
from grants.queries import organisation_of_token
from tests.conftest import signed_in
from tests.factories import PASSWORD


def language_of(page) -> str:
    return re.search(r'<html lang="(\w\w)"', page.content.decode())[1]


def test_the_language_chosen_on_the_account_page_follows_the_user_to_other_browsers(make):
    user = make.member(email="aigul@example.kz").user
    here = signed_in(user)
    assert language_of(here.get("/account/")) == "kk"
    answer = here.post("/account/", {"name": "Айгүл", "language": "ru"})
    assert answer.cookies["django_language"].value == "ru"
    assert language_of(here.get("/account/")) == "ru"
    elsewhere = Client()
    assert language_of(elsewhere.get("/sign-in/")) == "kk"
    elsewhere.post("/sign-in/", {"username": "aigul@example.kz", "password": PASSWORD})
    assert language_of(elsewhere.get("/account/")) == "ru"
    user.refresh_from_db()
    assert (user.name, user.language) == ("Айгүл", "ru")


def test_the_language_of_this_browser_wins_over_the_users(make):
    client = signed_in(make.member(language="ru").user)
    client.post("/language/", {"language": "en", "next": "/account/"})
    assert language_of(client.get("/account/")) == "en"


def test_letters_come_in_the_users_own_language(make, worker_at_once, monkeypatch):
    def in_language(template, context):
        return f"{template.split('_')[-1]} {get_language()} {context['link']}"

    monkeypatch.setattr("grants.actions.passwords.render_to_string", in_language)
    make.member(email="aigul@example.kz", language="ru")
    make.member(email="serik@example.kz")
    reader = Client()
    reader.post("/language/", {"language": "en", "next": "/"})
    for email in ("aigul@example.kz", "serik@example.kz"):
        reader.post("/password/", {"email": email})
    assert [letter.subject[:14] for letter in mail.outbox] == ["subject.txt ru", "subject.txt en"]
    assert [letter.body[:11] for letter in mail.outbox] == ["mail.txt ru", "mail.txt en"]


def test_an_unknown_language_is_a_form_error(make):
    client = signed_in(make.member().user)
    assert client.post("/account/", {"name": "", "language": "xx"}).status_code == 422


def test_who_belongs_nowhere_may_create_an_organisation_and_owns_it(make):
    user = make.user()
    client = signed_in(user)
    turned_away = client.get("/projects/")
    assert turned_away.status_code == 403
    assert "/organisation/new/" in turned_away.content.decode()
    entered = {"name": "«Мирас» қоры", "contact": "miras@example.kz"}
    assert client.post("/organisation/new/", entered).url == "/projects/"
    membership = Membership.objects.get(user=user)
    assert (membership.role, membership.organisation.name) == (Role.OWNER, "«Мирас» қоры")
    assert client.get("/projects/").status_code == 200


def test_two_taps_make_one_organisation_and_a_member_makes_no_second_one(make):
    client = signed_in(make.user())
    for _ in range(2):
        assert client.post("/organisation/new/", {"name": "«Мирас» қоры"}).url == "/projects/"
    assert Organisation.objects.filter(name="«Мирас» қоры").count() == 1
    assert client.post("/organisation/new/", {"name": "Тағы"}).status_code == 403
    assert not Organisation.objects.filter(name="Тағы").exists()


def test_a_taken_organisation_name_is_told_and_nothing_is_lost(make):
    answer = signed_in(make.user()).post(
        "/organisation/new/", {"name": make.organisation.name, "contact": "miras@example.kz"}
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors["name"]
    assert "miras@example.kz" in answer.content.decode()


def test_the_owner_changes_name_and_contact(make):
    client = signed_in(make.member(Role.OWNER).user)
    other = make.other_organisation().organisation
    taken = client.post("/organisation/", {"name": other.name, "contact": ""})
    assert taken.status_code == 422
    client.post("/organisation/", {"name": "«Жаңа» қоры", "contact": "data@example.kz"})
    make.organisation.refresh_from_db()
    assert (make.organisation.name, make.organisation.contact) == ("«Жаңа» қоры", "data@example.kz")


def test_switching_shows_the_other_organisation_and_only_ones_own(make):
    user = make.member().user
    other, foreign = make.other_organisation(), make.other_organisation()
    Membership.objects.create(user=user, organisation=other.organisation, role=Role.VIEWER)
    Grantee.objects.create(organisation=other.organisation, name="«Болашақ» ҚБ")
    client = signed_in(user)
    before = client.get("/grantees/").content.decode()
    client.post("/switch/", {"organisation": other.organisation.pk})
    after = client.get("/grantees/").content.decode()
    client.post("/switch/", {"organisation": make.organisation.pk})
    back = client.get("/grantees/").content.decode()
    assert ["«Болашақ» ҚБ" in page for page in (before, after, back)].count(True) == 1
    for wrong in (foreign.organisation.pk, "", "x", "9" * 30, "-1", "²"):
        assert client.post("/switch/", {"organisation": wrong}).status_code == 404
    assert client.get("/switch/").status_code == 405


def test_a_token_is_shown_once_and_kept_as_a_hash(make):
    client = signed_in(make.member(Role.ORGANISER).user)
    made = client.post("/tokens/", {"name": "1C"})
    secret = made.context["secret"]
    assert made.status_code == 201
    assert secret in made.content.decode()
    assert made.headers["Cache-Control"].count("no-store")
    token = ApiToken.objects.get()
    assert secret not in token.secret_hash
    assert len(token.secret_hash) == 64
    assert secret not in client.get("/tokens/").content.decode()


def test_a_token_works_until_it_is_revoked(make):
    membership = make.member(Role.ORGANISER)
    new = make_token(make.organisation, name="1C", by=membership.user)
    found = organisation_of_token(new.secret)
    assert (found.organisation, found.user) == (make.organisation, membership.user)
    client = signed_in(membership.user)
    client.post(f"/tokens/{new.token.pk}/revoke/")
    assert organisation_of_token(new.secret) is None


def test_a_token_dies_with_its_makers_account_and_membership(make):
    membership = make.member(Role.ORGANISER)
    secret = make_token(make.organisation, name="1C", by=membership.user).secret
    membership.user.is_active = False
    membership.user.save()
    assert organisation_of_token(secret) is None
    membership.user.is_active = True
    membership.user.save()
    assert organisation_of_token(secret) is not None
    membership.delete()
    assert organisation_of_token(secret) is None


def test_unknown_secrets_open_nothing(db):
    for secret in ("", "x", "\0", "\ud800", "outreach_" + "a" * 5000):
        assert organisation_of_token(secret) is None


def test_the_day_of_use_is_noted_once_a_day(make, django_assert_num_queries):
    new = make_token(make.organisation, name="1C", by=make.member().user)
    ApiToken.objects.update(last_used_on=date(2025, 5, 8))
    organisation_of_token(new.secret)
    new.token.refresh_from_db()
    assert new.token.last_used_on == timezone.localdate()
    with django_assert_num_queries(2):
        organisation_of_token(new.secret)
    assert new.token.last_used_on - timedelta(days=1) < timezone.localdate()


def test_an_owner_revokes_anybodys_token_an_organiser_only_their_own(make):
    theirs = make_token(make.organisation, name="1C", by=make.member().user).token
    path = f"/tokens/{theirs.pk}/revoke/"
    assert signed_in(make.member(Role.ORGANISER).user).post(path).status_code == 404
    assert signed_in(make.member(Role.OWNER).user).post(path).status_code == 302
    theirs.refresh_from_db()
    assert theirs.revoked_at is not None
