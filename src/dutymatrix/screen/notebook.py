"""What a plan, and what was asked of it, shows of itself in Python and in notebooks."""

from dutymatrix.answer.duties import DutyList
from dutymatrix.answer.matrix import CrossTab
from dutymatrix.diff import PlanDiff
from dutymatrix.i18n import CHINESE, ENGLISH, messages_in
from dutymatrix.markup import html
from dutymatrix.markup.view import View
from dutymatrix.plan.model import Item, Plan
from dutymatrix.screen.diff import DiffView
from dutymatrix.screen.duties import DutyView
from dutymatrix.screen.matrix import MatrixView
from dutymatrix.screen.task import TaskView
from dutymatrix.screen.tasks import TaskListView

Shown = Plan | Item | DutyList | CrossTab | PlanDiff


def html_of(asked: Shown) -> str:
    """The table of the command that would answer the same, in the plan's language."""
    view = _view_of(asked)
    words = messages_in(view.plan.language)
    return html.fragment(view.sheets(words), words)


def records_of(asked: Shown) -> list[dict[str, object]]:
    """A record each of what there are several: with the keys of JSON, of a cross-tab of tsv."""
    if isinstance(asked, CrossTab):
        return _rows_of(asked)
    data = _view_of(asked).data()
    found: list[dict[str, object]] = next(own for own in data.values() if isinstance(own, list))
    return found


def _view_of(asked: Shown) -> View:
    match asked:
        case Plan():
            return TaskListView(asked, asked.items)
        case Item():
            return TaskView(_bare(asked.title + asked.text), (asked,))
        case DutyList():
            return DutyView(asked.plan, (asked,))
        case CrossTab():
            heads = (str(label.key) + label.title for label in (*asked.rows, *asked.columns))
            return MatrixView(_bare("".join(heads)), asked, None)
        case PlanDiff():
            old, new = asked.old.file or asked.old.title, asked.new.file or asked.new.title
            return DiffView(asked, old, new, asked.changes, asked.impact)


def _bare(said: str) -> Plan:
    """A plan for what knows none of its own: in the language in which it speaks."""
    return Plan(title="", language=ENGLISH if said.isascii() else CHINESE)


def _rows_of(table: CrossTab) -> list[dict[str, object]]:
    records = MatrixView(_bare(""), table, None).records()
    keys = [column.key for column in records.columns]
    return [dict(zip(keys, row, strict=True)) for row in records.rows[: len(table.rows)]]
