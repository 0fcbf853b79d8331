"""Members, their roles, and invitations by link."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from grants.actions.accounts import make_token
from grants.actions.invitations import accept_invitation, invite
from grants.actions.members import change_role, remove_member
from grants.models import AuditEntry, Invitation, Membership, Role, User
from grants.queries import organisation_of_token
from rules.errors import AppError
from tests.conftest import signed_in
from tests.factories import PASSWORD


@pytest.fixture
def owner(make):
    return make.member(Role.OWNER, email="owner@example.kz", name="Айгүл")


def new_link(make, owner, role=Role.STAFF):
    new = invite(make.organisation, role=role, note="Серік", by=owner.user)
    return new.invitation, f"/invitations/{new.secret}/"


def test_only_owners_see_emails_and_invitations(make, owner):
    new_link(make, owner)
    make.member(Role.STAFF, email="staff@example.kz", name="")
    seen = signed_in(owner.user).get("/members/").content.decode()
    assert "staff@example.kz" in seen
    assert "Серік" in seen
    for role in (Role.ORGANISER, Role.STAFF, Role.VIEWER):
        page = signed_in(make.member(role, name="Біреу").user).get("/members/").content.decode()
        assert "@example.kz" not in page
        assert "Серік" not in page
        assert "Айгүл" in page


def test_an_owner_changes_a_role_and_the_trail_keeps_it(make, owner):
    member = make.member(Role.STAFF)
    path = f"/members/{member.pk}/role/"
    client = signed_in(owner.user)
    assert client.post(path, {f"member{member.pk}-role": "organiser"}).url == "/members/"
    member.refresh_from_db()
    assert member.role == Role.ORGANISER
    entry = AuditEntry.objects.get(verb="member.role")
    assert (entry.actor, entry.details) == (owner.user, {"was": "staff", "now": "organiser"})
    client.post(path, {f"member{member.pk}-role": "king"})
    member.refresh_from_db()
    assert member.role == Role.ORGANISER


def test_the_last_owner_can_neither_be_demoted_nor_removed(make, owner):
    client = signed_in(owner.user)
    assert client.post(f"/members/{owner.pk}/role/", {f"member{owner.pk}-role": "staff"}).status_code == 409
    assert client.post(f"/members/{owner.pk}/remove/").status_code == 409
    make.member(Role.OWNER, is_active=False)  # who cannot sign in cannot be the one left
    with pytest.raises(AppError, match="last_owner"):
        remove_member(owner, by=owner.user)
    owner.refresh_from_db()
    assert owner.role == Role.OWNER
    make.member(Role.OWNER)
    change_role(owner, Role.STAFF, by=owner.user)
    owner.refresh_from_db()
    assert owner.role == Role.STAFF


def test_a_removed_member_sees_nothing_and_what_they_handed_out_dies(make, owner):
    second = make.member(Role.OWNER)
    secret = make_token(make.organisation, name="1C", by=second.user).secret
    invitation, link = new_link(make, second)
    theirs = signed_in(second.user)
    client = signed_in(owner.user)
    assert client.get(f"/members/{second.pk}/remove/").status_code == 200
    assert Membership.objects.filter(pk=second.pk).exists()
    assert client.post(f"/members/{second.pk}/remove/").url == "/members/"
    assert theirs.get("/projects/").status_code == 403
    assert organisation_of_token(secret) is None
    assert Client().get(link).status_code == 410
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None


def test_an_invitation_is_shown_once_and_kept_as_a_hash(make, owner):
    client = signed_in(owner.user)
    made = client.post("/invitations/new/", {"role": "organiser", "note": "Серік"})
    assert made.status_code == 201
    link = made.context["link"]
    assert f'readonly value="{link}"' in made.content.decode()
    row = Invitation.objects.get()
    assert link.split("/")[-2] not in row.secret_hash
    assert timedelta(days=6, hours=23) < row.expires_at - timezone.now() <= timedelta(days=7)
    assert link not in client.get("/members/").content.decode()
    assert client.post("/invitations/new/", {"role": "king"}).status_code == 422


def test_a_user_joins_by_the_link_once(make, owner):
    invitation, link = new_link(make, owner)
    user, second = make.user(), make.user()
    client = signed_in(user)
    assert client.get(link).status_code == 200
    assert not Membership.objects.filter(user=user).exists()
    assert client.post(link).url == "/"
    assert Membership.objects.get(user=user).role == Role.STAFF
    invitation.refresh_from_db()
    assert (invitation.accepted_by, invitation.accepted_at is None) == (user, False)
    assert client.post(link).status_code == 200  # the second tap: told, not refused
    assert signed_in(second).get(link).status_code == 410
    assert signed_in(second).post(link).status_code == 410
    assert Client().get(link).status_code == 410
    assert not Membership.objects.filter(user=second).exists()


def test_who_already_belongs_keeps_the_role_and_leaves_the_link_alone(make, owner):
    invitation, link = new_link(make, owner, Role.VIEWER)
    answer = signed_in(owner.user).post(link)
    assert answer.status_code == 200
    owner.refresh_from_db()
    assert owner.role == Role.OWNER
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_a_stranger_registers_and_joins_in_one_step(make, owner):
    _, link = new_link(make, owner)
    client = Client()
    client.cookies["django_language"] = "ru"
    page = client.get(link)
    assert make.organisation.name in page.content.decode()
    assert f"/sign-in/?next={link}" in page.content.decode()
    entered = {"email": "Serik@example.kz", "name": "Серік", "password": PASSWORD}
    assert client.post(link, entered).url == "/"
    user = User.objects.get(email="serik@example.kz")
    assert (user.name, user.language, user.has_usable_password()) == ("Серік", "ru", True)
    assert user.memberships.get().role == Role.STAFF
    assert client.get("/projects/").status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password": "12345"}, "password"),
        ({"password": "serik-example"}, "password"),
        ({"email": "owner@example.kz"}, "email"),
        ({"email": "not an e-mail"}, "email"),
        ({"name": ""}, "name"),
        ({"name": "a\0b"}, "name"),
    ],
)
def test_a_faulty_registration_makes_no_account_and_uses_nothing_up(make, owner, change, field):
    invitation, link = new_link(make, owner)
    entered = {"email": "serik@example.kz", "name": "serik example", "password": PASSWORD, **change}
    answer = Client().post(link, entered)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert User.objects.count() == 1
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_dead_links_say_why(make, owner):
    expired, expired_link = new_link(make, owner)
    Invitation.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    revoked, revoked_link = new_link(make, owner)
    assert signed_in(owner.user).post(f"/invitations/{revoked.pk}/revoke/").url == "/members/"
    words = set()
    for client in (Client(), signed_in(make.user())):
        for link in (expired_link, revoked_link):
            answer = client.get(link)
            assert answer.status_code == 410
            words.add(answer.context["code"])
    assert words == {"invitation_expired", "invitation_revoked"}
    entered = {"email": "serik@example.kz", "name": "Серік", "password": PASSWORD}
    assert Client().post(revoked_link, entered).status_code == 410
    assert not User.objects.filter(email="serik@example.kz").exists()


def test_an_unknown_link_is_404(make):
    assert Client().get("/invitations/abc/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_people_opening_one_link_at_once_one_joins(make, owner):
    invitation, _ = new_link(make, owner)
    users, results, start = [make.user(), make.user()], [], threading.Barrier(2)

    def join(user):
        start.wait()
        try:
            results.append(accept_invitation(invitation, user=user).is_new)
        except AppError as refused:
            results.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=join, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results, key=str) == [True, "invitation_used"]
    assert Membership.objects.filter(user__in=users).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_owners_cannot_remove_each_other_at_once(make, owner):
    second = make.member(Role.OWNER)
    results, start = [], threading.Barrier(2)

    def remove(victim, by):
        start.wait()
        try:
            remove_member(victim, by=by.user)
            results.append("removed")
        except AppError as refused:
            results.append(refused.code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=remove, args=[owner, second]),
        threading.Thread(target=remove, args=[second, owner]),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["last_owner", "removed"]
    assert Membership.objects.of(make.organisation).filter(role=Role.OWNER).count() == 1
