"""The pages for people, README and docs: their blocks are run in order, as a reader would.

A `console` block shows commands and what they print; the dutymatrix and git lines of `sh` and
`powershell` blocks are run, and a `diff` block is what the reader edits in plan.yaml.
"""

import io
import os
import re
import shlex
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from dutymatrix.cli.main import main
from dutymatrix.planfile import load_plan
from make_documents import paragraph, plan_lines, word_document
from program import ROOT
from revisions import revise

PAGES = {
    path.relative_to(ROOT).as_posix(): path
    for path in (*sorted(ROOT.glob("README*.md")), *sorted(ROOT.glob("docs/*.md")))
}
"""Every page by its path."""

BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>(?:.*\n)*?)```$", re.MULTILINE)
_RUN = {"sh", "powershell"}
# The story of a year begins with the document alone.
_WITHOUT_PLAN = "year"
# When the commits of a page are made, one after the other.
_DAYS = ("2017-11-06", "2018-11-28", "2019-03-29", "2019-06-28", "2019-09-30", "2019-12-30")
# A file with mistakes, as pages show what `check` says of it.
_OTHER = """\
format: 1
title: 吴川市扫黑除恶专项斗争实施方案
document_number: 吴委办〔2018〕21号
issued_on: 2018-03-05
units:
  市委政法委:
  市公安局:
  市卫计局:
tasks:
- title: 摸排线索
  lead: 市公安局
  join: [市委政法委, 市卫计局]

- title: 整治医闹
  lead: 市卫计局
  join: 市公安局
"""
_DRAFT = """\
format: 1
title: 试行方案
units:
  市公安局:
  市司法局:
sections:
- title: 禁毒机制
  tasks:
  - title: 落实责任
    lead: 市公按局
    join: [市公安局，市司法局]
"""
_NOTICE = """\
吴委办〔2017〕93号
中共吴川市委办公室 吴川市人民政府办公室
印发《吴川市全民禁毒工程实施方案(2017-2019年)》的通知
各镇（街道）党（工）委和人民政府（办事处），市直和驻吴副科以上有关单位：
《吴川市全民禁毒工程实施方案(2017-2019年)》已经市委、市政府领导同志同意，现印发给你们，请结合实际认真贯彻落实。
中共吴川市委办公室
吴川市人民政府办公室
2017年11月3日
"""


def language_of(page: str) -> str:
    """The language of a page, by its name."""
    return "zh_CN" if page.endswith(".zh-CN.md") else "en"


def write_files(folder: Path) -> None:
    """The files that pages and the help speak of."""
    ours = (ROOT / "plan.yaml").read_bytes()
    (folder / "plan.yaml").write_bytes(ours)
    (folder / "印发稿.yaml").write_bytes(ours)
    (folder / "修订稿.yaml").write_bytes(revise(ours.decode("utf-8")).encode("utf-8"))
    notice = _NOTICE.splitlines()
    lines = [line.whole for line in plan_lines(load_plan(ROOT / "plan.yaml"))]
    (folder / "原文").mkdir(exist_ok=True)
    documents = {"通知": notice, "附件": lines}
    documents |= {name: [*notice, *lines] for name in ("方案", "新稿", "原文/方案")}
    for name, said in documents.items():
        data = word_document("".join(paragraph(line) for line in said))
        (folder / f"{name}.docx").write_bytes(data)
    source = (ROOT / "tests/data/plan-source.txt").read_bytes()
    for name in ("印发稿.txt", "方案.txt"):
        (folder / name).write_bytes(source)
    (folder / "方案").mkdir(exist_ok=True)
    (folder / "方案/禁毒方案.yaml").write_bytes(ours)
    (folder / "方案/扫黑方案.yaml").write_text(_OTHER, encoding="utf-8")
    (folder / "draft.yaml").write_text(_DRAFT, encoding="utf-8")


def play(page: str, folder: Path) -> str:
    """Run a page's blocks in an empty folder, the current one.

    Returns:
        The page with what its commands print now.
    """
    write_files(folder)
    if Path(page).name.startswith(_WITHOUT_PLAN):
        (folder / "plan.yaml").unlink()
    return BLOCK.sub(_Reader(folder).read, PAGES[page].read_text(encoding="utf-8"))


class _Reader:
    """Somebody who reads a page and does what it says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.commits = 0

    def read(self, block: re.Match[str]) -> str:
        """Do what a block says; it comes back as it should be."""
        kind, body = block["kind"], block["body"]
        if kind == "console":
            lines = [line for line in body.splitlines() if line.startswith("$ ")]
            printed = "".join(f"{line}\n{self.run(line[2:])}" for line in lines)
            return f"```console\n{printed}```"
        if kind == "diff":
            self.edit(body)
        elif kind in _RUN:
            for line in body.splitlines():
                if line.startswith(("dutymatrix ", "git ")):
                    self.run(line)
        return block[0]

    def edit(self, change: str) -> None:
        """Do to plan.yaml what a diff without places says."""
        plan = self.folder / "plan.yaml"
        text = plan.read_text(encoding="utf-8")
        before, after = (
            "".join(
                line.removeprefix(line[0]) or "\n"
                for line in change.splitlines(keepends=True)
                if line[0] in marks
            )
            for marks in (" \n-", " \n+")
        )
        assert text.count(before) == 1, before
        plan.write_bytes(text.replace(before, after).encode("utf-8"))

    def run(self, line: str) -> str:
        """What a line of a shell prints, both streams in the order of writing."""
        first, *rest = (shlex.split(part, comments=True) for part in line.split(" | "))
        printed = (
            _answer(first[1:], errors_too=not rest)
            if first[0] == "dutymatrix"
            else self.start(first)
        )
        for words in rest:
            printed = self.start(words, printed)
        return printed

    def start(self, words: list[str], given: str = "") -> str:
        """What another program prints."""
        environment = {
            **os.environ,
            # Git finds the program there.
            "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
            **{f"GIT_{who}_NAME": "禁毒办" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "jdb@example.org" for who in ("AUTHOR", "COMMITTER")},
        }
        if words[:2] in (["git", "commit"], ["git", "merge"]):
            day = f"{_DAYS[self.commits]}T12:00:00+08:00"
            environment |= {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
            self.commits += 1
        program = sys.executable if words[0] == "python3" else words[0]
        done = subprocess.run(
            [program, *words[1:]],
            input=given.encode("utf-8"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            timeout=60,
            check=False,
        )
        printed = done.stdout.decode("utf-8")
        assert done.returncode in {0, 1}, printed
        return printed


def _answer(args: list[str], *, errors_too: bool) -> str:
    out, err = (_stream(), _stream())
    with redirect_stdout(out), redirect_stderr(out if errors_too else err):
        code = main(args)
    printed = out.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
    assert code in {0, 1, 2}, printed
    return str(printed)


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
