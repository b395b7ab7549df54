"""The grammar of a list of units: labels, names, verbs, rules and other fields.

    （责任单位：市财政局、市商务局）
    （省卫生健康委牵头，各地级以上市政府负责）
    （牵头单位：市教育局，配合单位：市公安局、市司法局；完成时限：2020年底前）

`parse_listing` takes one apart into members with the roles that words give them; what
the place in the list means is decided in `role`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from dutymatrix.document.flow import Flow
from dutymatrix.document.listing.label import (
    LABEL_BEGINS,
    Label,
    classify_label,
    is_deadline,
    is_rule,
    read_bare_label,
)
from dutymatrix.plan.model import Role
from dutymatrix.wording.organisation import LONGEST_NAME, MARKS_OF_NAMES, NOBODY
from dutymatrix.wording.script import plain
from dutymatrix.wording.unit import (
    begins_with_level,
    begins_with_unit,
    belongs_to_next,
    continues_towns,
    ends_another,
    find_and_others,
    is_certain_unit,
    is_general_phrase,
    is_glued,
    is_strong_unit,
    is_unit,
    lacks_level,
    may_be_unit,
    shared_ending,
    shared_level,
    split_glued,
    split_joined,
    takes_ending,
)
from dutymatrix.wording.verb import (
    DEADLINE_NOTE,
    LONGEST_LABEL,
    MANNERS,
    NOT_LISTS,
    OWN_PART,
    REMARKS,
    ROLE_ORDER,
    STANDING_ENDS,
    STANDING_HEADS,
    TOGETHER,
    VERBS,
)

# 第一个“，”前为牵头单位 is one field.
_SEPARATOR = re.compile(
    r"(?P<named>“[、，；]”)|[、，；。\n]|(?P<open>[（〔【\[〈《])|(?P<close>[）〕】\]〉》])"
)
_TAILS = tuple(sorted((*VERBS, *OWN_PART, *MANNERS), key=len, reverse=True))
_LEADS = re.compile("(?:总?牵头|主办)(?:负责|组织|落实)?")
_BRACKET = re.compile(r"[（〔【\[〈]([^（〔【\[〈）〕】\]〉]*)[）〕】\]〉]$")

_DAY = re.compile("[12][0-9]{3}年")
_CALLED = re.compile("([\u4e00-\u9fff]{2,8}(?:单位|部门))[为是]")
# What stands in brackets behind a name.
_BEHIND = re.compile(r"(?<=.)[（〔【\[].*")
_OPENINGS = ("由", "请", "以")
_SHORTEST_NAME = 3
_DASHES = "—–－-"
_ENDS_OTHER = ("；", "，", "。")
_LONGEST_STANDING = 80
# Among names without a label so many must be sure to be units; a longer one that may be none is a
# clause.
_MOSTLY = 0.5
_LONGEST_UNKNOWN = 12
# No name with its verbs is longer; a sentence is not taken apart.
_LONGEST_FIELD = 120
_COLON = re.compile("：")
# Without a separator no more labels stand behind each other.
_MOST_LABELS = 8
# The same names stand in list after list.
_CACHED = 4096
# A rule that runs on behind a field may begin in it.
_STANDING_BEGINNINGS = frozenset(
    head[:length] for head in STANDING_HEADS for length in range(_SHORTEST_NAME, len(head))
)
# What is in no field that is one name and nothing else; 等 may say that there are others.
_NOT_IN_ONE_NAME = re.compile(
    "|".join(map(re.escape, (*MARKS_OF_NAMES, *_DASHES, *"：\n等[]【】〔〕", *TOGETHER)))
)


class Member(NamedTuple):
    """A unit of a list."""

    name: str
    start: int
    """Offset of its name."""
    role: Role | None = None
    """What a word says it is; None where none does."""
    mark: str = ""
    """A mark that stands beside it: *."""


class Listing(NamedTuple):
    """A list of units, taken apart."""

    start: int
    """Offset of its bracket, or of its label."""
    end: int
    members: tuple[Member, ...] = ()
    open: bool = False
    """It ends in 等."""
    own_part: bool = False
    """Each does a part of its own (按职责分工负责), so that nobody leads."""
    labelled: bool = False
    """A label says that it is a list."""
    notes: tuple[tuple[str, str], ...] = ()
    """Other fields: (适用范围, …), as (label, text)."""
    doubtful: tuple[Member, ...] = ()
    """Members that do not look like units."""
    closed: bool = True
    """Whether its bracket closes."""
    comma: int | None = None
    """Offset of what stands behind the first comma that is no enumeration's."""


class _Field(NamedTuple):
    """A stretch of a list between separators."""

    start: int
    end: int
    separator: str
    """What stands before it."""


def parse_listing(
    flow: Flow, start: int, end: int, *, label: Label | None = None
) -> Listing | None:
    """Take apart what stands between two offsets; None where it is no list of units.

    Args:
        flow: The document.
        start: Where the list begins, behind its bracket.
        end: Where it ends, before its bracket.
        label: The label, where the list stands behind it and not in a bracket with it.
    """
    parser = _Parser(flow)
    if label:
        parser.begin(label, start)
    for found in _fields(flow, start, end):
        parser.take(found)
    return parser.finish(start, end)


def is_list(listing: Listing, *, at_end: bool) -> bool:
    """Whether what was taken apart is a list, and not an example or a definition.

    Args:
        listing: What stands in a bracket.
        at_end: Whether the bracket stands where lists stand: after a sentence or at its end.
    """
    if not listing.members:
        return False
    if listing.labelled:
        return True
    if not at_end:
        return False
    names = [plain(member.name) for member in listing.members]
    sure = [name for name in names if is_strong_unit(name)]
    unsure = [name for name in names if not is_strong_unit(name)]
    if not (sure and unsure):
        return bool(sure)
    said = any(member.role for member in listing.members)
    unknown = [name for name in unsure if not is_unit(name)]
    if not unknown and (said or any(map(begins_with_level, sure))):
        return True
    # Names that no table knows may stand among those that are beyond doubt, but no clauses.
    if not all(map(_may_be_name, unknown)) or len(sure) < _MOSTLY * len(names):
        return False
    return said or len(sure) > 1 or unsure[0][0] == sure[0][0]


def _may_be_name(name: str) -> bool:
    """Whether a name that no table knows may be a unit's."""
    return len(name) <= _LONGEST_UNKNOWN and may_be_unit(name) and not begins_with_unit(name)


def resembles_list(listing: Listing) -> bool:
    """Whether a bracket that is no list looks like one to a person in a hurry."""
    likely = sum(is_strong_unit(plain(member.name)) for member in listing.members)
    return likely >= 2 or (likely == 1 and any(member.role for member in listing.members))


def has_levels(listing: Listing) -> bool:
    """Whether a name says of which level it is, or a label or verb that it is a list."""
    said = listing.labelled or any(member.role for member in listing.members)
    return said or any(begins_with_level(plain(member.name)) for member in listing.members)


def begins_like_none(text: str, inside: int) -> bool:
    """Whether a bracket begins as no list does: 以下简称, 含, 进社区."""
    return text.startswith(NOT_LISTS, inside)


def _fields(flow: Flow, start: int, end: int) -> Iterator[_Field]:
    """What stands between separators outside brackets."""
    depth, at, separator = 0, start, ""
    for mark in _SEPARATOR.finditer(flow.plain, start, end):
        if mark["open"]:
            depth += 1
        elif mark["close"]:
            depth = max(0, depth - 1)
        elif (
            depth == 0
            and not mark["named"]
            and (mark[0] != "\n" or _ends_field(flow.plain, at, mark))
        ):
            yield _Field(at, mark.start(), separator)
            at, separator = mark.end(), mark[0]
    yield _Field(at, end, separator)


def _ends_field(text: str, start: int, feed: re.Match[str]) -> bool:
    """Whether a line feed separates names, and does not stand within a damaged one."""
    if ends_another(text[feed.end() : feed.end() + LONGEST_NAME]):
        return False
    # Longer ones are no names, however far the field goes back.
    begin = max(start, feed.start() - 2 * LONGEST_NAME)
    name = text[begin : feed.start()].rpartition("：")[2]
    label = classify_label(text[feed.end() : feed.end() + LONGEST_LABEL].partition("：")[0])
    return is_unit(name) or (label is not None and label.role is not None)


class _Parser:
    """Takes the fields of a list one after another."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.text = flow.plain
        self.label: Label | None = None
        self.labelled = False
        self.members: list[Member] = []
        self.pending = 0
        """The first member whose role the next verb gives."""
        self.other: list[tuple[str, int, int]] = []
        """Fields that name no units: label and the ends of their text."""
        self.in_other = False
        self.led = False
        """Whether one of the members before those leads."""
        self.company = False
        """Whether they stand behind 会同, and so join."""
        self.open = False
        self.own_part = False
        self.comma: int | None = None
        self.ruled = False
        """Whether a rule about who leads stood before."""
        self.standing = False

    def take(self, found: _Field) -> None:
        """Take what stands between two separators."""
        if found.separator == "，" and self.comma is None and self.members:
            self.comma = found.start
        if self._is_one_name(found.start, found.end):
            self._append(found.start, found.end, found.separator)
            return
        for part in self._at_labels(found):
            self._take_part(part)

    def _is_one_name(self, start: int, end: int) -> bool:
        """Whether a field is one name, as most are, and need not be taken apart."""
        return (
            end - start <= LONGEST_NAME
            and not (self.in_other or self.standing or self.ruled)
            and _is_one_name(self.text[start:end])
            and self.flow.gaps.isdisjoint(range(start, end))
        )

    def _at_labels(self, found: _Field) -> Iterator[_Field]:
        """Parts of a field at labels and days that a name runs on into.

        市公安局 配合单位：市司法局; 市公安局 2020年底前.
        """
        day = _DAY.search(self.text, found.start + _SHORTEST_NAME, found.end)
        if day and self._is_behind_name(found.start, day.start(), found.end):
            yield from self._at_labels(found._replace(end=day.start()))
            yield _Field(day.start(), found.end, "，")
            return
        at, separator = name, _ = found.start, found.separator
        after_label = self.labelled and not self.in_other
        for colon in islice(_COLON.finditer(self.text, at, found.end), _MOST_LABELS):
            cut = self._label_behind(name, colon.start()) if after_label else at
            if cut > at:
                yield _Field(at, cut, separator)
                at, separator = cut, ""
            after_label, name = True, colon.end()
        yield _Field(at, found.end, separator)

    def _is_behind_name(self, start: int, day: int, end: int) -> bool:
        """Whether a name stands before a day, and nothing but a deadline behind it."""
        return (
            end - start <= _LONGEST_FIELD
            and is_deadline(self.text[day:end])
            and is_strong_unit(self.text[start:day].rpartition("：")[2])
        )

    def _label_behind(self, start: int, colon: int) -> int:
        """Where the label before a colon begins; 0 where nothing but the label stands there."""
        for cut in range(max(start + 1, colon - LONGEST_LABEL), colon - 1):
            if self.text.startswith(LABEL_BEGINS, cut) and (
                cut in self.flow.gaps or is_strong_unit(self.text[start:cut].rstrip(_DASHES))
            ):
                return cut
        return 0

    def _take_part(self, found: _Field) -> None:
        """Take a part that has one label at most, at its beginning."""
        start, end = found.start, found.end
        colon = self.text.find("：", start, min(end, start + LONGEST_LABEL + 1))
        label = classify_label(self._words(start, colon)) if colon >= 0 else None
        behind = colon + 1
        if colon < 0:
            label, behind = self._label_without_colon(start, end)
        if label:
            self.begin(label, start)
            start = behind
            if self._is_one_name(start, end):
                self._append(start, end, found.separator)
                return
        words = self._words(start, end)
        if self.standing or self._is_standing(start):
            self.standing = True
        elif not words or is_rule(_BEHIND.sub("", words)) or (self.ruled and self._is_rest(words)):
            self.ruled = self.ruled or bool(words)
        elif self.in_other and not (
            found.separator in _ENDS_OTHER and self._names_unit(start, end)
        ):
            name, first, _end = self.other[-1]
            self.other[-1] = (name, min(first, start), end)
        elif is_deadline(words):
            self.other.append((DEADLINE_NOTE, start, end))
        else:
            self.in_other = False
            self._take_names(start, end, found.separator)

    def _label_without_colon(self, start: int, end: int) -> tuple[Label | None, int]:
        """A label that a verb or a blank ends, and where: 牵头单位为市公安局, 责任单位 市公安局."""
        called = _CALLED.match(self.text, start, end)
        if called:
            return read_bare_label(called[1]), called.end()
        if self.labelled:
            return None, end
        behind = next((at for at in range(start, end) if at in self.flow.gaps), end)
        return read_bare_label(self.text[start:behind]), behind

    def _is_rest(self, words: str) -> bool:
        """Whether a rule goes on that says who leads: 有关部门按职责分工负责."""
        tail = next((tail for tail in _TAILS if words.endswith(tail)), "")
        manner = next((own for own in OWN_PART if words.endswith(own + tail)), "")
        return bool(tail) and is_general_phrase(words.removesuffix(tail).removesuffix(manner))

    def _names_unit(self, start: int, end: int) -> bool:
        """Whether units and a verb stand behind another field: 2020年底前；市公安局牵头."""
        if end - start > _LONGEST_FIELD:
            return False
        own_part = self.own_part
        cut, verbs = self._strip_tail(start, end)
        self.own_part = own_part
        return verbs is not None and is_strong_unit(self.text[start:cut])

    def _words(self, start: int, end: int) -> str:
        """What stands between two offsets, without line feeds that damage left in it."""
        return self.text[start:end].replace("\n", "")

    def begin(self, label: Label, start: int) -> None:
        """A label ends what stood before it."""
        self._give(None)
        self.label = label
        self.in_other = label.role is None
        self.labelled = self.labelled or label.role is not None
        if self.in_other:
            self.other.append((label.text, len(self.text), start))

    def _is_standing(self, start: int) -> bool:
        """Whether a rule begins here that adds units to all that follows."""
        following = self.text[start : start + _LONGEST_STANDING]
        return following.startswith(STANDING_HEADS) and any(
            word in following for word in STANDING_ENDS
        )

    def _take_names(self, start: int, end: int, separator: str) -> None:
        if end - start > _LONGEST_FIELD:
            self.members.append(Member(normal_name(self.flow.text[start:end]), start))
            return
        start = self._skip_beginning(start, end)
        cut, verbs = self._strip_tail(start, end)
        if cut <= start:
            self._give(verbs)
            return
        if (at := self._between_verbs(start, cut)) > start:
            # 县教育局牵头县财政局配合
            self._take_names(start, at, separator)
            self._take_names(at, end, "，")
            return
        between = self.text[start : cut - 1]
        together = next((word for word in TOGETHER if word in between), "")
        if together:
            at = self.text.index(together, start, cut)
            self._add_names(start, at, separator)
            joins = self._is_led() or verbs == [Role.JOIN]  # 市司法局会同市财政局配合
            self._give([Role.JOIN if joins else Role.LEAD])
            self.company = True
            self._add_names(at + len(together), cut, "")
            if verbs:
                self._give(verbs)
            return
        self._add_names(start, cut, separator)
        if verbs:
            self._give(verbs)

    def _between_verbs(self, start: int, end: int) -> int:
        """Where another name begins behind a verb, without a mark between; 0 where none does."""
        for verb in _LEADS.finditer(self.text, start + _SHORTEST_NAME, end - _SHORTEST_NAME):
            name, following = self.text[start : verb.start()], self.text[verb.end() : end]
            if is_certain_unit(name) and is_strong_unit(following):
                return verb.end()
        return 0

    def _is_led(self) -> bool:
        """Whether a unit that was taken leads."""
        new = self.members[self.pending :]
        return self.led or any(member.role is Role.LEAD for member in new)

    def _skip_beginning(self, start: int, end: int) -> int:
        if self.text.startswith(_OPENINGS, start) and end - start > _SHORTEST_NAME:
            return start + 1
        return start

    def _strip_tail(self, start: int, end: int) -> tuple[int, list[Role] | None]:
        """Where the names end before their verbs, and the roles of the verbs."""
        roles: list[Role] = []
        last = end
        while self.text.endswith(_TAILS, start, end):
            tail = next(tail for tail in _TAILS if self.text.endswith(tail, start, end))
            rest = self.text[start : end - len(tail)]
            if tail in VERBS:
                if tail.endswith("办") and not is_unit(rest.removesuffix("等")):
                    break  # 市政协办 is a name
                roles.append(VERBS[tail])
            elif tail in OWN_PART:
                self.own_part = True
            end -= len(tail)
            if roles or tail in OWN_PART or is_strong_unit(rest):
                last = end
        return last, roles or None

    def _add_names(self, start: int, end: int, separator: str) -> None:
        others = find_and_others(self.text, start, end)
        if others:
            at, after = others
            if is_unit(self.text[start:at]) or after >= end or self.members:
                self.open = True
                self._add_joined(start, at, separator)
                if after < end and not is_general_phrase(self.text[after:end]):
                    self._add_joined(after, end, "和")
                return
        self._add_joined(start, end, separator)

    def _add_joined(self, start: int, end: int, separator: str) -> None:
        for left, right in self._between_gaps(start, end):
            for joined in split_joined(self.text, left, right):
                for piece in split_glued(self.text, *joined):
                    self._add(piece.start, piece.end, separator)
                    separator = "和"

    def _between_gaps(self, start: int, end: int) -> list[tuple[int, int]]:
        """Names that nothing but blanks separates; a blank within a name separates none."""
        cuts = [at for at in range(start + 1, end) if at in self.flow.gaps]
        if not cuts:
            return [(start, end)]
        parts = [*zip([start, *cuts], [*cuts, end], strict=True)]
        names = [self.text[left:right] for left, right in parts]
        if all(map(is_unit, names)) and not any(map(ends_another, names[1:])):
            return parts
        return [(start, end)]

    def _add(self, start: int, end: int, separator: str) -> None:
        start, end, role = self._without_remarks(start, end)
        marked = self.text[start:end]
        start += len(marked) - len(marked.lstrip(MARKS_OF_NAMES + _DASHES))
        end -= len(marked) - len(marked.rstrip(MARKS_OF_NAMES + _DASHES))
        if start >= end or self.text[start:end] == "：" or self.text[start:end] in NOBODY:
            return
        mark = next((char for char in marked if char in MARKS_OF_NAMES), "")
        self._append(start, end, separator, role, mark)

    def _append(
        self, start: int, end: int, separator: str, role: Role | None = None, mark: str = ""
    ) -> None:
        """Append a name, to the one before it where the 、 between them is inside one."""
        name = normal_name(self.flow.text[start:end])
        last = self.members[-1] if len(self.members) > self.pending else None
        mergeable = last and len(last.name) <= LONGEST_NAME and last.role is role is None
        if last and mergeable and separator == "、":
            plain_last = self.text[last.start : last.start + len(last.name)]
            if _goes_on(plain_last, self.text[start:end]):
                self.members[-1] = Member(f"{last.name}、{name}", last.start)
                return
        self.members.append(Member(name, start, role, mark))

    def _without_remarks(self, start: int, end: int) -> tuple[int, int, Role | None]:
        """Ends of a name without a rule or a role in brackets behind it."""
        while bracket := _BRACKET.search(self.text, start, end):
            inside = bracket[1]
            verbs = [
                VERBS[word] for word in VERBS if inside in (word, f"{word}单位", f"{word}部门")
            ]
            remark = inside.startswith(REMARKS) or any(map(is_rule, inside.split("，")))
            if not (verbs or remark):
                break
            end = bracket.start()
            if verbs:
                return start, end, verbs[0]
        return start, end, None

    def _give(self, verbs: list[Role] | None) -> None:
        """Give the members since the last verb or label what the next one says."""
        role = next((role for role in ROLE_ORDER if role in verbs), None) if verbs else None
        if role is None and self.label:
            role = self.label.role
        if self.company:
            role = Role.JOIN
            self.company = False
        names = self.members[self.pending :]
        self.members[self.pending :] = [
            member if member.role or not role else member._replace(role=role)
            for member in _hand_out_endings(names)
        ]
        self.led = self._is_led()
        self.pending = len(self.members)

    def finish(self, start: int, end: int) -> Listing | None:
        """The list, once all of it was taken."""
        self._give(None)
        members = [member for member in self.members if member.name]
        doubtful = tuple(member for member in members if _is_doubtful(member.name))
        if not members and not self.labelled and not self.other:
            return None
        notes = tuple(
            (name, text)
            for name, first, last in self.other
            if (text := self.flow.text[first:last].strip())
        )
        return Listing(
            start,
            end,
            tuple(members),
            self.open,
            self.own_part,
            self.labelled,
            notes,
            doubtful,
            comma=self.comma,
        )


@lru_cache(_CACHED)
def _is_one_name(words: str) -> bool:
    """Whether no part of a field is a label, a verb, a rule, a deadline or another name.

    Nor is it taken apart where it begins as a rule does that goes on behind its end.
    """
    end = len(words)
    return (
        not (
            end < _SHORTEST_NAME
            or _NOT_IN_ONE_NAME.search(words)
            or words.startswith(_OPENINGS)
            or words.endswith(_TAILS)
            or words.startswith(STANDING_HEADS)
            or words in _STANDING_BEGINNINGS
            or _BRACKET.search(words)
            or _CALLED.match(words)
            or _LEADS.search(words)
            or _DAY.search(words)
            or read_bare_label(words)
            or is_rule(words)
            or is_deadline(words)
        )
        and next(split_joined(words, 0, end)).end == end
        and next(split_glued(words, 0, end)).end == end
    )


@lru_cache(_CACHED)
def _goes_on(name: str, following: str) -> bool:
    """Whether the 、 between two names is inside one."""
    return belongs_to_next(name, following) or continues_towns(name, following)


@lru_cache(_CACHED)
def _is_doubtful(name: str) -> bool:
    """Whether a name does not look like a unit, or like two."""
    name = plain(name)
    return not is_unit(name) or is_glued(name)


@lru_cache(_CACHED)
def normal_name(name: str) -> str:
    """A name with its brackets in the usual writing: 省数据集团〔筹〕 is 省数据集团（筹）."""
    name = name.replace("\n", "").strip().translate(_BRACKETS)
    # Within a title, or a name that goes on, they are its own: 推进〈清河市条例〉实施领导小组.
    return name if "《" in name else _ANGLED.sub("（\\1）", name)


_BRACKETS = str.maketrans("()〔〕[]", "（）（）（）")
_ANGLED = re.compile("〈([^〈〉]*)〉$")


@lru_cache(_CACHED)
def _shared(last: str) -> tuple[str, str]:
    """What the last of several names shares with those before it: its ending, with its level."""
    return shared_ending(plain(last)), shared_level(plain(last))


def _hand_out_endings(members: list[Member]) -> list[Member]:
    """杭州市、宁波市、湖州市人民政府 are three governments, and so are 杭州、宁波市政府 two."""
    given = list(members)
    for place in range(len(given) - 1, 0, -1):
        last = given[place].name
        ending, level = _shared(last)
        before = place - 1
        while ending and before >= 0:
            name = given[before].name
            if takes_ending(plain(name), ending):
                shared = last[-len(ending) :]
            elif level and lacks_level(plain(name)):
                shared = last[-len(level) :]
            else:
                break
            given[before] = given[before]._replace(name=name + shared)
            before -= 1
    return given
