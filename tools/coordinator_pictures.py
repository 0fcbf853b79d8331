"""Pictures of docs/guide/coordinators: a project under way on its board, the counter on a phone, its documents."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from chromium import QUIET, chromium_path
from PIL import Image
from playwright.sync_api import Page, Playwright

ROOT = Path(__file__).resolve().parent.parent
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 640},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
PROJECT, LEAFLETS, SEMINAR = "P2", "P2-40", "P2-26"
# The contract has 25 days left; what lies ahead has nobody yet. Drawn halls stand for photos: nobody is in them.
FURNISH = f"""
import io, json
from datetime import date, timedelta
from django.utils import timezone
from PIL import Image, ImageDraw
from events.actions.devices import make_scanner_link
from events.actions.evidence import EvidenceTold, keep_file, keep_link
from events.actions.materials import Position, Printed, save_material, save_point
from events.models import Activity, Attendance, Session
from grants.models import Project, User
today, by = timezone.localdate(), User.objects.get()
project = Project.objects.get(ref={PROJECT!r})
shift = (today - date(2025, 10, 6)).days
project.starts_on, project.ends_on = project.starts_on + timedelta(shift), project.ends_on + timedelta(shift)
project.save()
for activity in project.activities.exclude(starts_on=None):
    activity.starts_on += timedelta(shift)
    activity.ends_on = activity.ends_on and activity.ends_on + timedelta(shift)
    activity.save()
    Session.objects.filter(activity=activity).exclude(held_on=None).update(held_on=activity.starts_on)
ahead = Attendance.objects.filter(activity__project=project, activity__starts_on__gte=today)
ahead.update(voided_at=timezone.now(), void_reason="ahead", is_counted=False)
seminar = Activity.objects.get(ref={SEMINAR!r})
colours = ("#8FB8A8", "#D9B36C", "#9DB4CF", "#C79A8B")
for place, colour in enumerate(colours):
    sheet = Image.new("RGB", (800, 600), colour)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 380, 800, 600), fill="#5F6F69")
    pen.rectangle((220, 70, 580, 270), fill="#FFFFFF")
    for line in range(2 + place % 3):
        pen.rectangle((260, 110 + 40 * line, 540 - 60 * (line % 2), 122 + 40 * line), fill="#52605B")
    for chair in range(10):
        pen.rounded_rectangle((30 + 76 * chair, 330 + 12 * place, 84 + 76 * chair, 430), 12, fill="#D9E1DD")
        pen.rounded_rectangle((-8 + 84 * chair, 450, 56 + 84 * chair, 580), 14, fill="#F2B441")
    file = io.BytesIO()
    sheet.save(file, "JPEG")
    file.seek(0)
    told = EvidenceTold("photo", people_shown="nobody", taken_on=seminar.starts_on)
    keep_file(project=project, activity=seminar, file=file, name=f"{{place}}.jpg", told=told, by=by)
told = EvidenceTold("programme", caption="Бағдарлама", people_shown="nobody")
keep_link(project=project, activity=seminar, link="https://example.kz/seminar", told=told, by=by)
leaflets = Activity.objects.get(ref={LEAFLETS!r})
for name in ("Орталық базар", "Саябақ"):
    save_point(leaflets, name=name, position=Position(), by=by)
for language in ("kk", "ru"):
    save_material(leaflets, Printed("leaflet", language=language, printed=400), by=by)
link = make_scanner_link(organisation=leaflets.organisation, activity=leaflets, door="", hours=24, by=by)
print(json.dumps({{"code": link.code}}))
"""


def take_coordinator_pictures(
    playwright: Playwright, address: str, target: Path, *, desk: Page, environment: dict[str, str]
) -> None:
    """board, counter and documents, in Kazakh; `desk`: a page of somebody who is signed in. Moves the days of the
    demo's project, so it comes after all other pictures."""
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "--no-imports", "-c", FURNISH]
    made = json.loads(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)
    kazakh: Any = {"name": "django_language", "value": "kk", "url": address}
    desk.context.add_cookies([kazakh])
    desk.goto(f"{address}/projects/{PROJECT}/board/")
    desk.locator("section[aria-labelledby=whole]").evaluate("card => scrollTo(0, card.offsetTop - 16)")
    _save(desk.screenshot(), target / "board.png")
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
    signed_in = browser.new_context(storage_state=desk.context.storage_state(), **PHONE)
    phone = signed_in.new_page()
    phone.goto(f"{address}/activities/{SEMINAR}/documents/")
    phone.locator("nav.tabs").first.evaluate("tabs => scrollTo(0, tabs.offsetTop)")
    phone.wait_for_function("[...document.querySelectorAll('.pictures img')].every(one => one.naturalWidth)")
    _save(phone.screenshot(), target / "documents.png")
    phone = browser.new_page(**PHONE)
    phone.context.add_cookies([kazakh])
    phone.goto(f"{address}/scanner/#k={made['code']}")
    go = phone.locator("form button.button--main")
    go.click()
    phone.locator("input[name=point]").first.check()
    phone.locator("input[name=material]").nth(1).check()
    go.click()
    phone.locator(".counter").wait_for()
    for place in (4, 5, 4, 6, 10, 3, 4):
        phone.locator(".cell").nth(place).tap()
    phone.locator("p.pending__line").wait_for()  # everything is sent
    _save(phone.screenshot(), target / "counter.png")
    browser.close()


def _save(shot: bytes, path: Path) -> None:
    picture = Image.open(io.BytesIO(shot)).convert("P", palette=Image.Palette.ADAPTIVE, colors=128)
    picture.save(path, optimize=True)
