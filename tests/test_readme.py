"""README and docs say what is true: commands exist and blocks are what the program prints."""

import ast
import doctest
import json
import os
import re
import shlex
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from dutymatrix.cli.app import COMMANDS
from dutymatrix.cli.main import main
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.reader import _PlanLines
from pages import BLOCK, PAGES, language_of, play, write_files
from program import ROOT

READMES = ("README.md", "README.zh-CN.md")
NOTEBOOKS = ("notebook.ipynb", "notebook.zh-CN.ipynb")
# REWRITE_PAGES=1 puts what the program prints into the pages, where it ought to print that.
REWRITE = bool(os.environ.get("REWRITE_PAGES"))
TEXTS = {page: path.read_text(encoding="utf-8") for page, path in PAGES.items()}


def commit_plans(folder: Path) -> None:
    """Our plan and its revision as two commits of a repository, long ago."""
    ours, revised = (folder / "plan.yaml").read_bytes(), (folder / "修订稿.yaml").read_bytes()
    identity = ("-c", "user.name=禁毒办", "-c", "user.email=a@example.org")
    subprocess.run(["git", "init", "--quiet"], check=True)
    for n, content in enumerate((ours, revised)):
        (folder / "plan.yaml").write_bytes(content)
        day = {f"GIT_{who}_DATE": f"201{7 + n}-06-01T12:00:00" for who in ("AUTHOR", "COMMITTER")}
        commit = ["git", *identity, "commit", "--quiet", "--message", f"第{n + 1}稿"]
        subprocess.run(["git", "add", "plan.yaml"], check=True)
        subprocess.run(commit, check=True, env={**os.environ, **day})


@pytest.mark.parametrize("page", PAGES)
def test_blocks_are_what_the_program_prints(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUTYMATRIX_LANG", language_of(page))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    now = play(page, tmp_path)
    if REWRITE:
        PAGES[page].write_text(now, encoding="utf-8", newline="\n")
    else:
        assert now == TEXTS[page]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_named_exists(page: str) -> None:
    code = r"(?:^|[`$] |`|&& \.venv/bin/|Scripts\\)dutymatrix(?: --plan \S+)? ([a-z][a-z-]+)"
    assert set(re.findall(code, TEXTS[page], re.MULTILINE)) <= set(COMMANDS)


@pytest.mark.parametrize("page", READMES)
def test_every_command_is_named(page: str) -> None:
    for name, entry in COMMANDS.items():
        assert entry.hidden or f"dutymatrix {name}" in TEXTS[page]


@pytest.mark.parametrize("page", READMES)
def test_the_first_lines_start_and_test(page: str) -> None:
    """One line installs and answers, one installs and tests; .ci/run takes them from here."""
    first, second = (
        line
        for block in BLOCK.finditer(TEXTS[page])
        if block["kind"] == "sh"
        for line in block["body"].splitlines()
        if line.startswith("python3 -m venv ")
    )
    assert first.endswith("'.[all]' && .venv/bin/dutymatrix duties 市卫计局")
    assert second.endswith("'.[dev]' && .venv/bin/python -m pytest -q -n auto")
    assert next(BLOCK.finditer(TEXTS[page]))["body"].startswith(first)
    assert len(TEXTS[page].splitlines()) <= 150


@pytest.mark.parametrize("page", PAGES)
def test_the_other_language_is_one_step_away(page: str) -> None:
    stem = page.removesuffix(".md").removesuffix(".zh-CN")
    other = f"{stem}.md" if language_of(page) == "zh_CN" else f"{stem}.zh-CN.md"
    if other in PAGES:
        assert f"]({Path(other).name})" in "\n".join(TEXTS[page].splitlines()[:3])


def test_examples_of_the_help_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)  # some of them write files
    commit_plans(tmp_path)
    for name, entry in COMMANDS.items():
        if name == "export" and find_spec("duckdb") is None:
            continue  # it is asked for by name
        for line in filter(None, entry.examples.split("\n")):
            words = shlex.split(line)[1:]
            if words[0] == "init":  # where there is a plan nothing is begun
                Path("plan.yaml").unlink()
            assert main(words) in {0, 1}, line
            if words[0] == "init":
                write_files(tmp_path)
            printed = capsys.readouterr()
            assert printed.out or printed.err


@pytest.mark.parametrize("page", [page for page, text in TEXTS.items() if "\n>>> " in text])
def test_library_examples(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    examples = doctest.DocTestParser().get_doctest(TEXTS[page], {}, page, page, 0)
    assert doctest.DocTestRunner().run(examples).failed == 0


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files(page: str) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", re.sub(BLOCK, "", TEXTS[page])):
        assert "://" in target or (PAGES[page].parent / target).exists(), target


PLAN_FILE_PAGES = ("docs/plan-file.md", "docs/plan-file.zh-CN.md")


@pytest.mark.parametrize("page", PLAN_FILE_PAGES)
def test_pieces_of_plan_files_are_valid(page: str) -> None:
    """What a piece leaves out, title and roster, is our plan's."""
    ours = (ROOT / "plan.yaml").read_text(encoding="utf-8")
    roster = ours[ours.index("\nunits:") : ours.index("\nsections:")]
    pieces = [block["body"] for block in BLOCK.finditer(TEXTS[page]) if block["kind"] == "yaml"]
    assert pieces
    for piece in pieces:
        whole = piece if piece.startswith("units:") else roster + piece
        assert parse_plan(whole if "\ntitle: " in whole else f"title: 试行方案\n{whole}")


@pytest.mark.parametrize("page", PLAN_FILE_PAGES)
def test_every_key_of_plan_files_is_told(page: str) -> None:
    reader = _PlanLines("", "")
    tables = [own for name, own in vars(reader).items() if name.endswith("_keys")]
    keys = {key for own in tables if isinstance(own, dict) for key in own}
    told = set(re.findall(r"`([a-z_]+)`", TEXTS[page]))
    assert keys - told == set()


def code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def shown(value: object) -> dict[str, list[str]]:
    """What Jupyter shows of a value."""
    data = {"text/plain": [repr(value)]}
    html = getattr(value, "_repr_html_", None)
    return ({"text/html": html().splitlines(keepends=True)} if html else {}) | data


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_cells_of_a_notebook_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ROOT / "docs" / name
    monkeypatch.chdir(path.parent)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    for n, cell in enumerate(code_cells(notebook), 1):
        *lines, last = ast.parse("".join(cell["source"])).body
        assert isinstance(last, ast.Expr)
        exec(compile(ast.Module(lines, []), name, "exec"), names)
        value = eval(compile(ast.Expression(last.value), name, "eval"), names)
        data = shown(value)
        result = {"data": data, "execution_count": n, "metadata": {}}
        cell |= {
            "execution_count": n,
            "outputs": [{**result, "output_type": "execute_result"}],
        }
    now = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if REWRITE:
        path.write_text(now, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == now
    assert len(now) < 60_000


def test_both_notebooks_ask_the_same() -> None:
    """In two languages, the same cells."""
    english, chinese = (
        [
            cell["source"]
            for cell in code_cells(json.loads((ROOT / "docs" / name).read_text(encoding="utf-8")))
        ]
        for name in NOTEBOOKS
    )
    assert english == chinese
