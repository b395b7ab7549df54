"""Title, number, issuers and day of documents as sites, copies and offices show them."""

from datetime import date

import pytest

from dutymatrix.document import Intake, build_plan
from dutymatrix.document.block import Document, Paragraph, Table
from dutymatrix.document.readers.plaintext import read

_ITEMS = (
    "一、任务\n（一）加强巡查。（责任单位：县公安局）\n（二）加强宣传。（责任单位：县司法局）\n"
)


def imported(text: str) -> Intake:
    return build_plan(read(text.encode("utf-8"), "方案.txt"))


def said(text: str) -> tuple[str, str, tuple[str, ...], date | None]:
    plan = imported(text + _ITEMS).plan
    return plan.title, plan.document_number, plan.issued_by, plan.issued_on


@pytest.mark.parametrize(
    "above",
    [
        pytest.param(
            "- 设为首页\n- 无障碍阅读\n云江县人民政府关于加强巡查的意见\n", id="words of a menu"
        ),
        pytest.param(
            "政策解读\n政策原文\n云江\n云江县人民政府关于加强巡查的意见\n",
            id="a banner and a place",
        ),
        pytest.param(
            "当前位置：首页\n>> 专题专栏 >> 归档\n云江县人民政府关于加强巡查的意见\n",
            id="where on the site",
        ),
        pytest.param(
            "云江县人民政府关于加强巡查的意见\n2024-03-05 10:00 县政府办\n"
            "云江县人民政府关于加强巡查的意见\n",
            id="a day, and the title twice",
        ),
        pytest.param(
            "来源：县政府  浏览次数：12\n云江县人民政府\n关于加强巡查的意见\n",
            id="fields, and the issuer on a line of its own",
        ),
    ],
)
def test_titles_of_pages(above: str) -> None:
    title = said(f"{above}为落实责任，提出以下意见。\n")[0]
    assert title.removeprefix("云江县人民政府") == "关于加强巡查的意见"


@pytest.mark.parametrize("remark", ["（本文有删减）", "（此件有删减）", "（略有删节）"])
def test_a_remark_below_the_title_is_no_part_of_it(remark: str) -> None:
    assert said(f"云江县巡查工作方案\n{remark}\n")[0] == "云江县巡查工作方案"


def test_a_number_whose_place_is_crossed_out() -> None:
    title, number, *_ = said("×府办发〔2010〕37号\n云江县巡查方案\n")
    assert (title, number) == ("云江县巡查方案", "×府办发〔2010〕37号")


NOTICE = "云江县人民政府办公室关于印发《云江县巡查工作方案》的通知\n"


def test_a_covering_letter_is_no_title() -> None:
    text = (
        f"{NOTICE}各镇：\n现印发给你们。\n云江县人民政府办公室\n2024年3月5日\n云江县巡查工作方案\n"
    )
    assert said(text)[0] == "云江县巡查工作方案"
    assert said(f"{NOTICE}各镇：\n现将方案印发给你们，请遵照执行。\n")[0] == "云江县巡查工作方案"


def test_a_title_that_is_named_only_where_it_is_issued() -> None:
    text = "各镇：\n现将《云江县\n巡查工作方案》印发给你们，请认真贯彻执行，确保落实。\n"
    assert said(text)[0] == "云江县巡查工作方案"


@pytest.mark.parametrize(
    "above",
    [
        pytest.param(
            "索 引 号：000014349/2024-00012  发布机构：云江县人民政府办公室\n"
            "成文日期：2024-03-05  文    号：云政办发〔2024〕3号\n",
            id="several on a line",
        ),
        pytest.param(
            "• 索引号:\n\n000014349/2024-00012\n• 发文机关:\n\n云江县人民政府办公室\n"
            "• 发文字号:\n\n云政办发〔2024〕3号\n• 发文日期:\n\n2024年03月05日 16:40\n"
            "• 内容概述:\n\n",
            id="values on lines of their own",
        ),
        pytest.param(
            "索 引 号 MB1534522/2024-05475 发文日期 2024-03-05\n"
            "发布机构 云江县人民政府办公室 文    号 云政办发〔2024〕3号\n"
            "分   类 政务公开 有 效 性 有效\n",
            id="without colons",
        ),
    ],
)
def test_fields_of_a_page(above: str) -> None:
    assert said(f"{above}云江县巡查工作方案\n为落实责任，制定本方案。\n") == (
        "云江县巡查工作方案",
        "云政办发〔2024〕3号",
        ("云江县人民政府办公室",),
        date(2024, 3, 5),
    )
    assert imported(
        f"{above}云江县巡查工作方案\n为落实责任，制定本方案。\n{_ITEMS}"
    ).plan.preamble == ("为落实责任，制定本方案。")


def test_a_table_of_such_fields() -> None:
    table = Table(
        (
            ("索引号：", "000014349/2024-00012", "主题分类：", "公安"),
            ("发文机关：", "云江县人民政府办公室", "成文日期：", "2024年3月5日"),
            ("发文字号：", "云政办发〔2024〕3号", "有效性：", "有效"),
        ),
        1,
    )
    lines = ("云江县巡查工作方案", *_ITEMS.splitlines())
    paragraphs = [Paragraph(text, line) for line, text in enumerate(lines, 5)]
    intake = build_plan(Document("页面.html", (table, *paragraphs)))
    assert intake.plan.document_number == "云政办发〔2024〕3号"
    assert intake.plan.issued_by == ("云江县人民政府办公室",)
    assert intake.plan.issued_on == date(2024, 3, 5)
    assert intake.findings == ()


def test_what_signs_below_is_surer_than_the_page() -> None:
    plan = imported(
        "发布机构：云江县大数据局  发布日期：2024-04-01\n云江县巡查工作方案\n"
        f"{_ITEMS}云江县人民政府办公室\n2024年3月5日\n"
    ).plan
    assert plan.issued_by == ("云江县人民政府办公室",)
    assert plan.issued_on == date(2024, 3, 5)


def test_a_day_in_words_signs_too() -> None:
    signed = "云江县人民政府办公室\n二○一一年五月十六日\n"
    assert said(f"{NOTICE}各镇：\n现印发给你们。\n{signed}云江县巡查工作方案\n") == (
        "云江县巡查工作方案",
        "",
        ("云江县人民政府办公室",),
        date(2011, 5, 16),
    )


def test_readings_behind_characters_are_no_text() -> None:
    intake = imported(
        "雲江縣關(guān)于加強(qiáng)巡查的實(shí)施意見\n雲政發(fā)〔2017〕92號\n一、任務(wù)\n"
        "（一）加強(qiáng)宣傳(chuán)。(責(zé)任單位:縣發(fā)展改革局)\n（二）加強(qiáng)巡查。(縣公安局)\n"
    )
    assert intake.plan.title == "雲江縣關于加強巡查的實施意見"
    assert intake.plan.document_number == "雲政發〔2017〕92號"
    assert [unit.name for unit in intake.plan.units] == ["縣發展改革局", "縣公安局"]
    assert intake.findings == ()
    assert "(fā)" in {omission.text for omission in intake.omissions}


def test_issuer_on_two_lines() -> None:
    text = (
        "云江省工作方案\n现印发给你们。\n　　云江省高质量发展（数字经济发展）\n"
        "　　领导小组办公室（代章）\n2024年9月2日\n云江省发展方案\n"
    )
    assert said(text)[2] == ("云江省高质量发展（数字经济发展）领导小组办公室",)


@pytest.mark.parametrize(
    ("above", "title"),
    [
        pytest.param("附件1：云江市巡查方案\n", "云江市巡查方案", id="an annex's number"),
        pytest.param(
            "云政发〔2020〕3号附件\n云江市巡查方案\n", "云江市巡查方案", id="whose annex it is"
        ),
        pytest.param(
            "1.5万亿元产业培育方案\n", "1.5万亿元产业培育方案", id="a number with a point"
        ),
        pytest.param(
            "标题：云江市政府关于巡查时间的意见\n文号：云政发〔2021〕5号\n",
            "云江市政府关于巡查时间的意见",
            id="only in a field",
        ),
    ],
)
def test_titles(above: str, title: str) -> None:
    assert said(above)[0] == title


@pytest.mark.parametrize(
    "above",
    [
        pytest.param("中共云江市委办公室 云江市政府办公室印发《关于巡查的意见》\n", id="news"),
        pytest.param(
            "中共云江市委办公室\n云江市政府办公室\n印发《关于巡查的意见》的通知\n", id="red head"
        ),
    ],
)
def test_issued_together(above: str) -> None:
    title, _number, issuers, _day = said(above)
    assert title == "关于巡查的意见"
    assert issuers == ("中共云江市委办公室", "云江市政府办公室")
