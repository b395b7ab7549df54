"""The matrix as a picture: tasks by units.

Roles are told apart by colour, by shape and by their mark, so that a black-and-white print
says the same. The viewer's fonts draw the text, nothing is loaded and nothing runs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import pairwise, product
from typing import NamedTuple

from dutymatrix.answer.graph import Attributes, iter_tasks, iter_units
from dutymatrix.picture import drawing
from dutymatrix.picture.drawing import A3, GREY, INK, LEGIBLE, MARGIN, PALE, Page
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
_SHEET_ROOM = 22.0
"""The room for titles where a matrix takes several sheets."""
_LARGEST_ON_SHEETS = 0.25
"""Millimetres of a unit on each: larger texts would only take more sheets."""
_HEAD_ROOM = 16
"""The most characters of a unit's name that stand one below the other."""
_LETTER = 12.0
_DIGIT = 6.5
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
    """Tasks in rows, banded by section; units in columns, in the roster's order.

    On one sheet where that can be read on A3, else on as many as it takes.
    """
    # What is too tall whatever the titles take need not be tried.
    if sum(1 for _task in iter_tasks(view.graph)) * _ROW * LEGIBLE <= A3.long:
        pictures = [_Matrix(view, room) for room in _TITLE_ROOMS]
        best = max(pictures, key=lambda picture: picture.page().scale)
        if best.page().scale >= LEGIBLE:
            return best.page(best.shapes())
    return _Matrix(view, _SHEET_ROOM).on_sheets()


_Nodes = list[tuple[str, Attributes]]
"""Tasks or units."""


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
        self.summary = view.summary()
        self.sheet = ""
        # Of several sheets only the last ones have totals.
        self.has_row_totals = self.has_column_totals = True
        graph = view.graph
        self.units = [*iter_units(graph)]
        self.tasks = [*iter_tasks(graph)]
        self.roles: dict[tuple[str, str], Role] = {
            (task, unit): Role(edge["role"])
            for unit, _own in self.units
            for task, edge in graph[unit].items()
        }
        self.had = {*self.roles.values()}
        self.tasks_of = {unit: graph.degree(unit) for unit, _own in self.units}
        self.leads_of = Counter(
            unit for (_task, unit), role in self.roles.items() if role is Role.LEAD
        )
        labels = [drawing.ems(drawing.line_of(own["label"])) for _task, own in self.tasks]
        self.label_width = 12 * min(max([3.0, *labels]), _LABEL_ROOM) + 10
        self.titles = {task: drawing.fold(own["title"], room, 3) for task, own in self.tasks}
        ems = (drawing.ems(line) for lines in self.titles.values() for line in lines)
        # The left edge of the first column.
        self.left = MARGIN + self.label_width + 12 * max(8, max(ems, default=0)) + 8
        # Numbers of three digits are wider than a column: then all of them are turned.
        digits = len(str(max(self.tasks_of.values(), default=0)))
        self.turns_totals = digits > 2
        self.total_height = digits * _DIGIT + 6 if self.turns_totals else _ROW
        heights = (
            drawing.upright_height(own["name"], _LETTER, _HEAD_ROOM) for _unit, own in self.units
        )
        self.tallest = max(heights, default=0)
        # What many sheets have in common, by where it stands.
        self.drawn_heads: dict[float, list[str]] = {}
        self.drawn_tasks: dict[tuple[str, float], str] = {}
        self._place_columns()
        self.width = max(self.right + _TOTALS + MARGIN, _NARROWEST)
        self._place_rows()
        self.height = self.bottom + 2 * self.total_height + MARGIN

    def on_sheets(self) -> Page:
        """Sheets of A3: the first rows from left to right, then the rows below them.

        Upright where all columns find room so.
        """
        whole = copy(self)
        width, height = A3.long, A3.short
        if self.width * LEGIBLE <= A3.short:
            width, height = height, width
        scale = min(_LARGEST_ON_SHEETS, max(LEGIBLE, width / self.width))
        whole.width, whole.height = width / scale, height / scale
        whole.sheet = self._sheet_said(9999, 9999)
        whole._place_rows()
        # What groups stand apart is more than is left over by any number of columns.
        wide = max(1, int((whole.width - self.left - 6 - _TOTALS - MARGIN) // _CELL))
        columns = [self.units[n : n + wide] for n in range(0, len(self.units), wide)] or [[]]
        room = whole.height - whole.head_bottom - 2 * whole.total_height - MARGIN
        rows = [*whole._blocks(room)]
        page = whole.page(whole._sheets(rows, columns))
        return page._replace(sheets=len(rows) * len(columns))

    def _sheets(self, rows: Sequence[_Nodes], columns: Sequence[_Nodes]) -> Iterator[str]:
        """One sheet below the other, each drawn when it is asked for."""
        strips = [copy(self) for _units in columns]
        for k, (strip, units) in enumerate(zip(strips, columns, strict=True)):
            strip.units, strip.drawn_heads = units, {}
            strip.has_row_totals = k == len(columns) - 1
            strip._place_columns()
        for n, ((k, tasks), strip) in enumerate(product(enumerate(rows), strips)):
            if strip is strips[0]:
                self.drawn_tasks = {}
            sheet = copy(strip)
            sheet.tasks, sheet.drawn_tasks = tasks, self.drawn_tasks
            sheet.has_column_totals = k == len(rows) - 1
            sheet.sheet = self._sheet_said(n + 1, len(rows) * len(columns))
            sheet._place_rows()
            place = f"translate(0 {drawing.number(self.height * n)})"
            yield drawing.group(sheet.shapes(), transform=place)

    def _sheet_said(self, n: int, total: int) -> str:
        return self.words.gettext("sheet {n} of {total}").format(n=n, total=total)

    def _blocks(self, room: float) -> Iterator[_Nodes]:
        """Tasks that find room one below the other, under their sections' headings."""
        block: _Nodes = []
        free, section = room, None
        for task, own in self.tasks:
            height = self._height(task)
            taken = height + (_ROW if own["section_number"] != section else 0)
            if block and taken > free:
                yield block
                block, free, taken = [], room, height + _ROW
            block.append((task, own))
            free -= taken
            section = own["section_number"]
        yield block

    def _place_columns(self) -> None:
        kinds = [own["kind"] for _unit, own in self.units]
        # How much further apart groups begin.
        gap = 6.0 if {*kinds} == {"unit", "group"} else 0.0
        self.columns = [
            self.left + _CELL * n + (gap if kind == "group" else 0) for n, kind in enumerate(kinds)
        ]
        self.right = self.left + _CELL * len(self.units) + gap
        self.column_of = {unit: x for (unit, _own), x in zip(self.units, self.columns, strict=True)}

    def _place_rows(self) -> None:
        self.legend_top = title_height(self.view.plan.title, self.said, self.width)
        self.head_bottom = self.legend_top + 34 + max(self.tallest, 24)
        self.rows = [*self._iter_rows()]
        self.bottom = self.rows[-1].top + self.rows[-1].height if self.rows else self.head_bottom

    def _height(self, task: str) -> float:
        return _ROW + _LINE * (len(self.titles[task]) - 1)

    @property
    def said(self) -> str:
        """What stands under the title."""
        return " · ".join(filter(None, (self.name, self.sheet, self.summary)))

    def page(self, shapes: Iterable[str] = ()) -> Page:
        """The page that it takes."""
        view = self.view
        return Page(view.plan.title, self.width, self.height, shapes, view.plan.language)

    def shapes(self) -> Iterator[str]:
        """All that is drawn, the ground first."""
        yield from title_lines(self.view.plan.title, self.said, self.width)
        yield from self._legend()
        yield from self._heads()
        for n, row in enumerate(self.rows):
            yield from self._row(row, shaded=bool(n % 2))
        if self.has_column_totals:
            yield from self._totals()
        yield from self._rules()

    def _iter_rows(self) -> Iterator[_Row]:
        top = self.head_bottom
        section = ""
        for task, own in self.tasks:
            band = ""
            if own["section_number"] != section:
                section = own["section_number"]
                band = f"{own['section_label']} {own['section']}".strip()
            top += _ROW if band else 0
            height = self._height(task)
            yield _Row(task, own, self.titles[task], top, height, band)
            top += height

    def _legend(self) -> Iterator[str]:
        words = self.words
        x = MARGIN
        for role in Role:
            if role in self.had:
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
        if self.head_bottom not in self.drawn_heads:
            self.drawn_heads[self.head_bottom] = [*self._unit_heads()]
        yield from self.drawn_heads[self.head_bottom]
        if self.has_row_totals:
            yield self._total_text(base, words.gettext("Total"))

    def _unit_heads(self) -> Iterator[str]:
        words = self.words
        for (unit, own), x in zip(self.units, self.columns, strict=True):
            tip = words.gettext("{unit}: leads {leads} of its {tasks} tasks").format(
                unit=own["name"], leads=self.leads_of[unit], tasks=self.tasks_of[unit]
            )
            head = drawing.upright(
                x + _CELL / 2, self.head_bottom - 6, own["name"], _LETTER, _HEAD_ROOM
            )
            yield drawing.group((drawing.tooltip(tip), head))

    def _row(self, row: _Row, *, shaded: bool) -> Iterator[str]:
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
        place = row.node, row.top
        if place not in self.drawn_tasks:
            self.drawn_tasks[place] = drawing.group(self._task_head(row))
        graph = self.view.graph
        here = [unit for unit in graph[row.node] if unit in self.column_of]
        cells = [
            self._cell(row, self.roles[row.node, unit], graph.nodes[unit]["name"], x)
            for x, unit in sorted((self.column_of[unit], unit) for unit in here)
        ]
        if self.has_row_totals:
            cells.append(self._total_text(row.base, str(graph.degree(row.node))))
        yield drawing.group((ground, self.drawn_tasks[place], *cells), class_="row")

    def _task_head(self, row: _Row) -> Iterator[str]:
        own = row.own
        first = row.base - _LINE * (len(row.lines) - 1) / 2
        yield drawing.tooltip(f"{own['label']} {own['title']}")
        label = drawing.clip(drawing.line_of(own["label"]), _LABEL_ROOM)
        yield drawing.text(MARGIN + 2, first, label)
        for n, line in enumerate(row.lines):
            yield drawing.text(MARGIN + self.label_width, first + _LINE * n, line)

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
        for n, (head, counts) in enumerate(
            ((words.gettext("Leads"), self.leads_of), (words.gettext("Assignments"), self.tasks_of))
        ):
            top = self.bottom + self.total_height * n
            base = top + self.total_height / 2 + 4.5
            yield drawing.text(MARGIN + self.label_width, base, head, font_weight="bold")
            for (unit, _own), x in zip(self.units, self.columns, strict=True):
                count = counts[unit]
                fill = INK if count else "#9aa1a9"
                middle, said = x + _CELL / 2, str(count)
                if self.turns_totals:
                    left, end = middle + 3.7, top + self.total_height - 3
                    turned = f"rotate(-90 {drawing.number(left)} {drawing.number(end)})"
                    yield drawing.text(left, end, said, font_size=10.5, fill=fill, transform=turned)
                else:
                    yield drawing.text(
                        *(middle, base, said), font_size=10.5, text_anchor="middle", fill=fill
                    )
            if self.has_row_totals:
                yield self._total_text(base, str(sum(counts.values())))

    def _total_text(self, base: float, said: str) -> str:
        return drawing.text(
            self.right + 31, base, said, font_size=11, text_anchor="end", font_weight="bold"
        )

    def _rules(self) -> Iterator[str]:
        """Lines between columns, stronger ones every five; above and below the rows."""
        bottom = self.bottom + (2 * self.total_height if self.has_column_totals else 0)
        bands = [(row.top - _ROW, row.top) for row in self.rows if row.band]
        edges = [self.head_bottom, *(y for band in bands for y in band), bottom]
        spans = [
            f" {drawing.number(top)}V{drawing.number(end)}"
            for top, end in zip(edges[::2], edges[1::2], strict=True)
            if end > top
        ]
        steps = {False: "", True: ""}
        for n, x in enumerate(self.columns):
            start = f"M{drawing.number(x)}"
            steps[n % 5 == 0] += "".join(start + span for span in spans)
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
