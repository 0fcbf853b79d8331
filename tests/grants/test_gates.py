"""Who gets through which door of the grants app."""

import pytest
from django.urls import reverse

from grants import urls
from grants.actions.accounts import make_token
from grants.actions.invitations import invite
from grants.models import Direction, ExpectedResult, Indicator, Membership, Role
from tests.conftest import signed_in

PUBLIC = {"sign_in", "sign_out", "password_forgotten", "password_sent", "password_new", "invitation"}
OWN = {"account", "password_change", "organisation_new", "switch"}
# Page -> who gets it, from Owner, organiser, Staff, Viewer ("o" is the organiser).
PAGES = {
    "members": "OoSV",
    "grantees": "OoSV",
    "projects": "OoSV",
    "project": "OoSV",
    "directions": "OoSV",
    "direction": "OoSV",
    "direction_new": "Oo",
    "directions_paste": "Oo",
    "direction_edit": "Oo",
    "direction_delete": "Oo",
    "result_new": "Oo",
    "result_edit": "Oo",
    "result_delete": "Oo",
    "project_indicators": "Oo",
    "tokens": "Oo",
    "token_revoke": "Oo",
    "grantee_new": "Oo",
    "grantee_edit": "Oo",
    "project_new": "Oo",
    "project_edit": "Oo",
    "task_new": "Oo",
    "task_edit": "Oo",
    "task_delete": "Oo",
    "measure_new": "Oo",
    "measure_edit": "Oo",
    "measure_delete": "Oo",
    "indicator_new": "Oo",
    "indicator_edit": "Oo",
    "indicator_delete": "Oo",
    "organisation": "O",
    "member_role": "O",
    "member_remove": "O",
    "invitation_new": "O",
    "invitation_revoke": "O",
}
LETTERS = {Role.OWNER: "O", Role.ORGANISER: "o", Role.STAFF: "S", Role.VIEWER: "V"}


@pytest.fixture
def addresses(make):
    """Every page of PAGES for objects of make.organisation."""
    owner = make.member(Role.OWNER)
    project = make.project(ref="П-1")
    measure = make.measure(project)
    figure = Indicator.objects.create(project=project, measure=measure, code="participants", plan=100)
    invitation = invite(make.organisation, role=Role.STAFF, note="", by=owner.user).invitation
    token = make_token(make.organisation, name="1C", by=owner.user).token
    direction = Direction.objects.create(organisation=make.organisation, number="1", title="Бағыт")
    result = ExpectedResult.objects.create(direction=direction, number=1, text="Нәтиже")
    ids = {
        "direction": direction.pk,
        "result": result.pk,
        "task": measure.task_id,
        "measure": measure.pk,
        "indicator": figure.pk,
        "grantee": project.grantee_id,
        "member": make.member(Role.STAFF).pk,
        "invitation": invitation.pk,
        "token": token.pk,
    }
    return {name: _address(name, project.ref, ids) for name in PAGES}


def _address(name, ref, ids):
    noun, _, verb = name.partition("_")
    args = [ref] if noun in {"task", "measure", "indicator"} or name in {"project", "project_edit"} else []
    if name == "project_indicators":
        args = [ref]
    if name in {"direction", "result_new"}:
        args = [ids["direction"]]
    if verb in {"edit", "delete", "role", "remove", "revoke"} and noun in ids:
        args.append(ids[noun])
    return reverse(f"grants:{name}", args=args)


def test_every_page_of_the_app_is_looked_at_here():
    assert {pattern.name for pattern in urls.urlpatterns} == PUBLIC | OWN | set(PAGES)


@pytest.mark.parametrize("role", Role.values)
def test_each_role_gets_its_pages_and_no_others(make, addresses, role):
    client = signed_in(make.member(role).user)
    posted_only = {"token_revoke", "member_role", "invitation_revoke"}
    reached = {}
    for name, path in addresses.items():
        if name in posted_only and LETTERS[role] in PAGES[name]:
            continue
        send = client.post if name in posted_only else client.get
        reached[name] = send(path).status_code
    expected = {
        name: 200 if LETTERS[role] in letters else (405 if name in posted_only else 403)
        for name, letters in PAGES.items()
        if name in reached
    }
    expected |= dict.fromkeys(posted_only & reached.keys(), 403)
    assert reached == expected


@pytest.mark.parametrize("role", [Role.STAFF, Role.VIEWER])
def test_who_may_only_look_cannot_write_either(make, addresses, role):
    client = signed_in(make.member(role).user)
    writing = {name for name, letters in PAGES.items() if LETTERS[role] not in letters}
    assert {client.post(addresses[name]).status_code for name in writing} == {403}


def test_foreign_ids_are_404_for_everybody(make, addresses):
    stranger = make.other_organisation().member(Role.OWNER)
    client = signed_in(stranger.user)
    with_ids = {name: path for name, path in addresses.items() if any(c.isdigit() for c in path)}
    assert len(with_ids) == 23
    for send in (client.get, client.post):
        answers = {name: send(path).status_code for name, path in with_ids.items()}
        only_post = {"token_revoke", "member_role", "invitation_revoke"} if send == client.get else set()
        assert answers == {name: 405 if name in only_post else 404 for name in with_ids}
    assert Membership.objects.of(make.organisation).count() == 2


def test_a_plan_item_of_another_project_is_404(make, addresses):
    second = make.project()
    client = signed_in(make.member().user)
    for name in ("task_edit", "measure_edit", "indicator_edit", "task_delete", "measure_delete", "indicator_delete"):
        assert client.get(addresses[name]).status_code == 200
        moved = addresses[name].replace(reverse("grants:project", args=["П-1"]), f"/projects/{second.ref}/")
        assert client.get(moved).status_code == 404


def test_strangers_are_sent_to_sign_in(client, make, addresses):
    for path in addresses.values():
        answer = client.get(path)
        assert answer.status_code in {302, 405}
        assert answer.status_code == 405 or answer.url.startswith("/sign-in/?next=/")


def test_numbers_beyond_any_database_are_404(make, addresses):
    client = signed_in(make.member(Role.OWNER).user)
    huge = "9" * 40
    for path in (
        f"/grantees/{huge}/edit/",
        f"/members/{huge}/remove/",
        f"/projects/П-1/tasks/{huge}/edit/",
        f"/projects/П-1/measures/new/?task={huge}",
    ):
        assert client.get(path).status_code in {200, 404}
    assert client.post(f"/tokens/{huge}/revoke/").status_code == 404
    assert client.post(f"/invitations/{huge}/revoke/").status_code == 404
