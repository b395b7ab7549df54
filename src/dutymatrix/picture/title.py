"""What every picture begins with."""

from collections.abc import Iterator

from dutymatrix.picture import drawing
from dutymatrix.picture.drawing import GREY, MARGIN


def title_lines(title: str, said: str, width: float) -> Iterator[str]:
    """What a picture begins with: the plan, what is shown of it, and by which filters."""
    titles, lines = _fold(title, said, width)
    for n, line in enumerate(titles):
        yield drawing.text(MARGIN, 30 + 26 * n, line, font_size=20, font_weight="bold")
    for n, line in enumerate(lines):
        yield drawing.text(MARGIN, 26 + 26 * len(titles) + 16 * n, line, fill=GREY)


def title_height(title: str, said: str, width: float) -> float:
    """How much of the page `title_lines` take."""
    titles, lines = _fold(title, said, width)
    return 22 + 26 * len(titles) + 16 * len(lines)


def _fold(title: str, said: str, width: float) -> tuple[list[str], list[str]]:
    room = width - 2 * MARGIN
    return drawing.fold(title, room / 20, 2), drawing.fold(said, room / 12, 4)
