"""The printed document of the repository becomes the repository's plan."""

import re
from dataclasses import replace
from pathlib import Path

from dutymatrix.document import import_document
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.writer import dump_plan

SOURCE = Path(__file__).parents[1] / "data" / "plan-source.txt"


def without_order(plan: Plan) -> Plan:
    """A plan whose roster is sorted: its order is the keeper's."""
    return replace(plan, units=tuple(sorted(plan.units)), groups=tuple(sorted(plan.groups)))


def test_import_gives_the_plan(plan: Plan) -> None:
    assert without_order(import_document(SOURCE).plan) == without_order(plan)


def test_import_is_certain() -> None:
    intake = import_document(SOURCE)
    assert intake.findings == ()
    assert intake.coverage == (43, 43, 189)
    assert all(found.taken for found in intake.lists)


def test_what_is_written_is_read_back_the_same() -> None:
    plan = import_document(SOURCE).plan
    assert parse_plan(dump_plan(plan)) == plan


def test_places_lead_to_the_words_in_the_document() -> None:
    lines = SOURCE.read_text(encoding="utf-8").split("\n")
    for item in import_document(SOURCE).plan.items:
        assert item.entry.span
        line = lines[item.entry.span.line - 1]
        assert line[item.entry.span.column - 1 :].startswith(item.label.rpartition("）")[2])
        for (name, _role), place in zip(item.entry.assignments, item.entry.places, strict=True):
            rest = lines[place.line - 1][place.column - 1 :].strip()
            assert name.startswith(rest[:1])
            assert rest.startswith(name) or name.startswith(rest)


def test_nothing_of_the_document_is_lost() -> None:
    intake = import_document(SOURCE)
    printed = re.sub("— [0-9]+ —", "", SOURCE.read_text(encoding="utf-8"))
    printed = "".join(printed.split())
    plan = intake.plan
    # The rule stands in the middle of the preamble.
    assert plan.role_rule in printed
    printed = printed.replace(f"（{plan.role_rule}）", "")
    words = [plan.title, plan.preamble, *(found.text for found in intake.lists)]
    for entry in (*plan.sections, *(item.entry for item in plan.items)):
        words += [entry.title, *entry.text.split("\n")]
    for chapter in plan.common:
        words += [chapter.title, *chapter.text.split("\n")]
        for clause in chapter.items:
            words += [clause.title, *clause.text.split("\n")]
    left_out = [
        line
        for omission in intake.omissions
        for line in omission.text.split("\n")
        if not line.startswith("—")
    ]
    # What the notice quotes stands again in the plan.
    for word in (*left_out, *sorted(words, key=len, reverse=True)):
        piece = "".join(word.split())
        assert piece in printed or not piece
        printed = printed.replace(piece, "", 1)
    left = {char for char in printed if "\u4e00" <= char <= "\u9fff"}
    # The numbers of items, and the chapter that the sections stand in.
    assert left <= set("一二三四五六工作任务")
