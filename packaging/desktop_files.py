"""Puts what a Linux desktop wants beside the program into a prefix, such as /usr.

    python packaging/desktop_files.py debian/traynews/usr

What `traynews install` puts into a user's folders, and the description for software centres.
"""

from __future__ import annotations

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
METAINFO = "org.traynews.TrayNews.metainfo.xml"


def install(prefix: Path) -> list[Path]:
    """Write the files below `prefix`/share and return them."""
    from traynews.cli.install import make_files  # noqa: PLC0415 - found by the line in `main`

    files = make_files(["traynews"])
    files[f"metainfo/{METAINFO}"] = (PROJECT / "packaging" / METAINFO).read_bytes()
    written = []
    for name, content in files.items():
        path = prefix / "share" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written


def main() -> None:
    """Install below the folder that the command line names."""
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):  # noqa: PLR2004 - the script and a folder
        sys.exit(f"usage: {Path(sys.argv[0]).name} PREFIX")
    sys.path.insert(0, str(PROJECT))
    for path in install(Path(sys.argv[1])):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
