"""`doctor`: what is there, what is not, and the line that mends it."""

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dutymatrix.cli import doctor as module
from dutymatrix.cli import fonts
from dutymatrix.document.readers import office
from dutymatrix.markup.profile import load_profile
from dutymatrix.measure import cells
from git_history import commit, git, make_repository
from program import ROOT, PlanFile, Runner, start
from schemas import problems

PLAN = "title: 试行方案\nunits: {市公安局: }\ntasks:\n- {title: 落实责任, lead: 市公安局}\n"
PARTS = [
    *("program", "plan", "XlsxWriter", "python-docx", "icalendar", "python-calamine", "pdfplumber"),
    *("LibreOffice", "fonts", "git", "git_setup", "hook", "console", "language"),
]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan in git, the current folder."""
    folder = make_repository(tmp_path / "方案")
    commit(folder, {"plan.yaml": PLAN}, "印发")
    monkeypatch.chdir(folder)
    return folder


def parts(run: Runner, *args: str, **environment: str) -> dict[str, dict[str, Any]]:
    """What is said of each part."""
    told = run("doctor", "-f", "json", *args, **environment)
    assert (told.code, told.err) == (0, "")
    data = json.loads(told.out)
    assert problems("doctor", data) == []
    return {part["part"]: part for part in data["parts"]}


def test_json_has_every_part(repository: Path, run: Runner) -> None:
    found = parts(run)
    assert [*found] == PARTS
    for part in found.values():
        # Nothing is blamed without a way out.
        assert bool(part["mend"]) == (part["state"] != "ok")


@pytest.mark.parametrize(
    ("text", "args", "state", "said", "mend"),
    [
        pytest.param(PLAN, (), "ok", "plan.yaml · 1 task · 1 name on the roster", "", id="found"),
        pytest.param(
            "title: 甲\ntasks: [\n", (), "look", "plan.yaml has errors", "", id="with errors"
        ),
        pytest.param(PLAN, ("--plan", "缺.yaml"), "look", "no such file", "spelling", id="missing"),
    ],
)
def test_the_plan(
    plan_file: PlanFile,
    monkeypatch: pytest.MonkeyPatch,
    run: Runner,
    text: str,
    args: tuple[str, ...],
    state: str,
    said: str,
    mend: str,
) -> None:
    monkeypatch.chdir(plan_file(text).parent)
    plan = parts(run, *args)["plan"]
    assert plan["state"] == state
    assert said in plan["found"]
    assert mend in " ".join(plan["mend"])


def test_no_plan_names_the_documents_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Runner
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("方案.docx").touch()
    found = parts(run)
    assert found["plan"]["state"] == "missing"
    assert "dutymatrix init 方案.docx" in " ".join(found["plan"]["mend"])
    assert found["git_setup"]["mend"] == ["git init", "dutymatrix git-setup --hook"]
    assert "hook" not in found


def test_what_is_named_mends_it(repository: Path, run: Runner) -> None:
    before = parts(run)
    assert before["git_setup"]["mend"] == ["dutymatrix git-setup"]
    assert before["hook"]["mend"] == ["dutymatrix git-setup --hook"]
    assert run("git-setup").code == 0
    assert [parts(run)[key]["state"] for key in ("git_setup", "hook")] == ["ok", "look"]
    assert run("git-setup", "--hook").code == 0
    assert [parts(run)[key]["state"] for key in ("git_setup", "hook")] == ["ok", "ok"]


def test_other_peoples_settings_are_seen(repository: Path, run: Runner) -> None:
    run("git-setup", "--hook")
    (repository / ".git/info/attributes").write_text("plan.yaml -diff\n", encoding="utf-8")
    (repository / ".git/hooks/pre-commit").write_text("#!/bin/sh\n", encoding="utf-8")
    found = parts(run)
    assert found["git_setup"]["mend"] == ["git check-attr -a plan.yaml"]
    assert found["hook"]["mend"][0].startswith("add this line to it: ")
    assert git(repository, "status", "--porcelain") == "?? .gitattributes\n"


def test_nothing_is_written(repository: Path, run: Runner) -> None:
    before = {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}
    parts(run)
    after = {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}
    assert after == before


def test_a_machine_without_git(
    repository: Path, run: Runner, environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = parts(run, PATH=str(tmp_path))
    assert "https://git-scm.com" in found["git"]["mend"][0]
    assert "git_setup" not in found


def test_every_library_of_the_extras_is_looked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    named = {
        (needed.partition(">")[0], extra)
        for extra, needs in extras.items()
        for needed in needs
        # What is asked for by name nobody misses.
        if extra not in {"all", "dev", "library", "cluster"}
    }
    assert {(library, extra) for _module, library, extra, _use in module.LIBRARIES} == named


def test_a_library_that_is_missing_or_broken(
    repository: Path, run: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = "raise ImportError('wrong ELF class')\n"
    (tmp_path / "xlsxwriter.py").write_text(broken, encoding="utf-8")
    monkeypatch.delitem(sys.modules, "xlsxwriter", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(module, "LIBRARIES", (*module.LIBRARIES[:1], ("nothere", "x", "pdf", "y")))
    found = parts(run)
    assert found["XlsxWriter"]["found"] == "XlsxWriter: wrong ELF class"
    assert found["XlsxWriter"]["state"] == found["x"]["state"] == "missing"
    assert found["x"]["found"] == "not installed; with it y"
    assert found["x"]["mend"] == ['install it with: python -m pip install "dutymatrix[pdf]"']


def test_a_machine_without_libreoffice(
    repository: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find_program", lambda: None)
    assert "https://www.libreoffice.org" in parts(run)["LibreOffice"]["mend"][0]


@pytest.mark.parametrize(
    ("without", "instead", "state", "said"),
    [
        pytest.param("", "", "ok", "方正小标宋简体、仿宋_GB2312、黑体", id="all"),
        pytest.param("仿宋_GB2312", "仿宋", "ok", "仿宋_GB2312 (by 仿宋)", id="another"),
        pytest.param("黑体", "", "missing", "nor any substitute: 黑体", id="none"),
    ],
)
def test_fonts(
    repository: Path,
    run: Runner,
    monkeypatch: pytest.MonkeyPatch,
    without: str,
    instead: str,
    state: str,
    said: str,
) -> None:
    profile = load_profile()
    names = {profile.fonts(use)[0] for use in profile.tables["font"]} - {without} | {instead}
    monkeypatch.setattr(fonts, "installed_fonts", lambda: frozenset(names))
    found = parts(run)["fonts"]
    assert (found["state"], said in found["found"]) == (state, True)


@pytest.mark.skipif(sys.platform == "win32", reason="the registry lists the fonts there")
def test_fonts_are_told_by_fontconfig(tmp_path: Path, environment: pytest.MonkeyPatch) -> None:
    program = tmp_path / "fc-list"
    environment.setenv("PATH", f".:{tmp_path}:/usr/bin:/bin")
    environment.chdir(tmp_path)
    program.write_text("#!/bin/sh\nprintf '仿宋,FangSong\\nDejaVu Sans\\n'\n", encoding="utf-8")
    program.chmod(0o755)
    assert fonts.installed_fonts() == frozenset({"仿宋", "FangSong", "DejaVu Sans"})
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert fonts.installed_fonts() is None


def test_a_system_that_tells_no_fonts(
    repository: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "installed_fonts", lambda: None)
    assert parts(run)["fonts"]["state"] == "look"


def test_a_gbk_console(repository: Path) -> None:
    code, out, err = start(
        "doctor", cwd=repository, PYTHONIOENCODING="gbk", DUTYMATRIX_LANG="zh_CN"
    )
    assert code == 0
    assert "留意  命令行窗口" in out.decode("gbk")
    # The name of the folder, the fonts and all words are in it.
    assert err == b""


def test_one_screen_at_sixty_columns(repository: Path, run: Runner) -> None:
    lines = run("doctor", lang="zh_CN", COLUMNS="60").out.splitlines()
    assert {line[:2] for line in lines} <= {"正常", "缺少", "留意", "  "}
    # An address is whole, that it can be opened.
    assert max(cells(line) for line in lines if "https:" not in line) <= 60
    assert lines[0].startswith("正常  程序 ")


def test_a_format_it_lacks(here: Path, run: Runner) -> None:
    told = run("doctor", "-f", "docx")
    assert (told.code, told.out) == (2, "")
    assert "table, json" in told.err
