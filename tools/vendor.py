"""Copy the few third-party files that pages load from node_modules to static_vendor (not committed)."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = {"htmx.org/dist/htmx.min.js": "htmx.min.js"}


def main() -> None:
    target = ROOT / "static_vendor" / "vendor"
    target.mkdir(parents=True, exist_ok=True)
    for source, name in FILES.items():
        path = ROOT / "node_modules" / source
        if not (target / name).exists() or (target / name).read_bytes() != path.read_bytes():
            shutil.copyfile(path, target / name)


if __name__ == "__main__":
    main()
