"""Tables for eyes: aligned, never wider than the terminal, names and labels whole."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from gettext import NullTranslations
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.answer.duties import duties_of
from dutymatrix.answer.units import unit_loads
from dutymatrix.i18n import listed, use_language
from dutymatrix.markup.view import Column, Labels, Options, Passage, Table
from dutymatrix.measure import cells
from dutymatrix.plan.model import Assignment, Plan, Role, Task, Unit
from dutymatrix.planfile import load_plan
from dutymatrix.screen.duties import DutyView
from dutymatrix.screen.entry import brief_labels
from dutymatrix.screen.task import TaskView
from dutymatrix.screen.units import UnitListView
from program import ROOT, render_text
from strategies import plans


@cache
def the_plan() -> Plan:
    """The plan of the repository; as a fixture its repr would hide what Hypothesis found."""
    return load_plan(ROOT / "plan.yaml")


LANGUAGES = st.sampled_from(("zh_CN", "en"))


def duties(plan: Plan, unit: str, width: int | None, *, color: bool = False) -> str:
    options = Options("table", width=width, color=color)
    return render_text(DutyView(plan, (duties_of(plan, unit),)), options)


def task(plan: Plan, number: str, width: int | None) -> str:
    # A path is one word, however long the one of this test's folder is.
    view = TaskView(replace(plan, file=plan.file and "plan.yaml"), (plan.item_by_number[number],))
    return render_text(view, Options("table", width=width))


@given(st.integers(0, 33), st.integers(20, 200), LANGUAGES)
def test_duties_at_every_width(place: int, width: int, language: str) -> None:
    use_language(language)
    plan = the_plan()
    unit = [*plan.rank][place]
    text = duties(plan, unit, width)
    lines = text.split("\n")
    assert max(map(cells, lines)) <= width
    assert not any(line != line.rstrip() for line in lines)
    own = duties_of(plan, unit)
    # Whole on one line, wherever there is room for an indent and a mark: the unit, the groups
    # it may belong to, and the labels of their tasks.
    flat = "".join(line.strip() for line in lines)
    labels = [label for items in own.unresolved.values() for label in brief_labels(plan, items)]
    for name in (unit, *own.unresolved, *labels):
        if cells(name) + 6 <= width:
            assert flat.count(name) == sum(line.count(name) for line in lines) > 0
    for duty in own.own:
        assert any(line.startswith(f"{duty.item.label} ") for line in lines)
        assert all(any(lead in line for line in lines) for lead in duty.item.entry.lead)
    # The titles are all there, wherever they fold.
    if width >= 90 or width < 40:
        assert all(duty.item.title in flat for duty in own.own)


@given(st.integers(0, 42), st.integers(20, 200), LANGUAGES)
def test_task_at_every_width(place: int, width: int, language: str) -> None:
    use_language(language)
    plan = the_plan()
    item = plan.items[place]
    text = task(plan, item.number, width)
    lines = text.split("\n")
    assert max(map(cells, lines)) <= width
    assert lines[0].startswith(f"{item.label} ")
    for name, _role in item.entry.assignments:
        # With an indent of two and the mark after it.
        assert any(name in line for line in lines) or cells(name) + 4 > width
    assert item.entry.text in "".join(line.strip() for line in lines)
    assert f"plan.yaml:{item.entry.span.line}" in text if item.entry.span else True


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_last_task_at_all_narrow_widths(language: str) -> None:
    """Its place in the file, one word, goes below its head where it does not fit beside it."""
    use_language(language)
    for width in range(20, 60):
        text = task(the_plan(), "6.5", width)
        assert max(map(cells, text.split("\n"))) <= width
        assert "plan.yaml:" in text


@pytest.mark.parametrize("width", [60, 80, 160, None])
def test_columns_stand_below_their_heads(plan: Plan, width: int | None) -> None:
    """Measured as a terminal does: every cell begins where its head begins."""
    use_language("zh_CN")
    for unit in plan.rank:
        _title, head, rule, *rows = duties(plan, unit, width).split("\n")
        starts = [cells(head[: match.start()]) for match in re.finditer(r"\S+", head)]
        assert len(starts) == 5
        assert set(rule) == {"─"}
        for row in rows[: rows.index("")]:
            begins = [cells(row[: match.start()]) for match in re.finditer(r"(?<!\S)\S", row)]
            assert set(begins) <= set(starts)


def test_heads_of_figures_fold_before_rows_have_lines_of_their_own(plan: Plan) -> None:
    use_language("zh_CN")
    view = UnitListView(plan, unit_loads(plan, plan.items), len(plan.items))
    assert render_text(view, Options("table", width=40)).splitlines()[1:5] == [
        "单位                  承担  牵头  参与",
        "                    任务数",
        "──────────────────────────────────────",
        "市禁毒办                31    23     8",
    ]
    assert "单位                承担任务数" in render_text(view, Options("table", width=44))
    assert "市禁毒办\n  承担任务数\n    31" in render_text(view, Options("table", width=24))


def test_several_leads_stand_one_a_line() -> None:
    use_language("zh_CN")
    leads = ("市公安局", "邮政集团吴川分公司")
    plan = Plan(
        title="试行方案",
        units=tuple(Unit(name=name) for name in leads),
        own_tasks=(
            Task(title="落实责任", assignments=tuple(Assignment(u, Role.LEAD) for u in leads)),
            Task(title="落实经费", assignments=(Assignment(leads[0], Role.LEAD),)),
        ),
    )
    assert duties(plan, "市公安局", 80).split("\n")[3:7] == [
        "（一）  牵头  落实责任  市公安局            未明确",
        "                        邮政集团吴川分公司",
        "（二）  牵头  落实经费  市公安局            未明确",
        "",
    ]


MARKUP = "[bold]落实[/bold] [red]责任 [/] :smile: [link=http://x]y[/link]"


@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize("width", [None, 30])
def test_markup_is_text(width: int | None, color: bool) -> None:
    plan = Plan(
        title="[dim]试行方案[/dim]",
        units=(Unit(name="[b]市公安局[/b]"),),
        own_tasks=(
            Task(
                title=MARKUP,
                text=f"{MARKUP}。",
                assignments=(Assignment("[b]市公安局[/b]", Role.LEAD),),
            ),
        ),
    )
    for text in (
        duties(plan, "[b]市公安局[/b]", width, color=color),
        task(plan, plan.items[0].number, width),
    ):
        flat = re.sub(r"\x1b\[[0-9]*m|\s", "", text)
        assert MARKUP.replace(" ", "") in flat
        assert "[b]市公安局[/b]" in flat


def test_invisible_characters_are_visible() -> None:
    """The reader refuses them; a plan made otherwise may have them."""
    plan = Plan(
        title="试行\x1b[31m方案",
        units=(Unit(name="市\u202e公安局"),),
        own_tasks=(Task(title="落实\t\u061c责任", text="一\x07。"),),
    )
    text = duties(plan, "市\u202e公安局", 80) + task(plan, plan.items[0].number, 80)
    assert "\\u001b[31m" in text
    assert "市\\u202e公安局" in text
    assert "落实 \\u061c责任" in text
    assert "一\\u0007。" in text
    assert not {*"\x1b\x07\t\u202e\u061c"} & set(text)


@given(plans(), st.sampled_from((20, 40, 80, None)))
def test_any_plan_can_be_shown(plan: Plan, width: int | None) -> None:
    use_language("zh_CN")
    for unit in plan.rank:
        lines = duties(plan, unit, width).split("\n")
        assert not any(line != line.rstrip() for line in lines)
    for item in plan.items:
        shown = task(plan, item.number, width)
        assert shown.startswith(item.label[:2])


def labels_of(count: int) -> Labels:
    return Labels(f"（{n}）{n}" for n in range(count))


class _Said(NamedTuple):
    """An answer of one sheet."""

    plan: Plan
    sheet: Table | Passage

    def sheets(self, words: NullTranslations) -> tuple[Table | Passage]:
        return (self.sheet,)

    def data(self) -> dict[str, object]:
        return {}

    def records(self) -> Table:
        return Table((), ())

    def spreadsheet(self) -> Table:
        return self.records()


@pytest.mark.parametrize(
    "sheet_of",
    [
        pytest.param(
            lambda labels: Table((Column("items", "Items", folds=True),), ((labels,),)), id="cell"
        ),
        pytest.param(lambda labels: Passage("", "", (("Items", labels),)), id="field"),
        pytest.param(lambda labels: Passage("", "", notes=(listed(labels),)), id="note"),
    ],
)
def test_of_a_screen_of_numbers_the_first_are_shown(
    sheet_of: Callable[[Labels], Table | Passage],
) -> None:
    use_language("en")
    labels = Labels([*labels_of(400), "（七）1、2"])
    view = _Said(Plan(title=""), sheet_of(labels))
    whole = render_text(view, Options("table", width=60))
    assert "（399）399" in whole
    short = render_text(view, Options("table", width=60, height=24))
    assert "（0）0" in short
    assert "（399）399" not in short
    assert len(short.splitlines()) <= 24
    assert re.search("…[：:].*-f md", short)
    few = _Said(Plan(title=""), sheet_of(labels_of(12)))
    assert render_text(few, Options("table", 60, 24)) == render_text(few, Options("table", 60))
