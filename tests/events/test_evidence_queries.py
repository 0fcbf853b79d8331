"""What is missing, what is there, under which number: exact, and in a constant number of queries."""

import hashlib
from datetime import date, timedelta

import pytest
from django.utils import timezone

from events.models import Appendix, Evidence, PeopleShown
from events.queries.evidence import (
    appendices_of,
    documents_found,
    documents_of,
    missing_of,
    missing_types,
)

TODAY = date(2025, 9, 20)


def document(project, appendix, place, *, activity=None, type="photo", content=b"", **fields) -> Evidence:
    """A row as an action leaves it, without a file on the disk."""
    digest = hashlib.sha256(content or f"{appendix.pk}.{place}".encode()).hexdigest()
    kept = {} if fields.get("link") else {"sha256": digest, "kept_sha256": digest, "size": 100, "name": "x.jpg"}
    return Evidence.objects.create(
        organisation=project.organisation,
        project=project,
        activity=activity,
        appendix=appendix,
        place=place,
        type=type,
        **{**kept, **fields},
    )


@pytest.fixture
def project(make):
    return make.project(ref="K1")


@pytest.fixture
def appendix(make, project):
    return Appendix.objects.create(project=project, measure=make.measure(project), number=1)


def test_a_held_activity_lacks_what_is_usual_for_its_kind(make, project, appendix):
    activity = make.activity(project)
    assert missing_types(activities=[activity.pk], today=TODAY) == {
        activity.pk: ["programme", "photo", "attendance_list"]
    }
    document(project, appendix, 1, activity=activity, type="photo")
    gone = document(project, appendix, 2, activity=activity, type="programme")
    assert missing_types(activities=[activity.pk], today=TODAY) == {activity.pk: ["attendance_list"]}
    gone.removed_at, gone.remove_reason = timezone.now(), "қате"
    gone.save()
    assert missing_types(activities=[activity.pk], today=TODAY) == {activity.pk: ["programme", "attendance_list"]}
    assert missing_of(activity=activity) == ["programme", "attendance_list"]


def test_nothing_is_missed_of_what_is_ahead_cancelled_or_complete(make, project, appendix):
    ahead = make.activity(project, starts_on=TODAY)
    over_tomorrow = make.activity(project, starts_on=date(2025, 9, 1), ends_on=TODAY)
    undated = make.activity(project, starts_on=None)
    cancelled = make.activity(project, cancelled_at=timezone.now(), cancel_reason="дауыл")
    complete = make.activity(project)
    for place, type_ in enumerate(("programme", "photo", "attendance_list"), 1):
        document(project, appendix, place, activity=complete, type=type_)
    every = [a.pk for a in (ahead, over_tomorrow, undated, cancelled, complete)]
    assert missing_types(activities=every, today=TODAY) == {}
    later = TODAY + timedelta(days=1)
    assert set(missing_types(activities=every, today=later)) == {ahead.pk, over_tomorrow.pk}
    assert missing_of(activity=cancelled) == []


def test_missing_is_asked_in_two_queries_whatever_their_number(make, project, appendix, django_assert_num_queries):
    activities = [make.activity(project) for _ in range(12)]
    for place, activity in enumerate(activities, 1):
        document(project, appendix, place, activity=activity)
    for some in (activities[:1], activities):
        with django_assert_num_queries(2):
            assert len(missing_types(activities=[a.pk for a in some], today=TODAY)) == len(some)


def test_a_projects_gaps_stand_under_their_measures(make, project, appendix, django_assert_num_queries):
    unnumbered = make.measure(project, number="1.2")
    first = make.activity(project, measure=appendix.measure, starts_on=date(2025, 9, 9))
    second = make.activity(project, measure=appendix.measure, starts_on=date(2025, 9, 8))
    third = make.activity(project, measure=unnumbered)
    loose = make.activity(project)
    with django_assert_num_queries(4):
        found = appendices_of(project=project, today=TODAY)
    every = ["programme", "photo", "attendance_list"]
    assert [(line.appendix, line.measure, line.missing) for line in found] == [
        (appendix, appendix.measure, [(second, every), (first, every)]),
        (None, unnumbered, [(third, every)]),
        (None, None, [(loose, every)]),
    ]
    general = Appendix.objects.create(project=project, is_general=True, number=2)
    found = appendices_of(project=project, today=TODAY)
    assert [(line.appendix, line.missing) for line in found][1] == (general, [(loose, every)])


def test_appendices_count_what_is_there_apart_from_what_was_taken_away(make, project, appendix):
    general = Appendix.objects.create(project=project, is_general=True, number=2)
    activity = make.activity(project, measure=appendix.measure)
    document(project, appendix, 1, activity=activity, people_shown=PeopleShown.UNCLEAR)
    document(project, appendix, 2, activity=activity, people_shown=PeopleShown.CONSENTED)
    document(project, appendix, 3, activity=activity, type="programme", people_shown=PeopleShown.UNCLEAR)
    document(project, appendix, 4, activity=activity, removed_at=timezone.now(), remove_reason="қате")
    document(project, general, 1, type="letter", link="https://example.kz/hat")
    lines = appendices_of(project=project, today=date(2025, 9, 1))
    assert [(line.appendix.number, line.documents, line.removed, line.size, line.unclear) for line in lines] == [
        (1, 3, 1, 300, 1),
        (2, 1, 0, 0, 0),
    ]
    assert [(d.number, d.is_removed, d.is_unclear) for d in documents_of(activity=activity)] == [
        ("1.1", False, True),
        ("1.2", False, False),
        ("1.3", False, False),
        ("1.4", True, False),
    ]


def test_documents_are_found_by_appendix_type_and_mark(make, project, appendix):
    other = Appendix.objects.create(project=project, is_general=True, number=2)
    elsewhere = make.project()
    theirs = Appendix.objects.create(project=elsewhere, is_general=True, number=1)
    document(project, appendix, 1, content=b"same", people_shown=PeopleShown.UNCLEAR)
    document(project, appendix, 2, type="poster", people_shown=PeopleShown.UNCLEAR)
    document(project, appendix, 3, link="https://example.kz/v", type="video", people_shown=PeopleShown.NOBODY)
    document(project, other, 1, removed_at=timezone.now(), remove_reason="қате")
    document(elsewhere, theirs, 1, content=b"same")
    document(elsewhere, theirs, 2, content=b"gone", removed_at=timezone.now(), remove_reason="қате")

    def found(**asked):
        asked = {"appendix": None, "type": "", "mark": "", **asked}
        return [f"{e.appendix.number}.{e.place}" for e in documents_found(project=project, **asked)]

    assert found() == ["1.1", "1.2", "1.3", "2.1"]
    assert found(appendix=1) == ["1.1", "1.2", "1.3"]
    assert found(type="photo") == ["1.1"]
    assert found(mark="unclear") == ["1.1"]
    assert found(mark="twice") == ["1.1"]
    assert found(mark="removed") == ["2.1"]


def test_the_same_file_or_link_elsewhere_in_the_organisation_is_marked(make, project, appendix):
    activity, other = make.activity(project), make.activity(project)
    stranger = make.other_organisation()
    foreign = stranger.project()
    document(project, appendix, 1, activity=activity, content=b"same")
    document(project, appendix, 2, activity=other, content=b"same")
    document(project, appendix, 3, activity=activity, link="https://example.kz/1", type="links")
    document(project, appendix, 4, activity=activity, content=b"mine and theirs")
    theirs = Appendix.objects.create(project=foreign, is_general=True, number=1)
    document(foreign, theirs, 1, content=b"mine and theirs")
    assert [(d.number, d.is_twice) for d in documents_of(activity=activity)] == [
        ("1.1", True),
        ("1.3", False),
        ("1.4", False),
    ]
