"""Partners and memoranda: one of each, found again however they are written, deleted only after a question."""

from datetime import date

import pytest

from events.actions.partners import InvolvementLine, MemorandumFacts, create_memorandum, write_involvements
from events.models import Involvement, Memorandum
from grants.models import Partner

RECT = {"partners-TOTAL_FORMS": "3", "partners-INITIAL_FORMS": "0"}


def test_a_partner_is_added_changed_and_named_once(make, organiser):
    fields = {"name": "Жастар  орталығы", "head_name": "Б. Басшы", "contact": "ofis@example.kz", "address": "Тараз"}
    assert organiser.post("/partners/new/", fields).status_code == 302
    partner = Partner.objects.get()
    assert (partner.name, partner.head_name, partner.is_foreign) == ("Жастар орталығы", "Б. Басшы", False)
    again = organiser.post("/partners/new/", fields | {"name": "ЖАСТАР орталығы"})
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["name"])
    assert 'value="ofis@example.kz"' in again.content.decode()
    organiser.post(f"/partners/{partner.pk}/edit/", fields | {"is_foreign": "on"})
    partner.refresh_from_db()
    assert partner.is_foreign is True
    page = organiser.get("/partners/").context
    assert (page["kazakh"], page["foreign"]) == ([], [partner])


def test_a_projects_partners_are_written_in_one_form(make, organiser):
    project = make.project(ref="P1")
    rows = {"partners-0-name": "Колледж", "partners-0-role": "organiser", "partners-0-gave": "зал"}
    assert organiser.post("/projects/P1/partners/", RECT | rows).status_code == 302
    activity = make.activity(project)
    write_involvements(project, activity, [InvolvementLine("колледж", gave="проектор")], by=None)
    partner = Partner.objects.get()
    page = organiser.get(f"/partners/{partner.pk}/").context["page"]
    assert [(row.activity, row.role, row.gave) for row in page.involvements] == [
        (None, "organiser", "зал"),
        (activity, "partner", "проектор"),
    ]
    twice = organiser.post(
        "/projects/P1/partners/", RECT | rows | {"partners-1-name": "КОЛЛЕДЖ", "partners-1-role": "organiser"}
    )
    assert twice.status_code == 422
    assert 'value="КОЛЛЕДЖ"' in twice.content.decode()
    assert Involvement.objects.count() == 2
    # Emptied: only the project's own list.
    organiser.post("/projects/P1/partners/", RECT)
    assert [row.activity for row in Involvement.objects.all()] == [activity]


def test_a_memorandum_is_added_at_its_activity_and_counted_there(make, organiser):
    activity = make.activity(make.project(ref="P1"), kind="memorandum", ref="A1", starts_on=date(2025, 6, 9))
    form = organiser.get("/projects/P1/memoranda/new/?activity=A1").context["form"]
    assert (form["activity"].value(), form["signed_on"].value()) == (activity.pk, date(2025, 6, 9))
    fields = {"partner": "Ресурстық орталық", "number": "12", "signed_on": "2025-06-09", "activity": activity.pk}
    assert organiser.post("/projects/P1/memoranda/new/", fields).status_code == 302
    row = Memorandum.objects.get()
    assert (row.partner.name, row.number, row.signed_on, row.activity, row.organisation) == (
        "Ресурстық орталық", "12", date(2025, 6, 9), activity, make.organisation,
    )  # fmt: skip
    assert "Ресурстық орталық" in organiser.get("/activities/A1/").content.decode()


@pytest.mark.parametrize("fields", [{"number": "12", "signed_on": "2025-06-09"}, {"number": ""}, {"number": "12"}])
def test_the_same_memorandum_twice_is_refused_in_words(make, organiser, fields):
    make.project(ref="P1")
    sent = {"partner": "Орталық", "subject": "сақталсын"} | fields
    assert organiser.post("/projects/P1/memoranda/new/", sent).status_code == 302
    again = organiser.post("/projects/P1/memoranda/new/", sent | {"partner": " ОРТАЛЫҚ"})
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["number"])
    assert 'value="сақталсын"' in again.content.decode()
    assert Memorandum.objects.count() == 1


def test_a_memorandum_is_changed_and_deleted_after_a_question(make, organiser):
    project = make.project(ref="P1")
    row = create_memorandum(project, MemorandumFacts("Орталық"), by=None)
    address = f"/memoranda/{row.pk}/"
    organiser.post(address, {"partner": "Орталық", "number": "7", "signed_on": "", "subject": "Көрмелер"})
    row.refresh_from_db()
    assert (row.number, row.subject) == ("7", "Көрмелер")
    assert organiser.get(f"{address}delete/").status_code == 200
    assert Memorandum.objects.count() == 1
    organiser.post(f"{address}delete/")
    assert (Memorandum.objects.count(), Partner.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [("partner", ""), ("signed_on", "0001-01-01"), ("signed_on", "кеше"), ("number", "1" * 61), ("measure", "0")],
)
def test_a_bad_memorandum_is_told_beside_its_field(make, organiser, field, value):
    make.project(ref="P1")
    sent = {"partner": "Орталық", "subject": "сақталсын"} | {field: value}
    answer = organiser.post("/projects/P1/memoranda/new/", sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert 'value="сақталсын"' in answer.content.decode()
    assert (Memorandum.objects.count(), Partner.objects.count()) == (0, 0)
