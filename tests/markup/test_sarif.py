"""SARIF has what its standard requires (OASIS SARIF 2.1.0; the sections stand beside it)."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from dutymatrix.cli.formats import render
from dutymatrix.finding import Finding
from dutymatrix.i18n import use_language
from dutymatrix.markup.view import Options
from dutymatrix.screen.check import CheckView, Looked

FOUND = (
    Finding("方案 一/a:b%.yaml", 519, 5, "DM502", "两读", "核实", excerpt="  - by: 2018-12-31"),
    Finding("plan.yaml", 0, 0, "DM103", "空", "补上"),
    Finding("plan.yaml", 3, 1, "DM502", "两读", "核实"),
)


def log(*findings: Finding, unread: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    text = render(CheckView((Looked("plan.yaml", None, findings),), unread), Options("sarif"))
    assert isinstance(text, str)
    read: dict[str, Any] = json.loads(text)
    return read


def test_what_the_standard_requires_is_there() -> None:
    answer = log(*FOUND)
    assert answer["version"] == "2.1.0"  # 3.13.2
    assert answer["$schema"].startswith("https://")  # 3.13.3
    assert answer["$schema"].endswith("/sarif-schema-2.1.0.json")
    [run] = answer["runs"]  # 3.13.4
    driver = run["tool"]["driver"]  # 3.14.6, 3.18.2
    assert driver["name"] == "dutymatrix"  # 3.19.8
    assert driver["version"]
    for rule in driver["rules"]:  # 3.19.23
        assert rule["id"]  # 3.49.3
        assert rule["shortDescription"]["text"]  # 3.49.9, 3.12.3
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    assert run["columnKind"] == "unicodeCodePoints"  # 3.14.17
    assert run["invocations"] == [
        {"executionSuccessful": True, "toolExecutionNotifications": []}  # 3.20.14
    ]
    assert len(run["results"]) == len(FOUND)  # 3.14.23
    for result in run["results"]:
        assert result["message"]["text"]  # 3.27.11
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]  # 3.27.5, 3.27.6
        assert result["level"] in {"none", "note", "warning", "error"}  # 3.27.10
        [location] = result["locations"]  # 3.27.12
        physical = location["physicalLocation"]  # 3.28.3
        assert physical["artifactLocation"]["uri"]  # 3.29.3, 3.4.3
        assert physical["region"]["startLine"] >= 1  # 3.30.5
        assert physical["region"]["startColumn"] >= 1  # 3.30.6


def test_a_result_says_what_was_found() -> None:
    first, second, _third = log(*FOUND)["runs"][0]["results"]
    assert (first["ruleId"], first["level"]) == ("DM502", "warning")
    assert (second["ruleId"], second["level"]) == ("DM103", "error")
    assert first["message"] == {"text": "两读\n核实"}
    assert first["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 519,
        "startColumn": 5,
        "snippet": {"text": "  - by: 2018-12-31"},
    }
    assert second["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1,
        "startColumn": 1,
    }


def test_nothing_found_is_a_run_without_results() -> None:
    [run] = log()["runs"]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_files_that_could_not_be_read_are_told() -> None:
    [run] = log(unread=(("无 权.yaml", "no permission"),))["runs"]
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    [told] = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "no permission"
    assert told["level"] == "error"
    artifact = told["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "%E6%97%A0%20%E6%9D%83.yaml"}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        pytest.param("plan.yaml", "plan.yaml", id="plain"),
        pytest.param("a/b c.yaml", "a/b%20c.yaml", id="blank"),
        pytest.param("./a/../b.yaml", "b.yaml", id="normalized"),
        pytest.param("a:b.yaml", "a%3Ab.yaml", id="a colon begins no scheme"),
        pytest.param("100%#?.yaml", "100%25%23%3F.yaml", id="what URIs use"),
        pytest.param("方案.yaml", "%E6%96%B9%E6%A1%88.yaml", id="Chinese"),
        pytest.param("\udcff.yaml", "%FF.yaml", id="bytes that are no text"),
    ],
)
def test_uris_are_relative_and_escaped(path: str, uri: str) -> None:
    result = log(FOUND[2]._replace(file=path))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_below_the_folder_a_path_is_relative_elsewhere_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲").mkdir()
    monkeypatch.chdir(tmp_path / "甲")
    for path, uri in (
        (tmp_path / "甲" / "plan.yaml", "plan.yaml"),
        (Path("..", "乙.yaml"), (tmp_path / "乙.yaml").as_uri()),
        (tmp_path / "乙.yaml", (tmp_path / "乙.yaml").as_uri()),
    ):
        result = log(FOUND[2]._replace(file=str(path)))["runs"][0]["results"][0]
        said = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert unquote(said) == unquote(uri)


@pytest.mark.parametrize(("language", "said"), [("en", "en"), ("zh_CN", "zh-CN")])
def test_the_language_is_said_and_levels_stay_english(language: str, said: str) -> None:
    use_language(language)
    [run] = log(*FOUND)["runs"]
    assert run["language"] == said  # 3.14.7
    assert {result["level"] for result in run["results"]} == {"warning", "error"}
