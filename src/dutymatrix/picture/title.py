"""What every picture begins with."""

from collections.abc import Iterator

from dutymatrix.picture import drawing
from dutymatrix.picture.drawing import GREY, MARGIN
from dutymatrix.picture.graph import GraphView


def title_lines(view: GraphView, name: str, width: float) -> Iterator[str]:
    """What a picture begins with: the plan, what is shown of it, and by which filters."""
    titles, said = _title(view, name, width)
    for n, line in enumerate(titles):
        yield drawing.text(MARGIN, 30 + 26 * n, line, font_size=20, font_weight="bold")
    for n, line in enumerate(said):
        yield drawing.text(MARGIN, 26 + 26 * len(titles) + 16 * n, line, fill=GREY)


def title_height(view: GraphView, name: str, width: float) -> float:
    """How much of the page `title_lines` take."""
    titles, said = _title(view, name, width)
    return 22 + 26 * len(titles) + 16 * len(said)


def _title(view: GraphView, name: str, width: float) -> tuple[list[str], list[str]]:
    room = width - 2 * MARGIN
    said = f"{name} · {view.summary()}"
    return drawing.fold(view.plan.title, room / 20, 2), drawing.fold(said, room / 12, 4)
