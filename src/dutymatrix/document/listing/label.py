"""Fields of a list that are no names: labels, deadlines, rules about who leads."""

import re
from functools import lru_cache
from typing import NamedTuple

from dutymatrix.plan.model import Role
from dutymatrix.wording.time import STATED, WHATEVER_YEAR, WITHIN_YEAR
from dutymatrix.wording.unit import bare, is_strong_unit
from dutymatrix.wording.verb import (
    CLIPPED_LABELS,
    COMMA_WORDS,
    DEADLINES,
    LABEL_NOUNS,
    LABEL_ROLES,
    LEADERS,
    LIKEWISE,
    LONGEST_LABEL,
    ORDER_WORDS,
    PERSONS,
    RULE_HEADS,
)

_ORDER = re.compile("|".join((*ORDER_WORDS, *COMMA_WORDS)))
_HAN = re.compile(r"[\u4e00-\u9fff、（）/]+")
_DEADLINE = re.compile(
    rf"(?:力争|原则上)?(?:{STATED})(?:完成|实现|启动|取得\w{{0,6}}|前?全面\w{{0,4}})?"
)
_STEMS = tuple(stem for _role, stems in LABEL_ROLES for stem in stems)
LABEL_BEGINS = (*_STEMS, *DEADLINES, *PERSONS)
"""How labels begin, whatever stands before them."""
# 6月底前出台相关政策 is a deadline with what is due; a longer clause is a sentence.
_LONGEST_DEADLINE = 16
# The same labels stand in list after list.
_CACHED = 1024


class Label(NamedTuple):
    """What stands before a colon."""

    text: str
    role: Role | None
    """The role of the units after it; None for a field that names no units."""


@lru_cache(_CACHED)
def classify_label(text: str) -> Label | None:
    """What a label means; None where it is none."""
    if not 0 < len(text) <= LONGEST_LABEL:
        return None
    text = bare(text)
    if not _HAN.fullmatch(text):
        return None
    if is_rule(text):
        return Label(text, Role.RESPONSIBLE)  # 第一个逗号前为牵头单位：市公安局，市司法局
    if text in CLIPPED_LABELS:
        return Label(text, Role.LEAD if text.startswith("牵头") else Role.RESPONSIBLE)
    if any(word in text for word in PERSONS) and not text.endswith(("单位", "部门")):
        return Label(text, None)
    if text.endswith(LABEL_NOUNS) or "单位" in text or "部门" in text:
        for role, stems in LABEL_ROLES:
            if any(stem in text for stem in stems):
                return Label(text, role)
    return Label(text, None)


def read_bare_label(text: str) -> Label | None:
    """What a bracket says that holds a label and nothing else: 【责任单位】."""
    if not text.startswith(_STEMS) or not text.endswith(("单位", "部门", "主体", "机构")):
        return None
    label = classify_label(text)
    return label if label and label.role else None


def is_deadline(words: str) -> bool:
    """Whether a field is a deadline and no unit: 2023年完成, 长期坚持."""
    return bool(_DEADLINE.fullmatch(words)) or (
        words.startswith((*WHATEVER_YEAR, *WITHIN_YEAR))
        and len(words) <= _LONGEST_DEADLINE
        and not is_strong_unit(words)
    )


def is_rule(words: str) -> bool:
    """Whether a field is a rule about who leads, or a part of one."""
    if words.startswith(LIKEWISE):
        return True
    if _ORDER.search(words) and any(word in words for word in LEADERS):
        return True
    return words.startswith(RULE_HEADS)


def is_deadline_label(text: str) -> bool:
    """Whether a label names a deadline."""
    return text.endswith(DEADLINES)
