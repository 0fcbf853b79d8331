"""How static files get their names and their small copies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# What is loaded at a door with one bar of signal, also from a laptop: the scanner, the pages of participants.
COMPRESSED_ON_A_LAPTOP = ("scanner/", "vendor/zxing", "css/", "icons/", "js/forms.", "js/survey/")
Processed = Iterator[tuple[str, str, bool] | tuple[str, None, RuntimeError]]


# Only there: other packages' scripts speak of imports in their comments.
_IMPORTS = ManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]  # type: ignore[attr-defined]
_PATTERNS = (
    *ManifestStaticFilesStorage.patterns,
    ("scanner/*.js", _IMPORTS),
    ("js/survey/*.js", _IMPORTS),
    ("js/evidence/*.js", _IMPORTS),
)


class ProductionStaticFiles(CompressedManifestStaticFilesStorage):
    """Every file with its hash in its name, also where one script of ours imports another; compressed."""

    patterns = _PATTERNS


class LaptopStaticFiles(ManifestStaticFilesStorage):
    """The same names, but only that is compressed: all of it takes half a minute."""

    patterns = _PATTERNS

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Processed:
        """Name every file; compress what phones load, once."""
        final = {}
        for processed in super().post_process(paths, dry_run=dry_run, **options):
            if processed[1]:
                final[processed[0]] = processed[1]
            yield processed
        if dry_run:
            return
        compressor = Compressor(quiet=True)
        for name, hashed in final.items():
            path = Path(self.path(hashed))
            if name.startswith(COMPRESSED_ON_A_LAPTOP) and compressor.should_compress(name) and not _done(path):
                for small in compressor.compress(str(path)):
                    yield name, str(Path(hashed).with_name(Path(small).name)), True


def _done(path: Path) -> bool:
    """The hash in a name stands for the content: a small copy that is there is the right one."""
    return path.with_name(f"{path.name}.gz").exists()
