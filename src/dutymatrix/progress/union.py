"""Three versions of a progress file become one: what two people entered is all there."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from dutymatrix.finding import has_errors
from dutymatrix.i18n import _
from dutymatrix.merge.field import merge_order
from dutymatrix.merge.mark import PLAIN, Marks, parted
from dutymatrix.merge.trio import SIDES
from dutymatrix.planfile.splice import UnspliceableError
from dutymatrix.planfile.writer import UnwritablePlanError
from dutymatrix.progress.account import (
    Account,
    Act,
    ActKind,
    Entry,
    Place,
    Report,
    Round,
    period_key,
)
from dutymatrix.progress.accountreader import read_account
from dutymatrix.progress.accountwriter import AccountText, edit_account

_T = TypeVar("_T")


class Dispute(NamedTuple):
    """What both sides say otherwise."""

    title: str
    """Of the task, or the period."""
    what: str
    place: Place | None = None
    """Which task's entry it is about; None of a period."""
    line: int = 0
    """Where the conflict begins in the merged text; 0 where a side was favored."""


class Union(NamedTuple):
    """What came of a merge."""

    text: str
    """Our text with what theirs has that is new; of an entry in dispute, the lines that differ
    stand between marks."""
    disputes: tuple[Dispute, ...] = ()
    """What a person has to decide, or what was settled for the side that was favored."""


def merge_accounts(
    base: bytes, ours: bytes, theirs: bytes, *, marks: Marks = PLAIN, favored: str = ""
) -> Union | None:
    """What both sides know.

    Args:
        base: What both come from; nothing where both sides added the file.
        ours: Our version.
        theirs: Their version.
        marks: What stands around conflicts.
        favored: The side that is right wherever they contradict one another, if one is.

    Returns:
        None where one of them cannot be read, or ours not be edited.
    """
    accounts = []
    for data in (base, ours, theirs):
        account, findings = read_account(data, "") if data.strip() else (Account(), ())
        if account is None or has_errors(findings):
            return None
        accounts.append(account)
    text, own = ours.decode("utf-8"), accounts[1]
    try:
        texts: dict[str, str] = {}
        for side in SIDES:
            merging = _Merging(side)
            merged = merging.accounts(*accounts)
            texts[side] = edit_account(text, own, merged) if merged != own else text
            if not merging.disputes or side == favored:
                return Union(texts[side], tuple(merging.disputes))
        if marks.has_base:
            texts["base"] = base.decode("utf-8")
        return _marked(texts, merging.disputes, marks)
    except (UnspliceableError, UnwritablePlanError):
        return None


def _marked(texts: Mapping[str, str], disputes: Sequence[Dispute], marks: Marks) -> Union:
    """What two texts say alike, and of each entry that they say otherwise both, between marks.

    Args:
        texts: By side the text in which it is right throughout; that of the base, if it is shown.
        disputes: What the two differ in.
        marks: What stands around conflicts.
    """
    base, ours, theirs = (_Pieces(texts.get(side, "")) for side in ("base", *SIDES))
    if not (ours.entries and theirs.entries):
        # One has not even the key above them.
        for pieces in (base, ours, theirs):
            pieces.join()
    written = ours.mark
    lines: dict[Place | None, int] = {}
    for place in [None, *merge_order((), [*ours.entries], [*theirs.entries])]:
        was, own, other = (pieces.of(place) for pieces in (base, ours, theirs))
        # The first of one side may have another ahead of it on the other.
        written += max((pieces.above.get(place, "") for pieces in (ours, theirs)), key=len)
        if own == other:
            written += own
            continue
        above, own, other, below = ("", own, other, "") if marks.has_base else parted(own, other)
        written += above
        lines[place] = written.count("\n") + 1
        written += marks.conflict(own, was, other) + below
    written += ours.below
    told = tuple(
        dispute._replace(line=lines.get(dispute.place, lines.get(None, 0))) for dispute in disputes
    )
    return Union(written.replace("\n", ours.newline), told)


class _Pieces:
    """The lines of a progress file by what they are about, each with its end, a line feed."""

    def __init__(self, text: str) -> None:
        self.entries: dict[Place, str] = {}
        self.above: dict[Place | None, str] = {}
        """The lines between each entry and the one ahead."""
        file = AccountText(text, sealed=True)
        self.mark, self.newline = file.mark, file.newline
        account, _findings = read_account(text.encode("utf-8"), "")
        entries = account.entries if account else ()
        blocks = [file.block("progress", n) for n in range(len(entries))]
        at = blocks[0].start if blocks else len(file.text)
        self.head = _ended(file.text[:at])
        """The lines above the first entry."""
        for entry, block in zip(entries, blocks, strict=True):
            self.above[entry.place] = file.text[at : block.start].replace("\r\n", "\n")
            self.entries[entry.place] = _ended(file.text[block.start : block.end])
            at = block.end + len(file.newline)
        self.below = file.text[at:].replace("\r\n", "\n")

    def of(self, place: Place | None) -> str:
        """The lines of an entry, "" if it is not there; for None those above the first."""
        return self.head if place is None else self.entries.get(place, "")

    def join(self) -> None:
        """Make one piece of all, that above the first entry."""
        between = (self.above[place] + own for place, own in self.entries.items())
        self.head = "".join([self.head, *between])
        self.entries.clear()


def _ended(text: str) -> str:
    return text.replace("\r\n", "\n").removesuffix("\n") + "\n" if text else ""


class _Merging:
    """A merge on its way, in which one side is right where they contradict one another."""

    def __init__(self, side: str) -> None:
        self.is_ours = side == "ours"
        self.disputes: list[Dispute] = []
        self.title = ""
        self.place: Place | None = None

    def accounts(self, base: Account, ours: Account, theirs: Account) -> Account:
        rounds = self.records(
            base.rounds, ours.rounds, theirs.rounds, _key_of_round, self.no_round, self.at_round
        )
        entries = self.records(
            base.entries, ours.entries, theirs.entries, _key_of_entry, self.entry, self.at_entry
        )
        return Account(rounds, entries, ours.file)

    def at_round(self, sent: Round) -> None:
        self.title = sent.period

    def at_entry(self, entry: Entry) -> None:
        self.place = entry.place
        self.title = entry.place.title or entry.place.id or ""

    def records(
        self,
        base: Sequence[_T],
        ours: Sequence[_T],
        theirs: Sequence[_T],
        key: Callable[[_T], Hashable],
        both: Callable[[_T | None, _T, _T], _T],
        at: Callable[[_T], None] = lambda _record: None,
    ) -> tuple[_T, ...]:
        """Records by their key, in our order, theirs behind what stands before them there."""
        before = {key(one): one for one in base}
        own = {key(one): one for one in ours}
        other = {key(one): one for one in theirs}
        merged: dict[Hashable, _T] = {}
        for name, one in own.items():
            at(one)
            if name in other:
                merged[name] = both(before.get(name), one, other[name])
            elif name not in before or self.stays(before[name], one, is_theirs=False):
                merged[name] = one
        order = list(merged)
        last: Hashable | None = None
        for name, one in other.items():
            if name not in own:
                at(one)
                if name in before and not self.stays(before[name], one, is_theirs=True):
                    continue
                merged[name] = one
                place = order.index(last) + 1 if last in order else 0
                while place < len(order) and order[place] not in other:
                    place += 1  # ours first
                order.insert(place, name)
            last = name
        return tuple(merged[name] for name in order)

    def stays(self, before: _T, one: _T, *, is_theirs: bool) -> bool:
        """Whether a record that the other side took out is still there."""
        if before == one:
            return False
        self.dispute(_("changed on one side, taken out on the other"))
        return self.is_ours is not is_theirs

    def entry(self, base: Entry | None, ours: Entry, theirs: Entry) -> Entry:
        acts = self.acts(base.acts if base else (), ours.acts, theirs.acts)
        reports = self.records(
            base.reports if base else (),
            ours.reports,
            theirs.reports,
            _key_of_report,
            self.report,
        )
        return replace(ours, acts=acts, reports=reports)

    def acts(
        self, base: Sequence[Act], ours: Sequence[Act], theirs: Sequence[Act]
    ) -> tuple[Act, ...]:
        """What both sides did since, ours first; what contradicts is disputed."""
        if ours in (base, theirs):
            return tuple(theirs)
        if theirs == base:
            return tuple(ours)
        n = len(base)
        own, other = ours[n:], theirs[n:]
        later = [act for act in other if act not in own]
        kinds = {act.kind for act in own} & {act.kind for act in later}
        is_undone = {act.kind for act in (*own, *later)} >= {ActKind.CLOSED, ActKind.REOPENED}
        if ours[:n] != theirs[:n]:
            self.dispute(_("what was decided before is another thing on each side"))
        elif kinds or (later and is_undone):
            self.dispute(_("both sides decided, and not the same"))
        else:
            return (*ours, *later)
        return tuple(ours if self.is_ours else theirs)

    def report(self, base: Report | None, ours: Report, theirs: Report) -> Report:
        if ours in (base, theirs):
            return theirs
        if theirs != base:
            self.dispute(
                _("two reports of {unit} for {period}").format(unit=ours.unit, period=ours.period)
            )
        return ours if self.is_ours or theirs == base else theirs

    def no_round(self, base: Round | None, ours: Round, theirs: Round) -> Round:
        if ours in (base, theirs):
            return theirs
        if theirs != base:
            self.dispute(_("the period is another one on each side"))
        return ours if self.is_ours or theirs == base else theirs

    def dispute(self, what: str) -> None:
        self.disputes.append(Dispute(self.title, what, self.place))


def _key_of_round(sent: Round) -> Hashable:
    return period_key(sent.period)


def _key_of_entry(entry: Entry) -> Hashable:
    return entry.place


def _key_of_report(report: Report) -> Hashable:
    return report.unit, period_key(report.period)
