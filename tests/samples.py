"""A small plan with a document and a history, and a run of the program for every JSON answer.

The manual shows the first run of each answer; tests hold all of them to the schemas.
"""

import io
import json
import os
import shlex
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from dutymatrix.cli.main import main
from dutymatrix.markup.stamp import Stamp
from dutymatrix.revision.version import digest_of
from dutymatrix.screen.doctor import Part, State
from git_history import commit, git, make_history

PLAN = """\
format: 1
title: 禁毒工作试行方案
units:
  市禁毒办:
  市公安局:
    full_name: 吴川市公安局
    aliases: [市局]
  市教育局:
    contact: 思政科 0759-1234567
groups:
  各成员单位:
    members: [市公安局, 市教育局]

sections:
- title: 健全工作机制
  tasks:
  - title: 落实工作经费
    text: 将禁毒经费列入预算。
    lead: 市禁毒办
    join: 各成员单位

- title: 加强宣传教育
  tasks:
  - title: 举办宣传月活动
    text: 2018年6月底前举办宣传月活动，覆盖全部中小学。
    lead: 市教育局
    join: 市公安局
    milestones:
    - by: 2018-06-30
      said: 2018年6月底前
      goal: 举办宣传月活动
      target: 覆盖全部中小学
    notes:
      适用范围: 各镇

  - title: 印发宣传资料
    responsible: 市公安局
    join: 市教育局
    guide: 市禁毒办
"""
DOCUMENT = """\
禁毒工作试行方案

（一）健全工作机制

1. 落实工作经费。将禁毒经费列入预算。（牵头单位：市禁毒办；参与单位：各成员单位）

（二）加强宣传教育

1. 印发宣传资料。每季度印发一次。（责任单位：市公安局
"""
_COMMITTED = PLAN.replace("    guide: 市禁毒办\n", "")
_FIRST = (
    _COMMITTED.replace("  市教育局:\n", "  市教育局:\n  市司法局:\n").replace(
        "title: 举办宣传月活动", "title: 开展宣传月活动"
    )
    + "\n  - title: 开展督导检查\n    lead: 市司法局\n"
)
_FILES = {
    "原文.txt": DOCUMENT,
    "修订稿.yaml": PLAN.replace("join: 市公安局", "join: [市公安局, 市禁毒办]").replace(
        "- by: 2018-06-30\n      said: 2018年6月", "- by: 2018-09-30\n      said: 2018年9月"
    ),
    "草稿.yaml": PLAN.replace("responsible: 市公安局", "responsible: 市公按局").replace(
        "    join: 市公安局\n", ""
    ),
    "通知/发函情况.csv": (
        "日期,文件夹,变更前,变更后,单位,主送单位,涉及任务数,文件,仅发,变更前版本,变更后版本,"
        "变更前内容,变更后内容\n"
        "2018-06-05,2018-06-05_印发稿_2018年6月修订稿,印发稿,2018年6月修订稿,市公安局,市公安局,2,"
        "01_市公安局调整任务分工的函.docx,,印发稿.yaml,plan.yaml,4b825dc642cb6eb9a060e54bf8d69288fbee49,"
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c53\n"
        "2018-09-01,2018-09-01_2018年6月修订稿_2018年9月修订稿,2018年6月修订稿,2018年9月修订稿,,,,,"
        ",plan.yaml,修订稿.yaml,e69de29bb2d1d6434b8b29ae775ad8c2e48c53,"
        "d670460b4b4aece5915caf5c68d12f560a9fe3\n"
    ),
    "progress.yaml": """\
format: 1
periods:
- period: 2018年上半年
  due: 2018-07-10
progress:
- task: 落实工作经费
  section: 健全工作机制
  acts:
  - closed: 2018-05-30
    note: 预算已批复

- task: 举办宣传月活动
  section: 加强宣传教育
  acts:
  - extended_to: 2018-09-30
  reports:
  - unit: 市教育局
    period: 2018年上半年
    state: underway
    text: 已有12所学校举办。
    problems: 乡镇学校经费不足
    next: 下半年覆盖全部中小学
    filled_on: 2018-07-03
    by: 张三
""",
    "多例.progress.yaml": """\
format: 1
progress:
- id: 经费
  acts: [{closed: 2018-05-30}, {reopened: 2018-06-30}, {extended_to: 2018-07-01}]
- task: 督导
  reports:
  - {unit: 甲局, period: 上半年, state: behind}
  - {unit: 乙局, period: 上半年, state: not_started}
  - {unit: 丙局, period: 上半年, state: done}
  - {unit: 丙局, period: 下半年}
""",
    "残缺.yaml": "format: 1\nsections: [\n",
    "多例.yaml": """\
format: 1
title: 多例
issued_on: 2018-11-01
units: {甲局: {contact: 办公室}, 乙局: , 丙局: }
groups:
  各有关单位: {open: true}
standing:
- text: 以下各项均涉及甲局。
  units: [甲局]
tasks:
- id: 经费
  text: 落实经费。
  responsible: 乙局
  join: 甲局
  open: true
  milestones: [{goal: 到位}]
- {title: 督导, join: 甲局}
- {title: 检查}
""",
    "沿革.yaml": """\
format: 1
title: 沿革
units:
  市卫计局: {until: 2019-03-30, succeeded_by: 市卫健局}
  市卫健局:
  市公安局:
tasks:
- {title: 筛查, lead: 市卫计局, join: 市公安局}
""",
}

_PAPERS = tuple(f"verify 文书/{name}.html" for name in "今旧间")
RUNS = {
    "duties": (
        "duties 市教育局 --section 一",
        "duties 甲局 --plan 多例.yaml",
        "duties 市公安局",
        "duties 市卫健局 --plan 沿革.yaml --as-of 2019-04-01",
    ),
    "duties (several)": (
        "duties 市禁毒办 市公安局 --as lead",
        "duties --all",
        "duties --all --plan 多例.yaml",
        "duties --all --plan 沿革.yaml --as-of 2019-04-01",
        "duties --all --plan 沿革.yaml --plan 多例.yaml",
    ),
    "duties (several plans)": (
        "duties 市公安局 --section 二 --as-of 2019-04-01 --plan plan.yaml --plan 沿革.yaml",
        "duties 甲局 --plan plan.yaml --plan 多例.yaml",
        "duties 市公安局 --plan .",
    ),
    "plans": ("plans --plan 沿革.yaml --plan 多例.yaml", "plans"),
    "task, tasks": (
        "task 2.1",
        "tasks",
        "tasks --plan 多例.yaml",
        "tasks --overdue",
        "tasks --plan 沿革.yaml --as-of 2019-04-01",
        "tasks --plan 沿革.yaml --plan 多例.yaml",
    ),
    "units": (
        "units --section 一",
        "units",
        "units --plan 多例.yaml",
        "units --plan 沿革.yaml --as-of 2019-04-01",
        "units --plan 沿革.yaml --plan 多例.yaml",
    ),
    "matrix": (
        "matrix --rows task --cols unit --cells mark",
        "matrix",
        "matrix --rows lead --cols year",
        "matrix --rows year --cols lead --cells mark",
        "matrix --rows unit --cols section --cells pair",
        "matrix --rows unit --cols unit",
        "matrix --rows unit --cols unit --cells pair",
        "matrix --rows role --cols section --plan 多例.yaml",
        "matrix --plan 沿革.yaml --as-of 2019-04-01",
        "matrix --plan 沿革.yaml --plan 多例.yaml",
    ),
    "partners": (
        "partners 市公安局",
        "partners 市公安局 --as lead",
        "partners 市公安局 --plan 沿革.yaml --as-of 2019-04-01",
        "partners 市公安局 --plan 沿革.yaml --plan 多例.yaml",
    ),
    "partners (several)": (
        "partners 市公安局 市教育局",
        "partners 市公安局 市卫健局 --plan 沿革.yaml --as-of 2019-04-01",
        "partners 市公安局 市卫健局 --plan 沿革.yaml --plan 多例.yaml",
    ),
    "stats": (
        "stats",
        "stats --plan 多例.yaml",
        "stats --plan 沿革.yaml --as-of 2019-04-01",
        "stats --plan 沿革.yaml --plan 多例.yaml",
    ),
    "graph": (
        "graph",
        "graph --plan 多例.yaml",
        "graph --plan 沿革.yaml --as-of 2019-04-01",
        "graph --plan 沿革.yaml --plan 多例.yaml",
    ),
    "import": ("import 原文.txt",),
    "verify, check": ("check 草稿.yaml", "check", "check 残缺.yaml", "verify 原文.txt", *_PAPERS),
    "check (several)": ("check 草稿.yaml 无.yaml", "check ."),
    "doctor": ("doctor",),
    "progress": (
        "progress --today 2018-07-20 --text 宣传",
        "progress --today 2018-07-20",
        "progress --plan 多例.yaml --today 2018-07-20",
        "progress --plan 沿革.yaml --as-of 2019-04-01 --today 2019-01-01",
    ),
    "progress (task)": (
        "progress 2.1 --today 2018-07-20",
        "progress 1.1 2.2",
        "progress 1 2 3 --plan 多例.yaml",
        "progress 1 --plan 沿革.yaml --as-of 2019-04-01",
    ),
    "diff": ("diff plan.yaml 修订稿.yaml", "diff HEAD~3", "diff 多例.yaml plan.yaml"),
    "diff (letters)": ("diff --notices 通知 --list",),
    "history": ("history 市禁毒办", "history 市司法局", "history 市卫健局 --plan 沿革.yaml"),
    "history (task)": (
        "history 2.2",
        "history 2.1",
        "history 2.1 -n 1",
        "history 2.1 --since 2018-03",
        "history 2.3",
    ),
}
"""For each answer of `schemas.ANSWERS` what is typed in the folder of `samples`."""


_PARTS = (
    Part("plan", "", State.OK, "plan.yaml"),
    Part("pdfplumber", "", State.MISSING, "…", ('python -m pip install "dutymatrix[pdf]"',)),
    Part("hook", "", State.LOOK, "…", ("dutymatrix git-setup --hook",)),
)
"""What `doctor` says is another thing on each machine."""


def write_samples(folder: Path) -> None:
    """A repository with three commits of the plan, the second broken; a change, other files."""
    with patch.dict(os.environ, GIT_DEFAULT_HASH="sha1"):
        make_history(folder, _FIRST, "format: [\n", _COMMITTED)
        others = {name: _FILES[name] for name in ("沿革.yaml", "progress.yaml")}
        commit(folder, others, "另一个方案")
    for name, content in {"plan.yaml": PLAN, **_FILES, **dict(_papers(folder))}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content.encode("utf-8"))


def _papers(folder: Path) -> Iterator[tuple[str, str]]:
    """Papers of the plan as it is, as it was committed, and as it was between two commits."""
    first = git(folder, "rev-list", "--reverse", "HEAD", "--", "plan.yaml").split()[0]
    present, kept = digest_of(PLAN.encode()), digest_of(_COMMITTED.encode())
    between = Stamp("0" * 40, first, "2019-04-01")
    for name, stamp in (("今", Stamp(present)), ("旧", Stamp(kept)), ("间", between)):
        yield (
            f"文书/{name}.html",
            f'<html><meta name="generator" content="{stamp.text}">任务清单</html>',
        )


@contextmanager
def samples(folder: Path, language: str) -> Iterator[None]:
    """Work in a folder of `write_samples`, where nothing of the machine's settings counts."""
    homes = dict.fromkeys(("HOME", "USERPROFILE", "XDG_CONFIG_HOME"), str(folder))
    settings = {**homes, "GIT_CONFIG_NOSYSTEM": "1"}
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    own.pop("DUTYMATRIX_PLAN", None)
    with (
        patch.dict(os.environ, {**own, **settings, "DUTYMATRIX_LANG": language}, clear=True),
        patch("dutymatrix.cli.doctor.iter_parts", lambda _plan: _PARTS),
        chdir(folder),
    ):
        if not Path(".git").exists():
            write_samples(Path())
        yield


def answer(line: str) -> dict[str, object]:
    """What a command answers in JSON."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        main([*shlex.split(line), "-f", "json"])
    data: dict[str, object] = json.loads(out.getvalue())
    return data
