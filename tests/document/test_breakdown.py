"""The breakdown that we hand out comes back as the same tasks and assignments, in every kind."""

import subprocess
from pathlib import Path

import pytest

from dutymatrix.cli.formats import render
from dutymatrix.document import build_plan
from dutymatrix.document.readers import read_bytes
from dutymatrix.document.readers.office import find_program
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


_KINDS_OF_OFFICE = {"doc": "docx", "odt": "docx", "rtf": "docx", "xls": "xlsx", "ods": "xlsx"}


@pytest.mark.parametrize("suffix", _KINDS_OF_OFFICE)
def test_what_an_office_makes_of_it(suffix: str, plan: Plan, tmp_path: Path) -> None:
    """As a clerk sends it back, who opened it in another program and saved it as that."""
    program = find_program()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    ours = _KINDS_OF_OFFICE[suffix]
    source = tmp_path / f"任务分解表.{ours}"
    source.write_bytes(handed_out(plan, ours))
    profile = (tmp_path / "profile").as_uri()
    command = [str(program), f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, suffix, "--outdir", str(tmp_path), str(source)], capture_output=True, check=False
    )
    made = source.with_suffix(f".{suffix}")
    if not made.exists():
        pytest.skip(f"this LibreOffice does not write .{suffix}")
    if suffix == "xls":
        pytest.importorskip("python_calamine")
    assert_comes_back(made.read_bytes(), made.name, plan)
