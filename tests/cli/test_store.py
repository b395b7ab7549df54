"""Files are put in place whole, one run at a time, never over what nobody saw."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dutymatrix.cli import store
from dutymatrix.error import UnwritableFileError
from program import ROOT, PlanFile, Runner, environment_of_process

posix = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
TEXT = (
    "title: 试行方案\nunits:\n  甲局:\n  乙局:\ntasks:\n- title: 落实\n  lead: 甲局\n  join: 乙局\n"
)
DOCUMENT = "某市方案\n一、任务\n（一）压实责任。建立台账。（市公安局牵头，市司法局配合）\n"


def together(commands: list[list[str]], folder: Path) -> list[int]:
    """Exit codes of runs that are started at once."""
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "dutymatrix", *command],
            cwd=folder,
            env=environment_of_process({"PYTHONPATH": str(ROOT / "src")}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for command in commands
    ]
    return [run.wait(60) for run in runs]


def test_of_two_renamings_at_once_neither_is_lost(plan_file: PlanFile) -> None:
    path = plan_file(TEXT)
    commands = [["rename-unit", old, f"{old}新"] for old in ("甲局", "乙局")]
    assert together(commands, path.parent) == [0, 0]
    after = path.read_text(encoding="utf-8")
    assert ("lead: 甲局新" in after, "join: 乙局新" in after) == (True, True)
    assert [entry.name for entry in path.parent.iterdir()] == ["plan.yaml"]


def test_of_four_imports_at_once_one_wins(tmp_path: Path) -> None:
    (tmp_path / "方案.txt").write_text(DOCUMENT, encoding="utf-8")
    codes = together([["import", "方案.txt", "-o", "plan.yaml"]] * 4, tmp_path)
    assert sorted(codes) == [0, 2, 2, 2]
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["plan.yaml", "方案.txt"]


def test_an_edit_takes_a_file_that_still_is_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    store.edit_file(path, b"", b"new")
    with pytest.raises(store.ChangedFileError):
        store.edit_file(path, b"ne", b"lost")
    with pytest.raises(store.ChangedFileError):
        store.edit_file(path, b"", b"lost")
    store.edit_file(path, b"new", b"newer")
    assert path.read_bytes() == b"newer"


def test_an_edit_that_is_rehearsed_leaves_all_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a"
    store.edit_file(path, b"", b"new", rehearsed=True)
    assert [*tmp_path.iterdir()] == []
    path.mkdir()
    with pytest.raises(UnwritableFileError, match="it is a folder\nrun the command again"):
        store.edit_file(path, b"", b"new", rehearsed=True)


def test_an_editor_that_saves_in_between_is_not_overwritten(
    run: Runner, plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan_file(TEXT)
    edit = store.edit_file

    def save_first(file: Path, before: bytes, after: bytes) -> None:
        path.write_bytes(path.read_bytes() + "# 请核\n".encode())
        edit(file, before, after)

    monkeypatch.setattr(store, "edit_file", save_first)
    done = run("--plan", str(path), "rename-unit", "甲局", "丙局")
    assert done.code == 2
    assert f"{path} was changed by somebody else meanwhile; it is left as it is now" in done.err
    assert "丙局" not in path.read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8").count("# 请核") == 5


def test_a_save_in_between_is_kept_and_the_edit_begins_again(
    run: Runner, plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan_file(TEXT)
    edit = store.edit_file
    saves = iter([TEXT + "# 请核\n"])

    def save_once(file: Path, before: bytes, after: bytes) -> None:
        for text in saves:
            path.write_text(text, encoding="utf-8", newline="\n")
        edit(file, before, after)

    monkeypatch.setattr(store, "edit_file", save_once)
    assert run("--plan", str(path), "rename-unit", "甲局", "丙局").code == 0
    after = path.read_text(encoding="utf-8")
    assert ("lead: 丙局" in after, "# 请核" in after) == (True, True)


def test_a_file_is_created_once(tmp_path: Path) -> None:
    path = tmp_path / "a"
    won: list[bytes] = []

    def create(data: bytes) -> None:
        try:
            store.create_file(path, data)
        except FileExistsError:
            return
        won.append(data)

    threads = [threading.Thread(target=create, args=(b"%d" % n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == [path.read_bytes()]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("line", ["graph -o X.svg", "duties --all -o X.html", "tasks -o X.csv"])
def test_ctrl_c_while_a_file_is_written_leaves_the_one_before(
    line: str, run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    *args, name = line.split()
    target = tmp_path / name
    target.write_bytes(b"before")
    monkeypatch.setattr(os, "fsync", lambda _file: signal.raise_signal(signal.SIGINT))
    assert run(*args, str(target)) == (130, "", "")
    assert [*tmp_path.iterdir()] == [target]
    assert target.read_bytes() == b"before"


@pytest.mark.usefixtures("here")
def test_ctrl_c_in_a_folder_leaves_whole_files(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    def stop(file: int) -> None:
        written.append(file)
        if len(written) == 4:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(os, "fsync", stop)
    assert run("duties", "--all", "-o", str(tmp_path), "-f", "html").code == 130
    left = [*tmp_path.iterdir()]
    assert len(left) == 3
    assert all(path.read_text("utf-8").rstrip().endswith("</html>") for path in left)


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    for name in (".dutymatrix-lock", ".dutymatrix-ab_1xyz9", ".dutymatrix-notes.txt", "a.tmp"):
        (tmp_path / name).write_bytes(b"left")
    store.write_file(tmp_path / "a", b"new")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        ".dutymatrix-notes.txt",
        "a",
        "a.tmp",
    ]


@posix
def test_where_there_are_no_locks_files_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_lock: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(store, "_wait_for", refuse)
    (tmp_path / ".dutymatrix-ab_1xyz9").write_bytes(b"perhaps in use")
    store.create_file(tmp_path / "a", b"new")
    store.edit_file(tmp_path / "a", b"new", b"newer")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".dutymatrix-ab_1xyz9", "a"]


@posix
@pytest.mark.parametrize("length", [1, 2])
def test_links_in_a_circle_stay(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    # What Path.resolve does from Python 3.13 on.
    monkeypatch.setattr(Path, "resolve", lambda path, strict=False: path)
    names = [f"{n}.csv" for n in range(length)]
    for name, other in zip(names, names[1:] + names[:1], strict=True):
        (tmp_path / name).symlink_to(other)
    done = run("duties", "市妇联", "-o", str(tmp_path / "0.csv"))
    assert done.code == 2
    assert "could not be written: Too many levels of symbolic links" in done.err
    assert all((tmp_path / name).is_symlink() for name in names)


@posix
def test_a_link_to_a_file_that_is_not_there_yet_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("a")
    store.write_file(tmp_path / "link", b"new")
    assert ((tmp_path / "link").is_symlink(), (tmp_path / "a").read_bytes()) == (True, b"new")


@posix
@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["rename-unit", "--plan", "/dev/zero", "甲", "乙"], id="rename-unit"),
        pytest.param(["textconv", "/dev/zero"], id="textconv"),
        pytest.param(["merge-driver", "/dev/zero", "/dev/zero", "/dev/zero"], id="merge-driver"),
    ],
)
def test_what_has_no_end_is_refused(
    run: Runner, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    monkeypatch.setattr("dutymatrix.planfile.source.MAX_BYTES", 2**20)
    done = run(*args)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: /dev/zero is ")
