"""Streams: consoles in GBK and ASCII, colour, width, pipes."""

import json
import re
import sys
from pathlib import Path

import pytest

from program import ROOT, PlanFile, Runner, environment_of_process, start

# 㙍 is in GB 18030, not in GBK; the town is real.
TOWN = """\
format: 1
title: 塘㙍镇实施方案
units:
  塘㙍镇:
  市公安局:
sections:
- title: 机制
  tasks:
  - title: 落实责任
    lead: 塘㙍镇
    join: 市公安局
"""

# Each lost character leaves as many ? as it was wide: the columns stay aligned.
GBK_TABLE = """\
塘??镇 · 塘??镇实施方案
条目     分工  工作任务  牵头单位  完成时限
───────────────────────────────────────────
（一）1  牵头  落实责任  塘??镇    未明确

方案共 1 项，塘??镇 1 项：牵头 1 项，参与 0 项
"""


@pytest.fixture
def town(plan_file: PlanFile) -> Path:
    """The folder of a plan that GBK cannot hold."""
    return plan_file(TOWN).parent


def test_gbk_table_replaces_and_says_so(town: Path) -> None:
    code, out, err = start(
        *("duties", "塘㙍镇"), cwd=town, PYTHONIOENCODING="gbk", DUTYMATRIX_LANG="zh_CN"
    )
    assert (code, out.decode("gbk")) == (0, GBK_TABLE)
    assert err.decode("gbk") == "命令行窗口（GBK）显示不了这些字，以 ? 代替：U+364D\n"


def test_gbk_table_says_so_only_where_it_loses(town: Path) -> None:
    code, out, err = start("duties", "公安局", cwd=town, PYTHONIOENCODING="gbk")
    assert code == 0
    assert err.decode("gbk") == "公安局 → 市公安局\n" + (
        "shown as ? because this console (GBK) lacks them: U+364D\n"
    )
    code, out, err = start("duties", "市妇联", PYTHONIOENCODING="gbk", DUTYMATRIX_LANG="zh_CN")
    assert (code, err) == (0, b"")
    assert "（三）1  参与  推进社区戒毒社区康复工作开展" in out.decode("gbk")


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp1252"])
def test_json_escapes_what_the_stream_lacks(town: Path, encoding: str) -> None:
    code, out, err = start("duties", "塘㙍镇", "-f", "json", cwd=town, PYTHONIOENCODING=encoding)
    assert (code, err) == (0, b"")
    assert b'"unit": "\\u5858\\u364d\\u9547"' in out
    assert json.loads(out.decode("ascii"))["unit"] == "塘㙍镇"


def test_json_in_gbk_is_ascii() -> None:
    """Whatever the plan says, so that a program that reads it need not know of GBK."""
    code, out, _err = start("duties", "市妇联", "-f", "json", PYTHONIOENCODING="gbk")
    assert code == 0
    assert json.loads(out.decode("ascii"))["unit"] == "市妇联"


@pytest.mark.parametrize("name", ["csv", "tsv", "md"])
def test_other_formats_fail_rather_than_lie(town: Path, name: str) -> None:
    code, out, err = start("duties", "塘㙍镇", "-f", name, cwd=town, PYTHONIOENCODING="gbk")
    assert (code, out) == (2, b"")
    assert err.decode("gbk") == (
        "error: this console writes GBK, which has no U+364D\n"
        f"  write to a file instead: -o FILE.{name}\n"
    )
    code, out, _err = start("duties", "市公安局", "-f", name, cwd=town, PYTHONIOENCODING="utf-8")
    assert code == 0
    assert "塘㙍镇" in out.decode("utf-8")


def test_csv_in_gbk_where_gbk_holds_it() -> None:
    code, out, err = start("duties", "市妇联", "-f", "csv", PYTHONIOENCODING="gbk")
    assert (code, err) == (0, b"")
    assert out.decode("gbk").startswith("单位,分工,所属统称,")


def test_ascii_crashes_nowhere(town: Path) -> None:
    code, out, err = start("duties", "塘㙍镇", cwd=town, PYTHONIOENCODING="ascii")
    assert (code, out.isascii()) == (0, True)
    assert err.decode("ascii").startswith("shown as ? because this console (ASCII) lacks them: U+")
    # Of dozens of characters the first few are named.
    assert len(err) < 160
    assert start("task", "9.9", PYTHONIOENCODING="ascii").code == 2
    assert start("--help", PYTHONIOENCODING="ascii", DUTYMATRIX_LANG="zh_CN").code == 0


def test_words_on_stderr_keep_what_the_console_lacks(town: Path) -> None:
    _code, _out, err = start("duties", "㙍", "-f", "json", cwd=town, PYTHONIOENCODING="gbk")
    assert err.decode("gbk") == "\\u364d → 塘\\u364d镇\n"


@pytest.mark.parametrize(
    ("variables", "colored"),
    [
        pytest.param({}, False, id="a pipe"),
        pytest.param({"FORCE_COLOR": "1"}, True, id="FORCE_COLOR"),
        pytest.param({"FORCE_COLOR": "1", "TERM": "dumb"}, True, id="even of a dumb terminal"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="NO_COLOR wins"),
        pytest.param({"FORCE_COLOR": ""}, False, id="FORCE_COLOR empty"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": ""}, True, id="NO_COLOR empty"),
    ],
)
@pytest.mark.usefixtures("here")
def test_color(run: Runner, variables: dict[str, str], colored: bool) -> None:
    code, out, err = run("duties", "财政局", lang="zh_CN", **variables)
    plain = run("duties", "财政局", lang="zh_CN").out
    assert (code, err) == (0, "财政局 → 市财政局\n")
    assert ("\x1b[1m" in out) is colored
    # Colour says nothing that the words do not.
    assert [line.rstrip() for line in re.sub(r"\x1b\[[0-9]*m", "", out).split("\n")] == (
        plain.split("\n")
    )


@pytest.mark.usefixtures("here")
def test_what_the_unit_leads_stands_out(run: Runner) -> None:
    out = run("duties", "市财政局", lang="zh_CN", FORCE_COLOR="1").out
    bold = [line for line in out.splitlines() if line.startswith("\x1b[1m（")]
    assert [re.sub(r"\x1b\[[0-9]*m", "", line).split()[:2] for line in bold] == [
        ["（一）6", "牵头"],
        ["（六）4", "牵头"],
    ]


@pytest.mark.usefixtures("here")
def test_only_tables_have_color(run: Runner) -> None:
    for name in ("json", "csv", "tsv", "md"):
        plain = run("duties", "市财政局", "-f", name).out
        assert run("duties", "市财政局", "-f", name, FORCE_COLOR="1").out == plain


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("columns", ["0", "-5", "wide", "²", "", " "])
def test_columns_that_say_nothing(run: Runner, columns: str) -> None:
    assert run("duties", "市妇联", COLUMNS=columns) == run("duties", "市妇联")


@pytest.mark.usefixtures("here")
def test_a_pipe_is_never_cut(run: Runner) -> None:
    lines = run("task", "3.9").out.splitlines()
    assert len(lines[2]) > 200
    assert lines[2].startswith("规范明确吸毒人员从业、")
    assert lines[2].endswith("各项措施公开可查。")


def _in_terminal(*args: str, **environment: str) -> str:
    """What the program shows in a terminal of 24 lines and 40 columns."""
    import os
    import pty
    import subprocess
    from fcntl import ioctl
    from struct import pack
    from termios import TIOCSWINSZ

    master, slave = pty.openpty()
    ioctl(slave, TIOCSWINSZ, pack("HHHH", 24, 40, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "dutymatrix", *args],
        stdout=slave,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=environment_of_process({"TERM": "xterm", "DUTYMATRIX_LANG": "zh_CN", **environment}),
    )
    os.close(slave)
    shown = b""
    try:
        while piece := os.read(master, 65536):
            shown += piece
    except OSError:  # how Linux says that the other side is closed
        pass
    finally:
        os.close(master)
    assert process.wait(timeout=60) == 0
    return shown.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_a_terminal_gives_its_height(tmp_path: Path) -> None:
    """Of a matrix of many screens it has the largest part; a pipe has all, whatever its width."""
    from bench.generator import generate_plan

    plan = tmp_path / "plan.yaml"
    plan.write_text(generate_plan(600), "utf-8")
    asked = ("--plan", str(plan), "matrix", "--rows", "task", "--cols", "unit", "--cells", "mark")
    lines = _in_terminal(*asked).splitlines()
    assert len(lines) < 30
    assert any("600 行中的 12 行" in line for line in lines)
    _code, piped, _err = start(*asked, COLUMNS="40")
    assert len(piped.splitlines()) > 600


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_a_terminal_gives_its_width() -> None:
    """In a terminal of 40 columns the rows stack and nothing is wider; bold is on."""
    from dutymatrix.measure import cells

    text = _in_terminal("--no-pager", "duties", "市妇联")
    assert "\x1b[1m市妇联 · " in text
    plain = re.sub(r"\x1b\[[0-9]*m", "", text)
    assert "  完成时限  2018年底前\n" in plain
    assert max(map(cells, plain.split("\n"))) <= 40


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
@pytest.mark.parametrize(
    ("args", "pager", "paged"),
    [
        pytest.param(["tasks"], "sed s/^/paged:/", True, id="longer than the screen"),
        pytest.param(["task", "1.8"], "sed s/^/paged:/", False, id="shorter"),
        pytest.param(["--no-pager", "tasks"], "sed s/^/paged:/", False, id="not wanted"),
        pytest.param(["tasks"], "", False, id="none set"),
        pytest.param(["tasks"], "no-such-pager", False, id="no such program"),
        pytest.param(["tasks"], "less '", False, id="a quote too many"),
        pytest.param(["tasks"], "head -3", False, id="left before the end"),
        pytest.param(["tasks", "-f", "json"], "sed s/^/paged:/", False, id="not for programs"),
    ],
)
def test_pager(args: list[str], pager: str, paged: bool) -> None:
    text = _in_terminal(*args, PAGER=pager)
    assert ("paged:" in text) is paged
    assert "禁毒" in text
