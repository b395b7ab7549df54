"""What a command may load: on a bureau's machine every library is felt."""

import subprocess
import sys

import pytest

from dutymatrix.cli.later import PUT_OFF
from program import ROOT, environment_of_process

HEAVY = {
    "rich",
    "networkx",
    "docx",
    "openpyxl",
    "xlsxwriter",
    "pdfplumber",
    "pypinyin",
    "pydantic",
    "jinja2",
}
# Only for what was typed wrong, for a Tab, for files to write, or where tasks are followed up.
ELSEWHERE = {
    "dutymatrix.cli.noun",
    "dutymatrix.cli.progressfile",
    "dutymatrix.cli.shell",
    "dutymatrix.cli.store",
    "dutymatrix.cli.suggestion",
    "dutymatrix.plan.period",
    "dutymatrix.progress.account",
}
# What is put off stands among the modules, too.
_TELL = """
there = (name for name, own in sys.modules.items() if type(own).__name__ != "Later")
print("modules:", *there, file=sys.stderr)
"""
# `run`, but that it ends where there is still something to tell.
_RUN = """
from dutymatrix.cli.later import put_off
put_off()
from dutymatrix.cli.main import main
main()
"""


def loaded_by(code: str, *args: str, **environment: str) -> tuple[str, set[str]]:
    """What a program prints, and every module it loads."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\n{_TELL}", *args],
        capture_output=True,
        cwd=ROOT,
        env=environment_of_process(environment),
        timeout=60,
        check=True,
        encoding="utf-8",
    )
    return done.stdout, {*done.stderr.rpartition("modules:")[2].split()}


def loaded(*args: str, **environment: str) -> tuple[str, set[str]]:
    """What a run of the program prints, and every module it loads."""
    return loaded_by(_RUN, *args, **environment)


@pytest.mark.parametrize(
    ("args", "allowed"),
    [
        pytest.param(["--version"], set(), id="version"),
        pytest.param(["--help"], set(), id="help"),
        pytest.param(["duties", "市卫计局", "-f", "json"], set(), id="duties as json"),
        pytest.param(["duties", "wjj", "-f", "csv"], set(), id="duties by initials as csv"),
        pytest.param(["task", "3.3", "-f", "md"], set(), id="task as md"),
        pytest.param(["check"], {"yaml"}, id="check"),
        pytest.param(["duties", "市卫计局"], set(), id="duties as a table"),
        pytest.param(["task", "3.3"], set(), id="task as a table"),
    ],
)
def test_a_command_loads_what_it_needs(args: list[str], allowed: set[str]) -> None:
    out, modules = loaded(*args)
    assert out or args == ["check"]
    assert {"typer", "dutymatrix"} <= modules
    assert modules & (HEAVY | {"yaml"}) == allowed


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["duties", "市卫计局"], id="duties"),
        pytest.param(["task", "3.3"], id="task"),
        pytest.param(["tasks", "--section", "三"], id="tasks"),
        pytest.param(["units", "--section", "三"], id="units"),
    ],
)
def test_a_look_up_in_colours_loads_no_more_than_without(args: list[str]) -> None:
    out, modules = loaded(*args, FORCE_COLOR="1", COLUMNS="80")
    assert "\x1b[1m" in out
    assert not modules & (HEAVY | ELSEWHERE)
    # inspect of Python 3.12 needs ast, uuid of many systems platform, -c of Python 3.13 linecache.
    assert not modules & ({*PUT_OFF} - {"ast", "linecache", "platform"})


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        pytest.param("dutymatrix du", "duties\n", id="a command"),
        pytest.param("dutymatrix duties 市卫", "市卫计局\n", id="a unit"),
        pytest.param("dutymatrix duties swjj", "市卫计局\n", id="a unit by its initials"),
        pytest.param("dutymatrix task 六·1", "六·1\n", id="a task"),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_tab_loads_little(line: str, offered: str, shell: str) -> None:
    out, modules = loaded(
        _DUTYMATRIX_COMPLETE=f"complete_{shell}",
        COMP_WORDS=line,
        COMP_CWORD=str(line.count(" ")),
        _TYPER_COMPLETE_ARGS=line,
    )
    assert out == offered if shell == "bash" else offered.strip() in out
    assert not modules & (HEAVY | {"yaml"})


def test_the_library_loads_nothing_until_it_is_asked() -> None:
    _out, modules = loaded_by("import dutymatrix")
    assert {name for name in modules if name.startswith("dutymatrix")} == {"dutymatrix"}
    assert not modules & {"typer", "yaml", "dataclasses", "datetime", *HEAVY}
    _out, modules = loaded_by("from dutymatrix import load_plan")
    assert "dutymatrix.planfile" in modules
    assert not modules & {"typer", "dutymatrix.cli", "dutymatrix.cli.formats", *HEAVY}
