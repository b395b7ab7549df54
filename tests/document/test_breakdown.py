"""The breakdown that we hand out comes back as the same tasks and assignments, in every kind."""

import subprocess
from pathlib import Path

import pytest

from dutymatrix.cli.formats import encoded, render
from dutymatrix.document import build_plan
from dutymatrix.document.readers import read_bytes
from dutymatrix.document.readers.kind import kind_of
from dutymatrix.document.readers.office import convert, find_program
from dutymatrix.markup.layout import Form
from dutymatrix.markup.profile import load_profile
from dutymatrix.markup.view import Options
from dutymatrix.paper.breakdown import TaskHandout
from dutymatrix.plan.model import Plan, Role
from dutymatrix.screen.entry import due
from dutymatrix.screen.tasks import TaskListView
from make_foreign import ofd, ofd_table, ofd_text

_LIBRARIES = {"xlsx": "xlsxwriter"}


def handed_out(plan: Plan, format_: str) -> bytes:
    """任务分解表 of a plan in one of our own formats."""
    if format_ in _LIBRARIES:
        pytest.importorskip(_LIBRARIES[format_])
    view = TaskHandout(TaskListView(plan, plan.items, (), (), True), Form(load_profile(None)))
    return b"".join(encoded(render(view, Options(format_, to_file=True))))


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


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_what_lists_of_tasks_have(format_: str, plan: Plan) -> None:
    written = render(TaskListView(plan, plan.items), Options(format_, to_file=True))
    assert_comes_back(b"".join(encoded(written)), f"任务.{format_}", plan)


def test_what_is_printed_as_ofd(plan: Plan) -> None:
    """Broken into lines as wide as their columns, a table that goes on over pages."""
    heads = ["序号", "条目", "工作任务", "主要内容", "牵头单位", "主要参与单位", "完成时限"]
    rows = [
        [
            *(str(n), item.label, item.title, item.entry.text.replace("\n", "")),
            *("、".join(item.entry.units(role)) or "未明确" for role in (Role.LEAD, Role.JOIN)),
            due(item),
        ]
        for n, item in enumerate(plan.items, 1)
    ]
    pages = []
    while rows:
        painted, end = ofd_table([13, 20, 36, 100, 28, 40, 30], [heads, rows.pop(0)])
        while rows and end < 170:
            more, end = ofd_table([13, 20, 36, 100, 28, 40, 30], [rows.pop(0)], top=end)
            painted += more
        pages.append(painted)
    assert_comes_back(ofd(ofd_text(20, 20, plan.title), *pages), "任务分解表.ofd", plan)


def saved_as(suffix: str, source: Path, program: Path) -> bytes:
    """A document as a clerk sends it back, who opened it in LibreOffice and saved it as another."""
    # One for all: it costs more to make than a document to save.
    profile = (source.parent.parent / "office").as_uri()
    command = [str(program), f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    command += [suffix, "--outdir", str(source.parent), str(source)]
    subprocess.run(command, capture_output=True, check=False)
    made = source.with_suffix(f".{suffix}")
    if not made.exists():
        pytest.skip(f"this LibreOffice does not write .{suffix}")
    return made.read_bytes()


@pytest.fixture
def program() -> Path:
    found = find_program()
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


def test_what_an_office_saves_as_other_texts(plan: Plan, tmp_path: Path, program: Path) -> None:
    source = tmp_path / "任务分解表.docx"
    source.write_bytes(handed_out(plan, "docx"))
    suffixes = ("doc", "odt", "rtf")
    saved = [(suffix, saved_as(suffix, source, program)) for suffix in suffixes]
    assert [kind_of(data, "a") for _suffix, data in saved] == [*suffixes]
    for made in convert(saved, program):
        assert made
        assert_comes_back(made, "任务分解表.docx", plan)


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_what_an_office_saves_as_other_sheets(
    suffix: str, plan: Plan, tmp_path: Path, program: Path
) -> None:
    pytest.importorskip("python_calamine")
    source = tmp_path / "任务分解表.xlsx"
    source.write_bytes(handed_out(plan, "xlsx"))
    assert_comes_back(saved_as(suffix, source, program), f"任务分解表.{suffix}", plan)
