"""Small real objects for tests, made with sensible defaults. No personal data of anybody real."""

import uuid
from datetime import date, datetime, time
from itertools import count
from zoneinfo import ZoneInfo

from events.actions.attendance import Recorded, record_attendance
from events.facts import Facts
from events.models import Activity, ActivityKind, Person, Session, Source
from grants.models import Edition, Grantee, Measure, Membership, Organisation, Project, Role, Task, User
from media_log.models import Mention, Post
from media_log.models.posts import READ_ON

ALMATY = ZoneInfo("Asia/Almaty")
PASSWORD = "kok-tobe-2025-almaty"


class Factory:
    """Makes objects of one organisation; `Factory(organisation)` for another one."""

    def __init__(self, organisation: Organisation | None = None) -> None:
        self._numbers = count(1)
        self.organisation = organisation or Organisation.objects.create(name="«Айналайын» қоғамдық бірлестігі")

    def other_organisation(self) -> "Factory":
        """The factory of a second organisation."""
        return Factory(Organisation.objects.create(name=f"«Басқа» қоры {uuid.uuid4().hex[:6]}"))

    def user(self, **fields) -> User:
        fields.setdefault("email", f"user{uuid.uuid4().hex[:10]}@example.kz")
        fields.setdefault("password", PASSWORD)
        return User.objects.create_user(**fields)

    def member(self, role: str = Role.ORGANISER, **fields) -> Membership:
        return Membership.objects.create(user=self.user(**fields), organisation=self.organisation, role=role)

    def grantee(self, **fields) -> Grantee:
        fields.setdefault("name", self.organisation.name)
        return Grantee.objects.get_or_create(organisation=self.organisation, **fields)[0]

    def project(self, **fields) -> Project:
        number = next(self._numbers)
        defaults = {
            "ref": f"T{number}",
            "title": f"«Берік отбасы» жобасы {number}",
            "customer": "Тараз қаласы әкімдігінің ішкі саясат бөлімі",
            "starts_on": date(2025, 5, 8),
            "ends_on": date(2025, 10, 31),
            "edition": Edition.objects.get(code="2025"),
        }
        if "grantee" not in fields:
            fields["grantee"] = self.grantee()
        return Project.objects.create(organisation=self.organisation, **{**defaults, **fields})

    def measure(self, project: Project, number: str = "1.1", **fields) -> Measure:
        task, _ = Task.objects.get_or_create(project=project, number=number.split(".")[0], defaults={"title": "Міндет"})
        return Measure.objects.create(project=project, task=task, number=number, **{"title": "Семинарлар", **fields})

    def activity(
        self, project: Project | None = None, *, kind: str = "seminar", sessions: int = 1, **fields
    ) -> Activity:
        project = project or self.project()
        number = next(self._numbers)
        defaults = {
            "ref": f"{project.ref}-{number}",
            "title": f"«Саналы отбасы» {number}-семинар",
            "starts_on": date(2025, 9, 10),
            "starts_at": time(10, 0),
            "venue": "Тараз сервис колледжі",
            "town": "Тараз",
        }
        activity = Activity.objects.create(
            organisation=self.organisation,
            project=project,
            kind=ActivityKind.objects.get(organisation=None, code=kind),
            **{**defaults, **fields},
        )
        for place in range(1, sessions + 1):
            Session.objects.create(activity=activity, number=place, held_on=activity.starts_on)
        return activity

    def post(self, code: str = "", **fields) -> Post:
        """A post whose numbers were read on the day of the activities."""
        code = code or f"post{next(self._numbers)}"
        for number, day in READ_ON.items():
            if fields.get(number) is not None:
                fields.setdefault(day, date(2025, 9, 10))
        defaults = {"key": f"site:example.kz/{code}", "platform": "site", "kind": "article"}
        return Post.objects.create(
            organisation=self.organisation, **{**defaults, "url": f"https://example.kz/{code}", **fields}
        )

    def mention(self, post: Post, holder: Activity | Project, **fields) -> Mention:
        """A post mentioned at an activity, or for a project as a whole."""
        activity = holder if isinstance(holder, Activity) else None
        project = holder.project if isinstance(holder, Activity) else holder
        return Mention.objects.create(post=post, project=project, activity=activity, url_as_given=post.url, **fields)

    def person(self, **fields) -> Person:
        fields.setdefault("external_key", f"K{uuid.uuid4().hex[:10]}")
        fields.setdefault("is_identified", bool(fields["external_key"] or fields.get("phone")))
        return Person.objects.create(organisation=self.organisation, **fields)

    def attendance(self, activity: Activity, *, session: Session | None = None, **fields) -> Recorded:
        """One recorded visit; person=None for someone without data."""
        facts = Facts(
            gender=fields.pop("gender", "female"),
            age=fields.pop("age", 19),
            birth_year=fields.pop("birth_year", None),
            statuses=tuple(fields.pop("statuses", ("youth",))),
        )
        defaults = {
            "act": uuid.uuid4(),
            "observed_at": datetime(2025, 9, 10, 10, 3, tzinfo=ALMATY),
            "source": Source.WALK_IN,
        }
        if "person" not in fields:
            fields["person"] = self.person()
        return record_attendance(
            session=session or activity.sessions.get(number=1), facts=facts, **{**defaults, **fields}
        )
