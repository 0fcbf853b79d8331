"""Write the list of variables into docs/word-templates.md: python tools/word_template_list.py."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Everything below the heading "Variables" and its sentence is written anew."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outreach.settings")
    import django

    django.setup()
    from reports.word_templates.listing import listing

    path = ROOT / "docs" / "word-templates.md"
    text = path.read_text(encoding="utf-8").partition("| variable | kind |")[0]
    path.write_text(f"{text}{listing()}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
