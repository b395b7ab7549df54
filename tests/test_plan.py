"""plan.yaml says what the printed document says, to the character.

Nothing of the package is used here: the source is read with a normaliser and a regular
expression of this file's own, so that an error in the program cannot vouch for itself.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest
import yaml

TESTS = Path(__file__).resolve().parent
PLAN_FILE = TESTS.parent / "plan.yaml"
SOURCE_FILE = TESTS / "data" / "plan-source.txt"

NUMERALS = "一二三四五六七八九"
SECTION_SIZES = (8, 8, 9, 9, 4, 5)
NUMBERS = tuple(
    f"{section}.{task}"
    for section, size in enumerate(SECTION_SIZES, 1)
    for task in range(1, size + 1)
)
EMPTY = ""


class Milestone(TypedDict):
    """A date, goal or target inside a task."""

    by: NotRequired[str]
    said: NotRequired[str]
    goal: str
    target: NotRequired[str]


class Task(TypedDict):
    """A numbered duty with its units."""

    title: str
    text: str
    lead: str
    join: NotRequired[list[str]]
    milestones: NotRequired[list[Milestone]]


class Section(TypedDict):
    """A heading and its tasks."""

    title: str
    tasks: list[Task]


class Item(TypedDict):
    """A numbered paragraph without units."""

    title: str
    text: str


class Chapter(TypedDict):
    """A chapter that binds everybody."""

    title: str
    items: list[Item]


class Plan(TypedDict):
    """The whole file, every scalar a string."""

    format: str
    title: str
    document_number: str
    issued_by: list[str]
    issued_on: str
    ends_on: str
    role_rule: str
    role_names: dict[str, str]
    chapter: str
    numbering: list[str]
    preamble: str
    units: dict[str, str]
    groups: dict[str, str | dict[str, str]]
    sections: list[Section]
    common: list[Chapter]


@dataclass(frozen=True)
class PrintedList:
    """A bracketed list of units as the document prints it."""

    opening: str
    names: tuple[str, ...]
    separators: tuple[str, ...]
    closing: str


def load_plan() -> Plan:
    # BaseLoader leaves every scalar the string it is in the file.
    plan: Plan = yaml.load(PLAN_FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return plan


def load_source() -> str:
    """The printed document in one line, without page numbers and white space."""
    printed = SOURCE_FILE.read_text(encoding="utf-8")
    return re.sub(r"\s+", "", re.sub(r"(?m)^\s*—\s*\d+\s*—\s*$", "", printed))


def iter_printed_lists(source: str) -> Iterator[PrintedList]:
    """The brackets that end an item of the second chapter, in document order."""
    chapter = source[source.index("二、工作任务") : source.index("三、工作保障")]
    bracketed = re.compile(
        r"(?<=。)"
        r"(?:(?P<round>（)|【)"
        r"(?P<names>(?:[^（）【】。]|（[^（）]*）)+)"
        r"(?P<closing>(?(round)）|】))"
        r"(?=\d+[.\uff0e]|（[一二三四五六]）|$)"
    )
    for match in bracketed.finditer(chapter):
        yield PrintedList(
            opening=match[0][0],
            names=tuple(re.findall(r"[^、，]+", match["names"])),
            separators=tuple(re.findall(r"[、，]", match["names"])),
            closing=match["closing"],
        )


PLAN = load_plan()
SOURCE = load_source()
PRINTED_LISTS = tuple(iter_printed_lists(SOURCE))
TASKS = dict(zip(NUMBERS, chain.from_iterable(s["tasks"] for s in PLAN["sections"]), strict=True))

each_task = pytest.mark.parametrize("number", NUMBERS, ids=NUMBERS)


def names_of(task: Task) -> list[str]:
    return [task["lead"], *task.get("join", [])]


def joined(text: str) -> str:
    return text.replace("\n", "")


def iter_texts() -> Iterator[tuple[str, str]]:
    """Every text of the plan after a word that tells where it stands."""
    yield "preamble", PLAN["preamble"]
    for number, task in TASKS.items():
        yield number, task["text"]
    for place, chapter in enumerate(PLAN["common"], 1):
        for digit, item in enumerate(chapter["items"], 1):
            yield f"common {place}.{digit}", item["text"]


# Header


def test_file_is_utf8_with_lf_and_one_final_newline() -> None:
    raw = PLAN_FILE.read_bytes().decode("utf-8")
    assert "\r" not in raw
    assert "\t" not in raw
    assert raw.endswith("\n")
    assert not re.search(r" \n|\n\n\n|\n\n\Z", raw)


def test_blank_lines_part_blocks_sections_and_tasks() -> None:
    lines = PLAN_FILE.read_text(encoding="utf-8").splitlines()
    for above, line in pairwise(lines):
        parted = re.match(r"(units|groups|sections|common):|  tasks:| *- title:", line)
        first = re.fullmatch(r" *(sections|tasks|common|items):", above)
        assert (above == EMPTY) == bool(parted and not first) or line == EMPTY, line


def test_blocks_stand_in_their_order() -> None:
    assert list(PLAN) == list(Plan.__annotations__)
    assert PLAN["format"] == "1"
    assert PLAN["numbering"] == ["（一）", "1."]


def test_title_is_the_one_announced() -> None:
    assert f"印发《{PLAN['title']}》的通知" in SOURCE


def test_document_number_is_the_printed_one() -> None:
    # The print has lost the brackets of the year to two quotation marks.
    printed = PLAN["document_number"].replace("〔", "\u201e").replace("〕", "\u201f")
    assert SOURCE.count(printed) == 1
    assert PLAN["document_number"] == "吴委办〔2017〕93号"


def test_issuers_and_date_are_the_signature() -> None:
    year, month, day = (int(part) for part in PLAN["issued_on"].split("-"))
    assert len(PLAN["issued_by"]) == 2
    assert f"{''.join(PLAN['issued_by'])}{year}年{month}月{day}日{PLAN['title']}" in SOURCE


def test_plan_ends_when_the_preamble_says() -> None:
    assert "从现在起至2019年底" in PLAN["preamble"]
    assert PLAN["ends_on"] == "2019-12-31"


def test_role_names_are_the_words_of_the_role_rule() -> None:
    assert list(PLAN["role_names"]) == ["lead", "join"]
    assert all(name in PLAN["role_rule"] for name in PLAN["role_names"].values())


# Wording


def test_every_character_of_the_wording_is_there() -> None:
    first, last = PLAN["common"]
    preamble = PLAN["preamble"].removesuffix("。")
    printed = [f"{preamble}（{PLAN['role_rule']}）。"]
    printed += [f"一、{first['title']}", *printed_items(first)]
    printed += [PLAN["chapter"], *printed_sections()]
    printed += [f"三、{last['title']}", *printed_items(last)]
    assert "".join(printed) == SOURCE[SOURCE.index("为进一步") :]


def printed_items(chapter: Chapter) -> Iterator[str]:
    for numeral, item in zip(NUMERALS, chapter["items"], strict=False):
        yield f"（{numeral}）{item['title']}。{joined(item['text'])}"


def printed_sections() -> Iterator[str]:
    lists = dict(zip(NUMBERS, PRINTED_LISTS, strict=True))
    for place, section in enumerate(PLAN["sections"], 1):
        yield f"（{NUMERALS[place - 1]}）{section['title']}"
        for digit, task in enumerate(section["tasks"], 1):
            number = f"{place}.{digit}"
            # One number is printed with a full-width stop.
            stop = "\uff0e" if number == "6.2" else "."
            yield f"{digit}{stop}{task['title']}。{joined(task['text'])}"
            yield printed_list(names_of(task), lists[number])


def printed_list(names: list[str], frame: PrintedList) -> str:
    """The plan's names between the brackets and separators of the print."""
    pairs = zip(names, (*frame.separators, EMPTY), strict=True)
    return frame.opening + "".join(chain.from_iterable(pairs)) + frame.closing


@pytest.mark.parametrize("text", [pytest.param(text, id=where) for where, text in iter_texts()])
def test_text_breaks_after_sentences_and_only_there(text: str) -> None:
    for line in text.split("\n"):
        bare = without_brackets(line)
        assert re.fullmatch(r"[^。！？；]+[。！？；]", bare), line
        assert not re.search(r"[（）()【】“”《》\s]", bare), line


def without_brackets(line: str) -> str:
    """The line without what stands in brackets or quotes, however deep."""
    inner = re.compile(r"（[^（）()【】“”《》]*）|\([^()]*\)|【[^【】]*】|“[^“”]*”|《[^《》]*》")
    while (shorter := inner.sub("", line)) != line:
        line = shorter
    return line


# Assignments


def test_document_prints_one_list_for_each_task() -> None:
    assert [len(section["tasks"]) for section in PLAN["sections"]] == list(SECTION_SIZES)
    assert len(PRINTED_LISTS) == len(TASKS) == 43


@each_task
def test_first_of_the_list_leads_and_the_others_join(number: str) -> None:
    first, *others = PRINTED_LISTS[NUMBERS.index(number)].names
    assert TASKS[number]["lead"] == first
    assert TASKS[number].get("join", []) == others


@each_task
def test_task_says_nothing_else(number: str) -> None:
    task = TASKS[number]
    assert list(task) == [key for key in Task.__annotations__ if key in task]
    assert len(set(names_of(task))) == len(names_of(task))


def test_number_of_assignments() -> None:
    assert sum(len(names_of(task)) for task in TASKS.values()) == 189
    assert sum(len(printed.names) for printed in PRINTED_LISTS) == 189


def test_leads_of_each_unit() -> None:
    leads = Counter(task["lead"] for task in TASKS.values())
    assert leads == {
        "市禁毒办": 23,
        "市公安局": 12,
        "市综治办": 3,
        "市财政局": 2,
        "市教育局": 1,
        "市委宣传部": 1,
        "市委党校": 1,
    }
    assert leads.total() == 43


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        pytest.param("市卫计局", "3.1 3.3 3.4 3.5 3.7 3.8 3.9 4.4 5.1 6.3", id="unit"),
        pytest.param("各镇（街）", "1.1 2.1 2.2 3.1 3.2 3.4 3.5 3.9 4.1", id="group"),
        pytest.param("其他有关单位", "2.6 2.7 5.4", id="open group"),
    ],
)
def test_tasks_that_one_only_joins(name: str, numbers: str) -> None:
    joins = [number for number, task in TASKS.items() if name in task.get("join", [])]
    assert joins == numbers.split()
    assert name not in {task["lead"] for task in TASKS.values()}


def test_roster_holds_the_names_of_the_lists_and_no_others() -> None:
    roster = [*PLAN["units"], *PLAN["groups"]]
    assert (len(PLAN["units"]), len(PLAN["groups"])) == (31, 3)
    assert len(set(roster)) == 34
    assert set(roster) == {name for printed in PRINTED_LISTS for name in printed.names}


def test_roster_adds_nothing_to_the_names() -> None:
    assert set(PLAN["units"].values()) == {EMPTY}
    assert PLAN["groups"] == {
        "各镇（街）": EMPTY,
        "市禁毒委各成员单位": EMPTY,
        "其他有关单位": {"open": "true"},
    }


# Milestones

# Of each task: by, said, target.
MILESTONES: dict[str, list[tuple[str | None, str | None, str | None]]] = {
    "1.7": [("2018-12-31", "2018年底前", None)],
    "2.5": [(None, None, "至少1名")],
    "3.1": [("2019-12-31", "三年内", "达到90%"), (None, None, "不低于85%")],
    "3.2": [(None, None, "30:1"), ("2019-12-31", "到2019年底", "不低于30%")],
    "3.3": [("2018-12-31", "2018年底前", None)],
    "3.4": [
        ("2019-12-31", "到2019年底", "95%以上"),
        ("2019-12-31", "到2019年底", "达90%以上"),
    ],
    "3.7": [("2018-12-31", "至2018年底", None)],
    "3.8": [("2019-12-31", "至2019年底", None)],
    "3.9": [("2019-12-31", "通过3年努力", None)],
    "6.2": [("2017-12-31", "2017年内", None), ("2017-12-31", "2017年内", "1家以上")],
    "6.3": [("2018-12-31", "2019年前", None)],
}


@each_task
def test_milestones_of_the_task(number: str) -> None:
    milestones = TASKS[number].get("milestones", [])
    found = [(m.get("by"), m.get("said"), m.get("target")) for m in milestones]
    assert found == MILESTONES.get(number, [])


@each_task
def test_every_date_and_figure_of_the_text_is_a_milestone(number: str) -> None:
    text = joined(TASKS[number]["text"])
    milestones = TASKS[number].get("milestones", [])
    dates = re.findall(r"[到至]?\d{4}年(?:底前|底|内|前)|三年内|通过\d年努力", text)
    figures = re.findall(r"\d+(?:%|名|家|:\d+)", text)
    assert list(dict.fromkeys(m["said"] for m in milestones if "said" in m)) == dates
    targets = [m["target"] for m in milestones if "target" in m]
    assert [figure in target for figure, target in zip(figures, targets, strict=True)] == (
        [True] * len(figures)
    )


@pytest.mark.parametrize("number", MILESTONES)
def test_milestones_speak_in_the_words_of_the_text(number: str) -> None:
    task = TASKS[number]
    for milestone in task["milestones"]:
        assert list(milestone) == [key for key in Milestone.__annotations__ if key in milestone]
        assert ("by" in milestone) == ("said" in milestone)
        [sentence] = [line for line in task["text"].split("\n") if milestone["goal"] in line]
        said = milestone.get("said", EMPTY)
        assert said in sentence
        # The goal is whole clauses, without a date at its head.
        before, after = sentence.split(milestone["goal"])
        assert before.endswith(("，", said or "，")) or before == EMPTY
        assert after.startswith(("，", "；", "。"))
        assert not (said and milestone["goal"].startswith(said))
        assert milestone.get("target", EMPTY) in milestone["goal"]
