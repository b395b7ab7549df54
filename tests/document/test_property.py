"""Any small plan, printed in any form of list, comes back as it was."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.document import Intake, build_plan
from dutymatrix.document.readers.plaintext import read
from dutymatrix.plan.model import Role
from dutymatrix.plan.numbering import hanzi
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.writer import dump_plan

_UNITS = [
    "市公安局",
    "市司法局",
    "市教育局",
    "市财政局",
    "市委宣传部",
    "团市委",
    "市总工会",
    "市法院",
    "人民银行吴川支行",
    "省数据集团（筹）",
    "市人力资源和社会保障局",
    "市市场监管局（市知识产权局）",
    "市政协办",
    "各镇（街）",
    "各县（市、区）政府",
    "各市、县（市、区）政府",
    "市禁毒委各成员单位",
    "其他有关单位",
]
_WORDINGS = (
    "推动各项工作落实，确保取得实效。",
    "到2019年底，覆盖率达到95%以上；开展“4.14”行动。",
    "建立台账（含试点），落实《工作责任制》要求。",
    "加强对各县（市、区）的指导，推广“一企一策”。",
)
_TITLES = ("压实工作责任", "完善考核机制", "开展“七进”宣传", "加强队伍建设（试行）", "保障工作经费")


class Drawn(NamedTuple):
    """A task as it is printed and as it must come back."""

    title: str
    text: str
    lead: tuple[str, ...]
    join: tuple[str, ...]


class Form(NamedTuple):
    """A way to print a list, and whether it tells who leads."""

    print: Callable[[Sequence[str], Sequence[str]], str]
    tells: bool


def _named(names: Sequence[str]) -> str:
    return "、".join(names)


def _all(lead: Sequence[str], join: Sequence[str]) -> str:
    return _named([*lead, *join])


def _labels(lead: Sequence[str], join: Sequence[str], separator: str) -> str:
    others = f"{separator}配合单位：{_named(join)}" if join else ""
    return f"牵头单位：{_named(lead)}{others}"


def _verbs(lead: Sequence[str], join: Sequence[str], verb: str) -> str:
    return f"（{_named(lead)}牵头{f'，{_named(join)}{verb}' if join else ''}）"


FORMS = {
    "bare": Form(lambda lead, join: f"（{_all(lead, join)}）", tells=False),
    "black brackets": Form(lambda lead, join: f"【{_all(lead, join)}】", tells=False),
    "label": Form(lambda lead, join: f"（责任单位：{_all(lead, join)}）", tells=False),
    "ASCII": Form(lambda lead, join: f"(责任部门:{_all(lead, join)})", tells=False),
    "square": Form(lambda lead, join: f"[责任单位：{_all(lead, join)}]", tells=False),
    "shell": Form(lambda lead, join: f"〔责任单位：{_all(lead, join)}〕", tells=False),
    "verb": Form(lambda lead, join: f"（{_all(lead, join)}负责）", tells=False),
    "own line": Form(lambda lead, join: f"\n责任单位：{_all(lead, join)}", tells=False),
    "labels": Form(lambda lead, join: f"（{_labels(lead, join, '；')}）", tells=True),
    "labels, comma": Form(lambda lead, join: f"（{_labels(lead, join, '，')}）", tells=True),
    "own lines": Form(lambda lead, join: "\n" + _labels(lead, join, "\n"), tells=True),
    "verbs": Form(lambda lead, join: _verbs(lead, join, "配合"), tells=True),
    "own parts": Form(lambda lead, join: _verbs(lead, join, "按职责分工负责"), tells=True),
}


@st.composite
def tasks(draw: st.DrawFn) -> Drawn:
    names = draw(st.lists(st.sampled_from(_UNITS), min_size=1, max_size=6, unique=True))
    leads = draw(st.integers(1, min(2, len(names))))
    return Drawn(
        draw(st.sampled_from(_TITLES)),
        draw(st.sampled_from(_WORDINGS)),
        tuple(names[:leads]),
        tuple(names[leads:]),
    )


_CHAPTERS = st.lists(st.lists(tasks(), min_size=1, max_size=4), min_size=2, max_size=3)


def printed(chapters: Sequence[Sequence[Drawn]], form: Form) -> str:
    lines = ["某市工作方案", "为做好工作，现提出以下方案。"]
    for number, chapter in enumerate(chapters, 1):
        lines.append(f"{hanzi(number)}、推进重点工作")
        for place, task in enumerate(chapter, 1):
            lines.append(
                f"（{hanzi(place)}）{task.title}。{task.text}{form.print(task.lead, task.join)}"
            )
    return "\n".join(lines) + "\n"


def imported(text: str) -> Intake:
    return build_plan(read(text.encode("utf-8"), "方案.txt"))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@given(chapters=_CHAPTERS)
def test_a_printed_plan_comes_back(form: Form, chapters: list[list[Drawn]]) -> None:
    intake = imported(printed(chapters, form))
    got = [
        (item.number, item.entry.title, item.entry.text, item.entry.lead, item.entry.join)
        for item in intake.plan.items
    ]
    expected = [
        (
            f"{number}.{place}",
            task.title,
            task.text,
            task.lead if form.tells else (),
            task.join if form.tells else (),
        )
        for number, chapter in enumerate(chapters, 1)
        for place, task in enumerate(chapter, 1)
    ]
    assert got == expected
    if not form.tells:
        named = [item.entry.units(Role.RESPONSIBLE) for item in intake.plan.items]
        assert named == [(*task.lead, *task.join) for chapter in chapters for task in chapter]
    assert intake.findings == ()


_PIECES = st.sampled_from(
    (
        *("、", "（", "）", "【", "】", "(", "[", "：", "，", "；", "。", "\n", "  ", "　　"),
        *(
            "责任单位：",
            "牵头单位：",
            "负责",
            "牵头，",
            "配合",
            "等",
            "和",
            "各市、县",
            "政府",
            "市公安局",
        ),
        *(
            "一、",
            "（一）",
            "1.",
            "1．2020年",
            "第一条",
            "①",
            "—5—",
            "2018年底前",
            "达到90%",
            "列首位的为牵头",
        ),
        *(
            "以下均需",
            "不再列出",
            "附件",
            "序号",
            "某政发〔2020〕4号",
            "《",
            "》",
            "\u202e",
            "𠮷",
        ),
    )
)


@given(pieces=st.lists(_PIECES, max_size=60))
def test_no_text_is_too_odd(pieces: list[str]) -> None:
    plan = imported("".join(pieces) or " ").plan
    assert parse_plan(dump_plan(plan)) == plan


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "、",
            "（",
            "）",
            "（）",
            "责任单位",
            "责任单位：",
            "（责任单位：",
            "市公安局、",
            "负责",
            "各市、县、",
        ),
        *(
            "和",
            "市公安局和",
            "等",
            "（一）",
            "1.",
            "9",
            "达到",
            "2018年",
            "《",
            "。（",
            "列首位的",
            "以下均需",
        ),
        *("2020年2月4日\n", "一、", "—1—", " ", "市 "),
    ],
)
def test_a_piece_ten_thousand_times_over_is_read(piece: str) -> None:
    """Takes a moment where time is linear, and does not end where it is not."""
    imported(f"一、任务\n1.{piece * 10_000}\n2.考核。（责任单位：市公安局）\n")
