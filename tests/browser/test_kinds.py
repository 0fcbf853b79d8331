"""On a phone of 360×640: activities of every sort by hand, ten lectures in one go, a contest; pages with something on
them hold together."""

import re
from datetime import date

import pytest

from events.actions.kinds import KindFacts, create_kind
from events.actions.partners import MemorandumFacts, create_memorandum
from events.models import Activity, ContestEntry, Series
from grants.models import Role
from tests.browser.house import sideways, sign_in, violations

pytestmark = pytest.mark.browser


def enter(page, *, kind: str, title: str, more: dict[str, str], **fields: str) -> None:
    """Fill in the form as somebody with a thumb does, opening what is folded."""
    page.goto("/activities/new/")
    page.select_option("[name=kind]", label=kind)
    page.fill("[name=title]", title)
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    page.locator("details:has([name=count_unit]) > summary").click()
    for name, value in more.items():
        field = page.locator(f"[name={name}]").first
        if name == "count_unit":
            field.select_option(value)
        elif name == "format":
            page.locator(f"[name=format][value={value}]").check(force=True)
        else:
            field.fill(value)
    page.locator("details:has([name='partners-0-name']) > summary").click()
    page.fill("[name='partners-0-name']", "Тараз қаласы әкімдігі")
    assert sideways(page) == []
    page.get_by_role("button", name="Сақтау").click()
    page.wait_for_url("**/activities/P2-*/")


def test_three_sorts_of_activity_are_entered_on_a_phone(new_phone, transactional_db, live_server, make):
    make.project(ref="P2")
    page = new_phone()
    sign_in(page, make, Role.ORGANISER)
    enter(
        page,
        kind="Парақша тарату акциясы",
        title="«Зорлық-зомбылыққа жол жоқ!» акциясы",
        starts_on="2025-06-17",
        venue="орталық алаң; базарлар",
        more={"ends_on": "2025-06-23", "town": "Тараз", "reported_count": "620"},
    )
    enter(
        page,
        kind="Консультация",
        title="Отбасылық кеңес",
        starts_on="2025-06-01",
        more={"ends_on": "2025-09-30", "count_unit": "families"},
    )
    enter(page, kind="Әлеуметтік сауалнама", title="Сауалнама", starts_on="", more={"format": "online"})
    rows = Activity.objects.order_by("pk").values_list(
        "kind__code", "starts_on", "ends_on", "count_unit", "format", "reported_count", "involvements__partner__name"
    )
    partner = "Тараз қаласы әкімдігі"
    assert list(rows) == [
        ("flyer_action", date(2025, 6, 17), date(2025, 6, 23), "people", "offline", 620, partner),
        ("consultation", date(2025, 6, 1), date(2025, 9, 30), "families", "offline", None, partner),
        ("opinion_survey", None, None, "respondents", "online", None, partner),
    ]


def test_ten_lectures_and_a_contest_on_a_phone_and_their_pages(new_phone, transactional_db, live_server, make):
    project = make.project(ref="P1")
    kind = create_kind(make.organisation, KindFacts("Ойын", "Игра", "Game"), by=None)
    memorandum = create_memorandum(project, MemorandumFacts("Орталық"), by=None)
    make.activity(project, kind="exhibition", ref="K1")
    page = new_phone(java_script_enabled=True)
    sign_in(page, make, Role.ORGANISER)
    page.goto("/series/new/")
    page.select_option("[name=kind]", label="Дәріс")
    page.fill("[name=title]", "«Толеранттылық» {n}-дәріс")
    page.fill("[name=lines]", "\n".join(f"{day}.09.2025 09:00 №{day} мектеп" for day in range(11, 21)))
    page.click("button[value=preview]")
    page.wait_for_selector("[name='slots-9-venue']")
    wrong = [*violations(page), *sideways(page)]
    page.fill("[name='slots-9-venue']", "Достық үйі")
    page.click("button[value=save]")
    page.wait_for_url(re.compile(r"/series/\d+/$"))
    series = Series.objects.get()
    assert series.activities.count() == 10
    assert series.activities.get(number_in_series=10).venue == "Достық үйі"
    page.goto("/activities/K1/contest/")
    page.fill("[name=title]", "Менің ауылым")
    page.fill("[name=author_age]", "9")
    page.locator("main form button.button--main").click()
    page.wait_for_selector(".entry-number")
    entry = ContestEntry.objects.get()
    assert (entry.number, entry.title, entry.author_age) == (1, "Менің ауылым", 9)
    paths = [f"/series/{series.pk}/{verb}" for verb in ("", "copy/", "move/", "cancel/")]
    paths += [f"/kinds/{kind.pk}/", f"/memoranda/{memorandum.pk}/", f"/memoranda/{memorandum.pk}/delete/"]
    paths += [
        f"/partners/{memorandum.partner_id}/",
        f"/partners/{memorandum.partner_id}/edit/",
        "/projects/P1/memoranda/",
    ]
    paths += [f"/contest-entries/{entry.pk}/", "/activities/K1/contest/", "/activities/K1/contest/results/"]
    for path in paths:
        assert page.goto(path).status == 200, path
        wrong += [f"{path}: {line}" for line in [*violations(page), *sideways(page)]]
    assert wrong == []
