"""Notes for the reports: their sections, a name with consent only, two people at one text."""

import uuid

import pytest

from events.models import NoteKind, ProjectNote
from tests.conftest import signed_in


@pytest.fixture
def project(make):
    return make.project(ref="P1")


@pytest.fixture
def note(make, project):
    return ProjectNote.objects.create(organisation=make.organisation, project=project, kind="goal", text="Алғашқы")


def sent(client, path, **fields):
    """The form as it is open in a browser, with these fields typed into it."""
    form = client.get(path).context["form"]
    known = {field.name: field.value() for field in form}
    return {**{name: value for name, value in known.items() if value is not None}, **fields}


def test_the_page_has_the_sections_of_the_forms_in_their_order(make, project, organiser):
    for kind in ("recommendation", "risk", "goal"):
        ProjectNote.objects.create(organisation=make.organisation, project=project, kind=kind, text=f"мәтін {kind}")
    sections = organiser.get("/projects/P1/notes/").context["sections"]
    assert [section["kind"] for section in sections] == ["goal", "result", "risk", "success_story", "recommendation"]
    assert [len(section["notes"]) for section in sections] == [1, 0, 1, 0, 1]


def test_a_risk_stands_with_what_is_done_about_it_and_a_second_tap_adds_nothing(project, organiser):
    path = "/projects/P1/notes/risk/new/"
    form = sent(organiser, path, text="Ауа райы\r\nсуық", mitigation="Зал жалға алынды")
    for _twice in range(2):
        assert organiser.post(path, form).status_code == 302
    note = ProjectNote.objects.get()
    assert (note.kind, note.text, note.mitigation) == ("risk", "Ауа райы\nсуық", "Зал жалға алынды")


def test_a_name_stands_with_consent_only(project, organiser):
    path = "/projects/P1/notes/success_story/new/"
    form = sent(organiser, path, text="Жұмыс тапты", person_name="Сынақ Адам", name_consent="none")
    answer = organiser.post(path, form)
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"person_name"})
    assert "Сынақ Адам" in answer.content.decode()
    organiser.post(path, {**form, "name_consent": "guardian"})
    organiser.post(path, {**form, "form": uuid.uuid4(), "person_name": "", "name_consent": "own"})
    assert list(ProjectNote.objects.values_list("person_name", "name_consent")) == [
        ("Сынақ Адам", "guardian"),
        ("", "none"),
    ]


def test_twenty_thousand_letters_are_kept_and_one_more_is_refused_with_nothing_lost(project, organiser):
    path = "/projects/P1/notes/result/new/"
    text = "ә" * 9_999 + "\r\n" + "ә" * 10_000
    assert organiser.post(path, sent(organiser, path, text=text)).status_code == 302
    assert len(ProjectNote.objects.get().text) == 20_000
    answer = organiser.post(path, sent(organiser, path, text=text + "я"))
    assert (answer.status_code, answer.context["form"]["text"].value()) == (422, text + "я")


def test_the_slower_of_two_is_told_sees_both_texts_and_loses_nothing(make, note):
    one, other = (signed_in(make.member(name=name).user) for name in ("Бірінші Адам", "Екінші Адам"))
    path = f"/notes/{note.pk}/edit/"
    mine, theirs = sent(one, path, text="Менікі"), sent(other, path, text="Олардікі")
    assert other.post(path, theirs).status_code == 302
    answer = one.post(path, mine)
    page = answer.content.decode()
    assert (answer.status_code, "Менікі" in page, "Олардікі" in page, "Екінші Адам" in page) == (409, True, True, True)
    note.refresh_from_db()
    assert note.text == "Олардікі"
    # Having seen it, saving once more is meant.
    again = {field.name: field.value() for field in answer.context["form"] if field.value() is not None}
    assert one.post(path, again).status_code == 302
    note.refresh_from_db()
    assert note.text == "Менікі"


def test_the_same_form_sent_twice_is_no_conflict(organiser, note):
    path = f"/notes/{note.pk}/edit/"
    form = sent(organiser, path, text="Жаңа")
    assert [organiser.post(path, form).status_code for _twice in range(2)] == [302, 302]


def test_a_note_deleted_meanwhile_can_be_kept_as_a_new_one(organiser, note):
    path = f"/notes/{note.pk}/edit/"
    form = sent(organiser, path, text="Ұзақ мәтін")
    organiser.post(f"/notes/{note.pk}/delete/")
    answer = organiser.post(path, form)
    assert (answer.status_code, "Ұзақ мәтін" in answer.content.decode()) == (409, True)
    assert organiser.post(answer.context["action"], form).status_code == 302
    assert ProjectNote.objects.get().text == "Ұзақ мәтін"
    assert organiser.get(f"/notes/{note.pk + 99}/edit/").status_code == 404


def test_a_note_that_somebody_wrote_into_is_not_deleted_unseen(organiser, note):
    path = f"/notes/{note.pk}/delete/"
    seen = organiser.get(path).context["seen"]
    edit = f"/notes/{note.pk}/edit/"
    organiser.post(edit, sent(organiser, edit, text="Әріптестің сөзі"))
    answer = organiser.post(path, {"seen": seen})
    assert (answer.status_code, "Әріптестің сөзі" in answer.content.decode()) == (409, True)
    assert organiser.post(path, {"seen": answer.context["seen"]}).status_code == 302
    assert not ProjectNote.objects.exists()


def test_other_words_in_the_same_form_are_another_note(project, organiser):
    path = "/projects/P1/notes/risk/new/"
    form = sent(organiser, path, text="Бірінші")
    for text in ("Бірінші", "Екінші", "Екінші"):
        assert organiser.post(path, {**form, "text": text}).status_code == 302
    assert list(ProjectNote.objects.values_list("text", flat=True)) == ["Бірінші", "Екінші"]


def test_there_is_no_other_kind_of_note(project, organiser):
    assert organiser.get("/projects/P1/notes/gossip/new/").status_code == 404
    assert {organiser.get(f"/projects/P1/notes/{kind}/new/").status_code for kind in NoteKind.values} == {200}
