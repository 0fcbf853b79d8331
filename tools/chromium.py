"""Where Chrome or Chromium is on this machine, and how we start it: browser tests and pictures share it."""

import os
import platform
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# No sandbox: the gate runs as root. Nothing is fetched in the background.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class NoChromiumError(Exception):
    """There is none; the message is the line that installs it."""


def chromium_path() -> str:
    """An installed Chrome or Chromium: $CHROMIUM, else a usual place. Raises NoChromiumError."""
    wished = os.environ.get("CHROMIUM", "")
    found = wished or next((path for name in NAMES if (path := shutil.which(name))), "")
    found = found or next((path for path in MAC if Path(path).exists()), "")
    if not found:
        line = "sudo apt-get update && sudo apt-get install -y chromium"
        raise NoChromiumError("brew install --cask chromium" if platform.system() == "Darwin" else line)
    return found
