"""Tables of tasks: columns by their heads, merged and torn rows, what was produced comes back."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from dutymatrix.cli.formats import render
from dutymatrix.document.block import Document, Paragraph, Table
from dutymatrix.document.readers import read_bytes
from dutymatrix.document.table.sheet import TableTask, TaskTable, UnitList, table_tasks
from dutymatrix.markup.layout import Form
from dutymatrix.markup.profile import load_profile
from dutymatrix.markup.view import Options
from dutymatrix.paper.breakdown import TaskHandout
from dutymatrix.plan.model import Plan, Role
from dutymatrix.screen.tasks import TaskListView
from make_documents import word_table, workbook


def read(*rows: str, line: int = 1) -> TaskTable:
    """The tasks of a table written as 任务|单位, a line a row."""
    cells = tuple(tuple(row.replace("/", "\n").split("|")) for row in rows)
    found = table_tasks(Table(cells, line), "表.xlsx")
    assert found is not None
    return found


def task(*rows: str) -> TableTask:
    [only] = read(*rows).tasks
    return only


def tasks_of(document: Document) -> Iterator[TableTask]:
    above = ""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            above = block.text
            continue
        found = table_tasks(block, document.file, above)
        assert found is not None
        assert found.findings == ()
        yield from found.tasks


def said(task: TableTask) -> str:
    """Title and wording, wherever they stand."""
    return f"{task.title}。{task.text}" if task.title else task.text


def assert_is_plan(tasks: list[TableTask], plan: Plan) -> None:
    """Every task with its section, wording, units in their roles and dates."""
    assert [said(task) for task in tasks] == [
        f"{item.title}。{item.entry.text}" for item in plan.items
    ]
    sections = [plan.section_by_number[item.section_number] for item in plan.items]
    assert [task.section for task in tasks] == [label + own.title for label, own in sections]
    for task, item in zip(tasks, plan.items, strict=True):
        units = [(unit, own.role) for own in task.lists for unit in own.units]
        assert units == [tuple(assignment) for assignment in item.entry.assignments]
        dues = dict.fromkeys(one.said for one in item.entry.milestones if one.said)
        assert task.due == "；".join(dues)


@pytest.mark.parametrize(("make", "name"), [(word_table, "a.docx"), (workbook, "a.xlsx")])
def test_tables_of_an_office_hold_the_plan(
    make: Callable[[Plan], bytes], name: str, plan: Plan
) -> None:
    if make is workbook:
        pytest.importorskip("xlsxwriter")
    assert_is_plan([*tasks_of(read_bytes(make(plan), name))], plan)


@pytest.mark.parametrize("format_", ["docx", "xlsx", "html"])
def test_what_was_handed_out_comes_back(format_: str, plan: Plan) -> None:
    if format_ == "xlsx":
        pytest.importorskip("xlsxwriter")
    view = TaskHandout(TaskListView(plan, plan.items, (), (), True), Form(load_profile(None)))
    written = render(view, Options(format_, to_file=True))
    data = written if isinstance(written, bytes) else written.encode()
    tasks = [*tasks_of(read_bytes(data, f"任务分解表.{format_}"))]
    assert_is_plan(tasks, plan)
    assert [task.label for task in tasks] == [item.label for item in plan.items]
    assert [task.title for task in tasks] == [item.title for item in plan.items]
    if format_ == "xlsx":
        first_days = [
            min((one.by for one in item.entry.milestones if one.by), default=None)
            for item in plan.items
        ]
        assert [next(iter(task.days), None) for task in tasks] == first_days


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("牵头单位", Role.LEAD),
        ("牵 头\n部 门", Role.LEAD),
        ("牵头责任单位", Role.LEAD),
        ("主办单位（部门）", Role.LEAD),
        ("责任单位", Role.RESPONSIBLE),
        ("单位", Role.RESPONSIBLE),
        ("配合单位", Role.JOIN),
        ("主要参与单位", Role.JOIN),
        ("协办", Role.JOIN),
        ("督导单位", Role.GUIDE),
    ],
)
def test_heads_tell_roles(head: str, role: Role) -> None:
    [task] = read(f"工作任务|{head}".replace("\n", "/"), "甲事|市公安局").tasks
    assert task.lists == (UnitList(role, "市公安局", ("市公安局",)),)


@pytest.mark.parametrize("head", ["责任领导", "联系人", "责任人及电话", "落实情况", "备注"])
def test_persons_and_other_columns_are_notes(head: str) -> None:
    assert task(f"任务|责任单位|{head}", "甲事|市公安局|张三").notes == ((head, "张三"),)


@pytest.mark.parametrize("end", ["牵头", "配合", "负责"])
def test_a_first_task_that_speaks_like_a_head_is_none(end: str) -> None:
    [first, second] = read("工作任务|责任单位", f"压实责任|市公安局{end}", "甲事|乙局").tasks
    assert (first.title, first.lists[0].text) == ("压实责任", f"市公安局{end}")
    assert second.title == "甲事"


def test_a_second_row_of_heads_may_be_unmerged() -> None:
    assert task("工作任务|责任单位|", "|牵头单位|配合单位", "甲事|甲局|乙局").lists == (
        UnitList(Role.LEAD, "甲局", ("甲局",)),
        UnitList(Role.JOIN, "乙局", ("乙局",)),
    )


def test_a_column_that_only_says_what_a_unit_does_names_none() -> None:
    [first, second] = read("任务|本单位分工|牵头单位", "甲|参与|市公安局", "乙|牵头|").tasks
    assert [own.units for own in first.lists] == [("市公安局",)]
    assert second.notes == (("本单位分工", "牵头"),)


def test_a_column_is_no_section_because_few_rows_follow() -> None:
    table = read(
        "序号|工作任务|内容|责任单位", "1|甲|一|甲局", "2|乙|二|乙局", "|||", "|||", "末|||"
    )
    assert [task.title for task in table.tasks] == ["甲", "乙"]


def test_what_names_no_tasks_and_units_is_no_such_table() -> None:
    rows = (("姓名", "电话"), ("张三", "110"))
    assert table_tasks(Table(rows, 1), "a") is None
    assert table_tasks(Table((), 1), "a") is None
    assert table_tasks(Table((("任务", "完成时限"), ("甲", "年底")), 1), "a") is None


def test_units_are_split_by_line_and_outside_brackets() -> None:
    [own] = task("任务|责任单位", "甲|市公安局、市司法局，各镇（街、场）/团 市委；市妇联等").lists
    assert own.units == ("市公安局", "市司法局", "各镇（街、场）", "团市委", "市妇联")
    assert own.open
    assert own.text == "市公安局、市司法局，各镇（街、场）\n团 市委；市妇联等"


def test_two_rows_of_heads_and_rows_above_and_below() -> None:
    table = read(
        "任务分解表|任务分解表|任务分解表|任务分解表",
        "序号|任务|责任分工|责任分工",
        "序号|任务|牵头|配合",
        "1|甲事|市公安局|市司法局",
        "序号|任务|牵头|配合",
        "2|乙事|市教育局|",
        "合计|2||",
        "注：首位为牵头单位|注：首位为牵头单位|注：首位为牵头单位|注：首位为牵头单位",
    )
    assert [(task.serial, task.title, len(task.lists)) for task in table.tasks] == [
        ("1", "甲事", 2),
        ("2", "乙事", 1),
    ]
    assert table.above == ("任务分解表",)
    assert table.below == ("注：首位为牵头单位",)
    assert dict(table.role_names) == {Role.LEAD: "牵头", Role.JOIN: "配合"}
    assert table.findings == ()


def test_second_heads_that_are_not_merged() -> None:
    table = read("任务|责任单位||时限", "|牵头单位|配合单位|", "甲|市公安局|市司法局|年底前")
    [only] = table.tasks
    assert [own.role for own in only.lists] == [Role.LEAD, Role.JOIN]
    assert only.due == "年底前"


def test_sections_stand_in_rows_or_columns_or_above() -> None:
    by_row = read("任务|责任单位", "一、机制|一、机制", "甲|甲局", "（二）宣传|", "乙|乙局").tasks
    assert [task.section for task in by_row] == ["一、机制", "（二）宣传"]
    by_column = read("部分|任务|责任单位", "机制|甲|甲局", "|乙|乙局", "宣传|丙|丙局").tasks
    assert [task.section for task in by_column] == ["机制", "机制", "宣传"]
    rows = (("任务", "责任单位"), ("甲", "甲局"))
    above = table_tasks(Table(rows, 1), "a", "（三）管控")
    assert above
    assert above.tasks[0].section == "（三）管控"


def test_a_column_of_tasks_that_repeats_is_read_as_sections_and_said() -> None:
    table = read(
        *(
            "重点任务|具体任务|责任单位",
            "机制|甲|甲局",
            "机制|乙|乙局",
            "宣传|丙|丙局",
            "宣传|丁|丁局",
        ),
        line=7,
    )
    assert [(task.section, task.text) for task in table.tasks] == [
        *(("机制", "甲"), ("机制", "乙"), ("宣传", "丙"), ("宣传", "丁")),
    ]
    assert [(found.line, found.message) for found in table.findings] == [
        (7, "the column 重点任务 was read as the tasks' section")
    ]


def test_a_task_over_several_rows_with_a_unit_each_is_one() -> None:
    [only] = read("序号|任务|责任单位", "1|甲|甲局", "1|甲|乙局", "1|甲|丙局").tasks
    assert [unit for own in only.lists for unit in own.units] == ["甲局", "乙局", "丙局"]


def test_a_torn_row_is_added_and_said() -> None:
    table = read("序号|任务|责任单位", "1|甲|甲局", "||乙局", line=3)
    assert [own.units for own in table.tasks[0].lists] == [("甲局",), ("乙局",)]
    assert [(found.code, found.line) for found in table.findings] == [("DM405", 5)]


def test_rows_that_are_not_understood_are_said() -> None:
    table = read("序号|任务|责任单位", "1|甲|甲局", "9||某局", "||")
    assert [(found.code, found.line, found.excerpt) for found in table.findings] == [
        ("DM404", 3, "9 某局")
    ]


def test_the_same_as_above_is_filled_and_said() -> None:
    table = read("任务|牵头单位|时限", "甲|市公安局|年底前", "乙|同上|〃")
    assert table.tasks[1].lists[0].units == ("市公安局",)
    assert table.tasks[1].due == "年底前"
    assert [found.code for found in table.findings] == ["DM405"]


@pytest.mark.parametrize(
    ("cell", "due", "days"),
    [
        ("2018年底前", "2018年底前", ()),
        ("2018-12-31", "", (date(2018, 12, 31),)),
        ("2018-02-31", "", ()),
        ("长期坚持", "长期坚持", ()),
        ("未写明", "", ()),
        ("/", "", ()),
    ],
)
def test_deadlines_are_words_or_days(cell: str, due: str, days: tuple[date, ...]) -> None:
    found = table_tasks(Table((("任务", "责任单位", "完成时限"), ("甲", "甲局", cell)), 1), "a")
    assert found
    assert (found.tasks[0].due, found.tasks[0].days) == (due, days)


def test_one_cell_of_title_and_wording_stays_whole() -> None:
    assert task("任务|责任单位", "压实责任。全面落实制度。|甲局").text == "压实责任。全面落实制度。"
    assert task("任务|责任单位", "压实责任|甲局").title == "压实责任"


def test_places_are_those_of_the_sheet() -> None:
    table = Table((("任务", "责任单位"), ("甲", "甲局"), ("乙", "乙局")), 2, "表", (2, 4, 9))
    found = table_tasks(table, "a.xlsx")
    assert found
    assert [task.line for task in found.tasks] == [4, 9]
