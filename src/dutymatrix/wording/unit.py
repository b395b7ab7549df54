"""What is a unit's name: its looks, and names that an enumeration runs together.

Everything here reads the plain writing (`script.plain`), where brackets are （ ） 〔 〕 【 】 [ ].
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dutymatrix.wording.nameform import field_of, name_form
from dutymatrix.wording.organisation import (
    ADMINISTRATIVE,
    BRANCHES,
    ENDINGS_OF_ZONES,
    GENERAL_NOUNS,
    GOVERNMENTS,
    GROUP_ENDINGS,
    GROUP_HEADS,
    GROUP_WORDS,
    JOINERS,
    LEVELS_OF_OTHERS,
    LONGEST_NAME,
    NAME_ENDS,
    NO_JOINERS,
    NO_LEVELS,
    NO_SUFFIXES,
    NOT_IN_NAMES,
    OPEN_HEADS,
    PLACE_ENDINGS,
    PLACELESS,
    SET_PHRASES,
    SHARED_ENDINGS,
    SHORT_NAMES,
    STRONG_SUFFIXES,
    WEAK_SUFFIXES,
    ZONE_ENDINGS,
)
from dutymatrix.wording.script import CLOSERS, OPENERS

_QUOTED = re.compile("[“「『][^“”「」『』]{1,20}[”」』]|《[^《》]{1,30}》")
_BRACKETED = re.compile(r"[（〔【\[][^（〔【\[）〕】\]]{0,20}[）〕】\]]")
# 等11个部门
_COUNT = re.compile("^[0-9一二三四五六七八九十]{1,3}[个家]?(?=部|单|机|委)")
# The same names stand in list after list.
_CACHED = 4096
_FOREIGN = re.compile("|".join(NOT_IN_NAMES))
_LONGEST_JOINED = 120
_LEVEL = "国省市县区州盟旗镇乡"
_JOINING = re.compile(
    f"[{re.escape(''.join({joiner[0] for joiner in JOINERS}) + OPENERS + CLOSERS)}]"
)
_HEADS = tuple(sorted(GROUP_HEADS, key=len, reverse=True))
_HEAD = re.compile("|".join(_HEADS))
_GOVERNED = re.compile(f"(?:{'|'.join(GOVERNMENTS)})$")
_HEADS_OF_OTHERS = (*_HEADS, *LEVELS_OF_OTHERS)
_TOWNS = ("街道", "镇", "乡")
_OF_TOWNS = tuple(f"各{town}" for town in _TOWNS)
_NO_NAMES = GENERAL_NOUNS | {*GOVERNMENTS}
_EXECUTIVES = ("政府", "行政公署", "行署")
_LEVELS_OF_OFFICES = "省市县区州旗"
_BEGINNINGS = f"{_LEVELS_OF_OFFICES}各"
_COMMITTEES = tuple(f"{level}委" for level in _LEVELS_OF_OFFICES)
_OFFICES = ("局", "委", "办", "厅", "部", "院", "会", "中心", "政府", "办公室", "联")
_SHORTEST_OFFICE = 3
# 高等院校 and the like: no enumeration ends there.
_EQUAL = tuple("高中初特上同平相均优劣")


class Piece(NamedTuple):
    """A stretch of the text that may be a name."""

    start: int
    end: int


def bare(name: str) -> str:
    """A name without what stands in brackets: 省数据集团（筹） is 省数据集团."""
    return _BRACKETED.sub("", name)


def _outside_quotes(name: str) -> str:
    """A name without what it quotes: 推进“一带一路”建设领导小组 is one."""
    return _QUOTED.sub("", name)


@lru_cache(_CACHED)
def is_group(name: str) -> bool:
    """Whether a name stands for several units: 各镇（街）, 其他有关单位."""
    return (
        name.startswith(_HEADS)
        or any(word in name for word in GROUP_WORDS)
        or name.endswith(GROUP_ENDINGS)
        or _is_administrative(name)
    )


@lru_cache(_CACHED)
def is_certain_unit(name: str) -> bool:
    """Whether a text is one office's name even where no list is: 市公安局, 省委组织部.

    What names of offices end in other words end in, too; a level at its head makes it certain.
    """
    level, field = field_of(name_form(name))
    # 支持省数据集团 would be of a place called so.
    return len(level) == 1 and len(field) > 1 and is_strong_unit(name) and not is_group(name)


def is_open_group(name: str) -> bool:
    """Whether nobody can list the members of a group: 其他有关单位."""
    return name.startswith(OPEN_HEADS) and not _is_administrative(name)


@lru_cache(_CACHED)
def is_unit(name: str) -> bool:
    """Whether a text looks like a unit or a phrase for several units."""
    own = bare(name)
    return (
        (own.endswith(WEAK_SUFFIXES) or _ends_strongly(own) or _is_administrative(name))
        and may_be_unit(name)
    ) or _is_short_group(own)


def may_be_unit(name: str) -> bool:
    """Whether nothing in a text speaks against its being a name, whatever it ends in."""
    return 1 < len(name) <= LONGEST_NAME and not _FOREIGN.search(_outside_quotes(name))


@lru_cache(_CACHED)
def is_strong_unit(name: str) -> bool:
    """Whether a text can hardly be anything else than a unit, even without a label."""
    own = bare(name)
    if not is_unit(name) or len(own) < 2:
        return False
    if is_group(name):
        return len(own) > 2 or name.startswith("各")
    return _ends_strongly(own) and (len(own) > 2 or own[0] in _LEVEL or own in SHORT_NAMES)


def _ends_strongly(own: str) -> bool:
    """Whether a name ends as organizations do, and not in a word that only looks so."""
    return own.endswith(STRONG_SUFFIXES) and not own.endswith(NO_SUFFIXES)


def begins_with_level(name: str) -> bool:
    """Whether a name begins with its level, or as a phrase for several units does."""
    return name.startswith((*_LEVEL, "中国", "中央", "全国", *GROUP_HEADS))


def begins_with_unit(words: str) -> bool:
    """Whether a unit goes on with words of a clause: 市公安局联合检查."""
    return any(is_strong_unit(words[:end]) for end in range(3, min(len(words), LONGEST_NAME) - 1))


def _head(name: str) -> str:
    """How a name begins as a phrase for several units: the 各有关 of 各有关单位."""
    found = _HEAD.match(name)
    return found[0] if found else ""


def _is_short_group(own: str) -> bool:
    head = _head(own)
    return bool(head) and own[len(head) :] in ADMINISTRATIVE


def _is_administrative(name: str) -> bool:
    """Whether a name is levels of government alone: 县（市、区）政府, 各镇（街）."""
    head, without = _head(name), bare(name)
    own = without[len(head) :]
    governed = _GOVERNED.search(own)
    if without == name and not head and not governed:
        return False
    own = own[: governed.start()] if governed else own
    return own in ADMINISTRATIVE or all(part in ADMINISTRATIVE for part in own.split("、"))


def split_joined(text: str, start: int, end: int) -> Iterator[Piece]:
    """Names that 和, 及 or 以及 joins: 各有关部门和单位 and 市住房和城乡建设局 stay one."""
    at = start
    while end - at <= _LONGEST_JOINED:
        found = _joiner(text, at, end)
        if found is None:
            break
        before, after = found
        yield Piece(at, before)
        at = after
    yield Piece(at, end)


def split_glued(text: str, start: int, end: int) -> Iterator[Piece]:
    """Names that nothing stands between: 市公安局市司法局 is two, 市公安局市南分局 one."""
    at = start
    if end - start <= _LONGEST_JOINED and not text.startswith(_HEADS, start):
        for place in range(start + _SHORTEST_OFFICE, end - 1):
            if text[place] in _BEGINNINGS and _meet(text[at:place], text[place:end]):
                yield Piece(at, place)
                at = place
    yield Piece(at, end)


def _meet(left: str, right: str) -> bool:
    """Whether one name ends and another begins between two words."""
    if left.endswith(_COMMITTEES) and not left.startswith("团"):
        return False  # 市委市政府信访局
    if right.startswith("各") and not (_is_short_group(right) or _is_administrative(right)):
        return False  # 市禁毒委各成员单位
    return (
        left.endswith(_OFFICES)
        and len(right) >= _SHORTEST_OFFICE
        and is_strong_unit(left)
        and is_strong_unit(right)
        and not right.startswith(NO_LEVELS)
        and not right.endswith(BRANCHES)
    )


def is_glued(name: str) -> bool:
    """Whether a name may be two that lack what separates them: 市公安局司法局."""
    own = bare(name)
    at = own.find("局", _SHORTEST_OFFICE - 1) + 1
    left, right = own[:at], own[at:]
    return (
        bool(left)
        and left[0] in _LEVELS_OF_OFFICES
        and len(right) >= _SHORTEST_OFFICE
        and right.endswith("局")
        and not right.endswith(BRANCHES)
        and is_strong_unit(left)
    )


def _joiner(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where an enumeration is joined: the ends of the joining word."""
    depth = 0
    for mark in _JOINING.finditer(text, start, end):
        place = mark.start()
        if mark[0] in OPENERS:
            depth += 1
        elif mark[0] in CLOSERS:
            depth -= 1
        elif depth == 0 and not text.startswith(NO_JOINERS, place):
            word = next((word for word in JOINERS if text.startswith(word, place)), "")
            after = place + len(word)
            if word and _stand_apart(text[start:place], text[after:end]):
                return place, after
    return None


def _stand_apart(left: str, right: str) -> bool:
    """Whether both sides of a joining word are names of their own."""
    if not left or not right or right in _NO_NAMES or not is_unit(right):
        return False
    if left.endswith(GROUP_ENDINGS) and left[0] in _LEVEL and right[0] not in _LEVEL:
        # 市中小企业和民营经济局 is one, 省级部门和各市政府 are two.
        return right.startswith(_HEADS)
    if is_group(left):
        # 各有关部门和单位, 各地区和部门 are one phrase.
        return right.startswith(_HEADS) or (
            is_unit(left) and (is_strong_unit(right) or left.endswith(GOVERNMENTS))
        )
    # 市委和市政府办公室 may be either; a joined suffix belongs to both.
    return is_strong_unit(left) and len(right) > 2


def find_and_others(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a name ends in 等, 等部门 or 等有关单位, and what of it belongs to that.

    Returns:
        Ends of the phrase; None where there is none. What follows it is another name.
    """
    at = text.find("等", start, end)
    while at >= 0:
        before = text[start:at]
        if before and not before.endswith(_EQUAL) and not _is_open(before):
            return at, _others_end(text, at + 1, end)
        at = text.find("等", at + 1, end)
    return None


def _is_open(text: str) -> bool:
    """Whether a bracket of a text is not closed."""
    return sum(text.count(mark) for mark in OPENERS) > sum(text.count(mark) for mark in CLOSERS)


def _others_end(text: str, start: int, end: int) -> int:
    rest = text[start:end]
    for joiner in JOINERS:
        if rest.startswith(joiner):
            return start + len(joiner)
    if is_general_phrase(rest):
        return end
    for place in range(1, len(rest)):
        joiner = next((joiner for joiner in JOINERS if rest.startswith(joiner, place)), "")
        if joiner and is_general_phrase(rest[:place]):
            return start + place + len(joiner)  # 等部门和各省级人民政府
    return start


def is_general_phrase(rest: str) -> bool:
    """Whether a text says no more than 'and other units': 有关部门和单位, 多部门."""
    for joiner in (*JOINERS, "、"):
        rest = rest.replace(joiner, " ")
    words = rest.split()
    return all(_is_general(word) for word in words)


def _is_general(word: str) -> bool:
    word = _COUNT.sub("", word)
    head = next((head for head in _HEADS_OF_OTHERS if word.startswith(head) and word != head), "")
    word = word.removeprefix(head)
    if head.startswith("各") and (word in ADMINISTRATIVE or word.endswith(GOVERNMENTS)):
        return False  # 等部门和各地区
    for head in ("有关", "相关"):
        word = word.removeprefix(head)
    return not word or word in GENERAL_NOUNS or word.endswith("成员单位")


def ends_another(words: str) -> bool:
    """Whether words begin with what only ends names: 有限公司, 分局."""
    return words.startswith(NAME_ENDS)


def belongs_to_next(name: str, following: str) -> bool:
    """Whether the 、 between two names is inside one: 各市、县（市、区）政府."""
    if (name, following) in SET_PHRASES:
        return True
    if not _is_bare_level(name) or following.startswith(("各", "有关", "相关", "其他")):
        return False
    if following.removesuffix("管委会").endswith(ZONE_ENDINGS):
        return False  # 各县（市、区）、开发区管委会
    return _is_administrative(following) or following in ADMINISTRATIVE or _is_of_place(following)


def _is_of_place(name: str) -> bool:
    """Whether a name is the government of a place of its own: 神农架林区人民政府."""
    place = name.removesuffix("政府").removesuffix("人民")
    return place != name and is_place(place)


def _is_bare_level(name: str) -> bool:
    """Whether a name is a level of government that nothing ends: 各市, 各镇人民政府 before 街道."""
    name = name[max(name.find("各"), 0) :]  # 沿海各市
    own = bare(name[len(_head(name)) :])
    return own in ADMINISTRATIVE or all(part in ADMINISTRATIVE for part in own.split("、"))


def continues_towns(name: str, following: str) -> bool:
    """Whether a list goes on with the governments of another level: 各镇人民政府、街道办事处."""
    if name.startswith(_OF_TOWNS) and following.startswith(_TOWNS):
        return True
    if following.removesuffix("（办事处）") in GOVERNMENTS:
        return is_group(name) and name.endswith(("委", "会", "府", "处", "）"))
    both = all(own.endswith(_EXECUTIVES) and _is_administrative(own) for own in (name, following))
    return both and name.startswith("各") and not following.startswith(_HEADS)


@lru_cache(_CACHED)
def shared_ending(last: str) -> str:
    """What the last of several names of places shares with those before it, or ""."""
    for ending in SHARED_ENDINGS:
        if last.endswith(ending):
            place = last.removesuffix(ending)
            if len(place) > 1 and place.endswith(PLACE_ENDINGS) and not last.startswith(_HEADS):
                return ending
    return ""


def takes_ending(name: str, ending: str) -> bool:
    """Whether an ending belongs to a place as well: 人民政府 to 杭州市, 管委会 to zones alone."""
    return is_place(name) and (ending not in ENDINGS_OF_ZONES or name.endswith(ZONE_ENDINGS))


def shared_level(last: str) -> str:
    """What the last of several places shares with those before it that have no level of their own.

    广州、深圳市政府 are 广州市政府 and 深圳市政府: the last one's 市政府.
    """
    ending = shared_ending(last)
    return last[-len(ending) - 1 :] if ending and ending not in ENDINGS_OF_ZONES else ""


def lacks_level(name: str) -> bool:
    """Whether a name may be that of a place whose level stands behind another: 广州."""
    return (
        0 < len(name) <= PLACELESS
        and name.isalpha()
        and name not in ADMINISTRATIVE
        and not (is_strong_unit(name) or is_group(name) or is_place(name))
    )


def is_place(name: str) -> bool:
    """Whether a name is a place of its own: 杭州市."""
    return (
        2 < len(name) <= 10
        and name.endswith(PLACE_ENDINGS)
        and not is_group(name)
        and not name.startswith(_HEADS)
    )
