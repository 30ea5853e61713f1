"""Every page with synthetic content, for eyes and for the test of the layout's geometry.

    python -m ui.gallery out/gallery

Needs the packages of `kiosk run` and no display.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from kiosk.domain.language import Language
from kiosk.domain.venue import Venue
from kiosk.settings.config import Renderer
from ui.app import make_application
from ui.scenes import each_scene
from ui.showcase import Showcase, long_venue

SIZES = ((1024, 600), (1280, 800), (1920, 1080), (1080, 1920))
"""The screens the layouts are made for, px."""


def render_gallery(
    out: Path,
    sizes: Sequence[tuple[int, int]] = SIZES,
    languages: Sequence[Language] = tuple(Language),
    *,
    large_text: bool = False,
    venue: Venue | None = None,
) -> list[Path]:
    """Save `{scene}-{language}-{width}x{height}.png` for every scene; gives the files."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for size in sizes:
        for language in languages:
            with Showcase(venue, language=language, large_text=large_text) as showcase:
                showcase.set_size(size)
                for name in each_scene(showcase):
                    path = out / f"{name}-{language.value}-{size[0]}x{size[1]}.png"
                    if not showcase.grab().save(str(path)):
                        raise OSError(f"{path} cannot be written")
                    written.append(path)
    return written


def main(arguments: Sequence[str]) -> int:
    """Draw the gallery into a folder: normal sizes, large text, and long names."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: python -m ui.gallery FOLDER", file=sys.stderr)
        return 2
    out = Path(arguments[0])
    application: QGuiApplication = make_application(["gallery"], Renderer.SOFTWARE, headless=True)
    written = render_gallery(out)
    written += render_gallery(out / "large-text", [(1280, 800)], large_text=True)
    written += render_gallery(out / "long-names", venue=long_venue())
    print(f"{len(written)} pictures in {out}")
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
