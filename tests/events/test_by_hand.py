"""Everything in reference/activities.csv can be entered by hand: the form makes of each row what the import makes."""

import csv
from pathlib import Path

import pytest
from django.core.management import call_command

from events.models import Activity, ActivityKind, Involvement
from grants.models import Organisation, Partner, Project
from tests.events.test_activities_form import filled
from tests.factories import Factory

ROOT = Path(__file__).resolve().parents[2]
ROWS = list(csv.DictReader((ROOT / "reference" / "activities.csv").open(encoding="utf-8-sig")))
UNITS = {
    "адам": "people",
    "отбасы": "families",
    "респондент": "respondents",
    "консультация": "consultations",
    "ұйым": "organisations",
}
SAME = (
    "title", "topic", "format", "starts_on", "ends_on", "starts_at", "venue", "address", "town", "languages", "goal",
    "outcome", "resolution", "guests", "number_in_series", "expected_number", "reported_count", "count_unit",
    "ask_name", "ask_phone", "ask_signature",
)  # fmt: skip


def by_hand(row: dict[str, str], make: Factory) -> dict[str, object]:
    """What somebody types into the form, reading this row."""
    project = Project.objects.of(make.organisation).get(ref=row["project"])
    return {
        "project": project.pk,
        "measure": project.measures.get(number=row["measure"]).pk,
        "kind": ActivityKind.objects.get(organisation=None, code=row["kind"]).pk,
        "ref": row["ref"],
        "title": row["title"],
        "starts_on": row["date"],
        "ends_on": row["end_date"],
        "starts_at": row["time"],
        "venue": row["venue"],
        "town": row["city"],
        "format": row["format"],
        "reported_count": row["reported_count"],
        "count_unit": UNITS[row["count_unit"]],
        "speakers-TOTAL_FORMS": "2",
        "speakers-INITIAL_FORMS": "0",
        "partners-TOTAL_FORMS": "2",
        "partners-INITIAL_FORMS": "0",
    }


def test_every_row_by_hand_is_what_the_import_makes_of_it(make, organiser):
    call_command("import_workbook", str(ROOT / "reference" / "taraz-2025.xlsx"), organisation="Тараз", verbosity=0)
    theirs = Organisation.objects.get(name="Тараз")
    for project in Project.objects.of(theirs):
        twin = make.project(ref=project.ref, starts_on=project.starts_on, ends_on=project.ends_on)
        for measure in project.measures.all():
            make.measure(twin, number=measure.number)
    wrong = []
    for row in ROWS:
        answer = organiser.post("/activities/new/", by_hand(row, make))
        if answer.status_code != 302:
            wrong.append((row["ref"], answer.context["form"].errors))
            continue
        made = Activity.objects.of(make.organisation).get(ref=row["ref"])
        imported = Activity.objects.of(theirs).get(ref=row["ref"])
        pairs = {name: (getattr(made, name), getattr(imported, name)) for name in SAME}
        pairs["project"] = (made.project.ref, imported.project.ref)
        pairs["measure"] = (made.measure and made.measure.number, imported.measure and imported.measure.number)
        pairs["kind"] = (made.kind, imported.kind)
        wrong += [(row["ref"], name, *pair) for name, pair in pairs.items() if pair[0] != pair[1]]
    assert wrong == []
    made = Activity.objects.of(make.organisation)
    assert made.count() == len(ROWS) == 55
    assert made.values("kind").distinct().count() == 19
    assert set(made.values_list("count_unit", flat=True)) == set(UNITS.values())
    assert made.exclude(ends_on=None).count() == 4
    assert made.filter(starts_on=None).count() == 5


def test_number_resolution_claim_and_who_holds_it_are_kept(make, organiser):
    project = make.project(ref="P2")
    Partner.objects.create(organisation=make.organisation, name="Тараз университеті")
    fields = {
        "number_in_series": "3",
        "resolution": "Қарар: 1) …",
        "reported_count": "73",
        "partners-TOTAL_FORMS": "3",
        "partners-INITIAL_FORMS": "0",
        "partners-0-name": "  тараз  УНИВЕРСИТЕТІ",
        "partners-0-role": "co_organiser",
        "partners-0-gave": "мәжіліс залы",
        "partners-2-name": "«Жаңа» қоры",
        "partners-2-role": "",
    }
    assert organiser.post("/activities/new/", filled(project, **fields)).status_code == 302
    made = Activity.objects.get()
    assert (made.number_in_series, made.resolution, made.reported_count) == (3, "Қарар: 1) …", 73)
    assert list(made.involvements.values_list("partner__name", "role", "gave", "project")) == [
        ("Тараз университеті", "co_organiser", "мәжіліс залы", project.pk),
        ("«Жаңа» қоры", "partner", "", project.pk),
    ]
    page = organiser.get(f"/activities/{made.ref}/").content.decode()
    assert "Тараз университеті" in page
    assert "мәжіліс залы" in page
    assert "Қарар: 1) …" in page
    # A copy brings them along; a form from before there were partners leaves them.
    copy = organiser.get("/activities/new/", {"copy": made.ref}).context["partners"].initial
    assert [row["name"] for row in copy] == ["Тараз университеті", "«Жаңа» қоры"]
    organiser.post(f"/activities/{made.ref}/edit/", filled(project))
    assert made.involvements.count() == 2
    organiser.post(
        f"/activities/{made.ref}/edit/", filled(project, **fields | {"partners-0-name": "", "partners-0-gave": ""})
    )
    assert [row.partner.name for row in made.involvements.all()] == ["«Жаңа» қоры"]
    assert Partner.objects.count() == 2


def test_partners_follow_an_activity_into_another_project(make, organiser):
    activity, other = make.activity(), make.project()
    partner = Partner.objects.create(organisation=make.organisation, name="Колледж")
    Involvement.objects.create(project=activity.project, activity=activity, partner=partner)
    organiser.post(f"/activities/{activity.ref}/edit/", filled(other))
    assert Involvement.objects.get().project == other


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"partners-0-gave": "зал"}, "partners"),
        ({"partners-0-name": "a", "partners-0-role": "king"}, "partners"),
        ({"partners-0-name": "Колледж", "partners-1-name": "КОЛЛЕДЖ"}, "form"),
        ({"partners-TOTAL_FORMS": "x"}, "partners"),
        ({"number_in_series": "0"}, "form"),
        ({"number_in_series": "40000"}, "form"),
        ({"resolution": "а" * 10_001}, "form"),
        ({"reported_count": "-1"}, "form"),
    ],
)
def test_bad_values_are_told_and_nothing_is_lost(make, organiser, fields, where):
    kept = {
        "topic": "сақталсын",
        "partners-TOTAL_FORMS": "3",
        "partners-INITIAL_FORMS": "0",
        "partners-2-gave": "қағаз",
    }
    answer = organiser.post(
        "/activities/new/", filled(make.project(), **kept, **{"partners-2-name": "Кітапхана"}) | fields
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["form"].errors if where == "form" else not answer.context["partners"].is_valid()
    assert "field__errors" in page or "notice--bad" in page
    assert 'value="сақталсын"' in page
    assert "partners-TOTAL_FORMS" in fields or 'value="Кітапхана"' in page
    assert Activity.objects.count() == 0
    assert Partner.objects.count() == 0


def test_the_resolution_stands_in_front_where_the_kind_usually_has_one(make, organiser):
    table, talk = make.activity(kind="round_table"), make.activity(kind="lecture")
    for activity, is_first in ((table, True), (talk, False)):
        form = organiser.get(f"/activities/{activity.ref}/edit/").context["form"]
        assert ("resolution" in [field.name for field in form.first]) is is_first
        assert ("resolution" in [field.name for field in form.rest]) is not is_first
