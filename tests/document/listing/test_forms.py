"""Every form of list, rule, group and name that real plans have: words in, roles out."""

import pytest

from dutymatrix.document import Intake, build_plan
from dutymatrix.document.readers.plaintext import read
from dutymatrix.plan.model import Role

_NEXT = "\n2.完善工作机制。建立台账制度。（责任单位：市教育局）\n"


def imported(text: str) -> Intake:
    return build_plan(read(text.encode("utf-8"), "方案.txt"))


def roles(intake: Intake, number: str = "1") -> str:
    """Roles of a task in one line: `lead 市公安局 | join 市司法局 市教育局`."""
    entry = intake.plan.item_by_number[number].entry
    said = [" ".join((role.value, *entry.units(role))) for role in Role if entry.units(role)]
    return " | ".join([*said, *(["open"] if entry.open else [])])


def of_list(printed: str, rule: str = "") -> str:
    """Roles that a list gives the task it stands in."""
    preamble = f"现提出以下方案{rule}。\n一、工作任务\n"
    return roles(imported(f"{preamble}1.压实工作责任。推动各项工作落实。{printed}{_NEXT}"))


FIRST = "（列在首位的为牵头单位，其他为参与单位）"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("（市公安局、市司法局）", "responsible 市公安局 市司法局", id="1 bare"),
        pytest.param(
            "【市公安局、市司法局，各镇（街）】",
            "responsible 市公安局 市司法局 各镇（街）",
            id="2 bare with a nested bracket",
        ),
        pytest.param(
            "[责任单位：市国资委、市财政局，各县（市）区政府]",
            "responsible 市国资委 市财政局 各县（市）区政府",
            id="3 square brackets",
        ),
        pytest.param(
            "〔责任单位：省委宣传部、省市场监管局（省知识产权局）〕",
            "responsible 省委宣传部 省市场监管局（省知识产权局）",
            id="4 shell brackets",
        ),
        pytest.param("（责任单位：市公安局）", "responsible 市公安局", id="5 label alone"),
        pytest.param(
            "（人力资源社会保障部、财政部负责）",
            "responsible 人力资源社会保障部 财政部",
            id="7 verb",
        ),
        pytest.param(
            "（人力资源社会保障部、教育部等负责）",
            "responsible 人力资源社会保障部 教育部 | open",
            id="8 open",
        ),
        pytest.param(
            "（商务部会同有关部门负责）", "lead 商务部 | join 有关部门", id="8 together with"
        ),
        pytest.param(
            "（商务部会同财政部、海关总署负责）",
            "lead 商务部 | join 财政部 海关总署",
            id="8 together with several",
        ),
        pytest.param(
            "（教育部、财政部等有关部门和单位负责）",
            "responsible 教育部 财政部 | open",
            id="8 open with a phrase",
        ),
        pytest.param(
            "（发展改革委、财政部等和各有关省级人民政府负责）",
            "responsible 发展改革委 财政部 各有关省级人民政府 | open",
            id="9 open and a group",
        ),
        pytest.param(
            "（财政部牵头，教育部等部门和各省级人民政府参与）",
            "lead 财政部 | join 教育部 各省级人民政府 | open",
            id="9 open with a phrase, and a group",
        ),
        pytest.param(
            "（责任单位（排名第一的为牵头单位，下同）：市公安局、市司法局）",
            "lead 市公安局 | join 市司法局",
            id="6 rule within the label",
        ),
        pytest.param(
            "（责任分工：市公安局牵头，市司法局配合）",
            "lead 市公安局 | join 市司法局",
            id="verbs behind a label",
        ),
        pytest.param(
            "（市发展改革委总牵头，市财政局等部门按职责分工抓好落实）",
            "lead 市发展改革委 | join 市财政局 | open",
            id="11 other verbs",
        ),
        pytest.param(
            "\n牵头单位：市公安局　　配合单位：市司法局",
            "lead 市公安局 | join 市司法局",
            id="24 two labels on a line",
        ),
        pytest.param(
            "（责任单位　市公安局　市司法局）",
            "responsible 市公安局 市司法局",
            id="a blank for the colon",
        ),
        pytest.param(
            "责任单位：市公安局 、市司法局 、 市财政局",
            "responsible 市公安局 市司法局 市财政局",
            id="a blank before the comma",
        ),
        pytest.param(
            "【责任单位：市公安局】【完成时限：2020年底】",
            "responsible 市公安局",
            id="a field in a bracket of its own",
        ),
        pytest.param(
            "（责任单位：越城区、柯桥区人民政府）",
            "responsible 越城区人民政府 柯桥区人民政府",
            id="districts share an ending",
        ),
        pytest.param(
            "（责任单位：市財政局、市級各有關部門及各縣市區政府）",
            "responsible 市財政局 市級各有關部門 各縣市區政府",
            id="groups in traditional script",
        ),
        pytest.param(
            "（能源局、发展改革委按职责分工负责）",
            "responsible 能源局 发展改革委",
            id="10 own parts",
        ),
        pytest.param(
            "（能源局、发展改革委按照各自职责分别负责）",
            "responsible 能源局 发展改革委",
            id="10 own parts, otherwise",
        ),
        pytest.param(
            "（商务部牵头，财政部、海关总署按职责分工负责）",
            "lead 商务部 | join 财政部 海关总署",
            id="11 lead and own parts",
        ),
        pytest.param(
            "（国家发展改革委、商务部牵头，国务院相关部门及各地区按职责分工负责）",
            "lead 国家发展改革委 商务部 | join 国务院相关部门 各地区",
            id="11 two leads, groups joined by 及",
        ),
        pytest.param(
            "（省工信厅、省商务厅牵头，省财政厅、省税务局等配合）",
            "lead 省工信厅 省商务厅 | join 省财政厅 省税务局 | open",
            id="12 joined",
        ),
        pytest.param(
            "（省工信厅牵头，省财政厅，各市、县〔区〕人民政府、赣江新区管委会配合）",
            "lead 省工信厅 | join 省财政厅 各市、县（区）人民政府 赣江新区管委会",
            id="12 roles end at the verb",
        ),
        pytest.param(
            "（生态环境部牵头，财政部、税务总局参与）",
            "lead 生态环境部 | join 财政部 税务总局",
            id="13 lead and participants",
        ),
        pytest.param(
            "（商务部指导，供销合作总社参与）",
            "join 供销合作总社 | guide 商务部",
            id="13 guide and participant",
        ),
        pytest.param(
            "（生态环境部指导，试点城市政府负责落实。以下均需试点城市政府落实，不再列出）",
            "responsible 试点城市政府 | guide 生态环境部",
            id="14 guide and who does it",
        ),
        pytest.param(
            "（省总工会、妇联、工商联、农业农村厅牵头，各地级以上市政府负责）",
            "lead 省总工会 妇联 工商联 农业农村厅 | join 各地级以上市政府",
            id="15 organizers",
        ),
        pytest.param("（省税务局牵头）", "lead 省税务局", id="16 lead alone"),
        pytest.param(
            "（牵头单位：市教育局；责任单位：市公安局、市司法局）",
            "lead 市教育局 | join 市公安局 市司法局",
            id="17 labels",
        ),
        pytest.param(
            "（牵头单位：市教育局，配合单位：市公安局、市司法局，各区、县级市政府）",
            "lead 市教育局 | join 市公安局 市司法局 各区、县级市政府",
            id="18 labels after a comma",
        ),
        pytest.param(
            "（牵头单位：省卫生健康委、人行浙江省分行）",
            "lead 省卫生健康委 人行浙江省分行",
            id="19 co-leads",
        ),
        pytest.param(
            "（负责部门：商务部、财政部；适用范围：浙江自贸试验区）",
            "responsible 商务部 财政部",
            id="20 another field",
        ),
        pytest.param(
            "（负责部门：商务部、财政部，适用范围：浙江自贸试验区）",
            "responsible 商务部 财政部",
            id="20 another field after a comma",
        ),
        pytest.param(
            "（责任单位：市高院、市通信管理局等；各区政府）",
            "responsible 市高院 市通信管理局 各区政府 | open",
            id="21 semicolon",
        ),
        pytest.param("（责任部门：市公安局）", "responsible 市公安局", id="22 synonym"),
        pytest.param(
            "(责任单位:市公安局、市司法局，市教育局)",
            "responsible 市公安局 市司法局 市教育局",
            id="23 ASCII",
        ),
        pytest.param(
            "\n责任单位：省工信厅、财政厅，各市、县（区）人民政府",
            "responsible 省工信厅 财政厅 各市、县（区）人民政府",
            id="24 a line of its own",
        ),
        pytest.param(
            "责任单位：省工信厅、财政厅。",
            "responsible 省工信厅 财政厅",
            id="24 without bracket and line",
        ),
        pytest.param(
            "\n牵头单位：市教育局\n配合单位：市公安局、市司法局\n完成时限：2020年底前",
            "lead 市教育局 | join 市公安局 市司法局",
            id="24 several lines",
        ),
        pytest.param(
            "\n（1）制定方案。\n（2）组织实施。\n（责任单位：市公安局）",
            "responsible 市公安局",
            id="25 behind sub-items",
        ),
        pytest.param(
            "（交通运输部、海事局分工负责，2023年完成）",
            "responsible 交通运输部 海事局",
            id="27 deadline in the list",
        ),
        pytest.param(
            "（责任单位：省经信厅、省科技厅，以下各项工作任务均涉及各县（市、区）、市直园区，不再单独列出）",
            "responsible 省经信厅 省科技厅",
            id="28 standing rule",
        ),
        pytest.param(
            "（牵头单位：市教育局）（配合单位：市公安局）",
            "lead 市教育局 | join 市公安局",
            id="two brackets",
        ),
        pytest.param(
            "（市发改委（牵头）、市财政局、市教育局）",
            "lead 市发改委 | join 市财政局 市教育局",
            id="role in a bracket behind the name",
        ),
        pytest.param("（由市发改委牵头，市财政局配合）", "lead 市发改委 | join 市财政局", id="by"),
        pytest.param(
            "（主办单位：市教育局；协办单位：市公安局）",
            "lead 市教育局 | join 市公安局",
            id="主办 and 协办",
        ),
        pytest.param(
            "（市教育局主办，市公安局协办）", "lead 市教育局 | join 市公安局", id="主办 as a verb"
        ),
        pytest.param(
            "（责任单位：市教育局；责任领导：张三、李四）",
            "responsible 市教育局",
            id="persons are no units",
        ),
        pytest.param(
            "（責任單位：市教育局、市公安局）",
            "responsible 市教育局 市公安局",
            id="traditional script",
        ),
        pytest.param(
            "（牽頭單位：市教育局，配合單位：市衛生局）",
            "lead 市教育局 | join 市衛生局",
            id="traditional names as written",
        ),
        pytest.param(
            "（责任单位：、市市场监管局、市税务局）",
            "responsible 市市场监管局 市税务局",
            id="a missing member",
        ),
        pytest.param(
            "（责任单位：市财政局、市教育局、市财政局）",
            "responsible 市财政局 市教育局",
            id="a unit twice",
        ),
        pytest.param(
            "（责任单位：市公安局、市政协办、市人大办）",
            "responsible 市公安局 市政协办 市人大办",
            id="names that end as verbs do",
        ),
        pytest.param(
            "【责任单位】市公安局、市司法局",
            "responsible 市公安局 市司法局",
            id="label in brackets of its own",
        ),
        pytest.param(
            "（责任单位：市公安局、市司法局）。",
            "responsible 市公安局 市司法局",
            id="full stop behind the bracket",
        ),
        pytest.param(
            "（责任单位：市公安局、市司法局。）",
            "responsible 市公安局 市司法局",
            id="full stop in the bracket",
        ),
        pytest.param(
            "\n——牵头单位：市国资委\n——配合单位：市财政局、市人社局等",
            "lead 市国资委 | join 市财政局 市人社局 | open",
            id="dashes before labels",
        ),
        pytest.param(
            "\n责任主体：市公安局  市司法局  各县（市）区人民政府",
            "responsible 市公安局 市司法局 各县（市）区人民政府",
            id="blanks between names, without bracket",
        ),
        pytest.param(
            "（市公安局负责，市司法局会同市财政局配合）",
            "responsible 市公安局 | join 市司法局 市财政局",
            id="who joins together with others leads nothing",
        ),
        pytest.param(
            "（第一个逗号前为牵头单位：市公安局、市司法局，市财政局）",
            "lead 市公安局 市司法局 | join 市财政局",
            id="a rule for a label",
        ),
        pytest.param(
            "（市公安局牵头市司法局配合）",
            "lead 市公安局 | join 市司法局",
            id="no mark between two verbs",
        ),
        pytest.param(
            "（移动、联通、铁塔公司，市市场监管局）",
            "responsible 移动 联通 铁塔公司 市市场监管局",
            id="short names of firms beside an office",
        ),
        pytest.param(
            "（责任领导:王某 牵头单位:市公安局 责任单位:市司法局、各县区）",
            "lead 市公安局 | join 市司法局 各县区",
            id="a blank between a person and a label",
        ),
        pytest.param("（牵头单位：市公安局；配合单位：/）", "lead 市公安局", id="nobody joins"),
        pytest.param(
            "（市公安局牵头，各区〈县〉配合）",
            "lead 市公安局 | join 各区（县）",
            id="angles for brackets",
        ),
        pytest.param(
            "（市推进〈某条例〉实施办公室、市公安局）",
            "responsible 市推进〈某条例〉实施办公室 市公安局",
            id="angles within a name",
        ),
        pytest.param(
            "（市公安局牵头；各地区、各有关部门配合）",
            "lead 市公安局 | join 各地区、各有关部门",
            id="two phrases that are one",
        ),
    ],
)
def test_forms_of_list(printed: str, expected: str) -> None:
    assert of_list(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param(
            "（牵头单位为市民政局，配合单位为市财政局）",
            "lead 市民政局 | join 市财政局",
            id="a verb for the colon",
        ),
        pytest.param(
            "（市民政局负责统筹协调，市财政局具体组织实施）",
            "responsible 市民政局 市财政局",
            id="manners behind a verb",
        ),
        pytest.param(
            "（各地方人民政府负责，民政部加强指导）",
            "responsible 各地方人民政府 | guide 民政部",
            id="加强指导",
        ),
        pytest.param(
            "（以市民政局为主，市财政局配合）", "lead 市民政局 | join 市财政局", id="以…为主"
        ),
        pytest.param(
            "（市民政局、市财政局等11个部门负责）",
            "responsible 市民政局 市财政局 | open",
            id="so many departments",
        ),
        pytest.param(
            "（市民政局、市财政局按职能职责负责）", "responsible 市民政局 市财政局", id="own part"
        ),
        pytest.param(
            "（市民政局、市财政局 2023年6月底前）",
            "responsible 市民政局 市财政局",
            id="a day behind a blank",
        ),
        pytest.param(
            "（团委、妇联、工会）", "responsible 团委 妇联 工会", id="names of two characters"
        ),
        pytest.param(
            "（縣民政局會同縣財政局負責）", "lead 縣民政局 | join 縣財政局", id="traditional script"
        ),
        pytest.param(
            "（縣民政局、縣財政局分別負責，各地區、各部門配合）",
            "responsible 縣民政局 縣財政局 | join 各地區、各部門",
            id="own parts in traditional script",
        ),
        pytest.param(
            "（牵头部门：县民政局 配合部门：县财政局）",
            "lead 县民政局 | join 县财政局",
            id="two labels with a blank between them",
        ),
    ],
)
def test_other_words_for_roles(printed: str, expected: str) -> None:
    assert of_list(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("（市公安局、市司法局）", "lead 市公安局 | join 市司法局", id="bare"),
        pytest.param("（市公安局）", "lead 市公安局", id="one unit"),
        pytest.param(
            "（责任单位：市公安局、市司法局）", "lead 市公安局 | join 市司法局", id="label"
        ),
        pytest.param("（市公安局、市司法局负责）", "lead 市公安局 | join 市司法局", id="verb"),
        pytest.param(
            "（市公安局、市司法局按职责分工负责）",
            "responsible 市公安局 市司法局",
            id="own parts",
        ),
        pytest.param(
            "（市司法局配合，市公安局牵头）", "lead 市公安局 | join 市司法局", id="words first"
        ),
        pytest.param(
            "（市公安局指导，市司法局参与）", "join 市司法局 | guide 市公安局", id="guide"
        ),
        pytest.param(
            "（各镇（街）、市司法局）", "lead 各镇（街） | join 市司法局", id="a group first"
        ),
    ],
)
def test_the_first_leads_where_a_rule_says_so(printed: str, expected: str) -> None:
    assert of_list(printed, FIRST) == expected


@pytest.mark.parametrize(
    "rule",
    [
        "列第一位的为牵头单位，下同",
        "列首位的为牵头单位，下同",
        "列首的为牵头单位，下同",
        "列第一位者为牵头单位，下同",
        "排在第一位的部门为牵头部门，下同",
        "第一位为牵头单位",
        "列在分工项目首位的为牵头单位",
        "排名第一的为牵头单位",
        "排在首位的为主办单位，其他为协办单位",
    ],
)
@pytest.mark.parametrize("separator", ["。{}", "，{}", "；{}", "〔{}〕", "（{}）"])
def test_wordings_of_the_rule(rule: str, separator: str) -> None:
    printed = f"（责任单位：省经信厅、省科技厅{separator.format(rule)}）"
    intake = imported(f"一、任务\n1.压实责任。抓好落实。{printed}{_NEXT}")
    assert roles(intake, "1") == "lead 省经信厅 | join 省科技厅"
    assert roles(intake, "2") == "lead 市教育局"
    assert intake.plan.role_rule.startswith(rule.partition("，")[0])


@pytest.mark.parametrize(
    "rule",
    [
        "第一个逗号前为牵头单位，下同",
        "首个逗号前的为牵头单位，其余为配合单位",
        "第一个“，”前的单位为牵头单位",
        "第一个逗号前为牵头部门，多个牵头部门的按照职责分工负责，下同",
    ],
)
def test_all_before_the_first_comma_lead_where_a_rule_says_so(rule: str) -> None:
    intake = imported(
        f"一、任务\n1.压实责任。抓好落实。（责任单位：市公安局，市司法局、市民政局；{rule}）\n"
        "2.完善机制。（责任单位：市教育局、市财政局，各镇（街）、市审计局）\n"
        "3.建立台账。（责任单位：市教育局、市财政局）\n"
        "4.定期会商。（责任单位：市教育局，市财政局按职责分工负责）\n"
        "5.强化督导。（市审计局牵头，市财政局配合）\n"
    )
    assert [roles(intake, str(number)) for number in range(1, 6)] == [
        "lead 市公安局 | join 市司法局 市民政局",
        "lead 市教育局 市财政局 | join 各镇（街） 市审计局",
        "lead 市教育局 市财政局",
        "responsible 市教育局 市财政局",
        "lead 市审计局 | join 市财政局",
    ]
    assert [unit.name for unit in intake.plan.units][:3] == ["市公安局", "市司法局", "市民政局"]


@pytest.mark.parametrize("rule", ["标*的为牵头单位", "单位名称前加注“*”的为牵头单位"])
def test_those_that_are_marked_lead_where_a_rule_says_so(rule: str) -> None:
    intake = imported(
        f"以下任务中，{rule}。\n一、任务\n"
        "1.压实责任。（责任单位：市公安局、＊市司法局）\n2.完善机制。（责任单位：市教育局、市财政局）\n"
    )
    assert roles(intake, "1") == "lead 市司法局 | join 市公安局"
    assert roles(intake, "2") == "responsible 市教育局 市财政局"


def test_the_rest_of_a_rule_names_nobody() -> None:
    rule = "列在首位的为牵头单位，有关部门和单位按职责分工负责，下同"
    intake = imported(f"一、任务\n1.抓好落实。（教育厅、财政厅。{rule}）{_NEXT}")
    assert roles(intake) == "lead 教育厅 | join 财政厅"


def test_what_is_the_first_of_its_kind_is_no_rule() -> None:
    intake = imported(
        "一、任务\n1.打造全国第一个由企业牵头的创新联合体。（责任单位：市科技局、市财政局）" + _NEXT
    )
    assert roles(intake) == "responsible 市科技局 市财政局"


def test_a_rule_holds_above_the_place_where_it_stands() -> None:
    intake = imported(
        "一、任务\n1.压实责任。抓好落实。（责任单位：市公安局、市司法局）\n"
        "2.完善机制。建立台账。（责任单位：市教育局、市财政局，第一位为牵头单位）\n"
    )
    assert roles(intake, "1") == "lead 市公安局 | join 市司法局"


@pytest.mark.parametrize(
    ("printed", "units"),
    [
        pytest.param("各市、县（市、区）政府", "各市、县（市、区）政府", id="各市、县"),
        pytest.param("各市、县〔市、区〕政府", "各市、县（市、区）政府", id="shell brackets"),
        pytest.param("各县（市、区）政府、市公安局", "各县（市、区）政府 市公安局", id="各县"),
        pytest.param("各县市区人民政府", "各县市区人民政府", id="各县市区"),
        pytest.param("各县（市）区政府", "各县（市）区政府", id="各县（市）区"),
        pytest.param("各市、自治州人民政府", "各市、自治州人民政府", id="自治州"),
        pytest.param("各区、县级市政府，市水务局", "各区、县级市政府 市水务局", id="县级市"),
        pytest.param("各有关区、县级市政府", "各有关区、县级市政府", id="各有关区"),
        pytest.param(
            "各省、自治区、直辖市人民政府", "各省、自治区、直辖市人民政府", id="provinces"
        ),
        pytest.param("省财政厅，各设区市政府", "省财政厅 各设区市政府", id="设区市"),
        pytest.param("有关设区市政府", "有关设区市政府", id="some cities"),
        pytest.param("各地区、各部门", "各地区、各部门", id="one phrase of two"),
        pytest.param(
            "推进“一带一路”建设领导小组、市公安局",
            "推进“一带一路”建设领导小组 市公安局",
            id="a quotation within a name",
        ),
        pytest.param("各有关部门和单位", "各有关部门和单位", id="departments and units"),
        pytest.param("市级各有关部门及各县市区政府", "市级各有关部门 各县市区政府", id="及"),
        pytest.param(
            "省直有关部门，各市（州）人民政府", "省直有关部门 各市（州）人民政府", id="州"
        ),
        pytest.param("各镇（街）、市公安局", "各镇（街） 市公安局", id="towns"),
        pytest.param(
            "市禁毒委各成员单位，其他有关单位", "市禁毒委各成员单位 其他有关单位", id="members"
        ),
        pytest.param(
            "各县（市、区）、各开发区管委会", "各县（市、区） 各开发区管委会", id="two groups"
        ),
        pytest.param("市、县（区）人民政府", "市、县（区）人民政府", id="without 各"),
        pytest.param(
            "市住房和城乡建设局、市人力资源和社会保障局",
            "市住房和城乡建设局 市人力资源和社会保障局",
            id="和 within names",
        ),
        pytest.param(
            "工业和信息化部、文化和旅游部", "工业和信息化部 文化和旅游部", id="ministries"
        ),
        pytest.param("市公安局和市司法局", "市公安局 市司法局", id="和 between names"),
        pytest.param("市公安局、市司法局以及各镇街", "市公安局 市司法局 各镇街", id="以及"),
        pytest.param(
            "省财政厅，杭州市、宁波市、湖州市人民政府",
            "省财政厅 杭州市人民政府 宁波市人民政府 湖州市人民政府",
            id="shared ending",
        ),
        pytest.param("省数据集团（筹）、省财政厅", "省数据集团（筹） 省财政厅", id="筹"),
        pytest.param("省数据集团〔筹〕、省财政厅", "省数据集团（筹） 省财政厅", id="〔筹〕"),
        pytest.param(
            "省市场监管（知识产权）局、省委组织部（省委人才办）",
            "省市场监管（知识产权）局 省委组织部（省委人才办）",
            id="brackets within names",
        ),
        pytest.param("市人社局、财政局、工信局", "市人社局 财政局 工信局", id="prefix left out"),
        pytest.param(
            "南通海关、国网铁岭供电公司、人行南昌中心支行、之江实验室、法院",
            "南通海关 国网铁岭供电公司 人行南昌中心支行 之江实验室 法院",
            id="no departments",
        ),
        pytest.param(
            "省工商业联合会、市残疾人联合会", "省工商业联合会 市残疾人联合会", id="联合会"
        ),
        pytest.param("各高等学校、市教育局", "各高等学校 市教育局", id="等 within a name"),
        pytest.param("自然资源部、共青团中央", "自然资源部 共青团中央", id="no openers of remarks"),
        pytest.param("市公安局 市司法局", "市公安局 市司法局", id="blanks between names"),
        pytest.param("市公安局/市司法局", "市公安局 市司法局", id="a stroke"),
        pytest.param("市公安局\\市司法局", "市公安局 市司法局", id="a stroke to the left"),
        pytest.param("市公安局.市司法局", "市公安局 市司法局", id="a point"),
        pytest.param("市公安局市司法局", "市公安局 市司法局", id="nothing between names"),
        pytest.param(
            "市公安局各镇（街）、市禁毒委各成员单位",
            "市公安局 各镇（街） 市禁毒委各成员单位",
            id="nothing before a phrase for several",
        ),
        pytest.param(
            "市委市政府督查室、市纪委市监委、市公安局市南分局",
            "市委市政府督查室 市纪委市监委 市公安局市南分局",
            id="levels within names",
        ),
        pytest.param(
            "各区人民政府〈含经济开发区、临空区管委会，下同〉，市民政局",
            "各区人民政府 市民政局",
            id="a remark in angle brackets",
        ),
        pytest.param("各县政府（含开发区管委会）", "各县政府", id="a remark in brackets"),
        pytest.param(
            "市城市管理和政务热线办、市中小企业和民营经济局、市发展和改革委员会",
            "市城市管理和政务热线办 市中小企业和民营经济局 市发展和改革委员会",
            id="和 within other names",
        ),
        pytest.param(
            "南通、苏州、无锡市政府", "南通市政府 苏州市政府 无锡市政府", id="shared level"
        ),
        pytest.param("各盟市、旗县（市、区）政府", "各盟市、旗县（市、区）政府", id="盟 and 旗"),
        pytest.param(
            "各街道党工委、办事处，市民政局", "各街道党工委、办事处 市民政局", id="both of each"
        ),
        pytest.param(
            "开发区、保税区管委会", "开发区管委会 保税区管委会", id="zones share an ending"
        ),
        pytest.param("*市民政局、市司法局★", "市民政局 市司法局", id="marks"),
        pytest.param(
            "省社科联《规划纲要》编制领导小组、省财政厅",
            "省社科联《规划纲要》编制领导小组 省财政厅",
            id="a title within a name",
        ),
    ],
)
def test_units_and_groups(printed: str, units: str) -> None:
    assert of_list(f"（责任单位：{printed}）") == f"responsible {units}"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("（省教育厅牵头，省青企协配合）", "lead 省教育厅 | join 省青企协", id="verbs"),
        pytest.param("（省教育厅、省青企协）", "responsible 省教育厅 省青企协", id="one level"),
        pytest.param(
            "（教育厅、青企协、民政厅）", "responsible 教育厅 青企协 民政厅", id="among others"
        ),
    ],
)
def test_one_unknown_member_drops_no_list(printed: str, expected: str) -> None:
    intake = imported(f"一、任务\n1.压实责任。抓好落实。{printed}{_NEXT}")
    assert roles(intake) == expected
    [finding] = [one for one in intake.findings if one.code != "DM604"]
    assert (finding.code, "青企协" in finding.message) == ("DM206", True)


def test_names_that_may_be_glued_are_reported() -> None:
    intake = imported(f"防汛方案\n一、任务\n1.抓好落实。（责任单位：市水利局气象局）{_NEXT}")
    assert [finding.code for finding in intake.findings] == ["DM206"]


def test_groups_and_open_groups_are_in_the_roster() -> None:
    plan = imported("一、任务\n1.压实责任。（市公安局，各镇（街），其他有关单位）" + _NEXT).plan
    assert [unit.name for unit in plan.units] == ["市公安局", "市教育局"]
    assert [(group.name, group.open) for group in plan.groups] == [
        ("各镇（街）", False),
        ("其他有关单位", True),
    ]


@pytest.mark.parametrize(
    "decoy",
    [
        "推动各县（市、区）落实。",
        "推动各省（自治区、直辖市）落实。",
        "各市（地、州、盟）、县（市、区、旗）要抓好落实。",
        "加强街道（街区、村镇）治理。",
        "全面落实方案（此件公开发布）。",
        "落实有关通知（粤府办〔2020〕4号）要求。",
        "建设试验区（以下简称自贸试验区）。",
        "开展“七进”（进社区、进学校、进单位、进家庭）活动。",
        "落实“一个一”（成立一个机构、配置一本教材）要求。",
        "发展特色产业（含食用菌，不含西甜瓜）。",
        "加强在所（拘留所、戒毒所）人员衔接。",
        "由市农牧业局牵头，市水务局参与，抓好落实。",
        "发挥专业机构（医院、学校）作用。",
        "完善第三方合作（PPP）模式。",
        "口罩日产量2000万个（其中：医用口罩100万个）。",
    ],
)
def test_decoys_are_no_lists(decoy: str) -> None:
    intake = imported(f"一、任务\n1.压实责任。{decoy}（责任单位：市公安局）{_NEXT}")
    assert roles(intake) == "responsible 市公安局"
    assert intake.coverage.lists_used == 2
    assert decoy in (intake.plan.item_by_number["1"].entry.text)


@pytest.mark.parametrize(
    ("clause", "units"),
    [
        (
            "以下各项工作任务均涉及各县（市、区）、市直园区，不再单独列出",
            ("各县（市、区）", "市直园区"),
        ),
        (
            "以下各项工作均需相关市、县（市、区）政府推进，不再单独列出",
            ("相关市、县（市、区）政府",),
        ),
        ("以下均需试点城市政府落实，不再列出", ("试点城市政府",)),
        ("以下均需地方落实不再重复列出", ("地方",)),
        ("具体任务均涉及相关市(州)人民政府,不再做分工,下同", ("相关市（州）人民政府",)),
    ],
)
@pytest.mark.parametrize("place", ["（责任单位：市公安局。{}）", "（责任单位：市公安局，{}）"])
def test_standing_rules(clause: str, units: tuple[str, ...], place: str) -> None:
    intake = imported(f"一、任务\n1.压实责任。抓好落实。{place.format(clause)}{_NEXT}")
    assert roles(intake) == "responsible 市公安局"
    [standing] = intake.plan.standing
    assert standing.text == clause
    assert standing.units == units


def test_other_fields_become_notes_and_deadlines() -> None:
    intake = imported(
        "一、任务\n1.压实责任。抓好落实。（牵头单位：市公安局；完成时限：2020年6月底前；责任领导：张三）"
        + _NEXT
    )
    entry = intake.plan.item_by_number["1"].entry
    assert entry.notes == (("完成时限", "2020年6月底前"), ("责任领导", "张三"))
    assert [str(milestone.by) for milestone in entry.milestones] == ["2020-06-30"]
    assert roles(intake) == "lead 市公安局"


def test_a_deadline_with_what_is_due_is_no_unit() -> None:
    text = (
        "试行方案\n一、任务\n（一）落实责任。完善机制。"
        "（市财政局牵头，市民政局参与，6月底前出台相关政策，年内持续推进）\n"
    )
    [item] = build_plan(read(text.encode(), "方案.txt")).plan.items
    assert item.entry.lead == ("市财政局",)
    assert item.entry.join == ("市民政局",)
