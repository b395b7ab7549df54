"""The matrix as a picture: tasks by units.

Roles are told apart by colour, by shape and by their mark, so that a black-and-white print
says the same. The viewer's fonts draw the text, nothing is loaded and nothing runs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from dutymatrix.answer.graph import Attributes, iter_tasks, iter_units
from dutymatrix.picture import drawing
from dutymatrix.picture.drawing import GREY, INK, MARGIN, PALE, Page
from dutymatrix.picture.graph import GraphView
from dutymatrix.picture.title import title_height, title_lines
from dutymatrix.plan.model import Role
from dutymatrix.screen import entry
from dutymatrix.wording.role import ROLE_WORDS

_CELL = 17.0
_LINE = 15.0
"""From a line of a title to the next."""
_ROW = 19.0
_TOTALS = 34.0
"""The width of the column of totals."""
_LABEL_ROOM = 9.0
"""The widest that labels get, in ems; titles fold where the page gets largest."""
_TITLE_ROOMS = (30.0, 25.0, 22.0, 19.0, 16.0, 13.0)
_HEAD_ROOM = 16
"""The most characters of a unit's name that stand one below the other."""
_LETTER = 12.0
# As wide as the title and the legend need.
_NARROWEST = 560.0

_FILLS = {
    Role.LEAD: "#b3261e",
    Role.RESPONSIBLE: "#fff4d6",
    Role.JOIN: "#e7f0fb",
    Role.GUIDE: "#fff",
}
_LINES = {
    Role.LEAD: "#7d120c",
    Role.RESPONSIBLE: "#7a5200",
    Role.JOIN: "#3b73b9",
    Role.GUIDE: "#2f6f44",
}
_LETTERS = {
    Role.LEAD: "#fff",
    Role.RESPONSIBLE: "#5c3d00",
    Role.JOIN: "#174a86",
    Role.GUIDE: "#1d4f2f",
}


def build_matrix(view: GraphView) -> Page:
    """Tasks in rows, banded by section; units in columns, in the roster's order."""
    pictures = [_Matrix(view, room) for room in _TITLE_ROOMS]
    best = max(pictures, key=lambda picture: picture.page().scale)
    return best.page(best.shapes())


class _Row(NamedTuple):
    """A task where it is drawn."""

    node: str
    own: Attributes
    lines: Sequence[str]
    """Its title."""
    top: float
    height: float
    band: str
    """The section's heading where it begins here."""

    @property
    def base(self) -> float:
        """The base line of a text in the middle of the row."""
        return self.top + self.height / 2 + 4.3


class _Matrix:
    """Where everything of the matrix stands."""

    def __init__(self, view: GraphView, room: float) -> None:
        self.view = view
        self.words = view.words
        self.name = view.words.gettext("responsibility matrix")
        graph = view.graph
        self.units = [*iter_units(graph)]
        self.tasks = [*iter_tasks(graph)]
        self.roles: dict[tuple[str, str], Role] = {
            (task, unit): Role(edge["role"])
            for unit, _own in self.units
            for task, edge in graph[unit].items()
        }
        labels = [drawing.ems(drawing.line_of(own["label"])) for _task, own in self.tasks]
        self.label_width = 12 * min(max([3.0, *labels]), _LABEL_ROOM) + 10
        titles = {task: drawing.fold(own["title"], room, 3) for task, own in self.tasks}
        widest = max((drawing.ems(line) for lines in titles.values() for line in lines), default=0)
        # The left edge of the first column, and how much further apart groups begin.
        self.left = MARGIN + self.label_width + 12 * max(widest, 8) + 8
        kinds = [own["kind"] for _unit, own in self.units]
        self.gap = 6.0 if {*kinds} == {"unit", "group"} else 0.0
        self.columns = [
            self.left + _CELL * n + (self.gap if kind == "group" else 0)
            for n, kind in enumerate(kinds)
        ]
        self.right = self.left + _CELL * len(self.units) + self.gap
        self.width = max(self.right + _TOTALS + MARGIN, _NARROWEST)
        tallest = max(
            (drawing.upright_height(own["name"], _LETTER, _HEAD_ROOM) for _unit, own in self.units),
            default=0,
        )
        self.legend_top = title_height(view, self.name, self.width)
        self.head_bottom = self.legend_top + 34 + max(tallest, 24)
        self.rows = [*self._place_rows(titles)]
        self.bottom = self.rows[-1].top + self.rows[-1].height if self.rows else self.head_bottom
        self.height = self.bottom + 2 * _ROW + MARGIN

    def page(self, shapes: Iterable[str] = ()) -> Page:
        """The page that it takes."""
        view = self.view
        return Page(view.plan.title, self.width, self.height, (*shapes,), view.plan.language)

    def shapes(self) -> Iterator[str]:
        """All that is drawn, the ground first."""
        yield from title_lines(self.view, self.name, self.width)
        yield from self._legend()
        yield from self._heads()
        for n, row in enumerate(self.rows):
            yield from self._row(row, shaded=bool(n % 2))
        yield from self._totals()
        yield from self._rules()

    def _place_rows(self, titles: Mapping[str, Sequence[str]]) -> Iterator[_Row]:
        top = self.head_bottom
        section = ""
        for task, own in self.tasks:
            band = ""
            if own["section_number"] != section:
                section = own["section_number"]
                band = f"{own['section_label']} {own['section']}".strip()
            top += _ROW if band else 0
            height = _ROW + _LINE * (len(titles[task]) - 1)
            yield _Row(task, own, titles[task], top, height, band)
            top += height

    def _legend(self) -> Iterator[str]:
        words = self.words
        x = MARGIN
        had = {*self.roles.values()}
        for role in Role:
            if role in had:
                said = drawing.clip(
                    drawing.line_of(entry.role_head(self.view.plan, role, words)), 14
                )
                yield from self._mark(role, x + _CELL / 2, self.legend_top + 9)
                yield drawing.text(x + _CELL + 4, self.legend_top + 13.3, said)
                x += _CELL + 4 + 12 * drawing.ems(said) + 20

    def _heads(self) -> Iterator[str]:
        words = self.words
        base = self.head_bottom - 8
        yield drawing.text(MARGIN + 2, base, words.gettext("Item"), font_weight="bold")
        yield drawing.text(
            MARGIN + self.label_width, base, words.gettext("Task"), font_weight="bold"
        )
        for (unit, own), x in zip(self.units, self.columns, strict=True):
            leads = sum(1 for edge in self.view.graph[unit].values() if edge["role"] == "lead")
            tip = words.gettext("{unit}: leads {leads} of its {tasks} tasks").format(
                unit=own["name"], leads=leads, tasks=self.view.graph.degree(unit)
            )
            head = drawing.upright(
                x + _CELL / 2, self.head_bottom - 6, own["name"], _LETTER, _HEAD_ROOM
            )
            yield drawing.group((drawing.tooltip(tip), head))
        yield self._total_text(base, words.gettext("Total"))

    def _row(self, row: _Row, *, shaded: bool) -> Iterator[str]:
        own = row.own
        if row.band:
            top = row.top - _ROW
            width = self.right + _TOTALS - MARGIN
            yield drawing.rect(MARGIN, top, width, _ROW, fill="#e6e9ed")
            room = (width - 8) / 12.5
            said = drawing.clip(drawing.line_of(row.band), room)
            yield drawing.text(MARGIN + 2, top + 14, said, font_weight="bold")
        ground = drawing.rect(
            *(MARGIN, row.top, self.right + _TOTALS - MARGIN, row.height),
            class_="ground",
            fill="#f6f7f9" if shaded else "#fff",
        )
        label = drawing.clip(drawing.line_of(own["label"]), _LABEL_ROOM)
        first = row.base - _LINE * (len(row.lines) - 1) / 2
        head = [
            drawing.tooltip(f"{own['label']} {own['title']}"),
            drawing.text(MARGIN + 2, first, label),
            *(
                drawing.text(MARGIN + self.label_width, first + _LINE * n, line)
                for n, line in enumerate(row.lines)
            ),
        ]
        cells = [
            self._cell(row, role, unit["name"], x)
            for (node, unit), x in zip(self.units, self.columns, strict=True)
            if (role := self.roles.get((row.node, node)))
        ]
        total = self._total_text(row.base, str(len(cells)))
        yield drawing.group((ground, drawing.group(head), *cells, total), class_="row")

    def _cell(self, row: _Row, role: Role, unit: str, x: float) -> str:
        said = self.words.gettext(ROLE_WORDS[role].does)
        tip = f"{unit} · {said} · {row.own['label']} {row.own['title']}"
        mark = self._mark(role, x + _CELL / 2, row.top + row.height / 2)
        return drawing.group((drawing.tooltip(tip), *mark))

    def _mark(self, role: Role, x: float, y: float) -> Iterator[str]:
        style: dict[str, str | float] = {"fill": _FILLS[role], "stroke": _LINES[role]}
        match role:
            case Role.LEAD:
                yield drawing.rect(x - 7.5, y - 7.5, 15, 15, **style)
            case Role.RESPONSIBLE:
                yield drawing.rect(x - 7.5, y - 7.5, 15, 15, **style)
                yield drawing.rect(x - 5.5, y - 5.5, 11, 11, fill="none", stroke=_LINES[role])
            case Role.JOIN:
                yield drawing.circle(x, y, 7.6, **style)
            case Role.GUIDE:
                style |= {"rx": 5.0, "stroke_dasharray": "2 1.5"}
                yield drawing.rect(x - 7.5, y - 7.5, 15, 15, **style)
        yield drawing.text(
            *(x, y + 3.7, self.words.gettext(ROLE_WORDS[role].mark)),
            font_size=10,
            text_anchor="middle",
            fill=_LETTERS[role],
            font_weight="bold" if role is Role.LEAD else "normal",
        )

    def _totals(self) -> Iterator[str]:
        """Below each unit how many tasks it leads, and how many it has."""
        words = self.words
        total = len(self.roles)
        leads = sum(role is Role.LEAD for role in self.roles.values())
        graph = self.view.graph
        for n, (head, whole) in enumerate(
            ((words.gettext("Leads"), leads), (words.gettext("Assignments"), total))
        ):
            base = self.bottom + _ROW * n + 14
            yield drawing.text(MARGIN + self.label_width, base, head, font_weight="bold")
            for (unit, _own), x in zip(self.units, self.columns, strict=True):
                roles = [edge["role"] for edge in graph[unit].values()]
                count = len(roles) if n else roles.count("lead")
                yield drawing.text(
                    *(x + _CELL / 2, base, str(count)),
                    font_size=10.5 if count < 100 else 8.5,
                    text_anchor="middle",
                    fill=INK if count else "#9aa1a9",
                )
            yield self._total_text(base, str(whole))

    def _total_text(self, base: float, said: str) -> str:
        return drawing.text(
            self.right + 31, base, said, font_size=11, text_anchor="end", font_weight="bold"
        )

    def _rules(self) -> Iterator[str]:
        """Lines between columns, stronger ones every five; above and below the rows."""
        bottom = self.bottom + 2 * _ROW
        bands = [(row.top - _ROW, row.top) for row in self.rows if row.band]
        edges = [self.head_bottom, *(y for band in bands for y in band), bottom]
        spans = [*zip(edges[::2], edges[1::2], strict=True)]
        steps = {False: "", True: ""}
        for n, x in enumerate(self.columns):
            steps[n % 5 == 0] += "".join(
                f"M{drawing.number(x)} {drawing.number(top)}V{drawing.number(end)}"
                for top, end in spans
                if end > top
            )
        yield drawing.path(steps[False], stroke="#e3e6ea", stroke_width=0.6, class_="rule")
        yield drawing.path(steps[True], stroke="#b4bbc3", stroke_width=0.8, class_="rule")
        lines = [self.head_bottom, self.bottom, bottom]
        left, right = drawing.number(MARGIN), drawing.number(self.right + _TOTALS)
        yield drawing.path(
            "".join(f"M{left} {drawing.number(y)}H{right}" for y in lines), stroke=GREY
        )
        tops = "".join(
            f"M{left} {drawing.number(below.top)}H{right}"
            for _above, below in pairwise(self.rows)
            if not below.band
        )
        yield drawing.path(tops, stroke=PALE, stroke_width=0.5)
