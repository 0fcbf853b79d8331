"""Doors as participants find them: by the code of a link, of a kiosk, of a personal link.

Asked for every page and every sheet, so it is one statement that is planned once (grants/prepared.py).
"""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Model

from events.models import Activity, Series
from events.models.activities import CODE_ALPHABET
from grants.models import Organisation, Project
from grants.prepared import prepared_cursor, read_day, read_moment
from surveys.models import PersonalLink, QuestionnaireVersion, Run, Wave

_CODE = re.compile(rf"[{CODE_ALPHABET}]{{8}}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,32}")
# What participants' pages need of each table, by its name in the statement. The rest is read when somebody asks for it,
# a version's document once per process.
_TABLES: dict[str, tuple[type[Model], str]] = {
    "wave": (Wave, "id run_id name public_code stopped_at"),
    "run": (
        Run,
        "id organisation_id project_id activity_id series_id version_id kind mode key kiosk_code closed_at",
    ),
    "organisation": (Organisation, "id name"),
    "project": (Project, "id organisation_id title"),
    "version": (QuestionnaireVersion, "id questionnaire_id number published_at"),
    "activity": (Activity, "id organisation_id project_id title starts_on public_code"),
    "series": (Series, "id organisation_id project_id title"),
}
# In the order of the model's own fields, as `from_db` wants them.
_NEEDED = {
    table: (model, [field.attname for field in model._meta.concrete_fields if field.attname in names.split()])
    for table, (model, names) in _TABLES.items()
}
_READ = {"stopped_at": read_moment, "closed_at": read_moment, "published_at": read_moment, "starts_on": read_day}
_COLUMNS = ", ".join(f"{table}.{column}" for table, (_, columns) in _NEEDED.items() for column in columns)
_DOORS = f"""
    SELECT {_COLUMNS} FROM surveys_wave wave
    JOIN surveys_run run ON run.id = wave.run_id
    JOIN grants_organisation organisation ON organisation.id = run.organisation_id
    JOIN grants_project project ON project.id = run.project_id
    JOIN surveys_questionnaireversion version ON version.id = run.version_id
    LEFT JOIN events_activity activity ON activity.id = run.activity_id
    LEFT JOIN events_series series ON series.id = run.series_id
"""  # noqa: S608  (only names of our own tables and columns)
_BY_CODE = _DOORS + "WHERE wave.public_code = %s"
_BY_KIOSK = _DOORS + "WHERE run.kiosk_code = %s ORDER BY wave.name DESC"


def wave_of_code(*, code: str) -> Wave | None:
    """The door of a survey's link, in capitals or not, with what its pages show."""
    if not _CODE.fullmatch(code.upper()):
        return None
    return next(iter(_doors(_BY_CODE, code.upper())), None)


def waves_of_kiosk(*, code: str) -> list[Wave]:
    """The doors of the run whose kiosk has this code, "before" first; none where it is switched off."""
    return _doors(_BY_KIOSK, code) if _SECRET.fullmatch(code) else []


def personal_link(*, wave: Wave, code: str) -> PersonalLink | None:
    """The personal link of this door's run with this code, revoked or not."""
    return PersonalLink.objects.filter(run_id=wave.run_id, code=code).first() if _SECRET.fullmatch(code) else None


def _doors(sql: str, code: str) -> list[Wave]:
    with prepared_cursor() as cursor:
        cursor.execute(sql, [code])
        return [_door(row) for row in cursor.fetchall()]


def _door(row: tuple[Any, ...]) -> Wave:
    found: dict[str, Any] = {}
    for table, (model, columns) in _NEEDED.items():
        values, row = row[: len(columns)], row[len(columns) :]
        if values[0] is None:
            found[table] = None
            continue
        read = [_READ.get(column, _as_it_is)(value) for column, value in zip(columns, values, strict=True)]
        found[table] = model.from_db("default", columns, read)
    wave, run = found["wave"], found["run"]
    wave.run = run
    for name in ("organisation", "project", "version", "activity", "series"):
        setattr(run, name, found[name])
    for name in ("project", "activity", "series"):
        if found[name]:
            found[name].organisation = run.organisation
    return wave


def _as_it_is(value: Any) -> Any:
    return value
