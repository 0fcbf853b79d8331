"""The texts of the product and their translations, without GNU gettext: it is not on every machine.

python tools/messages.py update    collect every string into locale/{kk,ru}/LC_MESSAGES/django.po
python tools/messages.py compile   write the .mo files that Django reads (part of `make setup`)
python tools/messages.py missing   list what has no translation yet
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("kk", "ru")
PACKAGES = ("grants", "events", "surveys", "media_log", "reports", "outreach")
CONTEXT_FIRST = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"}
PLAIN = {"_", "_t", "gettext", "gettext_lazy", "gettext_noop"}
CALLS = CONTEXT_FIRST | PLURAL | PLAIN
# Django's Kazakh has faults (weekdays, months, validators), so ours replaces all that people see of it.
REPLACED = {"kk"}
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)  # a fixed date keeps the files free of noise
# Django's own words that people see here; where its Kazakh or Russian lacks one, ours must have it.
DJANGO_FILES = (
    "forms/fields.py",
    "forms/models.py",
    "forms/formsets.py",
    "core/validators.py",
    "contrib/auth/forms.py",
    "contrib/auth/password_validation.py",
    "utils/dates.py",
    "db/models/fields/__init__.py",
    "db/models/base.py",
)


@dataclass(frozen=True)
class Text:
    """One string of the product: its context, its singular and, where it counts something, its plural."""

    singular: str
    plural: str = ""
    context: str = ""


def texts_of_python(source: str) -> Iterator[Text]:
    """Every literal handed to a gettext function. Raises ValueError for one that cannot be collected."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in CALLS and node.args:
            text = _text(name, [ast.literal_eval(a) if isinstance(a, ast.Constant) else None for a in node.args])
            if text is not None:
                yield text


def texts_of_template(source: str) -> Iterator[Text]:
    """Every string of a Django template."""
    literal = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    calls = re.finditer(rf"\b({'|'.join(CALLS)})\(\s*({literal}(?:\s*,\s*{literal})*)", templatize(source))
    for call in calls:
        arguments = [ast.literal_eval(word) for word in re.findall(literal, call[2])]
        text = _text(call[1], arguments)
        if text is not None:
            yield text


def _text(name: str, arguments: list[object]) -> Text | None:
    words = [word for word in arguments if isinstance(word, str)]
    wanted = 1 + (name in CONTEXT_FIRST) + (name in PLURAL)
    if len(words) < wanted or not words[0]:
        return None
    context = words.pop(0) if name in CONTEXT_FIRST else ""
    return Text(words[0], words[1] if name in PLURAL else "", context)


def product_texts() -> dict[Text, str]:
    """Every string of the product, with the file it was first seen in."""
    found: dict[Text, str] = {}
    python = sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py") if "migrations" not in p.parts)
    templates = sorted((ROOT / "templates").rglob("*.*"))
    for path in [*python, *templates]:
        collect = texts_of_python if path.suffix == ".py" else texts_of_template
        for text in collect(path.read_text()):
            found.setdefault(text, str(path.relative_to(ROOT)))
    return found


def django_texts() -> dict[Text, str]:
    """Django's strings that people see here."""
    spec = find_spec("django")
    assert spec and spec.origin
    home = Path(spec.origin).parent
    found: dict[Text, str] = {}
    for name in DJANGO_FILES:
        for text in texts_of_python((home / name).read_text()):
            found.setdefault(text, f"django/{name}")
    return found


def django_catalog(language: str) -> Catalog:
    """Django's own translations of those strings."""
    spec = find_spec("django")
    assert spec and spec.origin
    home = Path(spec.origin).parent
    merged = Catalog(locale=language)
    for folder in ("conf", "contrib/auth"):
        with (home / folder / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and not message.fuzzy:
                    merged[message.id] = message
    return merged


def po_path(language: str) -> Path:
    """Where a language's translations lie."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> Catalog:
    """Our translations."""
    if not po_path(language).exists():
        return Catalog(locale=language)
    with po_path(language).open("rb") as file:
        return read_po(file, locale=language)


def is_complete(catalog: Catalog, text: Text) -> bool:
    """Whether a text (and each of its plural forms) has a translation."""
    message = catalog.get(text.singular, text.context or None)
    if message is None or message.fuzzy:
        return False
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(forms) and all(forms) and (not text.plural or len(forms) == catalog.num_plurals)


def wanted_texts(language: str) -> dict[Text, str]:
    """What our file must translate: the product's strings, and Django's where Django has none (or faulty ones)."""
    theirs = Catalog() if language in REPLACED else django_catalog(language)
    lacking = {text: place for text, place in django_texts().items() if not is_complete(theirs, text)}
    return {**product_texts(), **lacking}


def missing(language: str) -> list[Text]:
    """What has no translation yet."""
    catalog = load(language)
    return [text for text in wanted_texts(language) if not is_complete(catalog, text)]


def update() -> None:
    """Rewrite the .po files: translations kept, new strings empty, unused ones dropped."""
    for language in LANGUAGES:
        old = load(language)
        new = Catalog(
            locale=language,
            header_comment="# Outreach",
            fuzzy=False,
            creation_date=BEGUN,
            revision_date=BEGUN,
        )
        for text, place in wanted_texts(language).items():
            kept = old.get(text.singular, text.context or None)
            identity: str | tuple[str, str] = (text.singular, text.plural) if text.plural else text.singular
            string = kept.string if kept and bool(text.plural) == isinstance(kept.string, tuple | list) else None
            new.add(identity, string, locations=[(place, 0)], context=text.context or None)
        po_path(language).parent.mkdir(parents=True, exist_ok=True)
        with po_path(language).open("wb") as file:
            write_po(file, new, width=110, omit_header=False, sort_output=True, include_lineno=False)
        print(f"{language}: {len(list(new)) - 1} texts, {len(missing(language))} without a translation")


def compile_all() -> None:
    """Write the .mo files, where older than their .po."""
    for language in LANGUAGES:
        source, target = po_path(language), po_path(language).with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with target.open("wb") as file:
            write_mo(file, load(language))


def main() -> None:
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "update":
        update()
    elif command == "compile":
        compile_all()
    elif command == "missing":
        for language in LANGUAGES:
            for text in missing(language):
                print(f"{language}\t{text.singular}")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
