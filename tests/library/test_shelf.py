"""Which files of a folder are plans, and what each is called."""

from pathlib import Path

import pytest

from dutymatrix.library.shelf import holds_plan, iter_files, short_names


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("format: 1\ntitle: 甲\ntasks:\n- title: 做\n", id="tasks"),
        pytest.param("# 说明\nformat: 1\nsections: []\n", id="sections, behind a comment"),
        pytest.param('{"format": 1, "title": "甲", "tasks": []}', id="JSON"),
        pytest.param("\ufeffformat: 1\ntasks: []\n", id="with a mark of UTF-8"),
        pytest.param('"format": 1\n"sections": [\n', id="one that breaks"),
        pytest.param("format： 1\ntasks：\n", id="colons in full width"),
    ],
)
def test_plans(text: str) -> None:
    assert holds_plan(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("units:\n  市公安局:\n", id="a roster"),
        pytest.param("format: 1\nunits:\n  市公安局:\n", id="a roster with a format"),
        pytest.param("tasks:\n- name: 装机\n", id="tasks of another program"),
        pytest.param("period: 2018-06\nreports:\n  tasks: 3\n  format: 1\n", id="deeper keys"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_plans(text: str) -> None:
    assert not holds_plan(text.encode())


def test_a_plan_in_utf_16() -> None:
    assert holds_plan("format: 1\ntasks: []\n".encode("utf-16"))


def files_of(folder: Path, *, recursive: bool = False) -> list[Path]:
    """The files, where every folder is open."""

    def closed(_path: Path, error: OSError) -> None:
        raise error

    return [*iter_files(folder, recursive=recursive, on_closed=closed)]


def test_files_of_a_folder(tmp_path: Path) -> None:
    for name in ("乙.yaml", "下/丙.yaml", ".git/丁.yaml", "~$戊.docx", "甲.yaml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    own = [tmp_path / "乙.yaml", tmp_path / "甲.yaml"]
    assert files_of(tmp_path) == own
    assert files_of(tmp_path, recursive=True) == [tmp_path / "下/丙.yaml", *own]


def test_links(tmp_path: Path) -> None:
    (tmp_path / "方案").mkdir()
    (tmp_path / "方案/甲.yaml").touch()
    try:
        (tmp_path / "方案/又.yaml").symlink_to("甲.yaml")
    except OSError:
        pytest.skip("no links here")
    (tmp_path / "方案/上").symlink_to("..")  # round and round, if it were followed
    (tmp_path / "方案/无.yaml").symlink_to("没有.yaml")
    (tmp_path / "方案/自.yaml").symlink_to("自.yaml")
    names = [path.name for path in files_of(tmp_path, recursive=True)]
    assert sorted(names) == sorted(["又.yaml", "无.yaml", "甲.yaml", "自.yaml"])


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        pytest.param("a/禁毒.yaml a/扫黑.yaml", "禁毒 扫黑", id="by their files"),
        pytest.param("2017/plan.yaml 2018/plan.yaml", "2017 2018", id="by their folders"),
        pytest.param("x/2017/禁毒.yaml x/2018/禁毒.yaml", "2017/禁毒 2018/禁毒", id="by both"),
        pytest.param("a/禁毒.yaml a/禁毒.yml", "禁毒 禁毒_2", id="by nothing but their ending"),
        pytest.param("a/v1.2.yaml", "v1_2", id="no dot: numbers have them"),
    ],
)
def test_short_names(paths: str, names: str) -> None:
    assert short_names([*map(Path, paths.split())]) == tuple(names.split())


def test_a_name_holds_no_blank() -> None:
    assert short_names([Path("禁毒 方案 .yaml")]) == ("禁毒_方案",)
