"""A repository that somebody sent: whatever its settings name, no question runs it."""

import contextlib
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dutymatrix.cli.app import COMMANDS
from dutymatrix.planfile import parse_plan
from dutymatrix.revision import git as room
from dutymatrix.revision import git_setup as wiring
from git_history import commit, git, make_repository
from make_documents import word_numbered
from program import ROOT, Run, Runner, start
from revisions import revise

PLAN = (ROOT / "plan.yaml").read_text(encoding="utf-8")
PROGRESS = """\
format: 1
progress:
- task: 落实吸毒人员网格化服务管理措施
  acts:
  - extended_to: 2019-12-31
"""
HOOKS = ("reference-transaction", "post-index-change", "pre-auto-gc", "post-checkout", "pre-commit")

# Each value is a program that leaves a trace.
PROGRAMS = """\
[core]
    fsmonitor = {0}
    pager = {0}
    editor = {0}
    askPass = {0}
    sshCommand = {0}
    gitProxy = {0}
    alternateRefsCommand = {0}
    hooksPath = {hooks}
[sequence]
    editor = {0}
[diff]
    external = {0}
[diff "evil"]
    command = {0}
    textconv = {0}
[merge "evil"]
    driver = {0}
[filter "evil"]
    clean = {0}
    smudge = {0}
    process = {0}
    required = true
[credential]
    helper = {0}
[gpg]
    program = {0}
[gpg "ssh"]
    program = {0}
    defaultKeyCommand = {0}
[log]
    showSignature = true
[alias]
    rev-parse = !{0}
    rev-list = !{0}
    cat-file = !{0}
    remote-none = !{0}
    remote-ext = !{0}
[pager]
    rev-list = {0}
    config = {0}
    diff = {0}
[uploadpack]
    packObjectsHook = {0}
[trailer "evil"]
    cmd = {0}
[trace2]
    eventTarget = {traces}
    normalTarget = {traces}
[maintenance]
    auto = true
[gc]
    auto = 1
[submodule]
    recurse = true
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[fetch]
    bundleURI = file://{traces}/bundle
"""
PARTIAL = """\
[core]
    repositoryFormatVersion = 1
[extensions]
    partialClone = origin
[remote "origin"]
    promisor = true
    partialCloneFilter = blob:none
    url = {url}
    uploadpack = {0}
    receivepack = {0}
    proxy = {0}
"""
ADDRESSES = {
    "a folder": "{folder}",
    "a file": "file://{folder}",
    "ssh": "ssh://127.0.0.1/x",
    "git": "git://127.0.0.1:1/x",
    "a program": "ext::{0}",
    "an alias": "none::x",
    "another helper": "x\n    vcs = none",
}
# All that is asked of a plan, and of its versions; {} is a file of its own to write to.
QUESTIONS = (
    "duties 卫计局",
    "duties --all -f json",
    "task 3.3",
    "tasks -f json",
    "units",
    "matrix -f csv",
    "partners 卫计局",
    "stats",
    "plans --plan .",
    "export --help",
    "graph -f dot",
    "report -o {out}/a.html --since HEAD~1",
    "stats --merge 市安监局+市食药监局=市市监局",
    "check",
    "check --staged",
    "--plan v1 duties 卫计局",
    "--plan @2018-01-15 tasks",
    "diff HEAD~1...HEAD",
    "diff :/印发",
    "verify {source}",
    "import {source} -o {out}/a.yaml",
    "textconv plan.yaml",
    "diff",
    "diff --staged",
    "diff HEAD~1",
    "diff HEAD~1..HEAD",
    "diff HEAD~1 HEAD",
    "diff HEAD~1:plan.yaml HEAD:plan.yaml",
    "diff :plan.yaml plan.yaml",
    "diff @2018-01-15",
    "diff v1 -o {out}/a.docx",
    "diff nothing",
    "diff HEAD --notices {out}/letters -f md",
    "progress",
    "progress 3.3",
    "progress close 3.3 --dry-run",
    "progress check",
    "progress letters --today 2018-12-20 -o {out}/letters -f md",
    "progress forms --period 2018 --dry-run -o {out}/forms",
    "progress collect {source} --dry-run",
    "progress reopen 3.3",
    "progress extend 3.3 --to 2019 --dry-run",
    "history 卫计局",
    "history 3.3",
    "history",
    "history --section 三 --only moved",
    "history 3.3 --first-parent -n 1",
    "init {source} --plan {out}/b.yaml",
    "schema --plan plan.yaml",
    "git-setup --print",
    "git-setup --print --undo",
    "git-setup --undo",
    "fmt --diff",
    "restore 3.3 --from v1 --dry-run",
    "rename-unit 市卫计局 市卫健局 --dry-run",
    "doctor",
    "--version",
)
CODES = {
    "diff nothing": 2,
    "verify {source}": 1,
    "progress collect {source} --dry-run": 1,
}


@pytest.fixture
def traces(tmp_path: Path) -> Path:
    """What was run leaves a file here."""
    folder = tmp_path / "traces"
    folder.mkdir()
    return folder


@pytest.fixture
def program(tmp_path: Path, traces: Path) -> Path:
    """What all settings name."""
    script = tmp_path / "evil.sh"
    script.write_text(
        f'#!/bin/sh\necho "$0 $*" >> {shlex.quote(str(traces))}/run\nexit 1\n', encoding="utf-8"
    )
    script.chmod(0o755)
    return script


@pytest.fixture
def sent(
    tmp_path: Path, traces: Path, program: Path, environment: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The repository as it comes out of an archive, the current folder."""
    folder = make_repository(tmp_path / "sent")
    files = {"plan.yaml": PLAN, "progress.yaml": PROGRESS, "b.txt": "1\n" * 9}
    commit(folder, files, "印发", "2018-01-01")
    git(folder, "tag", "v1")
    commit(folder, {"plan.yaml": revise(PLAN), "c.txt": "1\n" * 8}, "修订", "2018-02-01")
    git(folder, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub")
    attributes = "* filter=evil diff=evil merge=evil text eol=lf\n"
    (folder / ".git/info/attributes").write_text(attributes, encoding="utf-8")
    (folder / ".gitattributes").write_text(attributes, encoding="utf-8")
    hooks = folder / ".git/evil-hooks"
    for place in (hooks, folder / ".git/hooks"):
        place.mkdir(exist_ok=True)
        for name in HOOKS:
            shutil.copy(program, place / name)
    with (folder / ".git/config").open("a", encoding="utf-8") as file:
        file.write("[include]\n    path = more\n")
    settings = PROGRAMS.format(program, hooks=hooks, traces=traces)
    (folder / ".git/more").write_text(settings, encoding="utf-8")
    # Neither as clean as the index says nor as committed.
    (folder / "plan.yaml").write_text(PLAN.replace("加强", "充实", 1), encoding="utf-8")
    environment.chdir(folder)
    yield folder
    assert not [*traces.iterdir()]


@pytest.fixture
def ask(run: Runner, sent: Path, tmp_path: Path) -> Callable[[str], Run]:
    """Asks a question, after which the repository must be what it was."""

    def call(question: str) -> Run:
        out = tmp_path / "out"
        out.mkdir(exist_ok=True)
        before = contents(sent)
        words = question.format(out=out, source=ROOT / "tests/data/plan-source.txt")
        told = run(*words.split())
        assert contents(sent) == before
        return told

    return call


def contents(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Each file with its rights, its time and what it holds."""
    return {
        str(path): (path.stat().st_mode, path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def make_partial(folder: Path, program: Path, url: str, traces: Path) -> None:
    """Let what the first commit has be missing, and git be told where it is."""
    settings = PARTIAL.format(program, url=url.format(program, folder=traces))
    with (folder / ".git/config").open("a", encoding="utf-8") as file:
        file.write(settings)
    for name in ("plan.yaml", "b.txt"):
        blob = git(folder, "-c", "core.fsmonitor=", "rev-parse", f"v1:{name}").strip()
        (folder / ".git/objects" / blob[:2] / blob[2:]).unlink()


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_runs_what_a_repository_names(ask: Callable[[str], Run], question: str) -> None:
    code, _out, err = ask(question)
    assert code == CODES.get(question, 0), err


def test_who_decided_is_told(ask: Callable[[str], Run]) -> None:
    assert "written down by 张三 on 2018-01-01" in ask("progress 3.3").out


def test_every_command_is_asked() -> None:
    asked = {name for name in COMMANDS for own in QUESTIONS if f"{own} ".startswith(f"{name} ")}
    assert {*COMMANDS} - asked == {"merge-driver"}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
@pytest.mark.parametrize("git_is", ["new", "before 2.44"])
def test_nothing_is_fetched(
    ask: Callable[[str], Run],
    sent: Path,
    program: Path,
    traces: Path,
    address: str,
    git_is: str,
    environment: pytest.MonkeyPatch,
) -> None:
    if git_is == "before 2.44":
        environment.delitem(room._FIXED, "GIT_NO_LAZY_FETCH")
    make_partial(sent, program, address, traces)
    for question in (
        "diff HEAD~1",
        "diff @2018-01-15",
        "diff HEAD~1..HEAD",
        "diff v1:plan.yaml plan.yaml",
        "history 卫计局",
        "history 3.3",
    ):
        code, out, err = ask(question)
        assert (code, out) == (2, ""), question
        assert "nothing is fetched unasked" in err
        assert "git fetch --refetch --no-filter gets it" in err
    # What is there is read.
    assert ask("diff").code == 0
    assert ask("diff --staged").code == 0


def test_what_is_missing_comes_by_the_line_that_is_named(
    run: Runner, tmp_path: Path, environment: pytest.MonkeyPatch
) -> None:
    origin = make_repository(tmp_path / "origin")
    commit(origin, {"plan.yaml": PLAN}, "印发", "2018-01-01")
    commit(origin, {"plan.yaml": revise(PLAN)}, "修订", "2018-02-01")
    git(origin, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{origin}", "partial")
    environment.chdir(tmp_path / "partial")
    told = run("diff", "HEAD~1")
    assert (told.code, "git fetch --refetch --no-filter gets it" in told.err) == (2, True)
    git(tmp_path / "partial", "fetch", "--quiet", "--refetch", "--no-filter")
    assert run("diff", "HEAD~1").code == 0
    assert run("history", "卫计局").code == 0


def test_git_setup_writes_what_it_names_and_runs_nothing(run: Runner, sent: Path) -> None:
    def others() -> dict[str, tuple[int, int, bytes]]:
        ours = {str(sent / ".git/config"), str(sent / ".gitattributes")}
        return {name: what for name, what in contents(sent).items() if name not in ours}

    before, settings = others(), (sent / ".git/config").read_text(encoding="utf-8")
    listed = ("config", "--local", "--no-includes", "--name-only", "--list")
    keys = git(sent, *listed).split()
    assert run("git-setup").code == 0
    named = {key.lower() for key in wiring.settings()}
    assert {*git(sent, *listed).split()} - {*keys} == named | {"dutymatrix.put"}
    assert run("git-setup", "--undo").code == 0
    assert (sent / ".git/config").read_text(encoding="utf-8") == settings
    assert others() == before


def test_the_drivers_run_nothing_either(run: Runner, sent: Path, tmp_path: Path) -> None:
    sides = [tmp_path / name for name in ("base", "ours", "theirs")]
    for side, text in zip(sides, (PLAN, revise(PLAN), PLAN.replace("加强", "抓好")), strict=True):
        side.write_text(text, encoding="utf-8")
    before = contents(sent)
    assert run("merge-driver", *map(str, sides), "7", "plan.yaml").code in {0, 1}
    assert contents(sent) == before


def test_a_document_in_it_is_only_read(ask: Callable[[str], Run], sent: Path) -> None:
    (sent / "方案.docx").write_bytes(word_numbered(parse_plan(PLAN)))
    assert ask("--plan 方案.docx units").code == 0
    assert ask("textconv 方案.docx").code == 0


@pytest.mark.usefixtures("sent")
def test_what_the_callers_environment_names_is_not_run_either(
    ask: Callable[[str], Run], program: Path, environment: pytest.MonkeyPatch
) -> None:
    for name in (
        "GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_EDITOR", "GIT_ASKPASS", "GIT_SSH",
        "GIT_SSH_COMMAND", "GIT_PROXY_COMMAND", "GIT_TEST_FSMONITOR",
    ):  # fmt: skip
        environment.setenv(name, str(program))
    for question in ("diff HEAD~1", "history 3.3", "diff --staged"):
        assert ask(question).code == 0


def test_a_repository_inside_is_not_trusted_more(
    run: Runner, sent: Path, environment: pytest.MonkeyPatch
) -> None:
    """A bare one among the files of a clone, which no archive is needed for."""
    shutil.copytree(sent / ".git", sent / "docs")
    git(sent / "docs", "-c", "core.fsmonitor=", "config", "core.bare", "true")
    environment.chdir(sent / "docs")
    assert run("diff", "v1:plan.yaml", "HEAD:plan.yaml").code == 0


def test_a_process_of_its_own_runs_nothing(sent: Path) -> None:
    assert start("diff", "HEAD~1", cwd=sent).code == 0
    assert start("history", "3.3", cwd=sent).code == 0


def test_the_settings_do_run_where_git_is_asked_itself(sent: Path, traces: Path) -> None:
    """The trap is one: git as people run it falls into it."""
    with contextlib.suppress(subprocess.CalledProcessError):  # what it asks need not matter to it
        git(sent, "status")
    [run] = traces.iterdir()
    run.unlink()
