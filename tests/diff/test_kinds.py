"""Which differences are told of which pairs of plans: the table is the specification."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dutymatrix import Plan, parse_plan
from dutymatrix.diff import Change, Kind, PlanDiff, diff_plans
from dutymatrix.diff.identity import Evidence
from dutymatrix.i18n import messages_in
from dutymatrix.markup.view import Options
from dutymatrix.paper.letter import _change_said, rows_of
from dutymatrix.plan.model import Role
from dutymatrix.plan.name import groups_of
from dutymatrix.screen.diff import DiffView
from program import render_text
from revisions import revise
from schemas import DIFF_RECORDS, described, occurring, problems

# Wording long enough to tell a task; each another matter.
_A = "依托现有资源，加强情报信息研判，建立全市统一的情报平台，提高发现打击能力。"
_B = "将毒品预防教育纳入中小学课程，每学期安排两个课时，培训专职教师队伍。"
_C = "对娱乐场所、出租屋、物流寄递企业开展排查，发现隐患限期整改。"
_MORE = "每季度通报一次典型案例。"
_D = "落实戒毒康复人员的就业扶持和社会救助政策，做好出所衔接与定期回访。"


def _task(title: str, text: str = "", lead: str = "甲局", *join: str, more: str = "") -> str:
    """A task's lines; `more`: further ones, or none of the defaults where it says lead: itself."""
    lines = [f"  - title: {title}"] if title else []
    lines += [f"    text: {text}"] if text else []
    lines += [f"    lead: {lead}"] if lead else []
    lines += ["    join:", *(f"    - {unit}" for unit in join)] if join else []
    lines += [f"    {line}" for line in more.splitlines()]
    return "\n".join(lines).replace("    ", "  - ", 1) if not title else "\n".join(lines)


def _section(title: str, *tasks: str, more: str = "") -> str:
    own = "".join(f"  {line}\n" for line in more.splitlines())
    return f"- title: {title}\n{own}" + ("  tasks:\n" + "\n".join(tasks) if tasks else "")


def _plan(
    *sections: str,
    units: str = "",
    groups: str = "",
    names: str = "甲局 乙局 丙局 丁局",
    head: str = "",
    tail: str = "",
) -> str:
    """A plan's text.

    Args:
        sections: Its sections.
        units: Further units of the roster with what is said of them, a line each.
        groups: The groups, a line each.
        names: Units of whom nothing is said.
        head: Lines of the head but for its title.
        tail: Lines at the end.
    """
    roster = [f"  {name}:" for name in names.split()] + [f"  {own}" for own in units.splitlines()]
    lines = ["format: 1", *(["title: 方案"] if "title:" not in head else []), *head.splitlines()]
    lines += ["units:", *roster] if roster else []
    lines += ["groups:", *(f"  {own}" for own in groups.splitlines())] if groups else []
    lines += ["sections:", *sections] if sections else []
    return "\n".join([*lines, *tail.splitlines()]) + "\n"


def _diff(old: str, new: str, day: date | None = None) -> PlanDiff:
    return diff_plans(parse_plan(old), parse_plan(new), day=day)


_ONE = _plan(_section("一", _task("情报", _A, "甲局", "乙局")))
_TWO = _plan(
    _section("情报工作", _task("情报", _A), _task("排查", _C)),
    _section("宣传工作", _task("教育", _B, "乙局"), _task("康复", _D, "丙局")),
)
_BARE = _plan(_section("一", _task("甲", ""), _task("乙", "", "乙局"), _task("丙", "", "丙局")))


def _with(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def _roster_plan(units: str, *lists: str, groups: str = "") -> str:
    """A plan of a task for each list (`甲局 乙局`: the first leads)."""
    titles = ["情报", "教育", "排查", "康复", "宣传", "督导"]
    wordings = [_A, _B, _C, _D, "举办宣传月活动，发放资料。", "每季度督导一次，通报结果。"]
    tasks = [
        _task(title, wording, *names.split())
        for title, wording, names in zip(titles, wordings, lists, strict=False)
    ]
    return _plan(_section("一", *tasks), names="", units=units, groups=groups)


def _names(names: str) -> str:
    return "\n".join(f"{name}:" for name in names.split())


_TASKS = [
    pytest.param(_TWO, _TWO, "", id="itself"),
    pytest.param(_ONE, _with(_ONE, ("，加强", "，充实")), "reworded", id="a word"),
    pytest.param(
        _ONE,
        _with(_ONE, (f"text: {_A}", "text: |-\n      依托现有资源，\n      " + _A[7:])),
        "",
        id="only line breaks",
    ),
    pytest.param(
        _ONE,
        _with(_ONE, (f"text: {_A}", "text: |-\n      依托现有资源，\n\n      " + _A[7:])),
        "",
        id="a paragraph",
    ),
    pytest.param(_ONE, _with(_ONE, ("情报\n", "平台\n")), "retitled", id="a title"),
    pytest.param(
        _ONE,
        _with(_ONE, ("情报\n", "平台\n"), ("全市统一", "统一")),
        "retitled reworded",
        id="title and wording",
    ),
    pytest.param(
        _TWO,
        _with(_TWO, ("title: 情报\n", "title: 深挖线索\n"), ("统一的情报平台", "情报平台")),
        "retitled reworded",
        id="title beyond recognition, wording nearly the same",
    ),
    pytest.param(
        _BARE,
        _with(_BARE, ("title: 乙\n", "title: 强化督查问责\n")),
        "retitled",
        id="title beyond recognition, no wording, same units",
    ),
    pytest.param(
        _plan(_section("情报工作", _task("情报", _A)), _section("宣传工作", _task("教育", _B))),
        _plan(
            _section("情报工作", _task("教育", _B.replace("两个", "三个"))),
            _section("宣传工作", _task("情报", _A.replace("加强", "充实"))),
        ),
        "moved moved reworded reworded",
        id="two swapped between sections, both reworded",
    ),
    pytest.param(
        _plan(_section("情报工作", _task("情报", _A)), _section("宣传工作", _task("教育", _B))),
        _plan(
            _section("情报工作", _task("课堂教育", _B.replace("两个", "三个"))),
            _section("宣传工作", _task("情报平台", _A.replace("加强", "充实"))),
        ),
        "moved moved retitled retitled reworded reworded",
        id="two swapped between sections, both reworded and retitled",
    ),
    pytest.param(
        _plan(_section("一", _task("情报与教育", _A + _B))),
        _plan(_section("一", _task("情报", _A), _task("教育", _B))),
        "split",
        id="one split in two",
    ),
    pytest.param(
        _plan(_section("一", _task("情报与教育", _B + _A))),
        _plan(_section("一", _task("情报与教育", _B), _task("情报", _A))),
        "split",
        id="one split in two, one part keeps the title",
    ),
    pytest.param(
        _plan(_section("一", _task("综合", _A + _B + _C))),
        _plan(_section("一", _task("情报", _A), _task("教育", _B), _task("排查", _C))),
        "split",
        id="one split in three",
    ),
    pytest.param(
        _plan(_section("一", _task("情报与教育", _A + _B, "甲局", "乙局"))),
        _plan(_section("一", _task("情报", _A), _task("教育", _B, "乙局", "丙局"))),
        "split lead_changed joined",
        id="one split in two, who leads one part is new to the lead",
    ),
    pytest.param(
        _plan(_section("一", _task("情报", _A), _task("教育", _B))),
        _plan(_section("一", _task("情报与教育", _A + _B))),
        "merged",
        id="two merged",
    ),
    pytest.param(
        _plan(_section("一", _task("情报", _A), _task("教育", _B, "乙局"))),
        _plan(_section("一", _task("情报", _A + _B.replace("两个", "三个"), "甲局", "乙局"))),
        "merged lead_changed reworded",
        id="one went up in another, reworded, and its lead only joins",
    ),
    pytest.param(
        _plan(_section("甲事", _task("宣传", _A)), _section("乙事", _task("宣传", _B, "乙局"))),
        _plan(
            _section("甲事", _task("宣传", _A.replace("加强", "充实"))),
            _section("乙事", _task("宣传", _B.replace("两个", "三个"), "乙局")),
        ),
        "reworded reworded",
        id="the same title in two sections",
    ),
    pytest.param(
        _plan(_section("甲事", _task("宣传", _A)), _section("乙事", _task("宣传", _B, "乙局"))),
        _plan(_section("甲事"), _section("乙事", _task("宣传", _B, "乙局"))),
        "removed",
        id="one of two of the same title is gone",
    ),
    pytest.param(
        _plan(_section("一", _task("宣传", _A), _task("宣传", _A))),
        _plan(_section("一", _task("宣传", _A), _task("宣传", _A))),
        "",
        id="the same task twice",
    ),
    pytest.param(
        _plan(_section("一", _task("宣传", _A))),
        _plan(_section("一", _task("宣传", _A), _task("宣传", _A))),
        "added",
        id="a task is copied",
    ),
    pytest.param(
        _plan(_section("一", _task("宣传", _A), _task("宣传", _A, "乙局"), _task("排查", _C))),
        _plan(_section("一", _task("宣传", _A, "乙局"), _task("宣传", _A), _task("排查", _C))),
        "reordered",
        id="two of the same wording, told apart by their units",
    ),
    pytest.param(
        _plan(_section("一", _task("", _A), _task("", _B))),
        _plan(_section("一", _task("", _A), _task("", _B.replace("两个", "三个")))),
        "reworded",
        id="tasks without titles",
    ),
    pytest.param(
        _plan(_section("一", _task("", _A))),
        _plan(_section("一", _task("情报", _A))),
        "retitled",
        id="a title where there was none",
    ),
    pytest.param(
        _plan(_section("一", _task("情报"), _task("宣传"))),
        _plan(_section("一", _task("情报", "说明。"), _task("宣传"))),
        "reworded",
        id="wording where there was none",
    ),
    pytest.param(
        _plan(_section("一", _task("情报", _A))),
        _plan(_section("一", _task("会议", "按职责分工落实。", "丙局"))),
        "removed added",
        id="another task in its place",
    ),
    pytest.param(
        _plan(_section("一", _task("情报", _A, more="id: a"), _task("教育", _B, more="id: b"))),
        _plan(_section("一", _task("教育", _A, more="id: a"), _task("情报", _B, more="id: b"))),
        "retitled retitled",
        id="titles swapped, ids the same",
    ),
    pytest.param(
        _plan(_section("一", _task("情报", _A, more="id: a"))),
        _plan(_section("一", _task("会议", "开会。", "丙局", more="id: a"))),
        "lead_changed retitled reworded",
        id="all is other but the id",
    ),
    pytest.param(
        _plan(_section("一", _task("情报", _A, more="id: a"))),
        _plan(_section("一", _task("情报", _A, more="id: b"))),
        "removed added",
        id="all is the same but the id",
    ),
    pytest.param(
        _ONE,
        _with(_ONE, ("    lead", "    id: a\n    lead")),
        "plan_changed",
        id="an id on one side",
    ),
]

_PLACES = [
    pytest.param(
        _TWO,
        _plan(
            _section("情报工作", _task("排查", _C)),
            _section(
                "宣传工作", _task("教育", _B, "乙局"), _task("康复", _D, "丙局"), _task("情报", _A)
            ),
        ),
        "moved",
        id="a task moves to another section",
    ),
    pytest.param(
        _TWO,
        _plan(
            _section("情报工作", _task("排查", _C), _task("情报", _A)),
            _section("宣传工作", _task("教育", _B, "乙局"), _task("康复", _D, "丙局")),
        ),
        "reordered",
        id="two tasks change places",
    ),
    pytest.param(
        _plan(_section("一", *(_task(f"任务{n}", n * 3 + _A) for n in "甲乙丙丁戊"))),
        _plan(_section("一", *(_task(f"任务{n}", n * 3 + _A) for n in "戊甲乙丙丁"))),
        "reordered",
        id="the last task becomes the first",
    ),
    pytest.param(
        _plan(*(_section(n, _task(f"任务{n}", n * 3 + _A)) for n in ("壹", "贰", "叁", "肆"))),
        _plan(*(_section(n, _task(f"任务{n}", n * 3 + _A)) for n in ("肆", "叁", "贰", "壹"))),
        "section_moved section_moved section_moved",
        id="all sections reordered",
    ),
    pytest.param(
        _TWO, _with(_TWO, ("情报工作", "侦查打击")), "section_retitled", id="a section is retitled"
    ),
    pytest.param(
        _TWO,
        _with(_TWO, ("情报工作", "甲"), ("宣传工作", "乙")),
        "section_retitled section_retitled",
        id="all sections are retitled",
    ),
    pytest.param(
        _TWO,
        _plan(
            _section(
                "情报工作",
                *(_task("情报", _A), _task("排查", _C)),
                *(_task("教育", _B, "乙局"), _task("康复", _D, "丙局")),
            )
        ),
        "section_removed moved moved",
        id="a section goes, its tasks stay",
    ),
    pytest.param(
        _TWO,
        _plan(_section("情报工作", _task("情报", _A), _task("排查", _C))),
        "section_removed removed removed",
        id="a section goes with its tasks",
    ),
    pytest.param(
        _TWO,
        _with(_TWO, ("- title: 宣传工作", "- title: 保障工作\n  text: 说明。\n- title: 宣传工作")),
        "section_added",
        id="a section without tasks comes",
    ),
    pytest.param(
        _plan(_section("情报工作", _task("情报", _A))),
        _plan(_section("情报工作", _task("情报", _A), more="text: 说明。")),
        "reworded",
        id="a section gets wording of its own",
    ),
    pytest.param(
        _plan(_section("情报工作", _task("情报", _A), more="lead: 甲局\njoin: [乙局, 丙局]")),
        _plan(_section("情报工作", _task("情报", _A), more="lead: 乙局\njoin: [丁局, 丙局]")),
        "lead_changed joined",
        id="a section with roles of its own",
    ),
    pytest.param(
        "format: 1\ntitle: 方案\nunits:\n  甲局:\nsections:\n- title: 总\n  sections:\n"
        "  - title: 情报工作\n    tasks:\n    - title: 情报\n      lead: 甲局\n"
        "  - title: 宣传工作\n    tasks:\n    - title: 教育\n      lead: 甲局\n",
        "format: 1\ntitle: 方案\nunits:\n  甲局:\nsections:\n- title: 总\n  sections:\n"
        "  - title: 情报工作\n    tasks:\n    - title: 情报\n      lead: 甲局\n"
        "- title: 宣传工作\n  tasks:\n  - title: 教育\n    lead: 甲局\n",
        "section_moved",
        id="a section leaves its chapter, its tasks with it",
    ),
    pytest.param(
        "format: 1\ntitle: 方案\nunits:\n  甲局:\ntasks:\n- title: 情报\n  lead: 甲局\n"
        "- title: 教育\n  lead: 甲局\n",
        "format: 1\ntitle: 方案\nunits:\n  甲局:\ntasks:\n- title: 教育\n  lead: 甲局\n",
        "removed",
        id="a plan without sections",
    ),
    pytest.param(
        "format: 1\ntitle: 方案\nunits:\n  甲局:\ntasks:\n- title: 情报\n  lead: 甲局\n",
        "format: 1\ntitle: 方案\nunits:\n  甲局:\nsections:\n- title: 一\n  tasks:\n"
        "  - title: 情报\n    lead: 甲局\n",
        "section_added moved",
        id="a plan gets sections",
    ),
    pytest.param(
        _plan(_section("一", _task("情报", _A), _task("教育", _B))),
        _plan(_section("一", _task("情报", _A), _task("教育", _B, more="number: 5"))),
        "plan_changed",
        id="a number changed by hand",
    ),
    pytest.param(
        _plan(_section("一", _task("情报", _A), _task("教育", _B))),
        _plan(_section("一", _task("情报", _A), _task("教育", _B, more="number: 2"))),
        "",
        id="a number stated that follows anyway",
    ),
    pytest.param(
        _plan(_section("一", _task("情报")), _section("二", _task("教育"))),
        _plan(
            *(_section("一", _task("情报")), _section("二", _task("教育"))), head='running: ["1."]'
        ),
        "plan_changed",
        id="numbers run on through sections",
    ),
    pytest.param(
        _TWO,
        _TWO.replace("  乙局:\n", "  乙局:\n    contact: 办公室 0759-1\n", 1),
        "roster_changed",
        id="a telephone",
    ),
    pytest.param(
        _TWO,
        _plan(
            _section("防汛工作", _task("堤防", "巡查江河堤防，储备沙袋与救生衣。", "水务局")),
            _section("抗旱工作", _task("调水", "科学调度水库蓄水，保障农田灌溉。", "水务局")),
            names="水务局",
        ),
        "removed removed removed removed added added section_removed section_removed "
        "section_added section_added unit_dropped unit_dropped unit_dropped unit_dropped "
        "roster_changed",
        id="an unrelated plan",
    ),
]


def _parts(*parts: str, more: str = "", title: str = "设施") -> str:
    own = "".join(f"    {line}\n" for line in more.splitlines())
    return f"  - title: {title}\n{own}    parts:\n" + "\n".join(
        "    " + part.replace("\n", "\n    ") for part in parts
    )


def _part(title: str, text: str, lead: str) -> str:
    lines = [f"title: {title}"] if title else []
    lines += [f"text: {text}"] if text else []
    return "- " + "\n  ".join([*lines, f"lead: {lead}"])


_LEVELS = (_part("市级", "", "甲局"), _part("镇级", "", "乙局"))

_PARTS = [
    pytest.param(
        _plan(_section("一", _task("情报", _A), _task("教育", _B, "乙局"))),
        _plan(
            _section("一", _task("情报", _A + "每季度通报一次典型案例。", "甲局", "丙局")),
            *(_section("二", _task("教育", _B, "乙局")),),
        ),
        "section_added moved reworded joined",
        id="a sentence from nowhere is a rewording",
    ),
    pytest.param(
        _plan(
            _section("一", _task("情报", _A), _task("教育", _B + "每季度通报一次案例。", "乙局"))
        ),
        _plan(
            _section(
                "一",
                _task("情报", _A + "每季度通报一次案例。", "甲局", "丙局"),
                _task("教育", _B, "乙局"),
            )
        ),
        "sentence_moved joined",
        id="a sentence goes to another task",
    ),
    pytest.param(
        _plan(_section("一", _task("情报", _A), _task("教育", _B, "乙局"))),
        _plan(
            _section(
                "一",
                f"  - title: 情报\n    parts:\n    - text: {_A}\n      lead: 甲局\n"
                f"    - text: {_C}\n      lead: 丙局",
                _task("教育", _B, "乙局"),
            )
        ),
        "added",
        id="an item gets a second list",
    ),
    pytest.param(
        _plan(_section("一", _task("情报", _A), _task("教育", _B, "乙局"))),
        _plan(
            _section(
                "一",
                f"  - title: 情报\n    parts:\n    - text: {_A}\n      lead: 甲局\n"
                f"    - text: {_B}\n      lead: 乙局",
            )
        ),
        "moved",
        id="a task becomes a part of another",
    ),
    pytest.param(
        _plan(head="chapter: 二、工作任务")
        + f"tasks:\n- title: 情报\n  text: {_A}\n  lead: 甲局\n"
        + f"common:\n- title: 保障措施\n  items:\n  - title: 教育\n    text: {_B}\n",
        _plan(
            _section("工作任务", _task("情报", _A)),
            _section("保障措施", _task("教育", _B, "乙局")),
            head='numbering: [一、, "1."]',
        ),
        "lead_changed",
        id="a second chapter gets lists",
    ),
    pytest.param(
        _plan(_section("一", _task("情报", "結束後复查,剩馀问题登记，限期整改到位。"))),
        _plan(_section("一", _task("情报", "结束后复查，剩余问题登记，限期整改到位。"))),
        "",
        id="width, script and variants",
    ),
    pytest.param(
        _plan(_section("一", _parts(_part("", _A, "甲局"), _part("", _B, "乙局")))),
        _plan(_section("一", _parts(_part("", _A, "甲局"), _part("", _B, "丙局")))),
        "lead_changed",
        id="the lead of one part",
    ),
    pytest.param(
        _plan(_section("一", _parts(_part("", _A, "甲局"), _part("", _B, "乙局")))),
        _plan(
            _section(
                "一", _parts(_part("", _A, "甲局"), _part("", _B, "乙局"), _part("", _C, "丙局"))
            )
        ),
        "added",
        id="a part is added",
    ),
    pytest.param(
        _plan(_section("一", _parts(_part("", _A, "甲局"), _part("", _B, "乙局")))),
        _plan(_section("一", _parts(_part("", _B, "乙局"), _part("", _A, "甲局")))),
        "reordered",
        id="parts change places",
    ),
    pytest.param(
        _plan(_section("一", *(_parts(*_LEVELS, title=own) for own in ("设施", "场所", "装备")))),
        _plan(_section("一", *(_parts(*_LEVELS, title=own) for own in ("场所", "装备", "设施")))),
        "reordered",
        id="items whose parts are the same change places",
    ),
    pytest.param(
        _plan(
            _section(
                "一",
                _parts(_part("", _A, "甲局"), _part("", _B, "乙局")),
                _parts(_part("", _C, "甲局"), title="场所"),
            )
        ),
        _plan(
            _section(
                "一",
                _parts(_part("", _A, "甲局")),
                _parts(_part("", _B, "乙局"), _part("", _C, "甲局"), title="场所"),
            )
        ),
        "moved",
        id="a part moves to the next item",
    ),
    pytest.param(
        _plan(_section("一", _parts(_part("平台", _A, "甲局"), _part("课堂", _B, "乙局")))),
        _plan(
            _section(
                "一", _parts(_part("平台", _A, "甲局"), _part("课堂", _B, "乙局"), title="装备")
            )
        ),
        "retitled",
        id="an item of titled parts is retitled",
    ),
    pytest.param(
        _plan(
            _section(
                "一",
                _parts(_part("市级", "", "甲局"), _part("镇级", "", "乙局"), more=f"text: {_A}"),
            )
        ),
        _plan(
            _section(
                "一",
                _parts(
                    _part("市级", "", "甲局"),
                    _part("镇级", "", "乙局"),
                    more=f"text: {_A}另行通知。",
                ),
            )
        ),
        "reworded",
        id="what stands above two bare lists is reworded",
    ),
]


def _roles(**roles: str) -> str:
    """A plan of one task, each role with its names."""
    lists = "\n".join(f"{role}: [{', '.join(names.split())}]" for role, names in roles.items())
    # The order of a list says something where the first of it leads.
    return _plan(_section("一", _task("情报", _A, "", more=lists)), head="role_rule: 首位牵头")


_ROLES = [
    pytest.param(
        _roles(lead="甲局", join="乙局 丙局").replace("role_rule: 首位牵头\n", ""),
        _roles(lead="甲局", join="丙局 乙局").replace("role_rule: 首位牵头\n", ""),
        "",
        id="order without a rule that the first leads",
    ),
    pytest.param(
        _roles(lead="甲局"), _roles(lead="甲局", join="乙局 丙局"), "joined", id="two join"
    ),
    pytest.param(_roles(lead="甲局", join="乙局"), _roles(lead="甲局"), "left", id="one leaves"),
    pytest.param(
        _roles(lead="甲局", join="乙局"),
        _roles(lead="乙局", join="甲局"),
        "lead_changed",
        id="swap",
    ),
    pytest.param(
        _roles(lead="甲局", join="乙局 丙局"),
        _roles(lead="乙局", join="丙局 丁局"),
        "lead_changed joined",
        id="who joined leads, who led is gone, another joins",
    ),
    pytest.param(
        _roles(lead="甲局"), _roles(lead="甲局 乙局"), "lead_changed", id="one leads as well"
    ),
    pytest.param(
        _roles(lead="甲局 乙局"), _roles(lead="乙局 甲局"), "units_reordered", id="order of leads"
    ),
    pytest.param(
        _roles(lead="甲局 乙局"),
        _roles(lead="乙局 甲局 丙局"),
        "lead_changed",
        id="order of leads, and another",
    ),
    pytest.param(
        _roles(responsible="甲局 乙局"),
        _roles(lead="甲局", join="乙局"),
        "lead_changed role_changed",
        id="a lead gets stated",
    ),
    pytest.param(
        _roles(responsible="甲局 乙局"),
        _roles(lead="甲局", responsible="乙局"),
        "lead_changed",
        id="a lead gets stated, the others stay responsible",
    ),
    pytest.param(
        _roles(lead="甲局", join="乙局"),
        _roles(lead="甲局", guide="乙局"),
        "role_changed",
        id="who joined guides",
    ),
    pytest.param(
        _roles(lead="甲局", join="乙局 丙局"),
        _roles(lead="甲局", join="丙局 乙局"),
        "units_reordered",
        id="order of those who join",
    ),
    pytest.param(
        _roles(lead="甲局", join="乙局 丙局"),
        _roles(lead="甲局", join="丙局 丁局 乙局"),
        "joined units_reordered",
        id="order, and another",
    ),
    pytest.param(
        _roles(lead="甲局", join="乙局 丙局"),
        _roles(lead="甲局", join="乙局 丁局 丙局"),
        "joined",
        id="another between two",
    ),
    pytest.param(
        _ONE, _with(_ONE, ("    lead", "    open: true\n    lead")), "joined", id="open (等)"
    ),
    pytest.param(
        _with(_ONE, ("    lead", "    open: true\n    lead")), _ONE, "left", id="no longer open"
    ),
    pytest.param(
        _ONE,
        _with(_ONE, ("    lead", "    notes:\n      适用范围: 全市\n    lead")),
        "reworded",
        id="a note",
    ),
    pytest.param(
        _with(_ONE, ("    lead", "    notes: {范围: 全市, 频次: 每月}\n    lead")),
        _with(_ONE, ("    lead", "    notes: {频次: 每月, 范围: 全市}\n    lead")),
        "",
        id="notes in another order",
    ),
    pytest.param(
        _ONE,
        _with(_ONE, ("    lead", "    notes: {进展情况: 已办三场, 完成状态: 推进中}\n    lead")),
        "",
        id="what a unit reports in a table",
    ),
    pytest.param(
        _with(_ONE, ("    lead", "    milestones:\n    - by: 2018-12-31\n    lead")),
        _with(_ONE, ("    lead", "    milestones:\n    - by: 2019-06-30\n    lead")),
        "milestone_changed",
        id="a day",
    ),
    pytest.param(
        _with(_ONE, ("    lead", "    milestones:\n    - goal: 建成\n    - goal: 验收\n    lead")),
        _with(_ONE, ("    lead", "    milestones:\n    - goal: 验收\n    - goal: 建成\n    lead")),
        "",
        id="goals in another order",
    ),
    pytest.param(
        _with(_ONE, ("    lead", "    milestones:\n    - goal: 不低于85%\n    lead")),
        _with(_ONE, ("    lead", "    milestones:\n    - goal: 不低于90%\n    lead")),
        "milestone_changed",
        id="a goal that no wording has",
    ),
    pytest.param(
        _with(_ONE, ("    lead", "    milestones:\n    - goal: 建成\n    lead")),
        _with(_ONE, (_A, _B), ("    lead", "    milestones:\n    - goal: 办成\n    lead")),
        "reworded",
        id="a goal that changed with its wording",
    ),
]

_FOUR = ("甲局", "乙局 甲局", "丙局 甲局 乙局", "丁局 乙局")


def _renamed(*pairs: tuple[str, str]) -> list[str]:
    lists = list(_FOUR)
    for old, new in pairs:
        lists = [names.replace(old, new) for names in lists]
    return lists


_OLD = _roster_plan(_names("甲局 乙局 丙局 丁局"), *_FOUR)

_SPLIT = _names("甲局 乙局 丙局") + "\n丁局: {until: 2019-03-31, succeeded_by: [乙局, 丙局]}"

_UNITS = [
    pytest.param(
        _OLD,
        _roster_plan(_names("甲管理局 乙局 丙局 丁局"), *_renamed(("甲局", "甲管理局"))),
        "unit_renamed",
        id="another form of the name",
    ),
    pytest.param(
        _roster_plan(_names("市环保局 乙局 丙局 丁局"), *_renamed(("甲局", "市环保局"))),
        _roster_plan(_names("市生态环境局 乙局 丙局 丁局"), *_renamed(("甲局", "市生态环境局"))),
        "unit_renamed",
        id="a usual succession, and the tasks agree",
    ),
    pytest.param(
        _roster_plan(_names("市工商局 市质监局 丙局"), "市工商局 丙局", "市质监局 丙局"),
        _roster_plan(_names("市市场监管局 丙局"), "市市场监管局 丙局", "市市场监管局 丙局"),
        "unit_merged",
        id="a usual merger",
    ),
    pytest.param(
        _OLD,
        _roster_plan(_names("戊委 乙局 丙局 丁局"), *_renamed(("甲局", "戊委"))),
        "lead_changed joined joined left left unit_dropped roster_changed",
        id="one follows another in all its tasks: that proves nothing",
    ),
    pytest.param(
        _OLD,
        _roster_plan(_names("戊委 乙局 丙局 丁局"), "戊委 丁局", *_renamed(("甲局", "戊委"))[1:]),
        "lead_changed joined joined joined left left unit_dropped roster_changed",
        id="the same, and one of its tasks gains a unit",
    ),
    pytest.param(
        _OLD,
        _roster_plan(_names("甲局 乙局 丙局 新丁局"), *_renamed(("丁局", "新丁局"))),
        "lead_changed unit_dropped roster_changed",
        id="of one task alone, the names alike",
    ),
    pytest.param(
        _OLD,
        _roster_plan(_names("甲局 乙局 丙局 戊委"), *_renamed(("丁局", "戊委"))),
        "lead_changed unit_dropped roster_changed",
        id="of one task alone, the names not alike",
    ),
    pytest.param(
        _OLD,
        _roster_plan(
            _names("甲局 乙局 丙局") + "\n戊委: {aliases: [丁局]}", *_renamed(("丁局", "戊委"))
        ),
        "unit_renamed",
        id="of one task alone, the old name an alias",
    ),
    pytest.param(
        _roster_plan(_names("甲局 乙局 丙局") + "\n丁局: {full_name: 某市丁局}", *_FOUR),
        _roster_plan(
            _names("甲局 乙局 丙局") + "\n戊委: {full_name: 某市丁局}", *_renamed(("丁局", "戊委"))
        ),
        "unit_renamed",
        id="of one task alone, the full name the same",
    ),
    pytest.param(
        _OLD,
        _roster_plan(
            _names("甲局 乙局 丙局") + "\n丁局: {until: 2019-03-31, succeeded_by: [戊委]}\n戊委:",
            *_renamed(("丁局", "戊委")),
        ),
        "unit_renamed roster_changed",
        id="dated succession: the name, and its last day",
    ),
    pytest.param(
        _OLD,
        _roster_plan(
            _names("甲局 乙局 丙局") + "\n丁局: {until: 2019-03-31, succeeded_by: [戊委]}\n戊委:",
            *_FOUR,
        ),
        "unit_succeeded",
        id="a succession begins, and the tasks stay as they are",
    ),
    pytest.param(
        _roster_plan(_names("甲局 乙局 丙局") + "\n丁局: {succeeded_by: [甲局]}", *_FOUR),
        _roster_plan(
            _names("甲局 乙局 丙局") + "\n丁局: {succeeded_by: [乙局]}\n戊委: {succeeded_by: 甲局}",
            *_FOUR,
        ),
        "roster_changed unit_succeeded",
        id="another successor; one that ended before the plan",
    ),
    pytest.param(
        _roster_plan(_SPLIT, *_FOUR),
        _roster_plan(_SPLIT.replace("}", ", tasks: {1.3: 乙局}}", 1), *_FOUR).replace(
            "    lead: 丁局\n", "    lead: 丁局\n    succeeded_by: {丁局: 丙局}\n", 1
        ),
        "plan_changed roster_changed",
        id="who took over which task",
    ),
    pytest.param(
        _roster_plan(_names("甲局 乙局 丙局") + "\n丁局: {succeeded_by: [戊委]}\n戊委:", *_FOUR),
        _roster_plan(
            _names("甲局 乙局 丙局") + "\n丁局: {succeeded_by: [戊委]}\n戊委:",
            *_renamed(("丁局", "戊委")),
        ),
        "",
        id="a succession that both rosters state: which of both is named is no change",
    ),
    pytest.param(
        _roster_plan(_names("甲局 乙局 丙局") + "\n丁局: {succeeded_by: [甲局]}", *_FOUR),
        _roster_plan(
            _names("甲局 乙局 丙局") + "\n丁局: {succeeded_by: [甲局]}",
            *_renamed(("丁局", "丙局")),
        ),
        "lead_changed",
        id="a succession that stands in both: what one loses is not the other's",
    ),
    pytest.param(
        _OLD,
        _roster_plan(
            _names("甲局 乙局") + "\n戊委: {aliases: [丙局, 丁局]}",
            *_renamed(("丙局", "戊委"), ("丁局", "戊委")),
        ),
        "unit_merged",
        id="two merged, their names aliases",
    ),
    pytest.param(
        _OLD,
        _roster_plan(_names("甲局 乙局 戊委"), *_renamed(("丙局", "戊委"), ("丁局", "戊委"))),
        "lead_changed lead_changed unit_dropped unit_dropped roster_changed",
        id="two followed by one, only the tasks say so",
    ),
    pytest.param(
        _OLD,
        _roster_plan(
            _names("甲局 丙局") + "\n乙局: {aliases: [丁局]}",
            "甲局",
            "乙局 甲局",
            "丙局 甲局 乙局",
            "乙局",
        ),
        "unit_merged roster_changed",
        id="one went up in another that was there (which stands last in the roster now)",
    ),
    pytest.param(
        _OLD,
        _roster_plan(
            _names("甲局 乙局 丙局") + "\n丁局: {succeeded_by: [戊委, 己委]}\n戊委:\n己委:",
            *_renamed(("丁局", "戊委 己委")),
        ),
        "unit_split",
        id="one split in two",
    ),
    pytest.param(
        _OLD,
        _roster_plan(_names("戊委 丙局 丁局"), "戊委", "戊委", "丙局 戊委", "丁局 戊委"),
        "lead_changed lead_changed joined joined left left left unit_dropped unit_dropped "
        "roster_changed",
        id="two that stood together in one task are followed by one",
    ),
    pytest.param(
        _OLD,
        _roster_plan(_names("乙局 丙局 丁局"), "乙局", "乙局", "丙局 乙局", "丁局 乙局"),
        "lead_changed left left unit_dropped",
        id="one dropped from the plan",
    ),
    pytest.param(
        _OLD,
        _roster_plan(_names("甲局 乙局 丙局 丁局 戊委"), *_FOUR),
        "roster_changed",
        id="a new one",
    ),
    pytest.param(
        _OLD,
        _roster_plan(_names("甲局 丙局 丁局 乙局"), *_FOUR),
        "roster_changed",
        id="another order of the house",
    ),
    pytest.param(
        _OLD,
        _roster_plan(
            _names("乙局 丙局 丁局") + "\n甲局: {aliases: [老甲], full_name: 某市甲局}", *_FOUR
        ),
        "roster_changed roster_changed roster_changed",
        id="an alias, a full name, a place",
    ),
    pytest.param(
        _roster_plan(_names("甲局 乙局"), "甲局 各镇", groups="各镇: {members: [乙局]}"),
        _roster_plan(_names("甲局 乙局 丙局"), "甲局 各镇", groups="各镇: {members: [乙局, 丙局]}"),
        "group_changed roster_changed",
        id="a group gains a member",
    ),
    pytest.param(
        _roster_plan(_names("甲局 乙局 丙局"), "甲局 各镇", groups="各镇: {members: [乙局, 丙局]}"),
        _roster_plan(_names("甲局 乙局 丙局"), "甲局 各镇", groups="各镇: {members: [丙局, 乙局]}"),
        "roster_changed",
        id="the members of a group in another order",
    ),
    pytest.param(
        _roster_plan(_names("甲局 乙局"), "甲局 各镇", groups="各镇: {members: [乙局]}"),
        _roster_plan(_names("甲局 戊委"), "甲局 各镇", groups="各镇: {members: [戊委]}").replace(
            "  戊委:", "  戊委: {aliases: [乙局]}"
        ),
        "unit_renamed",
        id="a member of a group is renamed",
    ),
    pytest.param(
        _roster_plan(_names("甲局"), "甲局 各镇", groups="各镇:"),
        _roster_plan(_names("甲局"), "甲局 各镇", groups="各镇: {open: true}"),
        "group_changed",
        id="a group is opened",
    ),
    pytest.param(
        _roster_plan(_names("甲局 乙局"), "甲局 各镇", "乙局 各镇", groups="各镇:"),
        _roster_plan(_names("甲局 乙局"), "甲局 各镇街", "乙局 各镇街", groups="各镇街:"),
        "joined joined left left group_changed group_changed",
        id="a group is followed by another",
    ),
    pytest.param(
        _roster_plan(_names("甲局"), "甲局"),
        _roster_plan(_names("甲局"), "甲局", groups="各镇:"),
        "group_changed",
        id="a group comes",
    ),
    pytest.param(
        _roster_plan(_names("甲局 各镇"), "甲局 各镇"),
        _roster_plan(_names("甲局"), "甲局 各镇", groups="各镇: {open: true}"),
        "roster_changed roster_changed",
        id="a unit turns out to be a group",
    ),
]


def _common(*items: str) -> str:
    return "common:\n- title: 保障\n  items:\n" + "\n".join(
        f"  - {{title: {own}}}" for own in items
    )


_PLANS = [
    pytest.param(
        _ONE, _with(_ONE, ("title: 方案", "title: 方案\n" + line)), "plan_changed", id=line
    )
    for line in (
        *("ends_on: 2020-12-31", "issued_on: 2018-01-01", "document_number: 委办〔2018〕1号"),
        *("issued_by: [市委办]", "role_rule: 首位牵头", "role_names: {lead: 牵头单位}"),
        *("chapter: 二、任务", 'numbering: [一、, "1."]', "preamble: 为做好工作，制定本方案。"),
        *("standing: [{text: 均涉及, units: [甲局]}]", "language: en"),
    )
]
_PLANS += [
    pytest.param(_ONE, _with(_ONE, ("title: 方案", "title: 实施方案")), "plan_changed", id="title"),
    pytest.param(
        _plan(tail=_common("组织, text: 加强。", "督导, text: 评估。")),
        _plan(tail=_common("组织, text: 强化。", "督导, text: 评估。")),
        "plan_changed",
        id="a paragraph that binds everybody",
    ),
    pytest.param(
        _plan(tail=_common("组织, text: 加强。", "督导, text: 评估。")),
        _plan(tail=_common("督导, text: 评估。", "组织, text: 加强。")),
        "plan_changed",
        id="such paragraphs in another order",
    ),
    pytest.param(
        _roster_plan(_names("甲局 丁局"), "甲局 丁局", "丁局").replace(
            "sections:", "standing: [{text: 均涉及, units: [丁局]}]\nsections:"
        ),
        _roster_plan("甲局:\n戊委: {aliases: [丁局]}", "甲局 戊委", "戊委").replace(
            "sections:", "standing: [{text: 均涉及, units: [戊委]}]\nsections:"
        ),
        "unit_renamed",
        id="a standing rule names a renamed unit",
    ),
]


_ALL = [*_TASKS, *_PLACES, *_PARTS, *_ROLES, *_UNITS, *_PLANS]


@pytest.mark.parametrize(("old", "new", "kinds"), _ALL)
def test_kinds(old: str, new: str, kinds: str) -> None:
    found = [change.kind.value for change in _diff(old, new).changes]
    assert sorted(found) == sorted(kinds.split())


def test_in_json_they_hold_what_is_documented_and_all_of_it() -> None:
    seen: set[str] = set()
    for pair in _ALL:
        one, other, _kinds = map(str, pair.values)
        for diff in (_diff(one, other), _diff(other, one, date(2019, 4, 1))):
            view = DiffView(diff, "old.yaml", "new.yaml", diff.changes, diff.impact)
            answer = json.loads(render_text(view, Options("json")))
            assert problems("diff", answer) == [], pair.id
            seen |= occurring("diff", answer)
    assert sorted(set().union(*map(described, DIFF_RECORDS)) - seen) == []


def test_a_letter_speaks_of_its_office_s_duties_alone() -> None:
    for pair in _ALL:
        one, other, _kinds = map(str, pair.values)
        for diff in (_diff(one, other), _diff(other, one)):
            for impact, rows in zip(diff.impact, rows_of(diff, diff.impact), strict=True):
                former = {old for old, new in diff.identity.of_old.items() if new == impact.unit}
                own = {
                    name
                    for unit in (impact.unit, *former)
                    for plan in (diff.old, diff.new)
                    for name in (unit, *groups_of(plan, unit))
                }
                for row in rows:
                    items = [item for item in (row.old, row.new) if item]
                    named = {unit for item in items for unit, _role in item.entry.assignments}
                    assert own & named, (pair.id, impact.unit)
                    said = "".join(run.text for run in _change_said(row, diff, messages_in("en")))
                    assert said, (pair.id, impact.unit)


# What they say.


def _only(diff: PlanDiff, kind: Kind) -> Change:
    [change] = (change for change in diff.changes if change.kind is kind)
    return change


def _detail(old: str, new: str, kind: Kind) -> Mapping[str, object]:
    return _only(_diff(old, new), kind).detail


def test_roles_are_told_of_the_part_in_which_they_changed() -> None:
    whole = _plan(_section("一", _task("情报与教育", _A + _B, "甲局", "乙局")))
    parts = _plan(
        _section("一", _task("情报", _A, "甲局", "乙局"), _task("教育", _B, "丙局", "乙局", "丁局"))
    )
    for old, new, pair in ((whole, parts, ("1.1", "1.2")), (parts, whole, ("1.2", "1.1"))):
        diff = _diff(old, new)
        lead, other = _only(diff, Kind.LEAD_CHANGED), Kind.JOINED if new is parts else Kind.LEFT
        leads = ("甲局",), ("丙局",)
        assert (lead.detail["from"], lead.detail["to"]) == (leads if new is parts else leads[::-1])
        for change in (lead, _only(diff, other)):
            assert change.old and change.new
            assert (change.old.number, change.new.number) == pair
        assert not diff.renumbered


def test_a_change_of_the_lead_tells_what_they_were_and_are() -> None:
    old = _roles(lead="甲局 乙局", join="丙局")
    new = _roles(lead="丙局 丁局", join="甲局")
    assert _detail(old, new, Kind.LEAD_CHANGED) == {
        "from": ("甲局", "乙局"),
        "to": ("丙局", "丁局"),
        "before": {"丙局": Role.JOIN, "丁局": None},
        "after": {"甲局": Role.JOIN, "乙局": None},
    }


def test_order_is_told_of_those_in_both_lists() -> None:
    old, new = _roles(join="甲局 乙局 丙局"), _roles(join="丙局 丁局 甲局")
    assert _detail(old, new, Kind.UNITS_REORDERED) == {
        "role": Role.JOIN,
        "from": ("甲局", "丙局"),
        "to": ("丙局", "甲局"),
    }
    assert _detail(old, new, Kind.JOINED) == {"units": ("丁局",), "role": Role.JOIN}
    assert _detail(old, new, Kind.LEFT) == {"units": ("乙局",), "role": Role.JOIN}


def test_names_in_changes_are_those_of_their_side() -> None:
    old = _roster_plan(_names("甲局 乙局"), "甲局 乙局", "乙局 甲局")
    new = _roster_plan("戊委: {aliases: [甲局]}\n乙局:", "乙局 戊委", "乙局 戊委")
    assert _detail(old, new, Kind.LEAD_CHANGED) == {
        "from": ("甲局",),
        "to": ("乙局",),
        "before": {"乙局": Role.JOIN},
        "after": {"甲局": Role.JOIN},
    }
    assert _detail(old, new, Kind.UNIT_RENAMED) == {
        "from": "甲局",
        "to": "戊委",
        "tasks": 2,
        "by": Evidence.ROSTER,
    }


def test_a_split_tells_its_parts_in_their_order() -> None:
    old = _plan(_section("一", _task("情报与教育", _B + _A)))
    new = _plan(_section("一", _task("教育", _B), _task("情报与教育", _A)))
    change = _only(_diff(old, new), Kind.SPLIT)
    parts = change.detail["into"]
    assert isinstance(parts, tuple)
    assert [part.number for part in parts] == ["1.1", "1.2"]
    assert (change.old and change.old.number, change.new and change.new.number) == ("1.1", "1.2")


def test_a_moved_part_tells_its_items() -> None:
    [row] = (row for row in _PARTS if row.id == "a part moves to the next item")
    old, new, _kinds = row.values
    assert _detail(str(old), str(new), Kind.MOVED) == {"from": "1.1", "to": "1.2"}


def test_what_joins_a_group_is_told_by_name() -> None:
    old = _roster_plan(_names("甲局 乙局 丙局"), "甲局 各镇", groups="各镇: {members: [乙局]}")
    new = old.replace("[乙局]", "[丙局]")
    assert _detail(old, new, Kind.GROUP_CHANGED) == {
        "group": "各镇",
        "gained": ("丙局",),
        "lost": ("乙局",),
        "tasks": 1,
    }
    impact = {each.unit: each for each in _diff(old, new).impact}
    assert {unit: (each.via_gained, each.via_lost) for unit, each in impact.items()} == {
        "乙局": ((), ("1.1",)),
        "丙局": (("1.1",), ()),
    }


def test_units_of_a_bare_list_read_again_what_stands_above_it() -> None:
    old, new, _kinds = _PARTS[-1].values
    impact = _diff(str(old), str(new)).impact
    assert [(each.unit, each.reworded) for each in impact] == [
        ("甲局", ("1.1a",)),
        ("乙局", ("1.1b",)),
    ]


def test_renumbering_that_follows_is_no_change() -> None:
    old = _plan(_section("一", _task("情报", _A), _task("教育", _B), _task("排查", _C)))
    new = _plan(_section("一", _task("教育", _B), _task("排查", _C)))
    diff = _diff(old, new)
    assert [(one.number, two.number) for one, two in diff.renumbered] == [
        ("1.2", "1.1"),
        ("1.3", "1.2"),
    ]


def test_who_keeps_a_task_under_another_lead_is_told() -> None:
    old, new = _roles(lead="甲局", join="丙局"), _roles(lead="乙局", join="丙局")
    new_lead = {each.unit: each.new_lead for each in _diff(old, new).impact}
    assert new_lead == {"甲局": (), "乙局": (), "丙局": ("1.1",)}


def test_merged_units_are_counted_once_for_a_task_that_named_both() -> None:
    old = _roster_plan(_names("甲局 乙局 丙局"), "甲局 乙局", "乙局 丙局", "丙局")
    new = _roster_plan("戊委: {aliases: [甲局, 乙局]}\n丙局:", "戊委", "戊委 丙局", "丙局 戊委")
    [impact] = _diff(old, new).impact
    assert impact.unit == "戊委"
    assert impact.roles[Role.LEAD] == (2, 2, (), ())
    assert impact.roles[Role.JOIN] == (0, 1, ("1.3",), ())


# The worked example.


@pytest.fixture(scope="module")
def revision(plan: Plan) -> PlanDiff:
    text = (Path(__file__).parents[2] / "plan.yaml").read_text(encoding="utf-8")
    return diff_plans(plan, parse_plan(revise(text)))


def test_example_has_its_six_changes(revision: PlanDiff) -> None:
    assert [
        (change.kind.value, change.old and change.old.number, change.new and change.new.number)
        for change in revision.changes
    ] == [
        ("added", None, "5.5"),
        ("removed", "1.8", None),
        ("moved", "6.2", "3.10"),
        ("lead_changed", "1.6", "1.6"),
        ("joined", "2.1", "2.1"),
        ("reworded", "4.9", "4.9"),
    ]
    assert revision.summary == dict.fromkeys((change.kind for change in revision.changes), 1)


def test_example_tells_who_leads_and_joins(revision: PlanDiff) -> None:
    assert _only(revision, Kind.LEAD_CHANGED).detail == {
        "from": ("市财政局",),
        "to": ("市禁毒办",),
        "before": {"市禁毒办": Role.JOIN},
        "after": {"市财政局": Role.JOIN},
    }
    assert _only(revision, Kind.JOINED).detail == {"units": ("市妇联",), "role": Role.JOIN}
    assert _only(revision, Kind.MOVED).detail == {"from": "6", "to": "3"}


def test_example_is_renumbered(revision: PlanDiff) -> None:
    assert [(old.number, new.number) for old, new in revision.renumbered] == [
        ("6.3", "6.2"),
        ("6.4", "6.3"),
        ("6.5", "6.4"),
    ]


def test_example_means_this_for_each_unit(revision: PlanDiff) -> None:
    assert [
        (
            each.unit,
            *(tuple(own) for own in (each.roles[Role.LEAD], each.roles[Role.JOIN])),
            each.reworded,
            each.moved,
        )
        for each in revision.impact
    ] == [
        ("市禁毒办", (23, 23, ("1.6",), ("1.8",)), (8, 7, (), ("1.6",)), (), ("3.10",)),
        ("市委宣传部", (1, 1, (), ()), (1, 2, ("5.5",), ()), (), ()),
        ("市公安局", (12, 13, ("5.5",), ()), (9, 9, (), ()), ("4.9",), ()),
        ("市民政局", (0, 0, (), ()), (11, 11, (), ()), (), ("3.10",)),
        ("市财政局", (2, 1, (), ("1.6",)), (3, 4, ("1.6",), ()), (), ()),
        ("市文广新局", (0, 0, (), ()), (4, 5, ("5.5",), ()), (), ()),
        ("市妇联", (0, 0, (), ()), (6, 7, ("2.1",), ()), (), ()),
    ]


def test_example_taken_back_is_its_mirror_image(revision: PlanDiff) -> None:
    back = diff_plans(revision.new, revision.old)
    assert {kind.value for kind in back.summary} == {
        *("added", "removed", "moved", "lead_changed", "left", "reworded")
    }
    assert back.summary.total() == 6  # type: ignore[attr-defined]


def test_only_the_place_in_the_file_differs(plan: Plan) -> None:
    assert not diff_plans(plan, replace(plan, file="elsewhere.yaml"))
