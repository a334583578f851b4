"""Puts what a Linux desktop wants beside the program into a prefix, such as /usr.

    python packaging/desktop_files.py debian/traynews/usr

The entry of the application menu, the description for software centres, the manual page, and the
icon, drawn by the program itself for each size so that every one is crisp.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SIZES = (16, 22, 24, 32, 48, 64, 128, 256)


def install(prefix: Path) -> list[Path]:
    """Write the files below `prefix`/share and return them."""
    share = prefix / "share"
    copies = {
        PROJECT / "packaging" / "traynews.desktop": share / "applications",
        PROJECT / "packaging" / "org.traynews.TrayNews.metainfo.xml": share / "metainfo",
        PROJECT / "packaging" / "traynews.1": share / "man" / "man1",
        PROJECT / "assets" / "traynews.svg": share / "icons" / "hicolor" / "scalable" / "apps",
    }
    written = [_copy(source, folder) for source, folder in copies.items()]
    return written + _draw_icons(share / "icons" / "hicolor")


def _copy(source: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / source.name
    shutil.copyfile(source, target)
    return target


def _draw_icons(theme: Path) -> list[Path]:
    from traynews.core.data.view import Face  # noqa: PLC0415 - found by the line in `main`
    from traynews.desktop.tray.icon import draw_image  # noqa: PLC0415

    written = []
    for size in SIZES:
        path = theme / f"{size}x{size}" / "apps" / "traynews.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        draw_image(Face(), size).save(path, optimize=True)
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
