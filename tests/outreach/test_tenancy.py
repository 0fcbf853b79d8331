"""An organisation sees and changes its own rows and nothing else, at every address there is or will be."""

import json
import uuid
import zipfile
from io import BytesIO

import pytest
from django.apps import apps
from django.db.models import F
from django.forms import BaseForm, BaseFormSet
from django.test.utils import ContextList

from grants.actions.accounts import make_token
from grants.models import Membership, Role
from grants.models.scope import ScopedQuerySet
from tests.conftest import signed_in
from tests.outreach.addresses import MARK, addresses, furnished

# Opened by whoever holds the code or secret, signed in or not: they say what a poster says, and nothing more.
PUBLIC = {
    "events:check_in",
    "events:forget",
    "events:my_code_png",
    "events:withdraw",
    "events:sheet_link",
    "events:register",
    "events:registered",
    "events:register_cancel",
    "events:register_forget",
    "events:activity_ics",
    "events:series_ics",
    "surveys:answer",
    "surveys:thanks",
    "surveys:forget",
    "surveys:answer_invited",
    "surveys:public_results",
    "surveys:kiosk",
    "surveys:kiosk_door",
    "surveys:kiosk_thanks",
    "reports:verify",
    "desk:counted",
    "desk:feed",
    "grants:invitation",
    "grants:password_new",
    "reports:reading_request",
}
# Whose parameters name nothing that belongs to anybody.
OF_NOBODY = {
    "events:calendar",
    "desk:lacking",
    "api:nothing",
    "reports:summary_text",
    "reports:summary_text_versions",
    "reports:summary_text_version",
    "reports:word_template",
    "reports:word_template_sample",
}
# Ends the session or the language of the browser; nothing of an organisation.
LEFT_OUT = {"grants:sign_out"}
OF_SOMEBODY = [a for a in addresses() if a.parameters and a.name not in PUBLIC | OF_NOBODY]
WITHOUT_PARAMETERS = [a for a in addresses() if not a.parameters and a.name not in LEFT_OUT]


@pytest.fixture
def mine(make):
    """The attacker's organisation."""
    return make


@pytest.fixture
def theirs(make):
    """The organisation under attack, with refs that the attacker's has not."""
    return furnished(make.other_organisation(), project_ref="Ж9", activity_ref="Ж9-1")


@pytest.fixture
def attacker(mine):
    """The owner of the other organisation."""
    return signed_in(mine.member(Role.OWNER).user)


def scoped_models():
    """Every model that belongs to an organisation."""
    ours = [model for model in apps.get_models() if isinstance(model._default_manager.all(), ScopedQuerySet)]
    assert len(ours) > 20
    return ours


def everything_of(organisation) -> dict[str, list]:
    """Every row of an organisation, in every table that belongs to one."""
    return {
        model._meta.label: list(model._default_manager.of(organisation).order_by("pk").values())
        for model in scoped_models()
    }


def rows_that_point_abroad() -> list[str]:
    """Foreign keys from one organisation's rows into another's."""
    found = []
    for model in scoped_models():
        own = getattr(model, "organisation_path", ScopedQuerySet.organisation_path)
        for key in model._meta.fields:
            target = key.related_model
            if target not in scoped_models():
                continue
            its_path = f"{key.name}__{getattr(target, 'organisation_path', ScopedQuerySet.organisation_path)}"
            abroad = model._default_manager.filter(**{f"{its_path}__isnull": False}).exclude(**{its_path: F(own)})
            found += [f"{model._meta.label} {row.pk}: {key.name}" for row in abroad]
    return found


def hostile_body(house) -> dict[str, object]:
    """The foreign ids under every name a form here gives to anything."""
    named = {name: str(value) for name, value in house.ids.items()}
    management = {"speakers-TOTAL_FORMS": "0", "speakers-INITIAL_FORMS": "0"}
    texts = {
        "title": "x",
        "number": "9.9",
        "starts_on": "2025-09-10",
        "ref": "",
        "reason": "x",
        "note": "",
        "role": "owner",
    }
    return {**management, **texts, **named, "counted": "participants", "plan": "1", "text": "https://example.kz/1"}


def requests_to(client, path, body):
    """GET, and POST as a form and as JSON."""
    return [
        client.get(path),
        client.post(path, body),
        client.post(path, json.dumps(body), content_type="application/json"),
    ]


def text_of(answer) -> str:
    """What an answer says; of a workbook, everything inside."""
    content = answer.getvalue()
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(BytesIO(content)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())


def shows_it(answer) -> bool:
    """Whether an answer says more than it was asked with: what was typed into a form or a search is shown again."""
    typed = (f'value="{MARK}"', f'aria-labelledby="what-was-typed">{MARK}</div>')
    text = text_of(answer)
    for echo in typed:
        text = text.replace(echo, "")
    return MARK in text


def test_what_belongs_to_another_organisation_is_404_everywhere(attacker, theirs):
    before = everything_of(theirs.organisation)
    wrong = []
    for address in OF_SOMEBODY:
        # A KeyError here: a new address. Say in tests/outreach/addresses.py what stands behind it.
        path = theirs.path(address)
        answers = requests_to(attacker, path, hostile_body(theirs))
        # 405 where the method is not offered, 400 where the API gets a form; the rest must say 404.
        possible = {404, 405}
        if address.name.startswith("api:"):
            answers.append(attacker.patch(path, json.dumps({"title": "x"}), content_type="application/json"))
            possible = {400, 404, 405}
        statuses = [answer.status_code for answer in answers]
        if not set(statuses) <= possible or 404 not in statuses:
            wrong.append((address.name, statuses))
        wrong += [(address.name, "shows it") for answer in answers if shows_it(answer)]
        if everything_of(theirs.organisation) != before:
            wrong.append((address.name, "changes it"))
            before = everything_of(theirs.organisation)
    assert wrong == []
    assert rows_that_point_abroad() == []


def test_foreign_ids_in_a_query_or_a_body_change_and_show_nothing(mine, attacker, theirs):
    mine.activity(mine.project(ref="М1"))
    before = everything_of(theirs.organisation)
    body = hostile_body(theirs)
    wrong = []
    for address in WITHOUT_PARAMETERS:
        path = theirs.path(address)
        answers = [*requests_to(attacker, path, body), attacker.get(path, body)]
        wrong += [(address.name, answer.status_code) for answer in answers if answer.status_code >= 500]
        wrong += [(address.name, "shows it") for answer in answers if shows_it(answer)]
        if everything_of(theirs.organisation) != before:
            wrong.append((address.name, "changes it"))
            before = everything_of(theirs.organisation)
    assert wrong == []
    assert rows_that_point_abroad() == []


def test_public_codes_open_a_page_and_change_nothing_by_themselves(attacker, theirs):
    before = everything_of(theirs.organisation)
    for address in (a for a in addresses() if a.name in PUBLIC):
        path = theirs.path(address)
        answers = [attacker.get(path)]
        if address.name != "grants:invitation":  # who has the secret may join: that is what it is for
            answers += requests_to(attacker, path, hostile_body(theirs))
        assert {answer.status_code for answer in answers} <= {200, 302, 400, 404, 405, 410, 422}, address.name
        assert everything_of(theirs.organisation) == before, address.name
        for answer in answers:
            assert "Адам" not in text_of(answer), address.name
            assert "+7" not in text_of(answer), address.name


def test_the_same_refs_in_two_organisations_stay_apart(mine, theirs):
    """Both have a project Ж9 and an activity Ж9-1: each address shows and changes one's own."""
    ours = furnished(mine, project_ref="Ж9", activity_ref="Ж9-1")
    client = signed_in(Membership.objects.of(mine.organisation).filter(role=Role.OWNER).first().user)
    before = everything_of(theirs.organisation)
    secret = theirs.organisation.name
    for address in OF_SOMEBODY:
        for answer in requests_to(client, ours.path(address), hostile_body(theirs)):
            assert answer.status_code < 500, address.name
            assert secret not in text_of(answer), address.name
    assert everything_of(theirs.organisation) == before
    assert rows_that_point_abroad() == []


def test_a_token_reaches_its_own_organisation_only(client, mine, theirs):
    owner = mine.member(Role.OWNER)
    headers = {"authorization": f"Bearer {make_token(mine.organisation, name='x', by=owner.user).secret}"}
    before = everything_of(theirs.organisation)
    for address in (a for a in OF_SOMEBODY if a.name.startswith("api:")):
        path = theirs.path(address)
        answers = [client.get(path, headers=headers)]
        for send in (client.post, client.patch):
            answers.append(send(path, json.dumps({"reason": "x"}), content_type="application/json", headers=headers))
        statuses = [answer.status_code for answer in answers]
        assert set(statuses) <= {404, 405}
        assert 404 in statuses
    assert everything_of(theirs.organisation) == before


def test_the_api_takes_no_foreign_refs_in_a_body(client, mine, theirs):
    own = mine.activity(mine.project(ref="М1"), ref="М1-1")
    owner = mine.member(Role.OWNER)
    headers = {"authorization": f"Bearer {make_token(mine.organisation, name='x', by=owner.user).secret}"}
    before = everything_of(theirs.organisation)

    def send(path, **body):
        return client.post(
            f"/api/v1/{path}", json.dumps(body, default=str), content_type="application/json", headers=headers
        ).status_code

    assert send("activities", project="Ж9", kind="lecture", title="x") == 404
    assert send("activities", project="М1", kind="own", title="x") == 422
    assert send("attendances", uuid=uuid.uuid4(), activity="Ж9-1") == 404
    assert send("attendances", uuid=theirs.ids["row"], activity=own.ref) == 409
    assert send("publications", activity="Ж9-1", links="https://example.kz/1") == 404
    assert send("publications", project="Ж9", links="https://example.kz/1") == 404
    for path in ("activities?project=Ж9", "attendances?activity=Ж9-1", "publications?project=Ж9"):
        assert client.get(f"/api/v1/{path}", headers=headers).status_code == 404
    assert everything_of(theirs.organisation) == before
    assert rows_that_point_abroad() == []


def test_nobody_switches_into_an_organisation_that_is_not_theirs(attacker, theirs):
    for wished in (theirs.organisation.pk, 10**30, "", "x", "٣"):
        assert attacker.post("/switch/", {"organisation": str(wished)}).status_code == 404
    session = attacker.session
    session["organisation"] = theirs.organisation.pk
    session.save()
    assert MARK not in attacker.get("/account/").content.decode()


def test_a_door_and_an_answer_remembered_from_another_organisation_are_forgotten(attacker, theirs):
    session = attacker.session
    session["door"] = theirs.ids["session"]
    session["last_check_in"] = {"row": theirs.organisation.pk, "is_new": True}
    session["pasted_links"] = {"activity": theirs.organisation.pk, "links": []}
    session.save()
    for path in ("/check-in/", "/", "/publications/"):
        assert MARK not in attacker.get(path).content.decode()
    before = everything_of(theirs.organisation)
    attacker.post("/check-in/", {"form": uuid.uuid4(), "person": theirs.ids["person"]})
    assert everything_of(theirs.organisation) == before


def forms_in(context) -> list[BaseForm]:
    """Every form that a page was made with."""
    layers = context if isinstance(context, ContextList) else [context] if context else []
    values = [value for layer in layers for value in layer.flatten().values()]
    found = [value for value in values if isinstance(value, BaseForm)]
    return found + [form for value in values if isinstance(value, BaseFormSet) for form in value.forms]


def test_no_form_offers_anything_of_another_organisation(mine, theirs):
    """So a foreign id in a select is no valid choice, whatever else the form says."""
    ours = furnished(mine, project_ref="М9", activity_ref="М9-1")
    client = signed_in(Membership.objects.of(mine.organisation).filter(role=Role.OWNER).first().user)
    offered, wrong = set(), []
    for address in (a for a in addresses() if a.name not in LEFT_OUT and not a.name.startswith("api:")):
        for form in forms_in(client.get(ours.path(address)).context):
            for name, field in form.fields.items():
                rows = getattr(field, "queryset", None)
                if rows is None or not isinstance(rows.model._default_manager.all(), ScopedQuerySet):
                    continue
                offered.add((type(form).__name__, name))
                if rows.filter(pk__in=rows.model._default_manager.of(theirs.organisation)).exists():
                    wrong.append((address.name, type(form).__name__, name))
    assert len(offered) > 10
    assert wrong == []
