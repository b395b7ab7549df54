"""`-o`: the format by the ending, whole files or none, and never the plan itself."""

import csv
import json
import os
import stat
import sys
from pathlib import Path

import pytest

from dutymatrix.cli import store
from program import PlanFile, Runner

pytestmark = pytest.mark.usefixtures("here")

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        pytest.param("a.txt", "市妇联 · 吴川市", id="txt"),
        pytest.param("a.json", '{\n  "format_version": 1,', id="json"),
        pytest.param("a.csv", "\ufeff单位,分工,", id="csv"),
        pytest.param("a.tsv", "unit\trole\t", id="tsv"),
        pytest.param("a.md", "## 《吴川市", id="md"),
        pytest.param("a.markdown", "## 《吴川市", id="markdown"),
        pytest.param("市妇联任务清单.CSV", "\ufeff单位,分工,", id="Chinese name, capitals"),
    ],
)
def test_the_ending_chooses_the_format(run: Runner, tmp_path: Path, name: str, begins: str) -> None:
    path = tmp_path / name
    assert run("duties", "市妇联", "-o", str(path)) == (0, "", f"{path} written\n")
    assert path.read_bytes().decode("utf-8").startswith(begins)
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_a_format_asked_for_overrides_the_ending(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    result = run("duties", "市妇联", "-o", str(path), "-f", "json", lang="zh_CN")
    assert result == (0, "", f"已写入 {path}\n")
    assert json.loads(path.read_text(encoding="utf-8"))["unit"] == "市妇联"


@pytest.mark.parametrize("name", ["list", ".csv"])
def test_an_ending_that_tells_nothing(run: Runner, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    code, out, err = run("units", "-o", str(path), lang="zh_CN")
    assert (code, out) == (2, "")
    assert err == (
        f"错误：{path} 没有扩展名，看不出格式\n"
        f"  例：-o {path}.docx；可写成 "
        ".txt、.json、.jsonl、.csv、.tsv、.md、.html、.docx、.xlsx、.pdf\n"
    )
    assert not path.exists()


def test_csv_in_a_file_opens_in_excel(run: Runner, tmp_path: Path) -> None:
    """A byte order mark, CRLF between the records, what stands in them as it is."""
    path = tmp_path / "a.csv"
    run("duties", "市卫计局", "-o", str(path))
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 11
    with path.open(encoding="utf-8-sig", newline="") as file:
        records = list(csv.DictReader(file))
    assert [record["条目"] for record in records] == [
        *("（三）1", "（三）3", "（三）4", "（三）5", "（三）7", "（三）8", "（三）9"),
        *("（四）4", "（五）1", "（六）3"),
    ]
    assert records[3]["工作内容"] == (
        "加强社区戒毒社区康复工作机构、强制隔离戒毒机构、戒毒药物维持治疗机构及戒毒康复场所的"
        "协调配合和工作衔接，逐步完善在所（拘留所、戒毒所）人员出所衔接和定期通报工作制度，"
        "实现管理措施无缝对接。"
    )


def test_csv_in_a_pipe_has_neither(run: Runner) -> None:
    out = run("duties", "市卫计局", "-f", "csv").out
    assert "\r" not in out
    assert "\ufeff" not in out


def test_a_table_in_a_file_is_plain_and_not_cut(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    run("duties", "市卫计局", "-o", str(path), lang="zh_CN", COLUMNS="20", FORCE_COLOR="1")
    assert path.read_text(encoding="utf-8") == run("duties", "市卫计局", lang="zh_CN").out


def test_what_stood_there_is_replaced(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("x" * 100_000, encoding="utf-8")
    run("duties", "市妇联", "-o", str(path))
    assert json.loads(path.read_text(encoding="utf-8"))["unit"] == "市妇联"


_FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")


@pytest.mark.parametrize("failing", [pytest.param("write", marks=_FULL), "flush", "replace"])
def test_a_failure_leaves_what_stood_there(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "a.json"
    path.write_text("kept", encoding="utf-8")

    def fail(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    if failing == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    elif failing == "flush":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        opened = store._open_private

        def open_full(path: str, flags: int) -> int:
            os.close(opened(path, flags))
            return os.open("/dev/full", os.O_WRONLY)

        monkeypatch.setattr(store, "_open_private", open_full)
    code, out, err = run("duties", "市妇联", "-o", str(path), lang="zh_CN")
    assert (code, out) == (2, "")
    assert err == (
        f"错误：{path} 写入失败：磁盘已满\n  请清理磁盘，或在 -o 后写其他磁盘上的文件名\n"
    )
    assert path.read_text(encoding="utf-8") == "kept"
    assert [found.name for found in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize(
    ("line", "said", "then"),
    [
        pytest.param("duties 市妇联 -o a.doc", ".doc", "write .docx instead; WPS opens", id="doc"),
        pytest.param("tasks -o a.WPS", ".wps", "write .docx instead; WPS opens", id="wps"),
        pytest.param("tasks -o a.et", ".et", "write .xlsx instead; WPS opens", id="et"),
        pytest.param("graph -o a.png", ".png", "write .svg instead", id="png"),
        pytest.param("graph -o a.docx", ".docx", "write .svg, .dot,", id="not this one's"),
        pytest.param("task 3.3 -o a.xyz", ".xyz", "write .txt, .json,", id="nobody's"),
    ],
)
def test_what_is_not_written_here_has_something_in_its_place(
    run: Runner, tmp_path: Path, line: str, said: str, then: str
) -> None:
    code, out, err = run(*line.replace("-o ", f"-o {tmp_path}/").split())
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {said} files are not written here\n  {then}")
    assert not list(tmp_path.iterdir())


def test_a_folder_is_no_file(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "a.csv"
    folder.mkdir()
    assert run("tasks", "-o", str(folder)) == (
        2,
        "",
        f"error: {folder} is a folder, and this is one file\n"
        f"  name a file in it: -o {folder / 'X.docx'}\n",
    )
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "清单" / "a.csv"
    assert run("duties", "市妇联", "-o", str(path), lang="zh_CN") == (
        2,
        "",
        f"错误：{path} 写入失败：没有这个文件夹\n  请先新建文件夹，或在 -o 后换一个文件名\n",
    )


def test_a_folder_one_may_not_write_in(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may write anywhere, so that the refusal is played."""

    def refuse(_path: str, _flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(store, "_open_private", refuse)
    path = tmp_path / "a.csv"
    code, out, err = run("duties", "市妇联", "-o", str(path), lang="zh_CN")
    assert (code, out) == (2, "")
    assert err == (
        f"错误：{path} 写入失败：没有权限，或文件正被其他程序打开\n"
        "  请关闭打开该文件的程序，或在 -o 后换一个文件名\n"
    )


@posix
def test_a_plan_that_is_not_ours_to_read(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("format: 1\ntitle: 方案\n", encoding="utf-8")

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    code, out, err = run("--plan", str(path), "tasks", lang="zh_CN")
    assert (code, out) == (2, "")
    assert err == f"错误：{path}：没有权限读取\n  请向文件所有者申请权限，或复制到自己的文件夹\n"


@posix
def test_a_file_set_read_only_is_not_replaced(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("kept", encoding="utf-8")
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    assert run("duties", "市妇联", "-o", str(path)).code == 2
    assert path.read_text(encoding="utf-8") == "kept"


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_rights_of_a_file_stay(run: Runner, tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.csv"
    path.touch()
    path.chmod(mode)
    assert run("duties", "市妇联", "-o", str(path)).code == 0
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert path.stat().st_size > 0


@posix
def test_a_new_file_has_the_rights_of_any_new_file(run: Runner, tmp_path: Path) -> None:
    path, other = tmp_path / "a.csv", tmp_path / "other"
    other.touch()
    run("duties", "市妇联", "-o", str(path))
    assert path.stat().st_mode == other.stat().st_mode


@posix
def test_through_a_link_its_file_is_replaced(run: Runner, tmp_path: Path) -> None:
    target, link = tmp_path / "real.csv", tmp_path / "a.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    assert run("duties", "市妇联", "-o", str(link)).code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8-sig").startswith("单位,")


@posix
def test_links_that_go_round_in_circles(run: Runner, tmp_path: Path) -> None:
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    one.symlink_to(other)
    other.symlink_to(one)
    code, out, err = run("duties", "市妇联", "-o", str(one))
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {one} could not be written: ")


@posix
def test_what_is_no_plain_file_is_left_alone(run: Runner, tmp_path: Path) -> None:
    pipe = tmp_path / "a.csv"
    os.mkfifo(pipe)
    code, out, err = run("duties", "市妇联", "-o", str(pipe), lang="zh_CN")
    assert (code, out) == (2, "")
    assert err.startswith(f"错误：{pipe} 写入失败：这不是普通文件\n")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_name_as_long_as_names_may_be(run: Runner, tmp_path: Path) -> None:
    """The temporary beside it has a name of its own, not a longer one."""
    path = tmp_path / f"{'长' * 83}.csv"
    assert run("duties", "市妇联", "-o", str(path)).code == 0
    path = tmp_path / f"{'长' * 300}.csv"
    assert run("duties", "市妇联", "-o", str(path)).code == 2


@pytest.mark.parametrize("link", [False, True])
def test_the_plan_is_not_replaced_by_its_own_answer(
    run: Runner, plan_file: PlanFile, tmp_path: Path, link: bool
) -> None:
    text = "format: 1\ntitle: 试行方案\nunits:\n  市妇联:\n"
    path = plan_file(text, "plan.txt")
    named = tmp_path / "link.txt" if link else path
    if link:
        named.symlink_to(path)
    assert run("--plan", str(path), "duties", "市妇联", "-o", str(named)) == (
        2,
        "",
        f"error: {named} is what the answer was read from; it is not replaced\n"
        "  name another file after -o\n",
    )
    assert path.read_text(encoding="utf-8") == text
