"""`textconv`: a plan as one fact a line, and whatever else as it is."""

from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from dutymatrix.planfile import parse_plan
from dutymatrix.revision.textconv import render_facts
from program import ROOT, PlanFile, start
from revisions import revise
from test_startup import HEAVY, loaded

TEXT = """\
title: 试行方案
language: en
document_number: 〔2018〕1号
issued_on: 2018-01-02
role_rule: 首位牵头。其他参与。
units:
  甲局:
    full_name: 甲管理局
    aliases: [甲]
  乙局:
    until: 2019-03-31
    succeeded_by: [甲局]
groups:
  各镇:
    members: [甲局]
  有关单位:
    open: true
standing:
- text: 以下各项均涉及甲局。
  units: [甲局]
sections:
- title: 机制
  text: 建立机制。
  tasks:
  - title: 落实责任
    id: zeren
    text: |-
      全面落实；
      定期检查。
    lead: 甲局
    join: [乙局, 各镇]
    open: true
    milestones:
    - by: 2018-12-31
      said: 2018年底前
      goal: 摘帽
    notes:
      适用范围: 全市
  - title: 保障经费
    number: 5
    parts:
    - text: 预算。
      lead: 甲局
    - title: 审计
      guide: 乙局
- title: 宣传
  tasks:
  - title: 落实责任
    lead: 乙局
common:
- title: 保障
  text: 加强保障。
  items:
  - title: 组织
    text: 加强组织。
"""
FACTS = """\
plan · 试行方案
document number · 〔2018〕1号
issued on · 2018-01-02
rule of roles · 首位牵头。
rule of roles · 其他参与。
language · en
numbering · （一） 1.

unit · 甲局
unit · 甲局 · full name · 甲管理局
unit · 甲局 · alias · 甲
unit · 乙局
unit · 乙局 · until · 2019-03-31
unit · 乙局 · succeeded by · 甲局
group · 各镇
group · 各镇 · member · 甲局
group · 有关单位
group · 有关单位 · open

rule for all tasks · 以下各项均涉及甲局。
rule for all tasks · 以下各项均涉及甲局。 · 甲局

## 机制
text · 建立机制。

* 落实责任
id · zeren
text · 全面落实；
text · 定期检查。
leads · 甲局
takes part · 乙局
takes part · 各镇
others may take part
milestone · 2018-12-31 · 2018年底前 · 摘帽
适用范围 · 全市

* 保障经费
number · 5

  * 预算
text · 预算。
leads · 甲局

  * 审计
guides · 乙局

## 宣传

* 落实责任
leads · 乙局

## 保障
加强保障。
组织 · 加强组织。
"""


def test_every_fact_is_a_line() -> None:
    assert render_facts(parse_plan(TEXT)) == FACTS


def test_a_change_is_told_by_the_lines_it_is_about() -> None:
    """A new title is one line, a new lead another, and numbers that follow change nothing."""
    old = (ROOT / "plan.yaml").read_text(encoding="utf-8")
    new = revise(old).replace("扩大禁毒社会组织团体规模", "壮大禁毒社会组织")
    told = [Counter(render_facts(parse_plan(text)).splitlines()) for text in (old, new)]
    gone, come = [*(told[0] - told[1]).elements()], [*(told[1] - told[0]).elements()]
    # One task is no more, one has another title, one other words.
    assert [line for line in gone if line.startswith("* ")] == [
        "* 建立禁毒工作成效评价体系",
        "* 扩大禁毒社会组织团体规模",
    ]
    # Of what came, the lead of the money and the unit in schools are lines of their own.
    assert sorted(line for line in come if line.startswith(("* ", "参与 · 市"))) == [
        "* 壮大禁毒社会组织",
        "* 规范涉毒网络信息巡查",
        "参与 · 市妇联",
        "参与 · 市委宣传部",
        "参与 · 市文广新局",
        "参与 · 市财政局",
    ]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"title: [\n", id="no YAML"),
        pytest.param("title: 无\ntasks:\n- lead: 没有\n".encode(), id="with errors"),
        pytest.param("标题：方案\n".encode("gbk"), id="no UTF-8"),
        pytest.param(b"<<<<<<< ours\n=======\n>>>>>>> theirs\n", id="a conflict"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"a\r\nb", id="no plan"),
    ],
)
def test_what_is_no_plan_is_told_as_it_is(plan_file: PlanFile, data: bytes) -> None:
    assert start("textconv", str(plan_file(data))) == (0, data, b"")


def test_what_is_no_text_is_told_by_its_digest(plan_file: PlanFile) -> None:
    data = b"\x7fELF\0\x1b[31m"
    said = f"10 bytes, sha256 {sha256(data).hexdigest()}\n".encode()
    assert start("textconv", str(plan_file(data, "程序.bin"))) == (0, said, b"")


def test_the_answer_is_utf8_in_the_plans_language_wherever_it_goes(plan_file: PlanFile) -> None:
    path = str(plan_file(TEXT))
    for lang, encoding in (("zh_CN", "gbk"), ("en", "ascii")):
        code, out, err = start("textconv", path, DUTYMATRIX_LANG=lang, PYTHONIOENCODING=encoding)
        assert (code, out.decode("utf-8"), err) == (0, FACTS, b"")


def test_a_document_is_told_with_its_text(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for text in ("试行方案", "（一）落实责任。全面落实；定期检查。", "（牵头单位：市公安局）"):
        document.add_paragraph(text)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "甲\n乙", "丙"
    document.save(str(tmp_path / "方案.docx"))
    code, out, err = start("textconv", str(tmp_path / "方案.docx"))
    assert (code, err) == (0, b"")
    said = (
        "试行方案\n（一）落实责任。\n全面落实；\n定期检查。\n（牵头单位：市公安局）\n甲 乙 | 丙\n"
    )
    assert out.decode("utf-8").endswith(said)
    damaged = tmp_path / "坏.docx"
    damaged.write_bytes((tmp_path / "方案.docx").read_bytes()[:5000])
    assert start("textconv", str(damaged)).out.startswith(b"5000 bytes, sha256 ")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    code, out, err = start("textconv", str(tmp_path / "没有.yaml"))
    assert (code, out) == (2, b"")
    assert b"there is no such file" in err


def test_it_loads_little() -> None:
    out, modules = loaded("textconv", "plan.yaml")
    assert "* 压实禁毒责任\n" in out
    assert not modules & (HEAVY | {"yaml"})
