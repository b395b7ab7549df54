"""Three versions of a progress file become one: what two people entered is all there."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from dutymatrix.finding import has_errors
from dutymatrix.i18n import _
from dutymatrix.planfile.splice import UnspliceableError
from dutymatrix.planfile.writer import UnwritablePlanError
from dutymatrix.progress.account import Account, Act, ActKind, Entry, Report, Round, period_key
from dutymatrix.progress.accountreader import read_account
from dutymatrix.progress.accountwriter import edit_account

_T = TypeVar("_T")


class Dispute(NamedTuple):
    """What both sides say otherwise."""

    title: str
    """Of the task."""
    what: str


class Union(NamedTuple):
    """What came of a merge."""

    text: str
    disputes: tuple[Dispute, ...] = ()
    """Where there are some, a person decides, and the text is ours."""


def merge_accounts(base: bytes, ours: bytes, theirs: bytes) -> Union | None:
    """Our text with what theirs has that is new.

    Args:
        base: What both come from; nothing where both sides added the file.
        ours: Our version.
        theirs: Their version.

    Returns:
        None where one of them cannot be read, or ours not be edited.
    """
    accounts = []
    for data in (base, ours, theirs):
        account, findings = read_account(data, "") if data.strip() else (Account(), ())
        if account is None or has_errors(findings):
            return None
        accounts.append(account)
    merging = _Merging()
    merged = merging.accounts(*accounts)
    text = ours.decode("utf-8")
    if merging.disputes:
        return Union(text, tuple(merging.disputes))
    try:
        return Union(edit_account(text, accounts[1], merged) if merged != accounts[1] else text)
    except (UnspliceableError, UnwritablePlanError):
        return None


class _Merging:
    """A merge on its way."""

    def __init__(self) -> None:
        self.disputes: list[Dispute] = []
        self.title = ""

    def accounts(self, base: Account, ours: Account, theirs: Account) -> Account:
        rounds = self.records(base.rounds, ours.rounds, theirs.rounds, _key_of_round, self.no_round)
        entries = self.records(
            base.entries, ours.entries, theirs.entries, _key_of_entry, self.entry
        )
        return Account(rounds, entries, ours.file)

    def records(
        self,
        base: Sequence[_T],
        ours: Sequence[_T],
        theirs: Sequence[_T],
        key: Callable[[_T], Hashable],
        both: Callable[[_T | None, _T, _T], _T],
    ) -> tuple[_T, ...]:
        """Records by their key, in our order, theirs behind what stands before them there."""
        before = {key(one): one for one in base}
        own = {key(one): one for one in ours}
        other = {key(one): one for one in theirs}
        merged: dict[Hashable, _T] = {}
        for name, one in own.items():
            if name in other:
                merged[name] = both(before.get(name), one, other[name])
            elif name not in before or before[name] != one:
                if name in before:
                    self.dispute(_("changed on one side, taken out on the other"))
                merged[name] = one
        order = list(merged)
        last: Hashable | None = None
        for name, one in other.items():
            if name not in own:
                if name in before and before[name] == one:
                    continue
                if name in before:
                    self.dispute(_("changed on one side, taken out on the other"))
                merged[name] = one
                place = order.index(last) + 1 if last in order else 0
                while place < len(order) and order[place] not in other:
                    place += 1  # ours first
                order.insert(place, name)
            last = name
        return tuple(merged[name] for name in order)

    def entry(self, base: Entry | None, ours: Entry, theirs: Entry) -> Entry:
        self.title = ours.place.title or ours.place.id or ""
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
        if ours[:n] != theirs[:n]:
            self.dispute(_("what was decided before is another thing on each side"))
        later = [act for act in other if act not in own]
        kinds = {act.kind for act in own} & {act.kind for act in later}
        is_undone = {act.kind for act in (*own, *later)} >= {ActKind.CLOSED, ActKind.REOPENED}
        if kinds or (later and is_undone):
            self.dispute(_("both sides decided, and not the same"))
        return (*ours, *later)

    def report(self, base: Report | None, ours: Report, theirs: Report) -> Report:
        if ours in (base, theirs):
            return theirs
        if theirs != base:
            self.dispute(
                _("two reports of {unit} for {period}").format(unit=ours.unit, period=ours.period)
            )
        return ours

    def no_round(self, base: Round | None, ours: Round, theirs: Round) -> Round:
        if ours in (base, theirs):
            return theirs
        if theirs != base:
            self.title = ours.period
            self.dispute(_("the period is another one on each side"))
        return ours

    def dispute(self, what: str) -> None:
        self.disputes.append(Dispute(self.title, what))


def _key_of_round(sent: Round) -> Hashable:
    return period_key(sent.period)


def _key_of_entry(entry: Entry) -> Hashable:
    return entry.place


def _key_of_report(report: Report) -> Hashable:
    return report.unit, period_key(report.period)
