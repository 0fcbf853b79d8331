"""Confirming documents: each once at its place, with a number that stays, and gone when it is taken away."""

import io
from datetime import date
from pathlib import Path

import pytest

from events.actions.activities import update_activity
from events.actions.appendices import place_for
from events.actions.evidence import EvidenceTold, change_evidence, keep_file, keep_link, remove_evidence
from events.models import Appendix, Evidence
from grants.models import AuditEntry
from rules.errors import AppError
from tests.events import evidence_files as files

PHOTO = EvidenceTold("photo", "Залда", "consented")


def keep(activity, content=None, name="a.jpg", told=PHOTO, project=None):
    content = files.photo() if content is None else content
    project = project or activity.project
    return keep_file(project=project, activity=activity, file=io.BytesIO(content), name=name, told=told, by=None)


def stored(settings) -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def test_a_photograph_is_kept_with_its_number(make, settings):
    project = make.project()
    make.measure(project, "1.2")
    activity = make.activity(project, measure=make.measure(project, "1.1"))
    evidence = keep(activity, name="IMG_1.JPG").evidence
    evidence.refresh_from_db()
    assert (evidence.appendix.number, evidence.place) == (1, 1)
    assert (evidence.type, evidence.caption, evidence.people_shown) == ("photo", "Залда", "consented")
    assert (evidence.name, evidence.media_type, evidence.taken_on) == ("IMG_1.jpg", "image/jpeg", date(2025, 9, 10))
    assert evidence.size == len(evidence.file.read())
    assert [path.name for path in stored(settings)] == ["file.jpg", "preview.jpg"]
    assert str(evidence.number) in str(stored(settings)[0])
    assert AuditEntry.objects.get(verb="evidence.add").details == {"type": "photo"}


def test_the_same_file_at_the_same_place_is_one_document(make, settings):
    activity = make.activity()
    first = keep(activity)
    again = keep(activity, told=EvidenceTold("poster"))
    assert (first.is_new, again.is_new, again.evidence) == (True, False, first.evidence)
    assert (Evidence.objects.count(), len(stored(settings))) == (1, 2)
    general = keep(None, project=activity.project)
    assert (general.is_new, keep(None, project=activity.project).is_new) == (True, False)
    assert general.same_elsewhere == [first.evidence]


def test_the_same_file_elsewhere_is_kept_and_said_but_not_across_organisations(make):
    first, second = make.activity(), make.activity()
    kept = [keep(first), keep(second)]
    assert kept[1].is_new
    assert kept[1].same_elsewhere == [kept[0].evidence]
    assert keep(make.other_organisation().activity()).same_elsewhere == []


def test_two_at_once_are_one(make, settings, monkeypatch):
    """The second one looked before the first one was stored."""
    activity = make.activity()
    from events.actions import evidence as module

    real, first = module.read_file, []

    def slow(file, name):
        if not first:
            first.append(None)
            first[0] = keep(activity)
        return real(file, name)

    monkeypatch.setattr(module, "read_file", slow)
    second = keep(activity)
    assert (second.is_new, second.evidence) == (False, first[0].evidence)
    assert (Evidence.objects.count(), len(stored(settings))) == (1, 2)


def test_an_activity_that_moves_while_its_picture_is_read_takes_it_along(make, monkeypatch):
    activity, measure = make.activity(), make.measure(make.project(), "1.2")
    from events.actions import evidence as module

    real = module.read_file

    def slow(file, name):
        update_activity(activity, by=None, project=measure.task.project, measure=measure)
        return real(file, name)

    monkeypatch.setattr(module, "read_file", slow)
    evidence = keep(activity).evidence
    assert (evidence.project, evidence.appendix.measure) == (measure.task.project, measure)


def test_what_fails_leaves_no_file(make, settings, monkeypatch):
    from events.actions import evidence as module

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(module, "place_for", broken)
    with pytest.raises(RuntimeError):
        keep(make.activity())
    assert stored(settings) == []


def test_a_removed_document_keeps_its_number_and_loses_its_file(make, settings, django_capture_on_commit_callbacks):
    activity = make.activity(measure=None)
    evidence = [keep(activity, files.photo(colour=colour)).evidence for colour in ("red", "blue")][1]
    with pytest.raises(AppError, match="reason_missing"):
        remove_evidence(evidence, "  ", None)
    with django_capture_on_commit_callbacks(execute=True):
        gone = remove_evidence(evidence, "Келісімін қайтарды", None)
        assert remove_evidence(evidence, "again", None).remove_reason == "Келісімін қайтарды"
    assert (gone.place, bool(gone.file), bool(gone.preview)) == (2, False, False)
    assert len(stored(settings)) == 2
    with pytest.raises(AppError, match="evidence_removed"):
        change_evidence(gone, PHOTO, by=None)
    assert keep(activity, files.photo(colour="blue")).evidence.place == 3


def test_a_link_is_kept_once_and_must_be_one(make):
    activity = make.activity()
    told = EvidenceTold("links")

    def link(address):
        return keep_link(project=activity.project, activity=activity, link=address, told=told, by=None)

    first = link(" https://example.kz/a ")
    assert (first.evidence.link, first.evidence.file.name, first.evidence.place) == ("https://example.kz/a", "", 1)
    assert (link("https://example.kz/a").is_new, link("https://example.kz/b").evidence.place) == (False, 2)
    for bad in ("", "example", "javascript:alert(1)", "https://" + "x" * 1000):
        with pytest.raises(AppError, match="evidence_link_unclear"):
            link(bad)


def test_what_is_told_can_be_changed_and_is_checked(make):
    evidence = keep(make.activity()).evidence
    change_evidence(evidence, EvidenceTold("poster", " x ", "nobody", date(2025, 9, 11)), by=None)
    evidence.refresh_from_db()
    told = (evidence.type, evidence.caption, evidence.people_shown, evidence.taken_on)
    assert told == ("poster", "x", "nobody", date(2025, 9, 11))
    for bad in (EvidenceTold("passport"), EvidenceTold("photo", people_shown="all")):
        with pytest.raises(AppError, match="evidence_type_unknown"):
            change_evidence(evidence, bad, by=None)


def test_appendices_follow_the_plan_and_then_never_change(make):
    project = make.project()
    measures = {number: make.measure(project, number) for number in ("1.10", "2.1", "1.2")}
    place_for(project, measures["2.1"])
    assert list(Appendix.objects.filter(project=project).values_list("measure__number", "number")) == [
        ("1.2", 1),
        ("1.10", 2),
        ("2.1", 3),
    ]
    late = make.measure(project, "1.1")
    assert place_for(project, None)[0].number == 4
    assert place_for(project, late)[0].number == 5
    assert place_for(project, None)[0].number == 4
    assert place_for(project, measures["1.2"]) == (Appendix.objects.get(number=1, project=project), 1)
    other = make.project()
    assert place_for(other, None)[0].number == 1


def test_documents_go_with_their_activity_to_another_measure_and_leave_their_number(make):
    project = make.project()
    first, second = make.measure(project, "1.1"), make.measure(project, "1.2")
    activity = make.activity(project, measure=first)
    kept = [keep(activity, files.photo(colour=colour)).evidence for colour in ("red", "blue")]
    update_activity(activity, by=None, measure=second)
    places = [(one.appendix.number, one.place) for one in Evidence.objects.live().order_by("pk")]
    assert places == [(2, 1), (2, 2)]
    assert [one.number for one in Evidence.objects.live().order_by("pk")] == [one.number for one in kept]
    left = Evidence.objects.exclude(removed_at=None).order_by("place")
    assert [(one.appendix.number, one.place, one.remove_reason, bool(one.file)) for one in left] == [
        (1, 1, "→ 2.1", False),
        (1, 2, "→ 2.2", False),
    ]
    # The old places are not given again.
    assert keep(make.activity(project, measure=first)).evidence.place == 3
    update_activity(activity, by=None, project=make.project(), measure=None)
    activity.refresh_from_db()
    moved = {(one.appendix.is_general, one.project_id == activity.project_id) for one in activity.evidence.live()}
    assert moved == {(True, True)}
    assert Evidence.objects.live().filter(file="").count() == 0
