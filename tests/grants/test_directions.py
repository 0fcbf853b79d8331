"""Priority directions: pasted with a preview, kept, and made into a project's planned figures."""

from decimal import Decimal

import pytest

from grants.models import AuditEntry, Direction, ExpectedResult, Indicator, Project
from tests.grants.test_plan import entered

TABLE = (
    "1\t7) отбасы\tОтбасын нығайту\tАжырасу көп\t5 500\tқысқа мерзімді\t1) кемінде 5 сұхбат; 2) семинарлар\n"
    "2\t8) жастар\tЖастар саясаты\tмәселе\tкөп\tорта\tz\n"
    "3\t8) жастар\tЕріктілер\tмәселе\t\tорта\tкемінде 80 % қанағаттану"
)


@pytest.fixture
def direction(make):
    row = Direction.objects.create(
        organisation=make.organisation,
        number="1",
        title="Отбасын нығайту",
        field_of_law="7) отбасы",
        grant_type="қысқа мерзімді",
    )
    add = ExpectedResult.objects.create
    add(direction=row, number=1, text="кемінде 5 сұхбат", code="products", plan=5)
    add(direction=row, number=2, text="кемінде 300 адам", code="participants", plan=300)
    add(direction=row, number=3, text="қоғам өзгереді")
    add(direction=row, number=4, text="кемінде 2 кітап", code="Кітап шығару", plan=2, unit="кітап")
    return row


def test_a_pasted_table_is_shown_first_and_then_taken_over_once(make, organiser):
    shown = organiser.post("/directions/paste/", {"text": TABLE, "act": "read"})
    assert shown.status_code == 200
    assert [(line.row.number, len(line.faults)) for line in shown.context["lines"]] == [("1", 0), ("2", 1), ("3", 0)]
    assert (shown.context["fresh"], Direction.objects.count()) == (2, 0)
    assert TABLE.split("\n")[0] in shown.content.decode()
    organiser.post("/directions/paste/", {"text": TABLE, "act": "take"})
    first = Direction.objects.of(make.organisation).get(number="1")
    assert (first.amount_thousand, first.grant_type) == (Decimal(5500), "қысқа мерзімді")
    assert list(first.results.values_list("number", "text", "code")) == [
        (1, "кемінде 5 сұхбат", ""),
        (2, "семинарлар", ""),
    ]
    organiser.post("/directions/paste/", {"text": TABLE, "act": "take"})
    assert sorted(Direction.objects.values_list("number", flat=True)) == ["1", "3"]


def test_a_paste_without_rows_says_so_and_keeps_the_text(organiser):
    answer = organiser.post("/directions/paste/", {"text": "жай мәтін", "act": "read"})
    assert (answer.status_code, "жай мәтін" in answer.content.decode()) == (422, True)
    assert answer.context["form"].errors.keys() == {"text"}


def test_a_number_twice_in_a_paste_is_a_fault(organiser):
    answer = organiser.post("/directions/paste/", {"text": "1\ta\tb\tc\t1\td\te\n1\ta\tz\tc\t1\td\te", "act": "take"})
    assert answer.status_code == 302
    assert Direction.objects.get().title == "b"


def test_the_number_in_a_sentence_is_a_proposal_only(organiser, make):
    row = Direction.objects.create(organisation=make.organisation, number="1", title="Бағыт")
    result = ExpectedResult.objects.create(direction=row, number=1, text="кемінде 80 % қанағаттану")
    path = f"/expected-results/{result.pk}/edit/"
    form = organiser.get(path).context["form"]
    assert (form["plan"].value(), form["unit"].value()) == (80, "%")
    # Without saying what is counted the proposal is dropped: the sentence stays a sentence.
    sent = {"number": "1", "text": result.text, "counted": "", "own_words": "", "plan": "80", "unit": "%"}
    assert organiser.post(path, sent).status_code == 302
    result.refresh_from_db()
    assert (result.code, result.plan) == ("", None)
    assert organiser.post(path, {**sent, "plan": "90"}).status_code == 422
    assert organiser.post(path, {**sent, "counted": "satisfaction", "plan": "180"}).status_code == 422
    assert organiser.post(path, {**sent, "counted": "satisfaction"}).status_code == 302
    result.refresh_from_db()
    assert (result.code, result.plan) == ("satisfaction", 80)


def test_a_second_direction_or_result_of_a_number_is_refused_beside_the_field(organiser, direction):
    answer = organiser.post("/directions/new/", {"number": "1", "title": "Тағы"})
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"number"})
    answer = organiser.post(f"/directions/{direction.pk}/results/new/", {"number": "4", "text": "Тағы"})
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"number"})
    assert Direction.objects.count() == 1


def test_a_project_takes_its_wording_from_the_list_unless_it_is_written(make, organiser, direction):
    grantee = make.grantee().pk
    organiser.post("/projects/new/", entered(direction=direction.pk, grantee=grantee, field_of_law="өз сөзім"))
    project = Project.objects.get(ref="P9")
    assert project.direction == direction
    assert (project.priority_direction, project.field_of_law, project.grant_type) == (
        "Отбасын нығайту",
        "өз сөзім",
        "қысқа мерзімді",
    )


def test_what_was_saved_is_part_of_the_grant_and_the_rest_was_used(make, organiser):
    fields = entered(amount="5 500 000", saved_amount="5 500 001", grantee=make.grantee().pk)
    answer = organiser.post("/projects/new/", fields)
    assert answer.context["form"].errors.keys() == {"saved_amount"}
    answer = organiser.post("/projects/new/", {**fields, "saved_amount": "120 000,5"}, follow=True)
    assert Project.objects.get(ref="P9").used_amount == Decimal("5379999.5")
    assert "5 379 999,50 ₸" in answer.content.decode().replace("\xa0", " ")


def test_indicators_are_made_of_a_direction_once_and_existing_ones_are_named(make, organiser, direction):
    project = make.project(ref="P9", direction=direction)
    measure = make.measure(project)
    Indicator.objects.create(project=project, code="participants", plan=500)
    Indicator.objects.create(project=project, measure=measure, code="products", plan=3)
    lines = organiser.get("/projects/P9/from-direction/").context["lines"]
    assert [(bool(line.indicator), line.standing and line.standing.plan) for line in lines] == [
        (True, None),
        (False, 500),
        (False, None),
        (True, None),
    ]
    organiser.post("/projects/P9/from-direction/")
    whole = Indicator.objects.filter(project=project, measure=None).order_by("pk")
    made = [("participants", 500, ""), ("products", 5, ""), ("Кітап шығару", 2, "кітап")]
    assert list(whole.values_list("code", "plan", "unit")) == made
    organiser.post("/projects/P9/from-direction/")
    assert list(whole.values_list("code", "plan", "unit")) == made
    assert AuditEntry.objects.filter(verb="indicator.create").count() == 2


def test_a_deleted_direction_leaves_the_projects_wording(make, organiser, direction):
    project = make.project(direction=direction, priority_direction="Отбасын нығайту")
    organiser.post(f"/directions/{direction.pk}/delete/")
    project.refresh_from_db()
    assert (project.direction, project.priority_direction) == (None, "Отбасын нығайту")
