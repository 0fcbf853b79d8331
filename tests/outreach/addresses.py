"""Every address of the product, and one organisation that has something of everything behind them."""

import re
import uuid
from dataclasses import dataclass, field

from django.contrib.auth.tokens import default_token_generator
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from events.actions.codes import issue_code, token_of
from events.actions.devices import claim_device, make_scanner_link
from events.actions.feeds import make_feed
from events.actions.groups import GroupLine, count_group
from events.actions.head_counts import set_head_count
from events.actions.series import choose_activities, make_series
from events.models import ActivityKind, CalendarFeed, Registration, RegistrationState, Scan, ScanOutcome
from grants.actions.accounts import make_token
from grants.actions.invitations import invite
from grants.models import Indicator, Job, JobState, Organisation, Role
from outreach.desk.workbook.uploads import WORKBOOK_PREVIEW
from rules.questionnaires.definition import Words
from surveys.actions.personal_links import make_links
from surveys.actions.questionnaires import first_definition, make_questionnaire
from surveys.actions.runs import open_satisfaction_run
from surveys.importing.kept_files import SURVEY_IMPORT
from tests.factories import Factory
from tests.outreach.consultation_house import register_of
from tests.outreach.evidence_house import evidence_of
from tests.outreach.kinds_house import kinds_of
from tests.outreach.media_house import media_of
from tests.outreach.operator_house import operator_of
from tests.outreach.paper_house import paper_of
from tests.outreach.points_house import points_of
from tests.outreach.records_house import records_of
from tests.outreach.reports_house import reports_of

# Addresses of the surveys app with a questionnaire's number.
OF_QUESTIONNAIRE = ("", "_edit", "_preview", "_publish", "_discard", "_copy", "_new_version", "_retire", "_export")
# Addresses of the surveys app that end in a run's number.
OF_RUN = (
    "run",
    "run_change",
    "run_close",
    "run_delete",
    "quotas",
    "personal_links",
    "run_poster_pdf",
    "run_poster_png",
    "results",
    "results_switch",
    "cross",
    "cross_csv",
    "pairs",
    "results_export",
    "import",
    "paper",
    "paper_form",
)
# Stands in every title and name of the house, so that a leak is seen.
MARK = "Жасырын"


@dataclass(frozen=True)
class Address:
    """One pattern: its name with namespaces, its route, the names of its parameters."""

    name: str
    route: str
    parameters: tuple[str, ...]

    def filled(self, values: dict[str, object]) -> str:
        """The path with these values."""
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda one: str(values[one[1]]), self.route)


def addresses() -> list[Address]:
    """All of them but the administrator's."""
    return [address for address in _walk(get_resolver().url_patterns) if address.name != "redirect"]


def _walk(patterns, before: str = "", names: str = ""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                space = f"{pattern.namespace}:" if pattern.namespace else ""
                yield from _walk(pattern.url_patterns, before + str(pattern.pattern), names + space)
        elif isinstance(pattern, URLPattern):
            route = str(pattern.pattern)
            parameters = tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)
            if route.startswith("^"):  # the one regular expression: a personal code
                route = "c/<token>"
            yield Address(names + (pattern.name or "redirect"), before + route, parameters)


@dataclass
class House:
    """An organisation with one of everything; `values`: what its addresses are filled with, by address or parameter."""

    make: Factory
    values: dict[str, object] = field(default_factory=dict)
    ids: dict[str, object] = field(default_factory=dict)

    @property
    def organisation(self) -> Organisation:
        return self.make.organisation

    def path(self, address: Address) -> str:
        """This address for the house's own object. KeyError: nobody has said what stands behind it."""
        special = self.values.get(address.name, {})
        return address.filled({name: special.get(name) or self.values[f"*{name}"] for name in address.parameters})


def furnished(make: Factory, *, project_ref: str, activity_ref: str) -> House:
    """Fill an organisation."""
    organisation = make.organisation
    Organisation.objects.filter(pk=organisation.pk).update(name=f"{MARK} {organisation.name}", contact=MARK)
    organisation.refresh_from_db()
    owner = make.member(Role.OWNER, name=f"{MARK} ие").user
    member = make.member(Role.STAFF, name=f"{MARK} мүше")
    project = make.project(ref=project_ref, title=f"{MARK} жоба", grantee=make.grantee(name=f"{MARK} қор"))
    measure = make.measure(project, title=f"{MARK} шара")
    figure = Indicator.objects.create(project=project, measure=measure, code="participants", plan=100)
    kind = ActivityKind.objects.create(
        organisation=organisation, code="own", name_kk=f"{MARK} түр", name_ru=f"{MARK} вид", name_en=f"{MARK} kind"
    )
    activity = make.activity(project, ref=activity_ref, title=f"{MARK} дәріс", measure=measure)
    person = make.person(name=f"{MARK} Адам", phone="+77000000001")
    code = issue_code(person)
    row = make.attendance(activity, person=person).attendance
    head_count = set_head_count(activity, mode="in_addition", basis="tally", total=7, parts={}, by=owner)
    run = open_satisfaction_run(activity, by=owner)
    title = Words(f"{MARK} сауал", f"{MARK} анкета", f"{MARK} questions")
    draft = make_questionnaire(
        organisation,
        kind="satisfaction",
        definition=first_definition(kind="satisfaction", title=title),
        act=uuid.uuid4(),
        by=owner,
    )
    link = make_links(run, names=[f"{MARK} сарапшы"], by=owner)[0]
    run.kiosk_code = f"kiosk{run.pk}"
    run.results_code = f"{run.pk:032x}"
    run.save(update_fields=["kiosk_code", "results_code"])
    invitation = invite(organisation, role=Role.OWNER, note=MARK, by=owner)
    token = make_token(organisation, name=MARK, by=owner).token
    feed = make_feed(member, act=uuid.uuid4())
    CalendarFeed.objects.filter(pk=feed.feed.pk).update(read_at=timezone.now())  # reading it is noted once an hour
    job = Job.objects.create(
        organisation=organisation,
        kind=WORKBOOK_PREVIEW,
        subject=f"{MARK} жұмыс",
        state=JobState.DONE,
        params={"filename": f"{MARK}.xlsx"},
        input_file=ContentFile(b"x", "in.xlsx"),
        result_file=ContentFile(MARK.encode(), "out.xlsx"),
    )
    answers_file = Job.objects.create(
        organisation=organisation,
        kind=SURVEY_IMPORT,
        subject=f"{MARK} жауап",
        state=JobState.DONE,
        params={"run": run.pk, "filename": f"{MARK}.csv"},
        result={"added": 1},
    )
    session = activity.sessions.get(number=1)
    together = count_group(
        session=session,
        lines=[GroupLine("male", 12, 2)],
        statuses=(),
        act=uuid.uuid4(),
        observed_at=row.observed_at,
        by=owner,
    )
    series = make_series(project, title=f"{MARK} топтама", by=owner)
    choose_activities(series, [activity], by=owner)
    registration = Registration.objects.create(
        activity=activity, person=person, state=RegistrationState.PLACE, stated_on=activity.starts_on, gender="female"
    )
    door = make_scanner_link(organisation=organisation, activity=activity, door=f"{MARK} есік", hours=24, by=owner)
    device = claim_device(code=door.code, number=uuid.uuid4(), label=f"{MARK} телефон").device
    scan = Scan.objects.create(
        organisation=organisation,
        scan_id=uuid.uuid4(),
        device=device,
        activity=activity,
        outcome=ScanOutcome.KEPT,
        content={"short_code": MARK},
        observed_at=row.observed_at,
    )
    evidence_values = evidence_of(activity, owner=owner, mark=MARK)
    kinds_values, kinds_ids = kinds_of(make, activity, kind=kind, series=series, owner=owner, mark=MARK)
    media_values, media_ids = media_of(make, activity, owner=owner, mark=MARK)
    paper_values, paper_ids = paper_of(make, activity, person=person, owner=owner, mark=MARK)
    points_values, points_ids = points_of(activity, mark=MARK)
    record_values, record_ids = records_of(make, activity, mark=MARK)
    register_values, register_ids = register_of(make, project, owner=owner, mark=MARK)
    at_projects = {"ref": project.ref}
    values = {
        **evidence_values,
        **kinds_values,
        **media_values,
        **paper_values,
        **points_values,
        **record_values,
        **register_values,
        **reports_of(project, owner=owner, mark=MARK),
        **operator_of(project, owner=owner, mark=MARK),
        "*ref": activity.ref,
        "*code": activity.public_code,
        "*token": token_of(code),
        "*entry": row.uuid,
        "*group": together[0].group,
        "*what": "people",
        "*year": 2025,
        "*month": 9,
        "*rest": f"projects/{project.ref}/nothing",
        "api:void": {"number": row.uuid},
        "api:project": at_projects,
        "api:statistics": at_projects,
        "desk:board": at_projects,
        "desk:board_print": at_projects,
        "desk:board_measure": {"ref": project.ref, "pk": measure.pk},
        "desk:timeline": at_projects,
        "desk:todo": at_projects,
        "desk:figure": {"ref": project.ref, "pk": figure.pk},
        "desk:feed": {"secret": feed.secret},
        "desk:feed_revoke": {"pk": feed.feed.pk},
        "desk:job": {"pk": job.pk},
        "desk:job_file": {"pk": job.pk},
        "desk:workbook_bring_in": {"pk": job.pk},
        "events:person_code": {"pk": person.pk},
        "events:device_revoke": {"pk": device.pk},
        "events:kept_scan": {"pk": scan.pk},
        "events:project_scanners": at_projects,
        "events:scanner_link_revoke": {"pk": door.link.pk},
        "events:series": {"pk": series.pk},
        "events:series_ics": {"code": series.public_code},
        "grants:grantee_edit": {"pk": project.grantee_id},
        "grants:invitation": {"secret": invitation.secret},
        "grants:invitation_revoke": {"pk": invitation.invitation.pk},
        "grants:member_remove": {"pk": member.pk},
        "grants:member_role": {"pk": member.pk},
        "grants:password_new": {
            "uidb64": urlsafe_base64_encode(force_bytes(owner.pk)),
            "token": default_token_generator.make_token(owner)[:-1] + "-",
        },
        "grants:project": at_projects,
        "grants:project_edit": at_projects,
        "grants:token_revoke": {"pk": token.pk},
        "reports:records": at_projects,
        "reports:statistics": at_projects,
        "reports:statistics_export": at_projects,
        "surveys:answer": {"code": run.waves.get().public_code},
        "surveys:thanks": {"code": run.waves.get().public_code},
        "surveys:forget": {"code": run.waves.get().public_code},
        **{f"surveys:questionnaire{verb}": {"pk": draft.questionnaire_id} for verb in OF_QUESTIONNAIRE},
        "api:questionnaire": {"pk": draft.questionnaire_id},
        **{f"surveys:{name}": {"pk": run.pk, "wave": run.waves.get().pk} for name in OF_RUN},
        "api:add_response": {"survey": run.waves.get().public_code},
        "api:survey_results": {"pk": run.pk},
        "surveys:texts": {"pk": run.pk, "code": "comment"},
        "surveys:remark": {"pk": run.pk, "code": "overall"},
        "surveys:public_results": {"code": run.results_code},
        "surveys:import_job": {"pk": run.pk, "job": answers_file.pk},
        "surveys:personal_link_revoke": {"pk": link.pk},
        "surveys:answer_invited": {"code": run.waves.get().public_code, "personal": link.code},
        "surveys:kiosk": {"code": run.kiosk_code},
        "surveys:kiosk_door": {"code": run.kiosk_code, "door": "only"},
        "surveys:kiosk_thanks": {"code": run.kiosk_code, "door": "only"},
    }
    for part, item in (("task", measure.task), ("measure", measure), ("indicator", figure)):
        values |= {f"grants:{part}_{verb}": {"ref": project.ref, "pk": item.pk} for verb in ("new", "edit", "delete")}
    ids = {
        **kinds_ids,
        **media_ids,
        **paper_ids,
        **points_ids,
        **record_ids,
        **register_ids,
        "activity": activity.ref,
        "code": activity.public_code,
        "copy": activity.ref,
        "device": device.pk,
        "entry": token_of(code),
        "find": MARK,
        "form": uuid.uuid4(),
        "grantee": project.grantee_id,
        "head_count": head_count.pk,
        "indicator": figure.pk,
        "job": job.pk,
        "kind": kind.pk,
        "measure": measure.pk,
        "member": member.pk,
        "organisation": organisation.pk,
        "person": person.pk,
        "project": project.pk,
        "questionnaire": draft.questionnaire_id,
        "registration": registration.pk,
        "row": row.uuid,
        "run": run.pk,
        "scan": scan.pk,
        "session": session.pk,
        "task": measure.task_id,
        "user": owner.pk,
    }
    return House(make, values, ids)
