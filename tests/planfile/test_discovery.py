"""Which files of a folder are plans: those that look like one, even a broken one."""

import sys
from pathlib import Path

import pytest

from dutymatrix.planfile.discovery import find_plans


def found(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_plans(folder)]


@pytest.mark.parametrize(
    ("name", "text", "is_plan"),
    [
        pytest.param("a.yaml", "format: 1\ntitle: 甲\n", True, id="title and format"),
        pytest.param("a.yml", "title: 甲\ntasks: []\n", True, id="yml"),
        pytest.param("a.YAML", "title: 甲\ntasks: []\n", True, id="capitals"),
        pytest.param("a.yaml", "title：甲\nsections：\n", True, id="full-width colons"),
        pytest.param("a.yaml", '{"format": 1,\n "title": "甲"}', True, id="JSON"),
        pytest.param("a.yaml", '"title": 甲\n"units": {}\n', True, id="quoted keys"),
        pytest.param("a.yaml", "<<<<<<< a\ntitle: 甲\nunits:\n", True, id="a conflict"),
        pytest.param("a.yaml", "title: 甲\nunits:\n".encode("gb18030"), True, id="GBK"),
        pytest.param("a.yaml", "title: 甲\nunits:\n".encode("utf-16"), True, id="UTF-16"),
        pytest.param("plan.yaml", "", True, id="called so"),
        pytest.param("a.yaml", "", False, id="empty"),
        pytest.param("a.yaml", "title: 甲\n", False, id="a title alone"),
        pytest.param("units.yaml", "units:\n  甲:\ngroups:\n", False, id="a roster"),
        pytest.param(
            "a.yaml", "version: '3'\ntasks:\n  a: b\n", False, id="another program's tasks"
        ),
        pytest.param("a.yaml", "name: 甲\nx:\n  title: 甲\n  units: 乙\n", False, id="keys within"),
        pytest.param("a.json", '{"title": "甲", "tasks": []}', False, id="another ending"),
        pytest.param("a.docx", "title: 甲\ntasks:\n", False, id="a document"),
        pytest.param(".a.yaml", "title: 甲\ntasks:\n", False, id="hidden"),
        pytest.param(".git/a.yaml", "title: 甲\ntasks:\n", False, id="in a hidden folder"),
    ],
)
def test_what_is_a_plan(tmp_path: Path, name: str, text: str | bytes, is_plan: bool) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert found(tmp_path) == ([name] if is_plan else [])


def test_the_order_is_that_of_the_names(tmp_path: Path) -> None:
    names = ["二/plan.yaml", "一/plan.yaml", "b.yaml", "一/甲/plan.yaml", "a/plan.yaml"]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("title: 甲\nunits:\n", encoding="utf-8")
    assert found(tmp_path) == sorted(names)


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "plan.yaml").touch()
    try:
        (tmp_path / "a" / "b").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    assert found(tmp_path) == ["a/plan.yaml"]


def test_folders_may_be_nested_deeper_than_calls(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a"] * 500)
    deep.mkdir(parents=True)
    (deep / "plan.yaml").touch()
    depth = sys.getrecursionlimit()
    sys.setrecursionlimit(300)
    try:
        assert [*find_plans(tmp_path)] == [deep / "plan.yaml"]
    finally:
        sys.setrecursionlimit(depth)


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    assert list(find_plans(tmp_path / "nope")) == [tmp_path / "nope"]
