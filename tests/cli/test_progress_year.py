"""A year is played through, and at its end the ledger is held against it, entry by entry.

Four periods, a revision that moves tasks, late and double forms, an office that is merged.
"""

import json
from pathlib import Path

import pytest

from git_history import commit, make_repository
from offices import fill
from program import Runner

FUNDS = "将禁毒经费列入本级财政预算，逐年增长，确保各项禁毒工作顺利开展。"
MONTH = "每年6月举办禁毒宣传月活动，覆盖全部中小学校、社区和公共场所。"
LEAFLETS = "每季度印发宣传资料，向居民介绍毒品的危害和举报的办法、奖励。"
SCREEN = "对重点人员开展筛查，建立台账，逐人落实管控和帮扶措施，定期回访。"


def task(title: str, text: str, lead: str, join: str, by: str) -> str:
    roles = f"    lead: {lead}\n" + (f"    join: {join}\n" if join else "")
    due = f"    milestones:\n    - by: {by}\n" if by else ""
    return f"  - title: {title}\n    text: {text}\n{roles}{due}"


ROSTER = """\
format: 1
title: 禁毒工作方案
units:
  市禁毒办:
  市卫计局:
  市教育局:
"""
OLD = ROSTER + "\n".join(
    [
        "sections:\n- title: 健全机制\n  tasks:",
        task("落实经费", FUNDS, "市禁毒办", "", "2018-06-30"),
        task("开展筛查", SCREEN, "市卫计局", "市禁毒办", "2018-12-31"),
        "- title: 加强宣传\n  tasks:",
        task("举办宣传月", MONTH, "市教育局", "市卫计局", "2018-09-30"),
        task("印发资料", LEAFLETS, "市教育局", "", ""),
    ]
)
# In summer 开展筛查 moves and is called otherwise, 印发资料 comes first.
REVISED = ROSTER + "\n".join(
    [
        "sections:\n- title: 健全机制\n  tasks:",
        task("落实经费", FUNDS, "市禁毒办", "", "2018-06-30"),
        "- title: 加强宣传\n  tasks:",
        task("印发资料", LEAFLETS, "市教育局", "", ""),
        task("举办宣传月", MONTH, "市教育局", "市卫计局", "2018-09-30"),
        task("开展重点人员筛查", SCREEN, "市卫计局", "市禁毒办", "2018-12-31"),
    ]
)
# In autumn the office is merged into another.
MERGED = REVISED.replace(
    "  市卫计局:\n",
    "  市卫计局:\n    until: 2018-11-30\n    succeeded_by: [市卫健局]\n  市卫健局:\n",
)
QUARTERS = [f"2018年第{n}季度" for n in "一二三四"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan in git: the current folder."""
    repository = make_repository(tmp_path / "方案")
    commit(repository, {"plan.yaml": OLD}, "印发", "2018-01-01")
    monkeypatch.chdir(repository)
    Path("收").mkdir()
    return repository


def said(state: str, text: str) -> dict[str, str]:
    return {"完成状态": state, "进展情况": text}


def test_a_year(run: Runner, folder: Path) -> None:
    def send(quarter: int) -> None:
        words = ["--period", QUARTERS[quarter - 1], "-o", "发", "--today", DAYS[quarter]]
        assert run("progress", "forms", *words).code == 0

    def answer(quarter: int, unit: str, name: str, day: str, **rows: dict[str, str]) -> None:
        [form] = Path("发").glob(f"*_{unit}{QUARTERS[quarter - 1]}*.xlsx")
        fill(str(form), f"收/{name}.xlsx", rows, day)

    def collect(code: int = 0) -> str:
        found = run("progress", "collect", "收")
        assert found.code == code, found.err
        return found.err

    DAYS = {1: "2018-03-20", 2: "2018-06-20", 3: "2018-09-20", 4: "2018-12-20"}  # noqa: N806

    # The first quarter: two answer, one of them twice.
    send(1)
    answer(1, "市禁毒办", "a1", "2018-04-02", 落实经费=said("推进中", "已报财政。"))
    answer(1, "市教育局", "a2", "2018-04-08", 举办宣传月=said("未启动", "尚在筹备。"))
    answer(1, "市教育局", "a3", "2018-04-03", 举办宣传月=said("滞后", "场地未定。"))
    assert "a later form says otherwise: 市教育局" in collect()
    assert json.loads(run("progress", "-f", "json").out)["unreported"] == ["市卫计局"]

    # The second: all answer; funds are there, and closed. Then the plan is revised.
    send(2)
    answer(2, "市禁毒办", "b1", "2018-07-02", 落实经费=said("已完成", "预算已批复。"))
    answer(2, "市卫计局", "b2", "2018-07-03", 开展筛查=said("推进中", "筛查过半。"))
    answer(2, "市教育局", "b3", "2018-07-04", 举办宣传月=said("推进中", "已办三场。"))
    collect()
    assert run("progress", "close", "一·1", "--on", "2018-07-10").code == 0
    commit(folder, {"plan.yaml": REVISED}, "修订", "2018-08-01")

    # The third: a form of the second comes late, by the numbers of the old plan.
    answer(2, "市禁毒办", "c0", "2018-08-20", 开展筛查=said("推进中", "配合开展。"))
    assert "1 report new" in collect()
    send(3)
    answer(3, "市卫计局", "c1", "2018-10-02", 开展重点人员筛查=said("滞后", "人手不足。"))
    answer(3, "市教育局", "c2", "2018-10-03", 举办宣传月=said("推进中", "十月补办。"))
    collect()
    assert run("progress", "extend", "二·2", "--to", "2018-12-31", "--note", "补办").code == 0
    assert "开展筛查 is （二）3 开展重点人员筛查 now" in run("progress", "check").out
    assert run("progress", "check", "--fix").code == 0

    # The fourth: the office is merged; its successor gets the form.
    commit(folder, {"plan.yaml": MERGED}, "机构改革", "2018-12-01")
    send(4)
    answer(4, "市卫健局", "d1", "2019-01-02", 开展重点人员筛查=said("已完成", "全部筛查完。"))
    answer(4, "市教育局", "d2", "2019-01-03", 举办宣传月=said("已完成", "全部办完。"))
    collect()
    assert run("progress", "close", "二·2", "二·3", "--on", "2019-01-05").code == 0
    before = Path("progress.yaml").read_text(encoding="utf-8")
    assert "0 reports new, 0 changed" in collect()
    assert Path("progress.yaml").read_text(encoding="utf-8") == before

    ledger = json.loads(run("progress", "--today", "2019-01-10", "-f", "json").out)
    assert ledger["period"] == QUARTERS[3]
    assert ledger["unreported"] == ["市禁毒办"] or ledger["unreported"] == []
    story = json.loads(
        run("progress", "1.1", "2.1", "2.2", "2.3", "--today", "2019-01-10", "-f", "json").out
    )
    told = {
        t["number"]: (
            t["light"],
            t["closed"],
            [(r["period"][-3:], r["unit"], r["state"], r["text"]) for r in t["reports"]],
        )
        for t in story["tasks"]
    }
    assert told == {
        "1.1": (
            "grey",
            "2018-07-10",
            [
                ("一季度", "市禁毒办", "underway", "已报财政。"),
                ("二季度", "市禁毒办", "done", "预算已批复。"),
            ],
        ),
        "2.1": ("green", None, []),
        "2.2": (
            "grey",
            "2019-01-05",
            [
                ("一季度", "市教育局", "not_started", "尚在筹备。"),
                ("二季度", "市教育局", "underway", "已办三场。"),
                ("三季度", "市教育局", "underway", "十月补办。"),
                ("四季度", "市教育局", "done", "全部办完。"),
            ],
        ),
        "2.3": (
            "grey",
            "2019-01-05",
            [
                ("二季度", "市卫计局", "underway", "筛查过半。"),
                ("二季度", "市禁毒办", "underway", "配合开展。"),
                ("三季度", "市卫计局", "behind", "人手不足。"),
                ("四季度", "市卫健局", "done", "全部筛查完。"),
            ],
        ),
    }
