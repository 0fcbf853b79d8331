"""Kinds of one's own: three names, a code that meets no shared one, retired and offered again."""

import pytest

from events.actions.kinds import KindFacts, change_kind, create_kind
from events.models import Activity, ActivityKind
from grants.models import AuditEntry
from rules.errors import AppError
from rules.slugs import slug_of
from tests.events.test_activities_form import filled

SPORT = {
    "name_kk": "Спорттық жарыс",
    "name_ru": "Спортивное состязание",
    "name_en": "Sports day",
    "unit": "families",
    "usual_evidence": ["photo", "protocol"],
    "features": ["contest"],
}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Спорттық жарыс", "sporttyk-zharys"),
        ("  Ән — күй!  ", "an-kui"),
        ("Café 24", "cafe-24"),
        ("щётка съезда", "shchyotka-sezda"),
        ("中文", ""),
        ("а" * 50, "a" * 30),
    ],
)
def test_a_code_is_made_of_a_name(name, slug):
    assert slug_of(name, longest=30) == slug


def test_a_kind_is_added_offered_and_used(make, organiser):
    assert organiser.post("/kinds/new/", SPORT | {"gathers_people": "on"}).status_code == 302
    kind = ActivityKind.objects.get(organisation=make.organisation)
    assert (kind.code, kind.unit, kind.gathers_people) == ("own-sporttyk-zharys", "families", True)
    assert (kind.usual_evidence, kind.features) == (["photo", "protocol"], ["contest"])
    organiser.post("/activities/new/", filled(make.project(), kind=kind.pk))
    made = Activity.objects.get()
    assert (made.kind, made.count_unit) == (kind, "families")
    assert f"/activities/{made.ref}/contest/" in organiser.get(f"/activities/{made.ref}/").content.decode()
    page = organiser.get("/kinds/").content.decode()
    assert "Спорттық жарыс · Спортивное состязание · Sports day" in page
    assert "TEDx форматындағы кездесу" in page
    assert AuditEntry.objects.get(verb="kind.create").details == {"code": "own-sporttyk-zharys"}


def test_own_codes_meet_no_shared_one(make):
    shared = ActivityKind.objects.filter(organisation=None)
    assert [kind.code for kind in shared if "-" in kind.code] == []
    names = ("Дәріс!", "Дәріс?", "中文", "日本")
    codes = [create_kind(make.organisation, KindFacts(name, name, name), by=None).code for name in names]
    assert codes == ["own-daris", "own-daris-2", "own-kind", "own-kind-2"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name_kk", ""),
        ("name_ru", " "),
        ("name_en", "x" * 81),
        ("name_kk", "  ДӘРІС "),  # a shared kind
        ("name_ru", "лекция"),
        ("name_en", "a\0b"),
        ("unit", "sheep"),
        ("usual_evidence", "passport"),
        ("features", "magic"),
    ],
)
def test_a_bad_kind_is_told_beside_its_field_and_nothing_is_lost(make, organiser, field, value):
    answer = organiser.post("/kinds/new/", SPORT | {field: value})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    other = "name_en" if field != "name_en" else "name_kk"
    assert f'value="{SPORT[other]}"' in answer.content.decode()
    assert ActivityKind.objects.filter(organisation=make.organisation).count() == 0


def test_a_second_tap_adds_no_second_kind(make, organiser):
    assert [organiser.post("/kinds/new/", SPORT).status_code for _tap in range(2)] == [302, 422]
    assert ActivityKind.objects.filter(organisation=make.organisation).count() == 1


def test_a_changed_kind_keeps_its_code_and_its_activities_their_unit(make, organiser):
    kind = create_kind(make.organisation, KindFacts("Ойын", "Игра", "Game"), by=None)
    activity = make.activity(count_unit="people")
    Activity.objects.update(kind=kind)
    page = organiser.get(f"/kinds/{kind.pk}/").content.decode()
    assert 'value="Ойын"' in page
    assert organiser.post(f"/kinds/{kind.pk}/", SPORT).status_code == 302
    kind.refresh_from_db()
    activity.refresh_from_db()
    assert (kind.code, kind.name_kk, kind.unit, activity.count_unit) == (
        "own-oiyn", "Спорттық жарыс", "families", "people",
    )  # fmt: skip


def test_a_retired_kind_stays_on_its_activities_and_is_offered_to_no_other(make, organiser):
    kind = create_kind(make.organisation, KindFacts("Ойын", "Игра", "Game"), by=None)
    activity = make.activity()
    Activity.objects.update(kind=kind)
    assert organiser.post(f"/kinds/{kind.pk}/retire/").status_code == 302
    assert kind not in organiser.get("/activities/new/").context["form"].fields["kind"].queryset
    assert kind in organiser.get(f"/activities/{activity.ref}/edit/").context["form"].fields["kind"].queryset
    saved = organiser.post(f"/activities/{activity.ref}/edit/", filled(activity.project, kind=kind.pk))
    assert saved.status_code == 302
    assert organiser.post("/activities/new/", filled(activity.project, kind=kind.pk)).status_code == 422
    organiser.post(f"/kinds/{kind.pk}/restore/")
    assert kind in organiser.get("/activities/new/").context["form"].fields["kind"].queryset


def test_a_shared_kind_cannot_be_changed(organiser):
    shared = ActivityKind.objects.get(organisation=None, code="lecture")
    for address in ("", "retire/", "restore/"):
        assert organiser.post(f"/kinds/{shared.pk}/{address}", SPORT).status_code == 404
    with pytest.raises(AppError, match="kind_is_shared"):
        change_kind(shared, KindFacts("x", "x", "x"), by=None)
