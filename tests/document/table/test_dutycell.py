"""Cells that say of units what each of them does."""

import pytest

from dutymatrix.document import build_plan
from dutymatrix.document.block import Document, Table
from dutymatrix.document.result import Intake
from dutymatrix.plan.model import Task


def read(cell: str, head: str = "责任单位及职责") -> Intake:
    rows = (("序号", "工作任务", head), ("1", "甲事", "市公安局"), ("2", "乙事", cell))
    return build_plan(Document("分解表.docx", (Table(rows, 2),)))


def said(task: Task) -> list[str]:
    return [f"{one.role.value} {one.unit}" for one in task.assignments]


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        pytest.param("市教育局：负责制定办法，指导学校。市财政局：负责经费。",
                     ["responsible 市教育局", "responsible 市财政局"], id="a colon"),
        pytest.param("市教育局负责制定办法，指导学校\n市财政局、市审计局负责保障经费",
                     ["responsible 市教育局", "responsible 市财政局", "responsible 市审计局"],
                     id="a verb"),
        pytest.param("由市教育局牵头，市财政局配合，定期开展检查。",
                     ["lead 市教育局", "join 市财政局"], id="prose"),
        pytest.param("市教育局牵头；市财政局落实课后服务经费，各县（市、区）政府配合",
                     ["lead 市教育局", "join 市财政局", "join 各县（市、区）政府"], id="both"),
    ],
)  # fmt: skip
def test_units_are_told_from_what_they_do(cell: str, units: list[str]) -> None:
    intake = read(cell)
    _first, second = intake.plan.own_tasks
    assert said(second) == units
    # What each does is kept, word for word.
    assert second.notes == (("责任单位及职责", cell),)
    assert [*intake.plan.role_names.values()] == ["责任单位"]
    assert intake.findings == ()


@pytest.mark.parametrize(
    "cell",
    [
        "市教育局牵头，省计生协、市红会配合",  # names that no table knows are names
        "市教育局牵头，甲乙丙",
        "市教育局负责制定办法，甲乙丙配合",
    ],
)
def test_what_may_be_a_name_is_no_clause(cell: str) -> None:
    intake = read(cell, "责任单位")
    _first, second = intake.plan.own_tasks
    assert len(second.assignments) == cell.count("、") + 2
    assert second.notes == ()


def test_a_name_that_does_not_look_like_one_is_reported() -> None:
    intake = read("市教育局牵头，甲乙丙", "责任单位")
    [finding] = intake.findings
    assert (finding.code, finding.message) == ("DM206", "甲乙丙 does not look like a unit")
