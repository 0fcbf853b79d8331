"""The plan: grantees, projects, tasks, measures, indicators."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from events.models import Attendance
from grants import hooks
from grants.forms.projects import reordered
from grants.models import AuditEntry, Grantee, Indicator, Measure, Project, Role, Task
from grants.queries import edition_for, plan_of
from grants.wording import precedence_in_words, rule_in_words
from rules.categories import DEFAULT_PRECEDENCE
from tests.conftest import signed_in

PLACES = {f"place_{code}": place for place, code in enumerate(DEFAULT_PRECEDENCE, start=1)}


def entered(**changes):
    """A project form as a browser sends it."""
    form = {
        "title": "«Саналы отбасы»",
        "ref": "P9",
        "starts_on": "2025-05-08",
        "ends_on": "2025-10-31",
        "counting_basis": "attendances",
        "satisfaction_formula": "top_two",
        "counting_units": ["people", "families"],
        **PLACES,
        **changes,
    }
    return {name: value for name, value in form.items() if value is not None}


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2019, 7, 2), "2023"),
        (date(2024, 12, 31), "2023"),
        (date(2025, 1, 1), "2025"),
        (date(2031, 1, 1), "2025"),
        (None, "2025"),
    ],
)
def test_the_edition_follows_from_the_contracts_year(db, day, edition):
    assert edition_for(day).code == edition


def test_a_first_project_needs_no_grantee_the_organisation_is_its_own(make, organiser):
    answer = organiser.post(
        "/projects/new/",
        entered(
            customer="Ішкі саясат бөлімі",
            contract_number="12-Г",
            contract_date="2024-04-15",
            amount="5 500 000,50",
            priority_direction="Отбасы",
            field_of_law="7)",
            counting_kinds=["seminar", "lecture"],
        ),
    )
    assert answer.status_code == 302
    project = Project.objects.get(ref="P9")
    assert project.organisation == make.organisation
    assert project.grantee.name == make.organisation.name
    assert (project.amount, project.contract_date) == (Decimal("5500000.50"), date(2024, 4, 15))
    assert project.edition_id == "2023"
    assert project.counting_kinds == ["seminar", "lecture"]
    assert project.category_precedence == list(DEFAULT_PRECEDENCE)
    assert AuditEntry.objects.get(verb="project.create").subject == f"grants.Project:{project.pk}"
    page = organiser.get(answer.url).content.decode()
    assert "5 500 000,50 ₸" in page.replace("\xa0", " ")


def test_a_second_tap_on_save_gives_words_not_a_second_project(make, organiser):
    assert organiser.post("/projects/new/", entered()).status_code == 302
    again = organiser.post("/projects/new/", entered(grantee=Grantee.objects.get().pk, customer="Бөлім"))
    assert again.status_code == 422
    assert list(again.context["form"].errors) == ["ref"]
    assert 'value="Бөлім"' in again.content.decode()
    assert Project.objects.count() == 1


def test_another_organisation_may_use_the_same_short_code(make, organiser):
    make.other_organisation().project(ref="P9")
    assert organiser.post("/projects/new/", entered()).status_code == 302


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ref": "new"}, "ref"),
        ({"ref": ".."}, "ref"),
        ({"ref": "a/b"}, "ref"),
        ({"ref": "a" * 41}, "ref"),
        ({"title": "a\0b"}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "9" * 20}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"amount": "көп"}, "amount"),
        ({"starts_on": "32.13.2025"}, "starts_on"),
        ({"ends_on": "2025-05-07"}, "__all__"),
        ({"counting_basis": "guess"}, "counting_basis"),
        ({"counting_units": None}, "counting_units"),
        ({"counting_units": ["cows"]}, "counting_units"),
        ({"counting_kinds": ["no_such_kind"]}, "counting_kinds"),
        ({"edition": "1999"}, "edition"),
        ({"place_youth": "11"}, "place_youth"),
        ({"place_youth": None}, "place_youth"),
    ],
)
def test_what_cannot_be_kept_is_told_beside_its_field(make, organiser, change, field):
    answer = organiser.post("/projects/new/", entered(**change))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Project.objects.exists()


def test_a_foreign_grantee_cannot_be_chosen(make, organiser):
    foreign = make.other_organisation().grantee()
    answer = organiser.post("/projects/new/", entered(grantee=foreign.pk))
    assert list(answer.context["form"].errors) == ["grantee"]


def test_the_edition_follows_the_contract_until_somebody_chooses_one(make, organiser):
    project = make.project(ref="P9", contract_date=date(2025, 4, 1))
    change = entered(grantee=project.grantee_id)
    organiser.post("/projects/P9/edit/", {**change, "contract_date": "2024-04-01"})
    project.refresh_from_db()
    assert project.edition_id == "2023"
    organiser.post("/projects/P9/edit/", {**change, "contract_date": "2024-04-01", "edition": "2025"})
    project.refresh_from_db()
    assert project.edition_id == "2025"
    assert organiser.get("/projects/P9/edit/").context["form"]["edition"].value() == "2025"
    organiser.post("/projects/P9/edit/", {**change, "contract_date": "2025-04-01"})
    assert organiser.get("/projects/P9/edit/").context["form"]["edition"].value() is None


def test_saving_the_form_as_it_came_changes_nothing(make, organiser):
    project = make.project(
        ref="P9", amount=Decimal("5500000.50"), contract_date=date(2025, 4, 1), counting_kinds=["gone", "seminar"]
    )
    before = Project.objects.filter(pk=project.pk).values().get()
    form = organiser.get("/projects/P9/edit/").context["form"]
    sent = {}
    for field in form:
        value = field.value()
        if value is not None:
            sent[field.html_name] = field.field.prepare_value(value)
    sent["amount"] = "5\xa0500\xa0000,50"
    assert organiser.post("/projects/P9/edit/", sent).status_code == 302
    assert Project.objects.filter(pk=project.pk).values().get() == before
    assert not AuditEntry.objects.filter(verb="project.change").exists()


def test_a_new_order_of_categories_is_applied_to_everybody_counted_so_far(make, organiser):
    project = make.project(ref="P9")
    counted = make.attendance(make.activity(project), statuses=("budget_workers", "youth")).attendance
    elsewhere = make.attendance(make.activity(), statuses=("budget_workers", "youth")).attendance
    assert counted.category == "budget_workers"
    answer = organiser.post("/projects/P9/edit/", entered(grantee=project.grantee_id, place_youth=1))
    assert answer.status_code == 302
    project.refresh_from_db()
    assert project.category_precedence[:2] == ["youth", "persons_with_disability"]
    assert Attendance.objects.get(pk=counted.pk).category == "youth"
    assert Attendance.objects.get(pk=elsewhere.pk).category == "budget_workers"


def test_listeners_hear_only_of_a_changed_order(make, organiser, monkeypatch):
    heard = []
    monkeypatch.setattr(hooks, "_precedence_listeners", [lambda project: heard.append(project.ref)])
    project = make.project(ref="P9")
    organiser.post("/projects/P9/edit/", entered(grantee=project.grantee_id, title="Басқа атау"))
    assert heard == []
    organiser.post("/projects/P9/edit/", entered(grantee=project.grantee_id, place_other=1))
    assert heard == ["P9"]


@pytest.mark.parametrize(
    ("moves", "order"),
    [
        ({}, "abcd"),
        ({"c": 1}, "cabd"),
        ({"a": 3}, "bcad"),
        ({"d": 2}, "adbc"),
        ({"a": 2, "b": 1}, "bacd"),
        ({"a": 4, "d": 1}, "dbca"),
    ],
)
def test_moving_a_category_makes_the_others_give_way(moves, order):
    places = {code: place for place, code in enumerate("abcd", start=1)} | moves
    assert "".join(reordered(list("abcd"), places)) == order


def test_the_rule_is_told_in_full_sentences(make):
    project = make.project()
    with translation.override("en"):
        assert rule_in_words(project) == (
            "The tables count attendances: a person counts once at each activity, however many of its sessions were "
            "visited. Units that enter: people, families. A family counts as one. "
            "Units that do not enter: respondents, consultations, organisations. "
            "Activities of every kind enter, leaflet recipients included."
        )
        project.counting_basis, project.counting_units = "unique_people", ["people"]
        project.counting_kinds = ["seminar", "own_kind"]
        assert rule_in_words(project) == (
            "The tables count unique people: a person counts once in the whole project. Head counts and people "
            "without data do not enter. Units that enter: people. "
            "Units that do not enter: families, respondents, consultations, organisations. "
            "Only these kinds of activity enter: seminar, own_kind."
        )
        assert precedence_in_words(project).startswith(
            "Of several statuses, the first in this order is counted: Persons with disability, Unemployed,"
        )


def test_grantees_are_kept_with_a_bin_of_twelve_digits(make, organiser):
    assert organiser.post("/grantees/new/", {"name": "«Мирас» ҚҚ", "bin": "1234"}).status_code == 422
    organiser.post("/grantees/new/", {"name": "«Мирас» ҚҚ", "bin": "000140 000001", "head_name": "Б. Басшы"})
    grantee = Grantee.objects.get(name="«Мирас» ҚҚ")
    assert (grantee.bin, grantee.head_name) == ("000140000001", "Б. Басшы")
    assert organiser.post("/grantees/new/", {"name": "«Мирас» ҚҚ"}).context["form"].errors["name"]
    assert organiser.post(f"/grantees/{grantee.pk}/edit/", {"name": "«Мирас» қоры"}).status_code == 302
    grantee.refresh_from_db()
    assert (grantee.name, grantee.bin) == ("«Мирас» қоры", "")


def test_a_plan_is_written_down_as_in_the_contract(make, organiser):
    project = make.project(ref="P9")
    organiser.post("/projects/P9/tasks/new/", {"number": "1", "title": "Ақпараттандыру"})
    task = Task.objects.get(project=project)
    form = organiser.get(f"/projects/P9/measures/new/?task={task.pk}").context["form"]
    assert form["task"].value() == str(task.pk)
    for number in ("1.10", "1.2"):
        organiser.post(
            "/projects/P9/measures/new/",
            {"task": task.pk, "number": number, "title": "Семинарлар", "deadline_text": "мамыр–маусым"},
        )
    measure = Measure.objects.get(number="1.2")
    organiser.post(
        "/projects/P9/indicators/new/",
        {"measure": measure.pk, "counted": "participants", "plan": "1 200", "unit": "адам"},
    )
    organiser.post("/projects/P9/indicators/new/", {"counted": "satisfaction", "plan": "92,7"})
    organiser.post(
        "/projects/P9/indicators/new/", {"counted": "by_hand", "own_words": "Түсірілген сұхбат", "plan": "5"}
    )
    plan = plan_of(project=project)
    assert [line.measure.number for line in plan.tasks[0].measures] == ["1.2", "1.10"]
    assert [(i.code, i.plan, i.unit) for i in plan.tasks[0].measures[0].indicators] == [
        ("participants", Decimal(1200), "адам")
    ]
    assert [(i.code, i.plan, i.is_computed) for i in plan.indicators] == [
        ("satisfaction", Decimal("92.7"), True),
        ("Түсірілген сұхбат", Decimal(5), False),
    ]
    page = organiser.get("/projects/P9/").content.decode().replace("\xa0", " ")
    for words in ("<strong>1 200</strong> адам", "<strong>92,70</strong>", "мамыр–маусым", "Түсірілген сұхбат"):
        assert words in page


def test_the_plan_page_asks_the_same_number_of_questions_whatever_its_size(make, organiser, django_assert_num_queries):
    project = make.project(ref="P9")
    for size in (1, 3):
        for number in range(size):
            measure = make.measure(project, number=f"{size}.{number}")
            Indicator.objects.create(project=project, measure=measure, code="participants", plan=10)
        with django_assert_num_queries(8):
            organiser.get("/projects/P9/")


@pytest.mark.parametrize(
    ("path", "again", "field"),
    [
        ("tasks", {"number": "1", "title": "Екінші"}, "number"),
        ("measures", {"number": "1.1", "title": "Екінші", "task": "TASK"}, "number"),
        ("indicators", {"counted": "participants", "plan": "7", "measure": "MEASURE"}, "__all__"),
        ("indicators", {"counted": "satisfaction", "plan": "101"}, "plan"),
        ("indicators", {"counted": "participants", "plan": "-1"}, "plan"),
        ("indicators", {"counted": "by_hand", "own_words": " ", "plan": "1"}, "own_words"),
        ("indicators", {"counted": "by_hand", "own_words": "x" * 81, "plan": "1"}, "own_words"),
        ("indicators", {"counted": "dreams", "plan": "1"}, "counted"),
        ("measures", {"number": "1.2", "title": "Екінші", "task": "FOREIGN"}, "task"),
    ],
)
def test_doubles_and_nonsense_in_a_plan_are_told(make, organiser, path, again, field):
    project = make.project(ref="P9")
    measure = make.measure(project, number="1.1")
    Indicator.objects.create(project=project, measure=measure, code="participants", plan=10)
    ids = {
        "TASK": measure.task_id,
        "MEASURE": measure.pk,
        "FOREIGN": make.measure(make.project(ref="P8")).task_id,
    }
    sent = {name: ids.get(value, value) for name, value in again.items()}
    answer = organiser.post(f"/projects/P9/{path}/new/", sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    counts = (Task.objects.filter(project=project), project.measures, project.indicators)
    assert [rows.count() for rows in counts] == [1, 1, 1]


def test_plan_items_are_changed_and_deleted(make, organiser):
    project = make.project(ref="P9")
    measure = make.measure(project, number="1.1")
    figure = Indicator.objects.create(project=project, measure=measure, code="Сұхбат", plan=10)
    form = organiser.get(f"/projects/P9/indicators/{figure.pk}/edit/").context["form"]
    assert (form["counted"].value(), form["own_words"].value()) == ("by_hand", "Сұхбат")
    organiser.post(f"/projects/P9/indicators/{figure.pk}/edit/", {"counted": "activities", "plan": "12"})
    figure.refresh_from_db()
    assert (figure.code, figure.plan, figure.measure) == ("activities", Decimal(12), None)
    organiser.post(
        f"/projects/P9/measures/{measure.pk}/edit/",
        {"task": measure.task_id, "number": "1.5", "title": "Тренингтер"},
    )
    measure.refresh_from_db()
    assert (measure.number, measure.title) == ("1.5", "Тренингтер")
    for path in (f"indicators/{figure.pk}", f"measures/{measure.pk}", f"tasks/{measure.task_id}"):
        organiser.get(f"/projects/P9/{path}/delete/")
        assert organiser.post(f"/projects/P9/{path}/delete/").url == "/projects/P9/"
    assert not (Task.objects.exists() or Measure.objects.exists() or Indicator.objects.exists())
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"indicator.delete", "measure.delete", "task.delete", "measure.change"} <= verbs


def test_what_others_hang_on_is_not_deleted(make, organiser):
    project = make.project(ref="P9")
    measure = make.measure(project)
    make.activity(project, measure=measure)
    refused = organiser.post(f"/projects/P9/measures/{measure.pk}/delete/")
    assert (refused.status_code, refused.context["code"]) == (409, "measure_in_use")
    refused = organiser.post(f"/projects/P9/tasks/{measure.task_id}/delete/")
    assert (refused.status_code, refused.context["code"]) == (409, "task_in_use")
    assert Measure.objects.filter(pk=measure.pk).exists()
    assert not AuditEntry.objects.filter(verb__endswith="delete").exists()


def test_a_viewer_sees_the_plan_without_any_button(make):
    make.measure(make.project(ref="P9"))
    page = signed_in(make.member(Role.VIEWER).user).get("/projects/P9/").content.decode()
    assert "Семинарлар" in page
    assert "/edit/" not in page
    assert "/new/" not in page
