"""Editions of the forms, as `migrate` brings them: wording from data/forms.json, codes from data/columns.json."""

import json
from pathlib import Path
from typing import Any

from django.apps.registry import Apps

DATA = Path(__file__).parent / "data"
# From which contract year an edition holds; the first one also holds for every year before it.
FIRST_YEARS = {"2023": 2023, "2025": 2025}


def edition_forms() -> dict[str, dict[str, Any]]:
    """Every edition's forms. The 2023 tables have no Russian of their own: they take the 2025 translation by code."""
    forms = json.loads((DATA / "forms.json").read_text())
    columns = json.loads((DATA / "columns.json").read_text())
    russian = _russian_by_code(forms["final"]["2025"]["tables_ru"], columns["2025"])
    return {
        code: {
            "final": forms["final"][code],
            "interim": forms["interim"],
            "ngo_sheet": forms["ngo_sheet"][code],
            "operator_summary": forms["operator_summary"][code],
            "tables": {
                name: _table(forms["final"][code]["tables"][name], columns[code][name], russian[name])
                for name in ("gender", "category", "age")
            },
        }
        for code in FIRST_YEARS
    }


def _russian_by_code(tables: dict[str, Any], columns: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {
        name: {
            "heading": table["heading"],
            **dict(zip(columns[name]["columns"], table["columns"], strict=True)),
        }
        for name, table in tables.items()
    }


def _table(wording: dict[str, Any], codes: dict[str, list[str]], russian: dict[str, str]) -> dict[str, Any]:
    """A table's heading and columns, each column with its code, in kk and ru; the nested ones under `group`."""
    table: dict[str, Any] = {
        "heading": {"kk": wording["heading"], "ru": russian["heading"]},
        "columns": _columns(codes["columns"], wording["columns"], russian),
        "group": None,
    }
    if "group" in wording:
        table["group"] = {
            "heading": {"kk": wording["group"]["heading"], "ru": "В том числе"},
            "columns": _columns(codes["group"], wording["group"]["columns"], russian),
        }
    return table


def _columns(codes: list[str], wording: list[str], russian: dict[str, str]) -> list[dict[str, str]]:
    return [{"code": code, "kk": kk, "ru": russian[code]} for code, kk in zip(codes, wording, strict=True)]


def load_editions(apps: Apps) -> None:
    """Create or refresh the editions. For migrations: takes their historical apps."""
    edition = apps.get_model("grants", "Edition")
    for code, forms in edition_forms().items():
        edition.objects.update_or_create(code=code, defaults={"first_year": FIRST_YEARS[code], "forms": forms})
