"""The pages of the texts: all of them, one for typing, its versions; who may, what is refused, what is marked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from grants.models import Role
from reports.actions.texts import save_text
from reports.models import NarrativeText, NarrativeVersion
from reports.narrative.typed import LONGEST_TEXT
from reports.queries.texts import texts_part
from tests.conftest import signed_in


@pytest.fixture
def project(make):
    return make.project(ref="P1")


@pytest.fixture
def lecture(make, project):
    """A seminar of a measure where three people are counted."""
    activity = make.activity(project, ref="P1-1", measure=make.measure(project))
    for _one in range(3):
        make.attendance(activity)
    return activity


@pytest.fixture
def path(lecture):
    return f"/projects/P1/report/texts/activity:{lecture.pk}/kk/"


def sent(client, path, **fields):
    """The form as it is open in a browser, with these fields typed into it."""
    form = client.get(path).context["form"]
    return {name: form[name].value() for name in form.fields} | fields


def stored() -> list[tuple[str, str, int, bool]]:
    return list(NarrativeText.objects.values_list("language", "text", "revision", "is_typed"))


def test_the_list_has_every_place_with_both_languages(lecture, organiser, path):
    answer = organiser.get("/projects/P1/report/texts/")
    assert [(group.code, len(group.lines)) for group in answer.context["groups"]] == [("measure", 2), ("sections", 11)]
    page = answer.content.decode()
    assert f'href="{path}"' in page
    assert page.count('href="/projects/P1/report/texts/') == 26


def test_the_editor_begins_with_the_ready_text_and_saving_it_unchanged_leaves_it_alive(organiser, path):
    form = sent(organiser, path)
    assert "Іс-шараға 3 адам қатысты." in form["text"]
    assert organiser.post(path, form).status_code == 302
    assert stored() == []


def test_a_ready_text_saved_unchanged_stays_alive_also_when_the_records_changed_meanwhile(
    make, project, organiser, path, lecture
):
    stale = sent(organiser, path)
    make.attendance(lecture)
    assert organiser.post(path, stale).status_code == 302
    assert stored() == []
    # Somebody else typed meanwhile: both are shown, and whoever means the ready text gets the one of now.
    save_text(project, slot=f"activity:{lecture.pk}", language="kk", text="Оның сөзі", seen_revision=0, by=None)
    both = organiser.post(path, stale)
    assert both.status_code == 409
    again = {name: both.context["form"][name].value() for name in stale}
    assert organiser.post(path, again).status_code == 302
    assert stored() == [("kk", "", 2, False)]


def test_a_number_of_five_thousand_digits_counts_nothing_and_every_page_still_opens(organiser, path):
    ready = sent(organiser, path)["text"]
    text = f"{'9' * 5000} адам. {ready.replace('3 адам', '7' * 5000 + ' адам')}"
    assert organiser.post(path, sent(organiser, path, text=text)).status_code == 302
    for page in (path, "/projects/P1/report/texts/", "/projects/P1/findings/", "/projects/P1/report/"):
        assert organiser.get(page).status_code == 200


@pytest.mark.parametrize("place", ["section:goals\0/kk", "section:goals/kk\0", "\0/kk"])
def test_an_address_with_signs_that_no_database_takes_leads_nowhere(place):
    for rest in ("", "versions/", "versions/1/"):
        with pytest.raises(Resolver404):
            resolve(f"/projects/P1/report/texts/{place}/{rest}")


def test_a_typed_text_is_kept_once_however_often_it_is_sent(organiser, path):
    form = sent(organiser, path, text="Біздің сөз:\r\n{participants} адам\x00")
    for _twice in range(2):
        assert organiser.post(path, form).status_code == 302
    assert stored() == [("kk", "Біздің сөз:\n{participants} адам", 1, True)]
    assert NarrativeVersion.objects.count() == 1
    page = organiser.get(path)
    assert page.context["here"].reads == "Біздің сөз:\n3 адам"
    assert page.context["marks"] == []


def test_an_unknown_placeholder_is_named_beside_the_field_with_the_nearest(organiser, path):
    answer = organiser.post(path, sent(organiser, path, text="Сөзім {particpants} <b>"))
    assert answer.status_code == 422
    (error,) = answer.context["form"].errors["text"]
    assert "{particpants}" in error and "{participants}" in error and "{{" in error
    assert "Сөзім {particpants} &lt;b&gt;</textarea>" in answer.content.decode()
    assert stored() == []


def test_two_hundred_thousand_letters_are_kept_and_one_more_is_refused_with_nothing_lost(organiser, path):
    long = "Ж" * LONGEST_TEXT
    answer = organiser.post(path, sent(organiser, path, text=f"{long}ж"))
    assert (answer.status_code, f"{long}ж</textarea>" in answer.content.decode()) == (422, True)
    assert organiser.post(path, sent(organiser, path, text=long)).status_code == 302
    assert [len(one[1]) for one in stored()] == [LONGEST_TEXT]


def test_who_was_slower_is_shown_both_texts_and_may_save_then(make, project, organiser, path, lecture):
    form = sent(organiser, path, text="Менің сөзім")
    other = make.member(Role.OWNER, name="Екінші Адам").user
    save_text(project, slot=f"activity:{lecture.pk}", language="kk", text="Оның сөзі", seen_revision=0, by=other)
    answer = organiser.post(path, form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Оның сөзі" in page and "Менің сөзім</textarea>" in page and "Екінші Адам" in page
    again = {"seen": answer.context["form"]["seen"].value(), "text": "Менің сөзім"}
    assert organiser.post(path, again).status_code == 302
    assert list(NarrativeVersion.objects.order_by("revision").values_list("revision", "text")) == [
        (1, "Оның сөзі"),
        (2, "Менің сөзім"),
    ]


def test_a_wrong_number_is_marked_and_one_tap_puts_the_placeholder(organiser, path):
    ready = sent(organiser, path)["text"]
    organiser.post(path, sent(organiser, path, text=ready.replace("3 адам", "45 адам")))
    (mark,) = organiser.get(path).context["marks"]
    assert (mark.number, mark.computed, mark.put, mark.contradicts) == ("45", "3", "{participants}", True)
    listed = organiser.get("/projects/P1/report/texts/").content.decode()
    assert "45 · " in listed
    organiser.post(path, sent(organiser, path, put=mark.key))
    assert stored() == [("kk", ready.replace("3 адам", "{participants} адам"), 2, True)]
    assert organiser.get(path).context["marks"] == []


def test_back_to_the_ready_text_and_an_earlier_version_back_again(organiser, path, project):
    organiser.post(path, sent(organiser, path, text="Бірінші"))
    organiser.post(path, sent(organiser, path, text="Сақталмаған", ready="1"))
    ready = organiser.get(path).context["here"]
    assert (ready.is_typed, ready.typing == ready.ready) == (False, True)
    listed = organiser.get(f"{path}versions/").content.decode()
    assert "Бірінші" in listed and "Сақталмаған" in listed
    assert "Бірінші" in organiser.get(f"{path}versions/1/").content.decode()
    assert organiser.post(f"{path}versions/1/", {"seen": 2}).status_code == 409
    assert organiser.post(f"{path}versions/1/", {"seen": 3}).status_code == 302
    assert stored() == [("kk", "Бірінші", 4, True)]
    assert [one.text for one in NarrativeVersion.objects.order_by("revision")] == [
        *("Бірінші", "Сақталмаған", ""),
        "Бірінші",
    ]


def test_those_who_may_not_change_it_read_it(make, path):
    viewer = signed_in(make.member(Role.VIEWER).user)
    page = viewer.get(path).content.decode()
    assert "Іс-шараға 3 адам қатысты." in page and "<textarea" not in page
    assert viewer.post(path, {"text": "x", "seen": 0}).status_code == 403


def test_what_was_typed_is_shown_where_its_activity_was_cancelled_meanwhile(organiser, path, lecture):
    form = sent(organiser, path, text="Ұзақ жазылған <b> сөз")
    lecture.cancelled_at, lecture.cancel_reason = lecture.created_at, "карантин"
    lecture.save()
    answer = organiser.post(path, form)
    assert answer.status_code == 404
    assert "Ұзақ жазылған &lt;b&gt; сөз</textarea>" in answer.content.decode()
    assert stored() == []


@pytest.mark.parametrize("slot", ["activity:0", "measure:x", "section:none", "section:activities", "activity:999999"])
def test_a_place_that_the_reports_have_not_is_404(organiser, path, slot):
    for address in (f"/projects/P1/report/texts/{slot}/kk/", f"/projects/P1/report/texts/{slot}/kk/versions/"):
        assert organiser.get(address).status_code == 404
    assert organiser.get(path.replace("/kk/", "/en/")).status_code == 404


def test_the_centre_is_told_how_many_are_typed_and_differ(project, lecture):
    slot = f"activity:{lecture.pk}"
    save_text(project, slot=slot, language="kk", text="Барлығы 9 адам.", seen_revision=0, by=None)
    save_text(project, slot=slot, language="ru", text="Всего {participants} человек.", seen_revision=0, by=None)
    part = texts_part(project)
    assert (part.typed, part.differing) == (1, 1)


def test_the_number_of_queries_does_not_depend_on_how_much_is_typed(
    make, project, organiser, django_assert_num_queries
):

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert organiser.get("/projects/P1/report/texts/").status_code == 200
        return len(queries)

    def fill(number: int) -> None:
        for _one in range(number):
            slot = f"activity:{make.activity(project).pk}"
            save_text(project, slot=slot, language="ru", text="Всего 9 человек.", seen_revision=0, by=None)

    fill(1)
    few = asked()
    fill(4)
    assert asked() == few
