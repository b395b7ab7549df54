"""Tables of tasks: columns by their heads, merged and torn rows, what was produced comes back."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from dutymatrix.cli.formats import encoded, render
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


@pytest.mark.parametrize("format_", ["docx", "xlsx", "html", "md"])
def test_what_was_handed_out_comes_back(format_: str, plan: Plan) -> None:
    if format_ == "xlsx":
        pytest.importorskip("xlsxwriter")
    view = TaskHandout(TaskListView(plan, plan.items, (), (), True), Form(load_profile(None)))
    data = b"".join(encoded(render(view, Options(format_, to_file=True))))
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
    assert [one[:3] for one in task.lists] == [(role, "市公安局", ("市公安局",))]


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
        UnitList(Role.LEAD, "甲局", ("甲局",), head="牵头单位"),
        UnitList(Role.JOIN, "乙局", ("乙局",), head="配合单位"),
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


# Whoever made the table


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        pytest.param("市公安局/市司法局", ("市公安局", "市司法局"), id="a name a line"),
        pytest.param(
            "省自然资源和/规划厅", ("省自然资源和规划厅",), id="no name on the first line"
        ),
        pytest.param(
            "省人力资源社会/保障厅", ("省人力资源社会保障厅",), id="within an office's name"
        ),
        pytest.param(
            "市发展和改革委员/会、市财政局", ("市发展和改革委员会", "市财政局"), id="a list"
        ),
        pytest.param("市人社局/医保中心", ("市人社局", "医保中心"), id="two names, one prefix"),
        pytest.param(
            "省市场监管局（省知识/产权局）", ("省市场监管局（省知识产权局）",), id="bracket"
        ),
        pytest.param("某某集团/有限公司", ("某某集团有限公司",), id="what only ends names"),
        pytest.param("市公安局、/市司法局", ("市公安局", "市司法局"), id="mark at the end"),
        pytest.param("市公安局/、市司法局", ("市公安局", "市司法局"), id="mark at the beginning"),
        pytest.param("各镇（街、场）/团市委", ("各镇（街、场）", "团市委"), id="a group"),
        pytest.param("市公安局//市司法局", ("市公安局", "市司法局"), id="an empty line"),
    ],
)
def test_lines_of_a_cell_are_names_or_halves_of_names(cell: str, units: tuple[str, ...]) -> None:
    [own] = task("任务|责任单位", f"甲事|{cell}").lists
    assert own.units == units


@pytest.mark.parametrize("nobody", ["/", "／", "—", "——", "-", "无", "\\"])
def test_nobody_joins_where_a_cell_says_so(nobody: str) -> None:
    row = ("任务", "牵头单位", "配合单位"), ("甲事", "市公安局", nobody)
    found = table_tasks(Table(row, 1), "表.xlsx")
    assert found is not None
    assert [own.units for own in found.tasks[0].lists] == [("市公安局",)]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(("部门|政策重点领域", "市教育局|把健康教育纳入课程，保障锻炼。",
                      "市住建局|推进小区改造，建设步道。"), id="clauses under a head of sections"),
        pytest.param(("谁|什么", "市教育局|把健康教育纳入课程，保障锻炼。",
                      "市住建局、市财政局|推进小区改造，建设步道。"), id="heads that say nothing"),
        pytest.param(("关于分工的表|关于分工的表", "谁|什么",
                      "市教育局|把健康教育纳入课程，保障锻炼。",
                      "各镇|推进小区改造，建设步道。"), id="under a title"),
    ],
)  # fmt: skip
def test_a_column_of_units_and_one_of_clauses_are_duties(rows: tuple[str, ...]) -> None:
    found = read(*rows)
    assert [one.text[0] for one in found.tasks] == ["把", "推"]
    assert [one.lists[0].role for one in found.tasks] == [Role.RESPONSIBLE] * 2
    assert {finding.code for finding in found.findings} == {"DM405"}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(("姓名|单位|职务", "张三|市教育局|局长", "李四|市财政局|科长"), id="persons"),
        pytest.param(("项目名称|建设单位|建设内容", "园区|某某有限公司|建设厂房，购置设备。",
                      "基地|某某科技公司|租赁厂房，建设生产线。"), id="firms"),
        pytest.param(("园区|地点|内容", "软件园|甲县|占地百亩，建成投用。",
                      "科创园|乙县|占地千亩，正在建设。"), id="places"),
        pytest.param(("事项|诉求|建议责任单位", "建设基地|支持争创，优先申报。|省发改委",
                      "发展产业|给予倾斜，设立基金。|省财政厅"), id="what is asked of others"),
        pytest.param(("指标|2025年|2027年", "规模|1000亿元|1200亿元", "企业|10家|20家"),
                     id="figures"),
        pytest.param(("部门|电话", "市教育局|12345", "市财政局|12346"), id="telephones"),
    ],
)  # fmt: skip
def test_a_list_without_duties_is_no_table_of_tasks(rows: tuple[str, ...]) -> None:
    cells = tuple(tuple(row.split("|")) for row in rows)
    assert table_tasks(Table(cells, 1), "表.xlsx") is None


def test_heads_in_english() -> None:
    found = read(
        "No.|Task|Content|Lead|Supporting units|Due", "1|Report|Monthly|市公安局|市司法局|2027年底"
    )
    assert [(own.role, own.units) for own in found.tasks[0].lists] == [
        (Role.LEAD, ("市公安局",)),
        (Role.JOIN, ("市司法局",)),
    ]
    assert (found.tasks[0].title, found.tasks[0].due) == ("Report", "2027年底")


def test_rows_that_only_head_a_section() -> None:
    rows = (
        "序号|任务|责任单位",
        "一|加强领导|",
        "1|甲事|市公安局",
        "（二）|加强宣传|加强宣传",
        "2|乙事|市司法局",
    )
    assert [(one.section, one.title) for one in read(*rows).tasks] == [
        ("一、加强领导", "甲事"),
        ("（二）加强宣传", "乙事"),
    ]


def test_a_row_that_counts_as_its_neighbours_do_is_a_task() -> None:
    rows = ("序号|任务|责任单位", "一|甲事|市公安局", "二|乙事|", "三|丙事|市司法局")
    assert [one.title for one in read(*rows).tasks] == ["甲事", "乙事", "丙事"]


def test_goals_of_years_stand_beside_each_other() -> None:
    row = task("任务|2026年目标|2027年/目标（争取）|牵头单位", "招商|引进5家|引进/10家|市商务局")
    assert (row.title, row.text) == ("招商", "")
    assert row.goals == ((2026, "引进5家"), (2027, "引进10家"))


def test_the_tasks_of_a_year_are_tasks_where_nothing_else_says_them() -> None:
    row = task("序号|2026年重点任务|责任单位", "1|建立机制，落实经费。|市公安局")
    assert (row.text, row.goals) == ("建立机制，落实经费。", ())


def test_a_column_of_numbers_says_which_item_a_row_is_about() -> None:
    row = task("对应任务|细则名称|细则内容|牵头部门", "（三）|管理办法|明确流程。|市数据局")
    assert (row.label, row.title, row.text) == ("（三）", "管理办法", "明确流程。")


def test_a_title_that_is_broken_in_its_cell_is_one() -> None:
    assert task("任务|责任单位", "服务平台/聚能工程|市公安局").title == "服务平台聚能工程"


def test_heads_of_a_record_and_in_english_are_known() -> None:
    table = read(
        "number|label|section|title|lead|join|open|said|by|goal|target|text|line|id",
        "1.2|（一）2|甲章|甲事|市公安局|市司法局;市教育局|true|2018年底前|2018-12-31|摘帽|30%|实现摘帽。|61|",
    )
    assert table.role_names == {}
    [task] = table.tasks
    assert task == TableTask(
        line=2,
        serial="1.2",
        label="（一）2",
        section="甲章",
        title="甲事",
        text="实现摘帽。",
        lists=(
            UnitList(Role.LEAD, "市公安局", ("市公安局",), True, "lead"),
            UnitList(Role.JOIN, "市司法局;市教育局", ("市司法局", "市教育局"), True, "join"),
        ),
        due="2018年底前；2018-12-31",
        days=(date(2018, 12, 31),),
        # The goal is in the wording, the measurable part is not.
        notes=(("target", "30%"),),
    )


def test_goals_that_the_wording_has_are_not_said_twice() -> None:
    [task] = read(
        "工作任务|牵头单位|目标要求|主要内容", "甲事|市公安局|摘帽；达标|争取摘帽，全面达标。"
    ).tasks
    assert task.text == "争取摘帽，全面达标。"
    [task] = read("工作任务|牵头单位|目标要求|主要内容", "甲事|市公安局|摘帽|全面达标。").tasks
    assert task.text == "摘帽\n全面达标。"
