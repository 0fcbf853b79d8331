"""Who gets through which door, at every address and method there is or will be."""

import uuid

import pytest
from django.test import Client

from grants.actions.accounts import make_token
from grants.models import Role
from tests.conftest import signed_in
from tests.grants.test_gates import LETTERS
from tests.outreach.addresses import addresses, furnished
from tests.outreach.issue_doors import ISSUE_DOORS
from tests.outreach.media_doors import MEDIA_DOORS
from tests.outreach.operator_doors import OPERATOR_DOORS
from tests.outreach.report_doors import REPORT_DOORS
from tests.outreach.word_template_doors import WORD_TEMPLATE_DOORS

ALL, COUNTING, EDITING = "OoSV", "OoS", "Oo"
EVERYBODY = "OoSV-"  # strangers too
NOBODY = ""  # the method is not offered

# Address -> who may GET, who may POST, who may PATCH: Owner, organiser ("o"), Staff, Viewer, stranger ("-").
# The grants app has its own table in tests/grants/test_gates.py.
DOORS = {
    "set_language": (EVERYBODY, EVERYBODY),
    "events:activities": (ALL, NOBODY),
    "events:activity_new": (EDITING, EDITING),
    "events:calendar": (ALL, NOBODY),
    "events:activity_edit": (EDITING, EDITING),
    "events:activity_cancel": (EDITING, EDITING),
    "events:activity_restore": (NOBODY, EDITING),
    "events:poster": (ALL, NOBODY),
    "events:poster_pdf": (ALL, NOBODY),
    "events:poster_png": (ALL, NOBODY),
    "events:head_count": (COUNTING, COUNTING),
    "events:head_count_mode": (NOBODY, COUNTING),
    "events:head_count_undo": (NOBODY, COUNTING),
    "events:people": (ALL, NOBODY),
    "events:walk_in": (COUNTING, COUNTING),
    "events:group": (COUNTING, COUNTING),
    "events:group_undo": (COUNTING, COUNTING),
    "events:hall": (COUNTING, NOBODY),
    "events:hall_now": (COUNTING, NOBODY),
    "events:sessions": (EDITING, EDITING),
    "events:registrations": (COUNTING, EDITING),
    "events:series_list": (EDITING, EDITING),
    "events:series": (EDITING, EDITING),
    "events:kinds": (EDITING, NOBODY),
    "events:kind_new": (EDITING, EDITING),
    "events:kind_edit": (EDITING, EDITING),
    "events:kind_retire": (NOBODY, EDITING),
    "events:kind_restore": (NOBODY, EDITING),
    "events:many": (EDITING, EDITING),
    "events:series_copy": (EDITING, EDITING),
    "events:series_move": (EDITING, EDITING),
    "events:series_cancel": (EDITING, EDITING),
    "events:partners": (ALL, NOBODY),
    "events:partner": (ALL, NOBODY),
    "events:partner_new": (EDITING, EDITING),
    "events:partner_edit": (EDITING, EDITING),
    "events:project_partners": (ALL, EDITING),
    "events:memoranda": (ALL, NOBODY),
    "events:memorandum_new": (EDITING, EDITING),
    "events:memorandum_edit": (EDITING, EDITING),
    "events:memorandum_delete": (EDITING, EDITING),
    "events:contest": (COUNTING, COUNTING),
    "events:contest_settings": (EDITING, EDITING),
    "events:contest_results": (EDITING, EDITING),
    "events:contest_winners": (ALL, NOBODY),
    "events:contest_xlsx": (EDITING, NOBODY),
    "events:contest_entry": (EDITING, EDITING),
    "events:contest_entry_withdraw": (NOBODY, EDITING),
    "events:contest_entry_forget": (NOBODY, EDITING),
    "events:register": (EVERYBODY, EVERYBODY),
    "events:registered": (EVERYBODY, NOBODY),
    "events:register_cancel": (EVERYBODY, EVERYBODY),
    "events:register_forget": (NOBODY, EVERYBODY),
    "events:activity_ics": (EVERYBODY, NOBODY),
    "events:series_ics": (EVERYBODY, NOBODY),
    "events:scanner": (EVERYBODY, NOBODY),
    "events:scanner_worker": (EVERYBODY, NOBODY),
    "events:scanner_decoder": (EVERYBODY, NOBODY),
    "events:scanner_manifest": (EVERYBODY, NOBODY),
    "events:staff_check_in": (COUNTING, COUNTING),
    "events:staff_door": (COUNTING, COUNTING),
    "events:undo": (COUNTING, COUNTING),
    "events:correct": (EDITING, EDITING),
    "events:restore_entry": (COUNTING, COUNTING),
    "events:scanners": (COUNTING, EDITING),
    "events:project_scanners": (COUNTING, EDITING),
    "events:scanner_link_revoke": (NOBODY, EDITING),
    "events:device_revoke": (NOBODY, EDITING),
    "events:rescue": (COUNTING, COUNTING),
    "events:live": (COUNTING, NOBODY),
    "events:close": (EDITING, EDITING),
    "events:copies": (EDITING, EDITING),
    "events:counter": (COUNTING, COUNTING),
    "events:materials": (COUNTING, EDITING),
    "events:reopen": (NOBODY, EDITING),
    "events:kept_scans": (COUNTING, NOBODY),
    "events:kept_without_activity": (COUNTING, NOBODY),
    "events:kept_scan": (COUNTING, COUNTING),
    "events:person_code": (COUNTING, COUNTING),
    "events:duplicates": (EDITING, EDITING),
    "events:merge": (EDITING, EDITING),
    "events:unmerge": (NOBODY, EDITING),
    "events:cards": (EDITING, EDITING),
    "events:sheets": (COUNTING, COUNTING),
    "events:sheet_entry": (COUNTING, COUNTING),
    "events:sheet_pdf": (COUNTING, NOBODY),
    "events:evidence_file": (ALL, NOBODY),
    "events:evidence_preview": (ALL, NOBODY),
    "events:upload_begin": (NOBODY, EDITING),
    "events:upload": (EDITING, NOBODY),
    "events:upload_finish": (NOBODY, EDITING),
    "events:sheet_photos": (NOBODY, COUNTING),
    "events:sheet_photo": (EDITING, NOBODY),  # and for who took it
    "events:sheet_photo_delete": (NOBODY, EDITING),
    "events:sheet_link": (EVERYBODY, NOBODY),
    "events:activity_documents": (ALL, NOBODY),
    "events:documents_add": (EDITING, EDITING),
    "events:link_add": (EDITING, EDITING),
    "events:project_documents": (ALL, NOBODY),
    "events:project_documents_add": (EDITING, EDITING),
    "events:project_link_add": (EDITING, EDITING),
    "events:documents_zip": (NOBODY, EDITING),
    "events:evidence": (ALL, EDITING),
    "events:evidence_remove": (EDITING, EDITING),
    "events:consultations": (COUNTING, COUNTING),
    "events:consultation_tables": (EDITING, NOBODY),  # and for staff, of one activity
    "events:consultation_entries": (EDITING, NOBODY),  # the same
    "events:consultation_export": (NOBODY, EDITING),
    "events:consultation_correct": (COUNTING, COUNTING),
    "events:consultation_undo": (COUNTING, COUNTING),
    "events:subjects": (EDITING, EDITING),
    "events:subject": (EDITING, EDITING),
    "events:check_in": (EVERYBODY, EVERYBODY),
    "events:forget": (NOBODY, EVERYBODY),
    "events:withdraw": (EVERYBODY, EVERYBODY),
    "events:my_code_png": (EVERYBODY, NOBODY),
    "events:personal": (EVERYBODY, ALL),
    "events:products": (ALL, NOBODY),
    "events:product_new": (EDITING, EDITING),
    "events:product_edit": (EDITING, EDITING),
    "events:product_delete": (EDITING, EDITING),
    "events:notes": (ALL, NOBODY),
    "events:note_new": (EDITING, EDITING),
    "events:note_edit": (EDITING, EDITING),
    "events:note_delete": (EDITING, EDITING),
    "events:organisations_at": (ALL, EDITING),
    "events:organisation_unlist": (NOBODY, EDITING),
    "events:organisations_in": (ALL, NOBODY),
    "events:represented": (EDITING, NOBODY),
    "events:represented_edit": (EDITING, EDITING),
    "surveys:questionnaires": (ALL, NOBODY),
    "surveys:questionnaire_new": (EDITING, EDITING),
    "surveys:questionnaire_import": (EDITING, EDITING),
    "surveys:questionnaire": (ALL, NOBODY),
    "surveys:questionnaire_edit": (EDITING, EDITING),
    "surveys:questionnaire_preview": (ALL, NOBODY),
    "surveys:questionnaire_publish": (EDITING, EDITING),
    "surveys:questionnaire_discard": (NOBODY, EDITING),
    "surveys:questionnaire_copy": (NOBODY, EDITING),
    "surveys:questionnaire_new_version": (NOBODY, EDITING),
    "surveys:questionnaire_retire": (NOBODY, EDITING),
    "surveys:questionnaire_export": (ALL, NOBODY),
    "surveys:runs": (ALL, NOBODY),
    "surveys:new_run": (EDITING, EDITING),
    "surveys:run": (ALL, NOBODY),
    "surveys:run_change": (NOBODY, EDITING),
    "surveys:run_close": (NOBODY, EDITING),
    "surveys:run_delete": (NOBODY, EDITING),
    "surveys:quotas": (EDITING, EDITING),
    "surveys:paper": (COUNTING, COUNTING),
    "surveys:paper_form": (ALL, NOBODY),
    "surveys:import": (EDITING, EDITING),
    "surveys:import_job": (EDITING, EDITING),
    "surveys:personal_links": (EDITING, EDITING),
    "surveys:personal_link_revoke": (NOBODY, EDITING),
    "surveys:run_poster_pdf": (ALL, NOBODY),
    "surveys:run_poster_png": (ALL, NOBODY),
    "surveys:answer": (EVERYBODY, EVERYBODY),
    "surveys:thanks": (EVERYBODY, NOBODY),
    "surveys:forget": (NOBODY, EVERYBODY),
    "surveys:answer_invited": (EVERYBODY, EVERYBODY),
    "surveys:kiosk": (EVERYBODY, NOBODY),
    "surveys:kiosk_door": (EVERYBODY, EVERYBODY),
    "surveys:kiosk_thanks": (EVERYBODY, NOBODY),
    "surveys:results": (ALL, NOBODY),
    "surveys:results_switch": (NOBODY, EDITING),
    "surveys:texts": (ALL, NOBODY),
    "surveys:remark": (EDITING, EDITING),
    "surveys:cross": (ALL, NOBODY),
    "surveys:cross_csv": (EDITING, NOBODY),
    "surveys:pairs": (ALL, NOBODY),
    "surveys:results_export": (NOBODY, EDITING),
    "surveys:public_results": (EVERYBODY, NOBODY),
    "surveys:activity_survey": (ALL, NOBODY),
    "surveys:open_run": (NOBODY, EDITING),
    "surveys:close_run": (NOBODY, EDITING),
    "surveys:poster_pdf": (ALL, NOBODY),
    "surveys:poster_png": (ALL, NOBODY),
    **MEDIA_DOORS,
    **ISSUE_DOORS,
    **OPERATOR_DOORS,
    **REPORT_DOORS,
    **WORD_TEMPLATE_DOORS,
    "desk:home": (ALL, NOBODY),
    "desk:board": (ALL, NOBODY),
    "desk:board_print": (ALL, NOBODY),
    "desk:board_measure": (ALL, NOBODY),
    "desk:timeline": (ALL, NOBODY),
    "desk:todo": (EDITING, NOBODY),
    "desk:figure": (ALL, NOBODY),
    "desk:feed": (EVERYBODY, NOBODY),  # whoever holds the secret address
    "desk:feed_revoke": (NOBODY, ALL),  # one's own
    "desk:feeds": (ALL, ALL),
    "desk:lacking": (EDITING, NOBODY),
    "desk:jobs": (EDITING, NOBODY),
    "desk:job": (EDITING, NOBODY),
    "desk:job_file": (EDITING, NOBODY),
    "desk:workbook_upload": (EDITING, EDITING),
    "desk:workbook_template": (EDITING, NOBODY),
    "desk:workbook_bring_in": (NOBODY, EDITING),
    "desk:activity": (ALL, NOBODY),
    "desk:reach": (ALL, NOBODY),
    "desk:counted": (EVERYBODY, NOBODY),
    "api:openapi-json": (EVERYBODY, EVERYBODY, EVERYBODY),  # the description of the API, whatever the method
    "api:openapi-view": (EVERYBODY, EVERYBODY, EVERYBODY),
    "api:api-root": (EVERYBODY, EVERYBODY, EVERYBODY),
    "api:nothing": (EVERYBODY, EVERYBODY, EVERYBODY),  # 404 for all
    "api:me": (ALL, NOBODY, NOBODY),
    "api:projects": (ALL, NOBODY, NOBODY),
    "api:project": (ALL, NOBODY, NOBODY),
    "api:statistics": (ALL, NOBODY, NOBODY),
    "api:activities": (ALL, EDITING, NOBODY),
    "api:activity": (ALL, NOBODY, EDITING),
    "api:attendances": (ALL, COUNTING, NOBODY),
    "api:void": (NOBODY, COUNTING, NOBODY),
    "api:add_response": (NOBODY, EDITING, NOBODY),
    "api:surveys": (ALL, NOBODY, NOBODY),
    "api:survey_results": (ALL, NOBODY, NOBODY),
    "api:questionnaires": (ALL, NOBODY, NOBODY),
    "api:questionnaire": (ALL, NOBODY, NOBODY),
    "api:publications": (ALL, EDITING, NOBODY),
    "api:claim": (NOBODY, EVERYBODY, NOBODY),  # whoever holds the code of a scanner link
    # For scanner phones alone; no member is one.
    "api:device_me": (NOBODY, NOBODY, NOBODY),
    "api:contact": (NOBODY, NOBODY, NOBODY),
    "api:leave": (NOBODY, NOBODY, NOBODY),
    # For scanner phones and members who count.
    "api:check_in": (NOBODY, COUNTING, NOBODY),
    "api:check_ins": (NOBODY, COUNTING, NOBODY),
    "api:rescue": (NOBODY, COUNTING, NOBODY),
    "api:roster": (COUNTING, NOBODY, NOBODY),
    "api:here": (COUNTING, NOBODY, NOBODY),
}
# Other names of the same addresses: ninja names every operation.
SAME = {
    "api:new_activity": "api:activities",
    "api:change_activity": "api:activity",
    "api:record": "api:attendances",
    "api:add": "api:publications",
}
# The API asks for the role after it has read the body: bodies that it takes.
BODIES = {
    "api:add_response": {"id": str(uuid.uuid4()), "answers": {"overall": "5"}},
    "api:activities": {"project": "P", "kind": "lecture", "title": "Дәріс"},
    "api:activity": {"title": "Дәріс"},
    "api:attendances": {"uuid": str(uuid.uuid4()), "activity": "P-1"},
    "api:void": {"reason": "x"},
    "api:publications": {"activity": "P-1", "links": "https://example.kz/1"},
}
QUERIES = {"api:attendances": {"activity": "P-1"}, "reports:records": {"table": "gender"}}


@pytest.fixture
def house(make):
    return furnished(make, project_ref="P", activity_ref="P-1")


def outcome(answer) -> str:
    """in: let in, whatever came of it; out: the role is refused; door: asked to sign in; no: no such method.

    lost: sent to sign in without what was typed.
    """
    if answer.status_code == 302 and answer.url.startswith("/sign-in/"):
        return "door" if answer.wsgi_request.method == "GET" else "lost"
    return {401: "door", 403: "out", 405: "no"}.get(answer.status_code, "in")


def wanted(letters: str, letter: str) -> set[str]:
    """What may happen to somebody at a door."""
    if letter in letters:
        return {"in"}
    refused = "door" if letter == "-" else "out"
    # Whether the role or the method is looked at first is all the same.
    return {refused} if letters else {refused, "no"}


def wrong_doors(house, client, letter, *, app="", **extra) -> list[tuple]:
    """Every address and method at which something else happens than DOORS says."""
    wrong = []
    for address in addresses():
        name = SAME.get(address.name, address.name)
        if name.startswith("grants:") or not name.startswith(app):
            continue
        path = house.path(address)
        for method, letters in zip(("get", "post", "patch"), DOORS[name], strict=False):
            if method == "get":
                answer = client.get(path, QUERIES.get(name), **extra)
            else:
                body = BODIES.get(name, {})
                answer = getattr(client, method)(path, body, content_type="application/json", **extra)
            if outcome(answer) not in wanted(letters, letter):
                wrong.append((address.name, method, answer.status_code))
    return wrong


def test_every_address_is_looked_at():
    names = {address.name for address in addresses() if not address.name.startswith("grants:")}
    assert names == set(DOORS) | set(SAME)


@pytest.mark.parametrize("role", Role.values)
def test_each_role_gets_through_its_doors_and_no_others(make, house, role):
    assert wrong_doors(house, signed_in(make.member(role).user), LETTERS[role]) == []


@pytest.mark.parametrize("role", Role.values)
def test_a_program_has_the_role_of_its_maker(make, house, role):
    member = make.member(role)
    headers = {"authorization": f"Bearer {make_token(make.organisation, name='x', by=member.user).secret}"}
    assert wrong_doors(house, Client(), LETTERS[role], app="api:", headers=headers) == []


def test_strangers_are_asked_to_sign_in(house):
    assert wrong_doors(house, Client(), "-") == []
