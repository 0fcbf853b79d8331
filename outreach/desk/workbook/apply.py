"""Writing what was thought out. Runs inside the importer's one transaction."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from events.actions.activities import create_activity, update_activity
from events.actions.head_counts import set_head_count, void_head_count
from events.actions.represented import organisation_named
from events.models import (
    Activity,
    Attendance,
    HeadCountBasis,
    HeadCountMode,
    Material,
    MaterialCount,
    Person,
    Point,
    Represented,
    Session,
    Source,
)
from events.reasons import CHANGED_IN_WORKBOOK, ROWS_IN_WORKBOOK
from grants.actions.plan import add_plan_item, change_plan_item
from grants.actions.projects import change_project, create_project
from grants.models import Grantee, Indicator, Measure, Organisation, Project, Task, User
from grants.queries import edition_for
from media_log.actions import MentionRow, record_mentions
from media_log.actions.pages import find_or_make_page
from outreach.desk.workbook.known import Known, chunks
from outreach.desk.workbook.progress import Steps
from outreach.desk.workbook.writes import (
    ActivityWrite,
    AttendanceWrite,
    HeadCountWrite,
    IndicatorWrite,
    MaterialWrite,
    MeasureWrite,
    MentionWrite,
    PrintedWrite,
    ProjectWrite,
    TaskWrite,
    Writes,
)

_BATCH = 500


class Writer:
    """Writes a draft for one organisation; what it makes is known to what comes after."""

    def __init__(self, known: Known, by: User | None, steps: Steps) -> None:
        self._known = known
        self._organisation: Organisation = known.organisation
        self._by = by
        self._steps = steps

    def write(self, writes: Writes) -> None:
        """Write everything, in the order in which one thing hangs on another."""
        for project in writes.projects:
            self._project(project)
        for task in writes.tasks:
            self._task(task)
        for measure in writes.measures:
            self._measure(measure)
        for indicator in writes.indicators:
            self._indicator(indicator)
        for activity in writes.activities:
            self._activity(activity)
            self._steps.breathe()
        self._people(writes.new_people, writes.changed_people)
        self._attendances(writes.attendances)
        for head_count in writes.head_counts:
            self._head_count(head_count)
            self._steps.breathe()
        self._materials(writes.materials)
        self._printed(writes.printed)
        self._mentions(writes.mentions)

    def _project(self, write: ProjectWrite) -> None:
        project = write.existing or Project(organisation=self._organisation, ref=write.ref)
        for name, value in write.values.items():
            setattr(project, name, value)
        if write.grantee:
            project.grantee = self._grantee(write.grantee)
        if write.existing:
            change_project(project, by=self._by)
        else:
            project.edition = edition_for(project.contract_date or project.starts_on)
            create_project(project, by=self._by)
        self._known.projects[write.ref] = project

    def _grantee(self, name: str) -> Grantee:
        if name not in self._known.grantees:
            grantee, _made = Grantee.objects.get_or_create(organisation=self._organisation, name=name)
            self._known.grantees[name] = grantee
        return self._known.grantees[name]

    def _task(self, write: TaskWrite) -> None:
        task = write.existing or Task(project=self._known.projects[write.project_ref], number=write.number)
        task.title = write.title
        self._save_plan_item(task, write.existing is None)
        self._known.tasks[write.project_ref, write.number] = task

    def _measure(self, write: MeasureWrite) -> None:
        measure = write.existing or Measure(
            project=self._known.projects[write.project_ref],
            task=self._known.tasks[write.project_ref, write.task_number],
            number=write.number,
        )
        for name, value in write.values.items():
            setattr(measure, name, value)
        self._save_plan_item(measure, write.existing is None)
        self._known.measures[write.project_ref, write.number] = measure

    def _indicator(self, write: IndicatorWrite) -> None:
        number = write.measure_number
        indicator = write.existing or Indicator(
            project=self._known.projects[write.project_ref],
            measure=self._known.measures[write.project_ref, number] if number else None,
            code=write.code,
        )
        for name, value in write.values.items():
            setattr(indicator, name, value)
        self._save_plan_item(indicator, write.existing is None)

    def _save_plan_item(self, item: Task | Measure | Indicator, is_new: bool) -> None:
        (add_plan_item if is_new else change_plan_item)(item, by=self._by)

    def _activity(self, write: ActivityWrite) -> None:
        values = dict(write.values)
        project_ref = write.project_ref or (write.existing.project.ref if write.existing else "")
        if write.measure_number is not None:
            number = write.measure_number
            values["measure"] = self._known.measures[project_ref, number] if number else None
        if write.existing is None:
            activity = create_activity(
                self._known.projects[project_ref],
                kind=values.pop("kind"),
                title=values.pop("title"),
                ref=write.ref,
                by=self._by,
                **values,
            )
        else:
            if write.project_ref:
                values["project"] = self._known.projects[write.project_ref]
            activity = update_activity(write.existing, by=self._by, **values)
        self._known.activities[write.ref] = activity

    def _people(self, new: list[Person], changed: list[Person]) -> None:
        Person.objects.bulk_create(new, batch_size=_BATCH)
        Person.objects.bulk_update(changed, ["external_key", "name", "phone", "is_identified"], batch_size=_BATCH)

    def _attendances(self, writes: list[AttendanceWrite]) -> None:
        """Void what is replaced, then add: a person has one live row per session at any moment."""
        now = timezone.now()
        counting = {write.uuid: write.replaces.is_counted if write.replaces else True for write in writes}
        for pks in chunks(write.replaces.pk for write in writes if write.replaces):
            Attendance.objects.filter(pk__in=pks, voided_at__isnull=True).update(
                voided_at=now, voided_by=self._by, void_reason=CHANGED_IN_WORKBOOK, is_counted=False
            )
            self._steps.breathe()
        sessions = self._sessions(write.ref for write in writes)
        represented = self._represented(write.represents for write in writes)
        for handful in chunks(writes):
            rows = [self._row(write, sessions, represented, counting[write.uuid]) for write in handful]
            Attendance.objects.bulk_create(rows, batch_size=_BATCH)
            self._steps.breathe()

    def _represented(self, names: Iterable[str]) -> dict[str, Represented]:
        """The organisations of these names, made where nobody has named them yet."""
        named = ((name, organisation_named(self._organisation, name)) for name in sorted(set(names)))
        return {name: found for name, found in named if found}

    def _row(
        self,
        write: AttendanceWrite,
        sessions: dict[int, Session],
        represented: dict[str, Represented],
        is_counted: bool,
    ) -> Attendance:
        activity = self._known.activities[write.ref]
        return Attendance(
            uuid=write.uuid,
            activity=activity,
            session_id=write.replaces.session_id if write.replaces else sessions[activity.pk].pk,
            person=write.person,
            observed_at=write.observed_at,
            source=Source.IMPORT,
            collected_by=self._by,
            replaces=write.replaces,
            is_counted=is_counted,
            represents=represented.get(write.represents),
            **write.facts.columns(activity.project.category_precedence),
        )

    def _sessions(self, refs: Iterable[str]) -> dict[int, Session]:
        """The first session of each activity; one is made where somebody deleted it."""
        activities = {ref: self._known.activities[ref] for ref in set(refs)}
        found: dict[int, Session] = {}
        for pks in chunks(activity.pk for activity in activities.values()):
            for session in Session.objects.filter(activity_id__in=pks).order_by("-number"):
                found[session.activity_id] = session
        for activity in activities.values():
            if activity.pk not in found:
                found[activity.pk] = self._first_session(activity)
        return found

    def _first_session(self, activity: Activity) -> Session:
        return Session.objects.create(activity=activity, held_on=activity.starts_on, starts_at=activity.starts_at)

    def _head_count(self, write: HeadCountWrite) -> None:
        if write.total is None:
            if write.live:
                void_head_count(write.live, reason=ROWS_IN_WORKBOOK, by=self._by)
            return
        set_head_count(
            self._known.activities[write.ref],
            mode=HeadCountMode.INSTEAD,
            basis=HeadCountBasis.REPORTED,
            total=write.total,
            parts=write.parts,
            by=self._by,
        )

    def _materials(self, writes: list[MaterialWrite]) -> None:
        for write in writes:
            of = self._material(write.ref, write.key.kind, write.key.language)
            row = write.existing or MaterialCount(material=of)
            if write.key.point and row.point is None:
                activity = self._known.activities[write.ref]
                row.point = Point.objects.get_or_create(activity=activity, name=write.key.point)[0]
            for name, value in write.values.items():
                setattr(row, name, value)
            row.save()

    def _material(self, ref: str, kind: str, language: str) -> Material:
        activity = self._known.activities[ref]
        return Material.objects.get_or_create(activity=activity, kind=kind, language=language, title="")[0]

    def _printed(self, writes: list[PrintedWrite]) -> None:
        for write in writes:
            material = self._material(write.ref, write.kind, write.language)
            material.printed = write.printed
            material.save(update_fields=["printed"])

    def _mentions(self, writes: list[MentionWrite]) -> None:
        named = {(write.link.platform, write.page) for write in writes if write.page}
        pages = {name: find_or_make_page(self._organisation, *name) for name in sorted(named)}
        rows = [
            MentionRow(
                link=write.link,
                project=self._known.projects[write.project_ref],
                activity=self._known.activities[write.activity_ref] if write.activity_ref else None,
                views=write.numbers.get("views"),
                followers=write.numbers.get("page_followers"),
                likes=write.numbers.get("likes"),
                reach=write.numbers.get("reach"),
                read_on=write.read_on,
                page=pages.get((write.link.platform, write.page)),
                **write.facts,
            )
            for write in writes
        ]
        for handful in chunks(rows):
            record_mentions(handful, organisation=self._organisation, by=self._by)
            self._steps.breathe()
