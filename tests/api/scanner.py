"""A scanner phone that talks to the API."""

import json
import uuid
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from events.actions.codes import issue_code, token_of
from events.actions.devices import claim_device, make_scanner_link
from grants.models import Role

BASE = "/api/v1"


class Phone:
    """A claimed phone at the door of an activity, or of all of a project."""

    def __init__(self, make, *, activity=None, project=None, door="", hours=12, by=None):
        self.activity = activity
        self.by = by or make.member(Role.ORGANISER).user
        made = make_scanner_link(
            organisation=make.organisation, activity=activity, project=project, door=door, hours=hours, by=self.by
        )
        self.link = made.link
        self.claimed = claim_device(code=made.code, number=uuid.uuid4())
        self.device = self.claimed.device
        self.headers = {"authorization": f"Bearer {self.claimed.secret}"}
        self.client = Client()

    def get(self, path, params=None, **headers):
        return self.client.get(BASE + path, params, headers={**self.headers, **headers})

    def post(self, path, body):
        data = body if isinstance(body, (str, bytes)) else json.dumps(body, default=str)
        return self.client.post(BASE + path, data, content_type="application/json", headers=self.headers)

    def item(self, *, token=None, person=None, **fields):
        """One scan's body: of a token, or of a person by a code that is made for them."""
        item = {"scan_id": str(uuid.uuid4()), "session": 1, "source": "camera"}
        if self.activity:
            item["activity"] = self.activity.public_code
        if token or person:
            item["token"] = token or token_of(issue_code(person))
        return {**item, **fields}

    def scan(self, **fields):
        """Send one scan."""
        return self.post("/check-ins", self.item(**fields))

    def batch(self, items, **more):
        """Send many."""
        return self.post("/check-ins/batch", {"items": items, **more})


def statuses(answer):
    """The status of every item of a batch."""
    assert answer.status_code == 200, answer.content
    return [item["status"] for item in answer.json()["items"]]


def ago(**time):
    """A moment before now, as a phone writes it."""
    return (timezone.now() - timedelta(**time)).isoformat()
