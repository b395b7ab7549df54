"""Tab: units by any of their writings, numbers, formats; in every shell, for any plan."""

import os
import select
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dutymatrix.cli.app import COMMANDS
from dutymatrix.cli.shell import install_completion
from program import ROOT, PlanFile, Runner, start_in_shell

SHOWN = [name for name, entry in COMMANDS.items() if not entry.hidden and " " not in name]
SHELLS = ("bash", "zsh", "fish", "powershell")


Tab = Callable[..., str]


@pytest.fixture
def press_tab(run: Runner, here: Path) -> Tab:
    """What a shell gets when Tab is pressed at the end of a line."""

    def press(line: str, shell: str = "bash", lang: str = "en", plan: str = "") -> str:
        words = line.split(" ")
        code, out, err = run(
            lang=lang,
            _DUTYMATRIX_COMPLETE=f"complete_{shell}",
            COMP_WORDS=line,
            COMP_CWORD=str(len(words) - 1),
            _TYPER_COMPLETE_ARGS=line,
            _TYPER_COMPLETE_WORD_TO_COMPLETE=words[-1],
            _TYPER_COMPLETE_FISH_ACTION="get-args",
            DUTYMATRIX_PLAN=plan,
        )
        assert (code, err) == (0, "")
        return out.removesuffix("\n")

    return press


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        pytest.param("dutymatrix ", " ".join(SHOWN), id="commands"),
        pytest.param("dutymatrix du", "duties", id="a command"),
        pytest.param("dutymatrix duties 市卫", "市卫计局", id="a beginning"),
        pytest.param("dutymatrix duties 各", "各镇（街）", id="a group"),
        pytest.param("dutymatrix duties 卫", "市卫计局", id="a part"),
        pytest.param("dutymatrix duties wjj", "市卫计局", id="initials"),
        pytest.param("dutymatrix duties 市妇联 市公", "市公安局", id="a second unit"),
        pytest.param("dutymatrix duties 公", "市公安局 邮政集团吴川分公司 公", id="several"),
        pytest.param("dutymatrix duties weij", "市卫计局", id="pinyin"),
        pytest.param("dutymatrix duties wj", "市卫计局 武警中队 wj", id="initials of several"),
        pytest.param("dutymatrix --show-completion p", "powershell pwsh", id="shells"),
        pytest.param("dutymatrix duties zzz", "", id="none"),
        pytest.param("dutymatrix task 6.", "6.1 6.2 6.3 6.4 6.5", id="numbers"),
        pytest.param(
            "dutymatrix task （六", "（六）1 （六）2 （六）3 （六）4 （六）5", id="labels"
        ),
        pytest.param(
            "dutymatrix task 六·", "六·1 六·2 六·3 六·4 六·5", id="numbers typed otherwise"
        ),
        pytest.param("dutymatrix task 六", "六.1 六.2 六.3 六.4 六.5", id="of a section"),
        pytest.param(
            "dutymatrix task 3.3 -f ",
            "table json jsonl csv tsv md html docx xlsx pdf",
            id="formats",
        ),
        pytest.param("dutymatrix matrix -f ht", "html", id="formats of the command"),
        pytest.param("dutymatrix duties 市妇联 -f do", "docx", id="formats to hand out"),
        pytest.param("dutymatrix duties --fo", "--format", id="options"),
        pytest.param("dutymatrix dutise 市", "", id="no such command"),
        pytest.param("dutymatrix --plan 无.yaml duties 市", "", id="no such plan"),
    ],
)
def test_bash(press_tab: Tab, line: str, offered: str) -> None:
    assert press_tab(line).split() == offered.split()


@pytest.mark.parametrize(
    ("shell", "line", "offered"),
    [
        pytest.param("fish", "wj", "wjj\t市卫计局\nwjzd\t武警中队", id="fish: initials of each"),
        pytest.param("fish", "gong", "gonganju\t市公安局", id="fish: pinyin"),
        pytest.param("fish", "xcb", "xcb\t市委宣传部", id="fish: from the middle"),
        pytest.param("fish", "卫", "市卫计局", id="fish: what it finds itself"),
        pytest.param("zsh", "wj", "v=('市卫计局' '武警中队')", id="zsh: the names"),
        pytest.param("zsh", "wj", "compstate[insert]=menu", id="zsh: one after the other"),
        pytest.param("powershell", "wj", "市卫计局::: \n武警中队::: ", id="PowerShell: the names"),
    ],
)
def test_each_of_several_can_be_chosen(press_tab: Tab, shell: str, line: str, offered: str) -> None:
    told = press_tab(f"dutymatrix duties {line}", shell)
    assert offered in told if shell == "zsh" else offered == told


def test_kinds_of_change_are_offered_in_both_languages(press_tab: Tab) -> None:
    assert press_tab("dutymatrix diff --only mov") == "moved"
    assert press_tab("dutymatrix diff --only 移", lang="zh_CN") == "移至他处"
    assert "moved\t移至他处" in press_tab("dutymatrix diff --only m", "fish", lang="zh_CN")


def test_initials_of_two_are_told_of_both(press_tab: Tab, plan_file: PlanFile) -> None:
    path = plan_file(HOSTILE.replace("  市公安局:\n", "  市公安局:\n  市工安局:\n").lstrip())
    assert press_tab("dutymatrix duties ga", "fish", plan=str(path)) == "gaj\t市公安局、市工安局"


def test_powershell_drops_the_blank_at_the_end(run: Runner, here: Path) -> None:
    told = run(
        _DUTYMATRIX_COMPLETE="complete_powershell",
        _TYPER_COMPLETE_ARGS="dutymatrix --show-completion",
        _TYPER_COMPLETE_WORD_TO_COMPLETE="",
    ).out
    assert told.splitlines()[0] == "bash::: "


def test_marks_of_a_shell_are_quoted(press_tab: Tab, plan_file: PlanFile) -> None:
    path = str(plan_file(HOSTILE.replace("市公安局", "'各镇(街) 村'").lstrip()))
    assert press_tab("dutymatrix duties 各", "bash", plan=path) == r"各镇\(街\)\ 村"
    assert press_tab("dutymatrix duties 各", "powershell", plan=path) == "'各镇(街) 村'::: "


@pytest.mark.parametrize("shell", SHELLS)
def test_descriptions_are_in_the_users_language(press_tab: Tab, shell: str) -> None:
    commands = press_tab("dutymatrix ", shell, "zh_CN")
    options = press_tab("dutymatrix duties --f", shell, "zh_CN")
    numbers = press_tab("dutymatrix task 6.3", shell)
    assert ("检查方案文件，列出全部问题及其位置。" in commands) is (shell != "bash")
    assert ("输出格式：table 屏幕表格、json、jsonl、csv、" in options) is (shell != "bash")
    assert ("健全禁毒社会工作机制" in numbers) is (shell != "bash")
    for words in (commands, options):
        assert "What a unit" not in words
        assert "How to write" not in words


HOSTILE = r"""
format: 1
title: 试行方案
units:
  市公安局:
  市$(touch stolen)局:
  市`touch stolen`局:
sections:
- title: 机制
  tasks:
  - title: '[red]落实[/red] \$(touch stolen) \`touch stolen\` "; touch stolen; "'
    lead: 市公安局
"""


@pytest.mark.parametrize("shell", SHELLS)
def test_a_plan_cannot_give_a_shell_orders(press_tab: Tab, plan_file: PlanFile, shell: str) -> None:
    path = str(plan_file(HOSTILE.lstrip()))
    offered = press_tab("dutymatrix duties 市", shell, plan=path)
    assert "市公安局" in offered
    assert "stolen" not in offered
    described = press_tab("dutymatrix task 1.1", shell, plan=path)
    assert not {*"$`\\"} & set(described.replace(r"\$", ""))
    # And rich does not take [red] for a colour.
    assert ("[red]落实[/red]" in described) is (shell != "bash")


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh")
def test_zsh_runs_nothing_of_a_plan(plan_file: PlanFile) -> None:
    path = plan_file(HOSTILE.lstrip())
    line = (
        "compadd() { print -l $v $d }; "
        f"cd {path.parent}; eval $(env _DUTYMATRIX_COMPLETE=complete_zsh "
        "_TYPER_COMPLETE_ARGS='dutymatrix task 1' dutymatrix)"
    )
    line = line.replace("dutymatrix task", "program task")
    code, out, err = start_in_shell(line, "zsh", "-fc", DUTYMATRIX_PLAN=str(path))
    assert (code, err) == (0, b"")
    assert out.decode("utf-8").startswith("1.1\n1.1 [red]落实[/red]")
    assert [found.name for found in path.parent.iterdir()] == ["plan.yaml"]


@pytest.mark.parametrize(
    ("shell", "start", "source"),
    [
        pytest.param(
            ("bash", "--norc", "--noprofile"), "", 'eval "$({} --show-completion bash)"', id="bash"
        ),
        pytest.param(
            ("zsh", "-f"),
            "autoload -U compinit; compinit -u",
            'eval "$({} --show-completion zsh)"',
            id="zsh",
        ),
        pytest.param(("fish", "--no-config"), "", "{} --show-completion fish | source", id="fish"),
    ],
)
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("dutymatrix duties weijij\t", "市卫计局", id="pinyin"),
        pytest.param("dutymatrix duties wj\t\t", "武警中队", id="initials of two"),
        pytest.param("dutymatrix task 6.\t\t", "6.3", id="numbers"),
    ],
)
def test_a_person_presses_tab(
    shell: tuple[str, ...], start: str, source: str, typed: str, expected: str, tmp_path: Path
) -> None:
    """In a terminal of its own: type, Tab, look."""
    if shutil.which(shell[0]) is None:
        pytest.skip(f"no {shell[0]} here")
    if shell[0] == "fish" and "weij" in typed:
        expected = "weijiju"
    pty = pytest.importorskip("pty")
    script = tmp_path / "dutymatrix"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dutymatrix "$@"\n')
    script.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
        "PS1": "> ",
    }
    process, terminal = pty.fork()
    if not process:
        os.chdir(ROOT)
        os.execvpe(shell[0], list(shell), environment)
    try:
        for line in filter(None, (start, source.format("dutymatrix"), "echo rea''dy")):
            os.write(terminal, f"{line}\n".encode())
        _read_until(terminal, "ready")
        os.write(terminal, typed.encode())
        assert expected in _read_until(terminal, expected)
    finally:
        os.close(terminal)
        os.waitpid(process, 0)


def _read_until(terminal: int, expected: str, seconds: float = 8) -> str:
    """What a terminal shows until the text expected, or until the time is up."""
    shown = b""
    deadline = time.monotonic() + seconds
    while expected not in shown.decode("utf-8", "replace").replace("\r", ""):
        ready, _write, _error = select.select([terminal], [], [], 0.2)
        if ready:
            shown += os.read(terminal, 65536)
        elif time.monotonic() > deadline:
            break
    return shown.decode("utf-8", "replace")


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash")
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        pytest.param("en", "Tab completion is installed in ", id="en"),
        pytest.param("zh_CN", "Tab 补全已安装到 ", id="zh_CN"),
    ],
)
def test_installing_is_reported_in_the_users_language(lang: str, said: str, tmp_path: Path) -> None:
    line = "dutymatrix --install-completion; echo done"
    code, out, err = start_in_shell(line, "bash", "-c", HOME=str(tmp_path), DUTYMATRIX_LANG=lang)
    assert (code, out) == (0, b"done\n")
    assert err.decode("utf-8").startswith(said)
    assert list(tmp_path.rglob("dutymatrix.sh"))


def test_powershell_gets_its_script_into_its_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = tmp_path / "张三" / "profile.ps1"
    program = tmp_path / "pwsh"
    program.write_text(f"#!/bin/sh\necho {profile}\necho $* >>{tmp_path}/asked\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: "pwsh")
    assert install_completion() == profile
    assert "Register-ArgumentCompleter" in profile.read_text(encoding="utf-8")
    # Nothing but where the profile is was asked.
    assert (tmp_path / "asked").read_text().count("\n") == 1


@pytest.mark.parametrize("shell", [*SHELLS, "pwsh"])
def test_the_script_of_each_shell_is_shown(run: Runner, shell: str) -> None:
    said = run("--show-completion", shell)
    assert (said.code, said.err) == (0, "")
    assert "_DUTYMATRIX_COMPLETE" in said.out


def test_another_shell_is_told_what_there_is(run: Runner) -> None:
    assert run("--show-completion", "cmd") == (
        2,
        "",
        "error: Tab cannot be set up in this shell: cmd\n"
        "  show the script of one: dutymatrix --show-completion bash|zsh|fish|powershell|pwsh\n",
    )


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        pytest.param("dutymatrix duties 市司", "市司法局", id="a unit of the one"),
        pytest.param("dutymatrix duties fulian", "市妇联", id="a unit of the other"),
        pytest.param("dutymatrix task ", "扫黑方案 禁毒方案", id="plans"),
        pytest.param("dutymatrix task 禁", "禁毒方案", id="a plan"),
        pytest.param("dutymatrix task 禁毒方案 一", "一.1", id="a number behind its plan"),
        pytest.param("dutymatrix task 扫黑 ", "1", id="behind a part of its name"),
        pytest.param("dutymatrix tasks --section 禁", "禁毒方案", id="a plan as a section"),
        pytest.param("dutymatrix tasks --section （", "（一）", id="a section of one"),
    ],
)
def test_many_plans(
    press_tab: Tab, plan_file: PlanFile, line: str, offered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "format: 1\ntitle: 方案\nissued_on: 201{n}-01-01\nunits:\n  {unit}:\n"
    one = head.format(n=7, unit="市妇联") + "sections: [{title: 宣传, tasks: [{title: 课程}]}]\n"
    other = head.format(n=8, unit="市司法局") + "tasks: [{title: 普法}]\n"
    folder = plan_file(one, "方案/禁毒方案.yaml").parent
    plan_file(other, "方案/扫黑方案.yaml")
    plan_file(head + "tasks: [\n", "方案/坏.yaml")
    monkeypatch.chdir(folder.parent)
    assert press_tab(line, plan="方案").split("\n") == offered.split()
