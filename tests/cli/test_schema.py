"""`schema`: on the screen, in a file, of a plan."""

import json
from pathlib import Path

import pytest

from program import Runner

pytestmark = pytest.mark.usefixtures("here")


def test_on_the_screen_and_in_a_file(run: Runner, tmp_path: Path) -> None:
    shown = run("schema")
    schema = json.loads(shown.out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "市公安局" not in shown.out
    file = tmp_path / "方案.schema.json"
    assert run("schema", "-o", str(file)).out == ""
    assert file.read_text(encoding="utf-8") == shown.out


def test_of_a_plan_and_in_chinese(run: Runner) -> None:
    schema = json.loads(run("schema", "--plan", "plan.yaml", lang="zh_CN").out)
    names = schema["$defs"]["roster_names"]["anyOf"][0]["enum"]
    assert len(names) == 34
    assert "牵头" in schema["$defs"]["task"]["properties"]["lead"]["description"]
    assert run("--plan", "plan.yaml", "schema").out == run("schema", "--plan", "plan.yaml").out


def test_the_plan_is_not_replaced(run: Runner, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("title: 方案\n", encoding="utf-8")
    assert run("schema", "--plan", str(plan), "-o", str(plan)).code == 2
    assert plan.read_text(encoding="utf-8") == "title: 方案\n"
    assert run("schema", "--plan", str(tmp_path / "nirgends.yaml")).code == 2
