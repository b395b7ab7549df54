"""The breakdown that we hand out comes back as the same tasks and assignments, in every kind."""

import pytest

from dutymatrix.cli.formats import render
from dutymatrix.document import build_plan
from dutymatrix.document.readers import read_bytes
from dutymatrix.markup.layout import Form
from dutymatrix.markup.profile import load_profile
from dutymatrix.markup.view import Options
from dutymatrix.paper.breakdown import TaskHandout
from dutymatrix.plan.model import Plan
from dutymatrix.screen.tasks import TaskListView

_LIBRARIES = {"xlsx": "xlsxwriter"}


def handed_out(plan: Plan, format_: str) -> bytes:
    """任务分解表 of a plan in one of our own formats."""
    if format_ in _LIBRARIES:
        pytest.importorskip(_LIBRARIES[format_])
    view = TaskHandout(TaskListView(plan, plan.items, (), (), True), Form(load_profile(None)))
    written = render(view, Options(format_, to_file=True))
    return written if isinstance(written, bytes) else written.encode()


def assert_comes_back(data: bytes, name: str, plan: Plan) -> None:
    intake = build_plan(read_bytes(data, name))
    assert [
        (item.label, item.title, "".join(item.entry.text.split()), sorted(item.entry.assignments))
        for item in intake.plan.items
    ] == [
        (item.label, item.title, "".join(item.entry.text.split()), sorted(item.entry.assignments))
        for item in plan.items
    ]
    assert intake.coverage.assignments == 189


@pytest.mark.parametrize("format_", ["docx", "xlsx", "html", "md", "csv", "tsv"])
def test_what_we_write(format_: str, plan: Plan) -> None:
    assert_comes_back(handed_out(plan, format_), f"任务分解表.{format_}", plan)
