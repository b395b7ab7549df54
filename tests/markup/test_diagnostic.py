"""Findings a line each: as gcc writes them for editors, as commands for GitHub's runs."""

import pytest

from dutymatrix.cli.formats import render
from dutymatrix.finding import Finding
from dutymatrix.i18n import use_language
from dutymatrix.markup.view import Options
from dutymatrix.screen.check import CheckView, Looked


def written(finding: Finding, format_: str) -> str:
    view = CheckView((Looked(finding.file, None, (finding,)),))
    text = render(view, Options(format_))
    assert isinstance(text, str)
    return text


def finding(file: str, line: int, column: int, code: str, message: str) -> Finding:
    return Finding(file, line, column, code, message, "hint", excerpt="excerpt")


@pytest.mark.parametrize(
    ("found", "gcc", "github"),
    [
        pytest.param(
            finding("plan.yaml", 519, 5, "DM502", "2019年前: 两读"),
            "plan.yaml:519:5: warning: 2019年前: 两读 [DM502]\n",
            "::warning file=plan.yaml,line=519,col=5::2019年前: 两读 [DM502]\n",
            id="warning",
        ),
        pytest.param(
            finding("a/b.yaml", 1, 1, "DM201", "甲"),
            "a/b.yaml:1:1: error: 甲 [DM201]\n",
            "::error file=a/b.yaml,line=1,col=1::甲 [DM201]\n",
            id="error",
        ),
        pytest.param(
            finding("plan.yaml", 0, 0, "DM103", "甲"),
            "plan.yaml:1:1: error: 甲 [DM103]\n",
            "::error file=plan.yaml,line=1,col=1::甲 [DM103]\n",
            id="whole file",
        ),
        pytest.param(
            finding("a,b:c%.yaml", 2, 3, "DM201", "100%, 甲:乙"),
            "a,b:c%.yaml:2:3: error: 100%, 甲:乙 [DM201]\n",
            "::error file=a%2Cb%3Ac%25.yaml,line=2,col=3::100%25, 甲:乙 [DM201]\n",
            id="what GitHub escapes",
        ),
        pytest.param(
            finding("a\nb.yaml", 2, 3, "DM201", "甲\r\n::error::乙\x1b[31m"),
            "a b.yaml:2:3: error: 甲\\u000d ::error::乙\\u001b[31m [DM201]\n",
            "::error file=a%0Ab.yaml,line=2,col=3::甲%0D%0A::error::乙\\u001b[31m [DM201]\n",
            id="no line of its own is smuggled in",
        ),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_finding_is_one_line(found: Finding, gcc: str, github: str, language: str) -> None:
    use_language(language)
    assert written(found, "gcc") == gcc
    assert written(found, "github") == github


@pytest.mark.parametrize("format_", ["gcc", "github"])
def test_nothing_found_is_nothing_written(format_: str) -> None:
    assert render(CheckView(()), Options(format_)) == ""
