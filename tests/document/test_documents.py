"""Documents as they arrive: numbering, nesting, damage, and what stands around the items."""

from datetime import date

import pytest

from dutymatrix.document import Intake, build_plan
from dutymatrix.document.block import Document, Paragraph, Table
from dutymatrix.document.readers.plaintext import read
from dutymatrix.plan.model import Item, Role
from dutymatrix.planfile.writer import write_plan


def imported(text: str) -> Intake:
    return build_plan(read(text.encode("utf-8"), "方案.txt"))


def rows(intake: Intake) -> list[str]:
    """Number, label, beginning and units of each item: `1.1 （一）1 压实责任 lead 市公安局`."""
    return [
        f"{item.number} {item.label} {item.title[:8]} {units_of(item)}" for item in items(intake)
    ]


def items(intake: Intake) -> tuple[Item, ...]:
    return intake.plan.items


def units_of(item: Item) -> str:
    entry = item.entry
    return " ".join(
        f"{role.value} {' '.join(entry.units(role))}" for role in Role if entry.units(role)
    )


def codes(intake: Intake) -> list[str]:
    """Codes of what is uncertain, but for the title that these short documents lack."""
    return [finding.code for finding in intake.findings if finding.code != "DM604"]


# Numbering


def test_numbers_that_begin_again_below_each_heading() -> None:
    intake = imported(
        "一、总体要求\n指导思想略。\n二、工作任务\n（一）建立机制\n1.压实责任。抓好落实。（市公安局）\n"
        "2.完善考核。定期通报。（市司法局）\n（二）加强宣传\n1.开展宣传。深入学校。（市教育局）\n"
    )
    assert rows(intake) == [
        "1.1 （一）1 压实责任 responsible 市公安局",
        "1.2 （一）2 完善考核 responsible 市司法局",
        "2.1 （二）1 开展宣传 responsible 市教育局",
    ]
    assert intake.plan.chapter == "二、工作任务"
    assert [chapter.title for chapter in intake.plan.common] == ["总体要求"]
    assert codes(intake) == []


def test_numbers_that_run_on_through_chapters() -> None:
    intake = imported(
        "一、优化环境\n（一）放宽准入。（负责部门：商务部）\n（二）下放权限。（负责部门：财政部）\n"
        "二、提升便利\n（三）研究保税。（负责部门：海关总署）\n"
    )
    assert intake.plan.running == ("（一）",)
    assert [item.number for item in items(intake)] == ["1.1", "1.2", "2.3"]


def test_chapters_that_are_the_tasks() -> None:
    intake = imported(
        "一、支持进口。支持企业进口。（责任单位：市财政局）\n二、扩大保险。保障物资。\n"
        "三、加大融资。提供资金。（责任单位：市商务局）\n本政策由市商务局解释。\n"
    )
    assert rows(intake) == [
        "1 一 支持进口 responsible 市财政局",
        "2 二 扩大保险 ",
        "3 三 加大融资 responsible 市商务局",
    ]
    assert [chapter.text for chapter in intake.plan.common] == ["本政策由市商务局解释。"]


def test_numbers_that_begin_again_in_another_annex() -> None:
    intake = imported(
        "附件1\n重点工作责任分解\n一、发展工业\n1.培育企业\n责任单位：县工信局\n二、发展商贸\n"
        "2.扩大消费\n责任单位：县商务局\n附件2\n民生实事责任分解\n一、改善交通\n1.新建公路\n"
        "责任单位：县交通局\n二、办好教育\n2.新建学校\n责任单位：县教育局\n"
    )
    assert [section.title for section in intake.plan.sections] == [
        "发展工业",
        "发展商贸",
        "改善交通",
        "办好教育",
    ]
    assert [units_of(item) for item in items(intake)] == [
        "responsible 县工信局",
        "responsible 县商务局",
        "responsible 县交通局",
        "responsible 县教育局",
    ]


def test_articles_in_chapters() -> None:
    intake = imported(
        "第一章 总则\n第一条 为加强管理，制定本办法。\n第二章 职责\n"
        "第二条 建立目录。定期公布。（责任单位：市农业局）\n"
        "第三条 加强检查。及时处理。（责任单位：市水务局）\n"
    )
    assert rows(intake) == [
        "2 第二条 建立目录 responsible 市农业局",
        "3 第三条 加强检查 responsible 市水务局",
    ]
    assert intake.plan.chapter == "第二章职责"


def test_full_width_and_mixed_digits_and_dots() -> None:
    intake = imported(
        "一、任务\n１．压实责任。抓好落实。（市公安局）\n2．完善考核。定期通报。（市司法局）\n"
        " 3.开展宣传。深入学校。（市教育局）\n4、保障经费。列入预算。（市财政局）\n"
    )
    assert [item.number for item in items(intake)] == ["1", "2", "3", "4"]
    assert codes(intake) == []


def test_a_number_directly_before_a_year() -> None:
    intake = imported(
        "一、任务\n1.压实责任。抓好落实。（市公安局）\n2．2020年底前开展检查，建立台账。（市司法局）\n"
        "3.对2020年任务进行考核。（市教育局）\n4.2021年完成12.5万亩建设，开展“4.14”行动。（市水务局）\n"
    )
    assert [item.number for item in items(intake)] == ["1", "2", "3", "4"]
    assert items(intake)[1].entry.milestones[0].by == date(2020, 12, 31)
    assert items(intake)[3].entry.text.startswith("2021年完成12.5万亩建设")


def test_a_number_that_is_missing_is_kept_and_reported() -> None:
    intake = imported(
        "一、任务\n1.压实责任。抓好落实。（市公安局）\n3.开展宣传。深入学校。（市教育局）\n"
    )
    assert [item.number for item in items(intake)] == ["1", "3"]
    assert codes(intake) == ["DM603"]


def test_headings_joined_to_their_first_item() -> None:
    intake = imported(
        "一、把宣传和防控结合起来，提高时效性（一）研究制定方案。抓好落实。（责任单位：市公安局）\n"
        "（二）完善考核。定期通报。（责任单位：市司法局）二、加强保障（三）列入预算。（责任单位：市财政局）\n"
    )
    assert [item.number for item in items(intake)] == ["1.1", "1.2", "2.3"]
    assert [section.title for section in intake.plan.sections] == [
        "把宣传和防控结合起来，提高时效性",
        "加强保障",
    ]


def test_a_list_for_each_of_several_points() -> None:
    intake = imported(
        "一、任务\n1.加强监管。一是完善制度，堵塞漏洞。（市公安局）二是加强检查，消除隐患。（市司法局）\n"
        "2.开展宣传。深入学校。（市教育局）\n"
    )
    assert [item.number for item in items(intake)] == ["1a", "1b", "2"]
    assert items(intake)[0].entry.text == "一是完善制度，堵塞漏洞。"
    assert items(intake)[1].entry.text == "二是加强检查，消除隐患。"


def test_a_heading_with_a_list_and_tasks_below_it() -> None:
    intake = imported(
        "一、任务\n（一）扩大消费。到2020年消费增长10%左右。（商务部牵头，财政部参与）\n"
        "1.发展夜市。延长营业。（商务部负责）\n2.改造街区。提升品质。（住房城乡建设部负责）\n"
        "（二）稳定就业。拓宽渠道。（人力资源社会保障部负责）\n1.加强培训。（教育部负责）\n"
    )
    assert [(item.number, units_of(item)) for item in items(intake)] == [
        ("1", "lead 商务部 join 财政部"),
        ("1.1", "responsible 商务部"),
        ("1.2", "responsible 住房城乡建设部"),
        ("2", "responsible 人力资源社会保障部"),
        ("2.1", "responsible 教育部"),
    ]


def test_a_list_behind_details_is_the_items() -> None:
    intake = imported(
        "一、任务\n1.加强监管。\n（1）完善制度。\n（2）加强检查。\n责任单位：市公安局、市司法局\n"
        "2.开展宣传。\n（1）深入学校。\n责任单位：市教育局\n"
    )
    assert [(item.number, units_of(item)) for item in items(intake)] == [
        ("1", "responsible 市公安局 市司法局"),
        ("2", "responsible 市教育局"),
    ]
    assert items(intake)[0].entry.text == "（1）完善制度。\n（2）加强检查。"


def test_paragraphs_with_lists_below_one_heading() -> None:
    intake = imported(
        "一、总体要求\n略。\n二、任务\n（一）强化引领，完善机制。建立体系。（生态环境部牵头，财政部参与）\n"
        "优化体制，强化协作。明确职责。（生态环境部指导）推广经验。（商务部指导）\n"
    )
    assert [(item.number, item.title, units_of(item)) for item in items(intake)] == [
        ("1a", "强化引领，完善机制", "lead 生态环境部 join 财政部"),
        ("1b", "优化体制，强化协作", "guide 生态环境部"),
        ("1c", "强化引领，完善机制", "guide 商务部"),
    ]


def test_a_document_without_numbers() -> None:
    intake = imported(
        "关于加强防控的措施\n加强排查，落实责任。（责任单位：市公安局）\n"
        "加强宣传，营造氛围。（责任单位：市委宣传部）\n"
    )
    assert [(item.entry.text, units_of(item)) for item in items(intake)] == [
        ("加强排查，落实责任。", "responsible 市公安局"),
        ("加强宣传，营造氛围。", "responsible 市委宣传部"),
    ]


def test_more_lists_in_an_item_than_there_are_letters() -> None:
    lists = "".join(f"开展行动{n}，抓好落实。（市公安局）" for n in range(30))
    intake = imported(f"一、任务\n1.加强监管。{lists}\n2.开展宣传。深入学校。（市教育局）\n")
    assert intake.coverage == (31, 31, 31)


def test_a_field_behind_the_list_is_a_note() -> None:
    intake = imported(
        "一、任务\n1.提升水平。达到90%。（市教育局）\n数据来源：市统计局\n2.开展宣传。（市公安局）\n"
    )
    assert items(intake)[0].entry.notes == (("数据来源", "市统计局"),)


# Damage


def test_page_numbers_between_lines_and_in_words() -> None:
    intake = imported(
        "一、任务\n1.压实责任。抓好落实。（责任单位：浙江金融监管—5—局、省财\n\n— 2 —\n政厅）\n"
        "2.完善考核。定期通报。（责任单位：省财政厅）\n"
    )
    assert units_of(items(intake)[0]) == "responsible 浙江金融监管局 省财政厅"
    assert codes(intake) == ["DM402"]
    assert [omission.text for omission in intake.omissions if omission.text[0] == "—"] == ["— 2 —"]


def test_a_bare_page_number_in_a_name_known_elsewhere() -> None:
    intake = imported(
        "一、任务\n1.压实责任。抓好落实。（责任单位：省数据集团9（筹）、省财政厅）\n"
        "2.完善考核。定期通报。（责任单位：省数据集团（筹））\n"
    )
    assert units_of(items(intake)[0]) == "responsible 省数据集团（筹） 省财政厅"
    assert codes(intake) == ["DM402"]


def test_the_menu_of_a_web_page_in_a_name_known_elsewhere() -> None:
    intake = imported(
        "一、任务\n1.压实责任。抓好落实。（责任单位：省财政厅、省发展改革登首页组织机构政务公开派驻监督委）\n"
        "2.完善考核。定期通报。（责任单位：省发展改革委）\n"
    )
    assert units_of(items(intake)[0]) == "responsible 省财政厅 省发展改革委"
    assert codes(intake) == ["DM402"]


def test_lines_broken_within_names() -> None:
    width = 26
    text = (
        "1.压实工作责任。各地要加强组织领导，明确目标任务，细化工作措施，确保各项工作落到实处，"
        "取得实效。（责任单位：省市场监管局（省知识产权局）、省人力资源和社会保障厅，各市、县（市、区）政府）"
    )
    lines = [text[at : at + width] for at in range(0, len(text), width)]
    intake = imported("\n".join(["一、任务", *lines, "2.完善考核。（责任单位：省财政厅）", ""]))
    assert (
        units_of(items(intake)[0])
        == "responsible 省市场监管局（省知识产权局） 省人力资源和社会保障厅 各市、县（市、区）政府"
    )
    assert items(intake)[0].entry.text == text[9 : text.index("（责任")]


def test_blanks_between_all_characters() -> None:
    intake = imported(
        "一 、 任 务\n1 . 压 实 责 任 。 抓 好 落 实 。\n"
        "责 任 单 位 ： 市 公 安 局 、 市 司 法 局\n"
    )
    assert rows(intake) == ["1 1 压实责任 responsible 市公安局 市司法局"]


@pytest.mark.parametrize("end", ["", "。"])
def test_a_bracket_that_is_never_closed_swallows_no_other_item(end: str) -> None:
    intake = imported(
        f"一、任务\n1.压实责任。抓好落实。（责任单位：区财政局、区税务局{end}\n"
        "2.完善考核（试行）。定期通报。（责任单位：区司法局）\n"
    )
    assert [units_of(item) for item in items(intake)] == [
        "responsible 区财政局 区税务局",
        "responsible 区司法局",
    ]
    assert codes(intake) == ["DM304"]


def test_a_bracket_never_closed_before_the_list() -> None:
    intake = imported(
        "一、任务\n1.建设试验区（以下简称园区，抓好落实。（责任单位：区财政局）\n2.考核。（责任单位：区司法局）\n"
    )
    assert units_of(items(intake)[0]) == "responsible 区财政局"


def test_all_line_breaks_lost() -> None:
    intake = imported(
        "某市人民政府关于支持企业的若干措施某政发〔2020〕4号各县（市）、区人民政府：为支持企业，提出以下措施："
        "一、加大支持1.完善服务机制。优化流程。（责任单位：市金融局）2.减轻企业负担。减免房租。（责任单位：市财政局）"
        "二、稳定就业3.返还保险。简化手续。（责任单位：市人社局）某市人民政府2020年2月4日（此件公开发布）"
    )
    assert [item.number for item in items(intake)] == ["1.1", "1.2", "2.3"]
    assert intake.plan.document_number == "某政发〔2020〕4号"
    assert intake.plan.issued_on == date(2020, 2, 4)
    assert intake.plan.issued_by == ("某市人民政府",)
    assert intake.plan.title == "某市人民政府关于支持企业的若干措施"


def test_all_line_breaks_lost_and_a_title_that_runs_on() -> None:
    intake = imported(
        "关于做好防汛工作的通知一、健全机制1.完善预案,开展演练。(县水利局牵头,县气象局配合)"
        "2.落实值守。(县应急局负责)二、保障物资1.做好储备。(县发改局负责)三、严肃纪律1.加强督查。(县政府督查室负责)"
    )
    assert intake.plan.title == "关于做好防汛工作的通知"
    titles = [section.title for section in intake.plan.sections]
    assert titles == ["健全机制", "保障物资", "严肃纪律"]
    assert [f"{item.number} {units_of(item)}" for item in items(intake)] == [
        "1.1 lead 县水利局 join 县气象局",
        "1.2 responsible 县应急局",
        "2.1 responsible 县发改局",
        "3.1 responsible 县政府督查室",
    ]


def test_what_stands_below_a_document_is_no_task() -> None:
    intake = imported(
        "某县工作方案\n一、重点任务\n（一）加强巡查。（责任单位：县公安局）\n"
        "本方案自2026年3月1日起施行。\n附件：巡查指引\n"
        "主办单位：某县卫生健康局  地址：某路2号\n承办：某县信息中心\n"
        "抄送：县委办、县工信局（县国资办）。\n某县人民政府办公室　　2026年2月3日印发\n"
    )
    assert rows(intake) == ["1 （一） 加强巡查 responsible 县公安局"]
    assert [chapter.text for chapter in intake.plan.common] == [
        "本方案自2026年3月1日起施行。\n附件：巡查指引"
    ]
    assert "承办：某县信息中心" in [omission.text for omission in intake.omissions]


_KEPT = [
    "1 1 办展览 responsible 县文旅局",
    "2 2 办比赛 responsible 县教育局",
]


@pytest.mark.parametrize(
    ("foot", "stays"),
    [
        pytest.param(
            "主办单位：某县人民政府 承办单位：某县政府办公室\n地址：某县某路2号 邮编：123456\n"
            "某ICP备12345678号-1 某公网安备 12345678901234号\n网站标识码：1234567890\n",
            "",
            id="the numbers of a site below its address",
        ),
        pytest.param(
            "上一篇：某县工作要点\n下一篇：某县活动安排\n主办单位：某县人民政府\n"
            "联系电话：0123-1234567\nICP备案编号：某ICP备12345678号-1\n",
            "",
            id="neighbours above who keeps it",
        ),
        pytest.param(
            "主办单位：某县人民政府\nCopyright © 2020 某县人民政府\n邮编：123456\n",
            "",
            id="a postcode below the rest",
        ),
        pytest.param("联系电话：0123-1234567\n", "联系电话：0123-1234567", id="the document's own"),
        pytest.param("推进ICP备案管理\n", "推进ICP备案管理", id="a task about such numbers"),
    ],
)
def test_what_a_site_puts_below_a_document(foot: str, stays: str) -> None:
    intake = imported(
        "某县方案\n一、任务\n1.办展览。（责任单位：县文旅局）\n2.办比赛。（责任单位：县教育局）\n"
        + foot
    )
    assert rows(intake) == _KEPT
    assert [chapter.text for chapter in intake.plan.common] == ([stays] if stays else [])


def test_chapters_with_formal_numbers() -> None:
    intake = imported(
        "某縣文化工作方案壹、計畫目標\n推動文化建設。\n貳、工作項目\n"
        "一、辦理展覽。（責任單位：縣文旅局）\n二、辦理比賽。（責任單位：縣教育局）\n"
        "參、其他\n由各單位配合辦理。\n"
    )
    assert intake.plan.title == "某縣文化工作方案"
    assert intake.plan.chapter == "貳、工作項目"
    assert [chapter.title for chapter in intake.plan.common] == ["計畫目標", "其他"]
    assert [units_of(item) for item in items(intake)] == [
        "responsible 縣文旅局",
        "responsible 縣教育局",
    ]


def test_those_who_get_copies_and_the_organizers_of_tasks() -> None:
    intake = imported(
        "某县活动方案\n一、活动安排\n1.举办展览。\n主办单位：县文旅局\n2.举办比赛。\n主办单位：县教育局\n"
        "抄送：县委办。\n"
    )
    assert [units_of(item) for item in items(intake)] == ["lead 县文旅局", "lead 县教育局"]


def test_names_a_line_each_below_a_label_and_who_signs_below_them() -> None:
    intake = imported(
        "某县工作方案\n一、重点任务\n（一）加强巡查。\n责任单位：县公安局\n县司法局\n县交通局\n"
        "（二）加强宣传。\n牵头单位：县委宣传部\n配合单位：县文旅局\n某县人民政府\n2024年3月1日\n"
    )
    assert [units_of(item) for item in items(intake)] == [
        "responsible 县公安局 县司法局 县交通局",
        "lead 县委宣传部 join 县文旅局",
    ]
    assert intake.plan.issued_by == ("某县人民政府",)


def test_an_item_whose_words_stand_below_its_list() -> None:
    intake = imported(
        "一、任务\n1.。（责任单位：县公安局）\n做好巡查，\n2.做好宣传。（县司法局）\n"
    )
    assert items(intake)[0].entry.text == "做好巡查，"
    assert write_plan(intake.plan)


def test_points_one_behind_the_other_begin_with_their_own_words() -> None:
    intake = imported(
        "一、任务\n1.优化服务。一是对接系统（县数据局牵头）；二是推行证照（县公安局负责）。\n"
        "2.加强宣传。（责任单位：县司法局）\n"
    )
    assert [item.entry.text or item.title for item in items(intake)][:2] == [
        "一是对接系统",
        "二是推行证照",
    ]


# Units before a colon


def test_units_before_a_colon_are_responsible_for_what_follows() -> None:
    intake = imported(
        "某县分工方案\n各乡镇人民政府，县政府各部门：\n现将分工明确如下。\n一、职责分工\n"
        "（一）县工信局：落实节能改造，指导企业。\n（二）县委宣传部、县融媒体中心：做好宣传。\n"
        "二、工作要求\n各单位要高度重视。\n"
    )
    assert [(item.entry.text, units_of(item)) for item in items(intake)] == [
        ("落实节能改造，指导企业。", "responsible 县工信局"),
        ("做好宣传。", "responsible 县委宣传部 县融媒体中心"),
    ]
    assert [chapter.title for chapter in intake.plan.common] == ["工作要求"]


def test_paragraphs_that_begin_with_units() -> None:
    intake = imported(
        "某县分工方案\n一、职责分工\n县教育局：开展宣讲。\n县公安局、县司法局：加强巡查。\n各镇（街）：落实属地责任。\n"
    )
    assert [units_of(item) for item in items(intake)] == [
        "responsible 县教育局",
        "responsible 县公安局 县司法局",
        "responsible 各镇（街）",
    ]


@pytest.mark.parametrize(
    ("chapter", "owners"),
    [
        pytest.param(
            "职责分工\n（一）县司法局：负责宣讲。\n（二）县教育局：课堂教学。\n",
            ["responsible 县司法局", "responsible 县教育局"],
            id="items of a chapter that says so",
        ),
        pytest.param(
            "组织保障\n县司法局：负责宣讲。\n县教育局：组织教学。\n",
            ["responsible 县司法局", "responsible 县教育局"],
            id="paragraphs that all begin with a duty",
        ),
        pytest.param(
            "联系方式\n县司法局：0123-1234567\n县教育局：0123-7654321\n", [], id="telephones"
        ),
        pytest.param("工作专班\n县司法局：王某\n县教育局：负责人李某\n", [], id="members"),
        pytest.param("组织保障\n县司法局：负责宣讲。\n", [], id="one alone"),
    ],
)
def test_chapters_that_divide_duties_beside_lists(chapter: str, owners: list[str]) -> None:
    intake = imported(
        "某县工作方案\n一、工作任务\n（一）加强巡查。（责任单位：县公安局）\n"
        f"（二）加强防火。（责任单位：县应急局）\n二、{chapter}"
    )
    assert [units_of(item) for item in items(intake)] == [
        "responsible 县公安局",
        "responsible 县应急局",
        *owners,
    ]


@pytest.mark.parametrize(
    ("item", "reported"),
    [
        pytest.param(
            "县教育局、县司法局：负责组织宣讲。", ["县教育局、县司法局："], id="units and a duty"
        ),
        pytest.param("县教育局：0123-7654321", [], id="a telephone"),
    ],
)
def test_units_before_a_colon_beside_lists_are_reported(item: str, reported: list[str]) -> None:
    intake = imported(
        "某县工作方案\n一、加强巡查。（责任单位：县公安局）\n"
        f"二、加强防火。（责任单位：县应急局）\n三、{item}\n四、加强排查。（县水利局）\n"
    )
    assert [one.text for one in intake.left] == reported
    assert codes(intake) == ["DM305"] * len(reported)


def test_a_flattened_table_behind_the_plan_is_reported_not_read() -> None:
    intake = imported(
        "一、任务\n1.压实责任。抓好落实。（责任单位：市公安局）\n附件：任务清单\n序号\n任务\n牵头部门\n完成时限\n"
        "1\n（一）\n制定方案\n市司法局\n2026年8月底前\n"
    )
    assert intake.coverage.assignments == 1
    assert codes(intake) == ["DM401"]


# What stands around the items


def test_a_plan_inside_the_notice_that_issues_it() -> None:
    intake = imported(
        "某市人民政府办公室关于印发《某市节水行动方案》的通知\n某政办〔2018〕12号\n"
        "各镇人民政府，市政府各部门：\n《某市节水行动方案》已经市政府同意，现印发给你们，请认真执行。\n"
        "某市人民政府办公室\n2018年3月5日\n某市节水行动方案\n（2018—2020年）\n"
        "为加强节水，制定本方案（列首位的为牵头单位，其他为配合单位）。\n"
        "一、任务\n（一）完善制度。三年内基本完成。（市水务局、市财政局）\n（二）加强宣传。（市教育局）\n"
    )
    plan = intake.plan
    assert plan.title == "某市节水行动方案（2018—2020年）"
    assert plan.document_number == "某政办〔2018〕12号"
    assert plan.issued_by == ("某市人民政府办公室",)
    assert plan.issued_on == date(2018, 3, 5)
    assert plan.ends_on == date(2020, 12, 31)
    assert plan.role_rule == "列首位的为牵头单位，其他为配合单位"
    assert plan.role_names == {Role.LEAD: "牵头单位", Role.JOIN: "配合单位"}
    assert plan.preamble == "为加强节水，制定本方案。"
    assert plan.own_tasks[0].lead == ("市水务局",)
    assert plan.own_tasks[0].milestones[0].by == date(2020, 12, 31)
    assert "已经市政府同意" in " ".join(omission.text for omission in intake.omissions)


def test_a_notice_with_numbers_of_its_own() -> None:
    intake = imported(
        "关于印发节水方案的通知\n各镇人民政府：\n一、请认真执行。\n二、请及时报告。\n某市人民政府\n2018年3月5日\n"
        "某市节水行动方案\n一、任务\n（一）完善制度。抓好落实。（责任单位：市水务局）\n"
    )
    assert [item.number for item in items(intake)] == ["1"]
    assert intake.plan.title == "某市节水行动方案"


def test_a_document_without_a_title_is_called_as_its_file() -> None:
    intake = imported("一、任务\n1.压实责任。抓好落实。（市公安局）\n")
    assert intake.plan.title == "方案"
    assert [finding.code for finding in intake.findings] == ["DM604"]


def test_days_without_a_year_are_those_of_the_one_year_in_the_title() -> None:
    intake = imported(
        "某市2026年民生实事工作方案\n一、任务\n1.改造管网。6月底前，完成招标。（责任单位：市水务局）\n"
        "2.建设书房。12月底完成验收。（责任单位：市文旅局）\n某市人民政府\n2025年12月30日\n"
    )
    days = [str(item.entry.milestones[0].by) for item in items(intake)]
    assert days == ["2026-06-30", "2026-12-31"]
    assert codes(intake) == []


def test_a_document_without_lists() -> None:
    intake = imported("关于加强管理的通知\n一、提高认识。加强领导。\n二、抓好落实。\n")
    assert intake.plan.items == ()
    assert codes(intake) == ["DM306"]
    assert [chapter.title for chapter in intake.plan.common] == ["提高认识", ""]


def test_a_real_table_is_reported() -> None:
    table = Table((("任务", "牵头单位"), ("压实责任", "市公安局")), 3)
    document = Document(
        "方案.docx",
        (
            Paragraph("关于加强防控的措施", 1),
            Paragraph("一、压实责任。抓好落实。（责任单位：市公安局）", 2),
            table,
        ),
    )
    assert codes(build_plan(document)) == ["DM401"]


# Proof


def test_every_list_knows_its_place_and_its_task() -> None:
    intake = imported(
        "一、任务\n1.压实责任。抓好落实。（市公安局）\n"
        "2.完善考核（市公安局、市司法局）等制度。（责任单位：市教育局）\n"
    )
    assert [(found.place, found.text, found.task) for found in intake.lists] == [
        ((2, 13), "（市公安局）", "1"),
        ((3, 7), "（市公安局、市司法局）", ""),
        ((3, 22), "（责任单位：市教育局）", "2"),
    ]
    assert intake.coverage == (3, 2, 2)
    assert codes(intake) == ["DM305"]


def test_every_assignment_has_the_place_of_its_name() -> None:
    intake = imported("一、任务\n1.压实责任。抓好落实。（责任单位：市公安局、\n市司法局）\n")
    assert items(intake)[0].entry.places == ((2, 19), (3, 1))
    assert items(intake)[0].entry.span == (2, 1)


def test_what_is_uncertain_is_named_with_its_words() -> None:
    intake = imported(
        "防控措施\n一、任务\n1.压实责任。年底前完成。（责任单位：市公安局、拖欠账款的所有部门和单位、市公安局）\n"
        "某市人民政府\n2020年2月4日\n"
    )
    assert [(finding.code, finding.number) for finding in intake.findings] == [
        ("DM504", "1"),
        ("DM206", "1"),
        ("DM307", "1"),
    ]
    assert all(finding.line == 3 and finding.excerpt for finding in intake.findings)
    assert items(intake)[0].entry.milestones[0].by == date(2020, 12, 31)


def test_units_that_head_what_they_have_to_do() -> None:
    text = "云江市职责分工\n一、市教育局\n（一）负责校园安全。\n（二）组织检查。\n"
    text += "二、市公安局\n（一）负责巡查。\n"
    plan = imported(text).plan
    assert [(item.entry.title, item.entry.units(Role.RESPONSIBLE)) for item in plan.items] == [
        ("市教育局", ("市教育局",)),
        ("市公安局", ("市公安局",)),
    ]
    assert "组织检查" in plan.items[0].entry.text
