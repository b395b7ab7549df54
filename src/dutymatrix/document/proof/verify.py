"""Whether a plan says what its document says: every list, every assignment, every word."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from unicodedata import normalize

from dutymatrix.diff import Change, Kind, PlanDiff, diff_plans
from dutymatrix.diff.rewording import diff_texts, mark_changes, nearby
from dutymatrix.document.proof.supplement import Read, Supplement, supplement
from dutymatrix.document.result import FoundList, Intake
from dutymatrix.finding import Finding, found
from dutymatrix.i18n import _, listed
from dutymatrix.plan.model import Item, Milestone, Plan, Role, Span

_WORDED = frozenset({"title", "document_number", "issued_by", "issued_on", "role_rule", "chapter"})
_WORDED |= {"preamble", "standing", "common"}
_MARKS = re.compile("[。；，、]")
_COUNTED = frozenset({"numbering", "running"})
MISSING = "DM311"
"""The rule about lists that the import left and the plan has not."""
_LONGEST_WORDS = 40


def verify_plan(plan: Plan, intake: Intake, read: Read | None = None) -> tuple[Finding, ...]:
    """What a plan says otherwise than its document, by file and line.

    What hands may add is no finding: full names, aliases, the order of the roster, members of
    groups, permanent ids, dates and goals in the document's own words, and lists that the
    import left. Of these one that the plan has not is a finding.

    Args:
        plan: The plan as it is kept.
        intake: The document's import.
        read: Imports the document again, with what looks like a list at some places taken
            for one; without it no task that was made of such a list is known again.
    """
    mended = supplement(plan, intake, read)
    diff = diff_plans(mended.intake.plan, plan)
    verifier = _Verifier(plan, mended, diff)
    return tuple(sorted(dict.fromkeys(verifier.iter_findings())))


class _Verifier:
    def __init__(self, plan: Plan, mended: Supplement, diff: PlanDiff) -> None:
        self.plan, self.document, self.intake = plan, mended.intake.plan, mended.intake
        self.diff, self.taken, self.missing = diff, mended.taken, mended.missing

    def iter_findings(self) -> Iterator[Finding]:
        for change in self.diff.changes:
            yield from self._changed(change)
        if not any(change.kind in _PLACES for change in self.diff.changes):
            for old, new in self.diff.renumbered:
                yield self._elsewhere(old, new)
        yield from self._stated_otherwise()
        for old, new in (*self.diff.matching.tasks, *self.diff.matching.sections):
            yield from self._milestones(old, new)
        for one, item in self.missing:
            yield self._missing(one, item)

    def _changed(self, change: Change) -> Iterator[Finding]:
        old, new, detail = change.old, change.new, change.detail
        match change.kind:
            case Kind.REMOVED | Kind.SECTION_REMOVED if old:
                what = _("{label} {title} is not in the plan")
                what = what.format(label=old.label, title=old.title)
                yield self._in_document(_span(old), "DM605", what, old.number)
            case Kind.ADDED | Kind.SECTION_ADDED if new:
                what = _("{label} {title} is not in the document")
                yield self._at(new, "DM606", what.format(label=new.label, title=new.title))
            case Kind.SPLIT | Kind.MERGED if new and old:
                what = _("{label} {title} is divided otherwise in the document ({place})")
                what = what.format(label=new.label, title=new.title, place=self._place(old))
                yield self._at(new, "DM607", what)
            case Kind.MOVED | Kind.REORDERED | Kind.SECTION_MOVED if old and new:
                yield self._elsewhere(old, new)
            case Kind.LEAD_CHANGED | Kind.ROLE_CHANGED | Kind.UNITS_REORDERED if old and new:
                yield self._other_roles(old, new, detail)
            case Kind.JOINED if new and old:
                yield from self._joined(old, new, detail)
            case Kind.LEFT if new and old:
                yield from self._left(old, new, detail)
            case Kind.RETITLED | Kind.REWORDED | Kind.SECTION_RETITLED if old and new:
                if not self._differ_in_list(old, new):
                    yield self._reworded(old, new, detail)
            case Kind.UNIT_RENAMED | Kind.UNIT_MERGED | Kind.UNIT_SPLIT:
                yield from self._renamed(detail)
            case Kind.PLAN_CHANGED if detail["field"] in _WORDED | _COUNTED:
                yield from self._plan_worded(detail)

    def _missing(self, one: FoundList, item: Item | None) -> Finding:
        words = one.text.replace("\n", "")
        if len(words) > _LONGEST_WORDS:
            words = words[: _LONGEST_WORDS - 1] + "…"
        if item is None:
            what = _("{words} looks like a list of units and is in no task of the plan")
            return self._in_document(one.place, MISSING, what.format(words=words))
        what = _(
            "{words} in the document ({place}) looks like a list and is not on {label} {title}"
        )
        place = ":".join(map(str, self.intake.where(one.place)))
        what = what.format(words=words, place=place, label=item.label, title=item.title)
        return self._at(item, MISSING, what)

    def _elsewhere(self, old: Item, new: Item) -> Finding:
        what = _("{title} is {new} in the plan and {old} in the document ({place})")
        what = what.format(title=new.title, new=new.label, old=old.label, place=self._place(old))
        return self._at(new, "DM607", what)

    def _other_roles(self, old: Item, new: Item, detail: Mapping[str, object]) -> Finding:
        here, there = new.entry.assignments, old.entry.assignments
        if {*here} == {*there}:
            first, second = next(
                (one.unit, other.unit)
                for one, other in zip(there, here, strict=True)
                if one != other
            )
            what = _("{label} {title}: in the document ({place}) {first} is before {second}")
            said = what.format(
                label=new.label, title=new.title, place=self._place(old), first=first, second=second
            )
            return self._at(new, "DM308", said)
        what = _("{label} {title}: in the plan {new}, in the document ({place}) {old}")
        return self._at(
            new,
            "DM308",
            what.format(
                label=new.label,
                title=new.title,
                new=self._roles(new, self.plan),
                place=self._place(old),
                old=self._roles(old, self.document),
            ),
        )

    def _roles(self, item: Item, plan: Plan) -> str:
        """Who has which role, in the plan's own words for roles."""
        words = self.plan.role_names or plan.role_names
        return "；".join(
            f"{words.get(role, role.value)} {'、'.join(item.entry.units(role))}"
            for role in Role
            if item.entry.units(role)
        )

    def _joined(self, old: Item, new: Item, detail: Mapping[str, object]) -> Iterator[Finding]:
        written = "".join(self._words_of_lists(old))
        for unit in _names(detail):
            if any(name in written for name in self._names_of(unit)):
                continue  # somebody wrote it in from a list that the import left
            what = _("{unit} is on {label} {title} and not in the document's list ({place})")
            place = dict(
                zip((a.unit for a in new.entry.assignments), new.entry.places, strict=False)
            )
            yield self._at(
                new,
                "DM309",
                what.format(unit=unit, label=new.label, title=new.title, place=self._place(old)),
                place.get(unit),
            )

    def _left(self, old: Item, new: Item, detail: Mapping[str, object]) -> Iterator[Finding]:
        for unit in _names(detail):
            what = _("{unit} is in the document's list ({place}) and not on {label} {title}")
            what = what.format(unit=unit, label=new.label, title=new.title, place=self._place(old))
            yield self._at(new, "DM310", what)

    def _differ_in_list(self, old: Item, new: Item) -> bool:
        """Whether a list that was written in still stands in the wording of one side alone."""
        lists = [_squashed(words) for words in self.taken.get(old.number, ())]
        words = [_squashed(item.entry.title + item.entry.text) for item in (old, new)]
        for one in lists:
            words = [text.replace(one, "") for text in words]
        old_words, new_words = (_MARKS.sub("", text) for text in words)
        return bool(lists) and old_words == new_words

    def _words_of_lists(self, old: Item) -> Iterator[str]:
        """The words of all lists that the import left in a task."""
        yield from map(_squashed, self.taken.get(old.number, ()))
        yield from (_squashed(one.text) for one in self.intake.left if one.within == old.number)

    def _names_of(self, unit: str) -> Iterator[str]:
        """A unit's name and what else the plan says it is called."""
        yield _squashed(unit)
        for record in self.plan.roster:
            if record.name == unit:
                yield from map(_squashed, filter(None, (record.full_name, *record.aliases)))

    def _reworded(self, old: Item, new: Item, detail: Mapping[str, object]) -> Finding:
        what = _("{label} reads otherwise in the document ({place}): {words}")
        words = _difference(str(detail["from"]), str(detail["to"]))
        return self._at(
            new, "DM403", what.format(label=new.label, place=self._place(old), words=words)
        )

    def _renamed(self, detail: Mapping[str, object]) -> Iterator[Finding]:
        """Names that no alias ties to those of the document."""
        olds, news = _tuple(detail["from"]), _tuple(detail["to"])
        known = {
            spelling
            for record in self.plan.roster
            if record.name in news
            for spelling in (record.name, record.full_name, *record.aliases)
        }
        known |= {unit.name for unit in self.plan.units if set(unit.succeeded_by) & set(news)}
        for name in olds:
            if name not in known:
                what = _("the document's {old} is {new} in the plan")
                what = what.format(old=name, new=listed(news))
                yield found(self.plan.file, (0, 0), "DM207", what)

    def _plan_worded(self, detail: Mapping[str, object]) -> Iterator[Finding]:
        old, new = detail["from"], detail["to"]
        if not old and isinstance(new, str) and _squashed(new) in self._everything:
            return
        if old or new:
            what = _("{field}: the plan reads otherwise than the document: {words}")
            field = str(detail.get("title") or detail["field"])
            words = _difference(_text(old), _text(new))
            yield found(self.plan.file, (0, 0), "DM403", what.format(field=field, words=words))

    @property
    def _everything(self) -> str:
        """All that the document says that is not in the tasks."""
        return _squashed("".join(omission.text for omission in self.intake.omissions))

    def _stated_otherwise(self) -> Iterator[Finding]:
        """What the document says of the whole plan, and hands may add only where it does not."""
        end, words = self.document.ends_on, self.document.role_names
        if end and end != self.plan.ends_on:
            yield from self._plan_worded({"field": "ends_on", "from": end, "to": self.plan.ends_on})
        for role, word in words.items():
            kept = self.plan.role_names.get(role, "")
            if word != kept:
                yield from self._plan_worded({"field": "role_names", "from": word, "to": kept})

    def _milestones(self, old: Item, new: Item) -> Iterator[Finding]:
        """Dates, goals and targets that only one of both has."""
        stated, kept = old.entry.milestones, new.entry.milestones
        if stated == kept:
            return
        wording = _squashed(old.entry.title + old.entry.text)
        wording += _squashed("".join(text for _name, text in old.entry.notes))
        for milestone in kept:
            for words in (
                milestone.said,
                milestone.goal,
                milestone.target,
                _day(milestone, stated),
            ):
                if _squashed(words) not in wording:
                    what = _("{label}: the document ({place}) does not say {words}")
                    what = what.format(label=new.label, place=self._place(old), words=words)
                    yield self._at(new, "DM505", what)
        kept_days = {one.by for one in kept}
        for day in sorted({one.by for one in stated if one.by} - kept_days):
            what = _("{label}: the document ({place}) sets {day}, the plan does not")
            what = what.format(label=new.label, place=self._place(old), day=day.isoformat())
            yield self._at(new, "DM506", what)
        for milestone in stated:
            is_told = milestone.by and milestone.by not in kept_days
            if not is_told and not any(_keeps(one, milestone) for one in kept):
                what = _("{label}: the document ({place}) says {words}, no milestone does")
                words = milestone.said + (milestone.goal or milestone.target)
                what = what.format(label=new.label, place=self._place(old), words=words)
                yield self._at(new, "DM407", what)

    def _place(self, item: Item) -> str:
        """Where something stands in the document."""
        span = item.entry.span
        return ":".join(map(str, self.intake.where(span))) if span else self.document.file

    def _in_document(self, place: Span, code: str, what: str, number: str | None = None) -> Finding:
        file, line = self.intake.where(place)
        return found(file, (line, place.column), code, what, number=number)

    def _at(self, item: Item, code: str, what: str, place: Span | None = None) -> Finding:
        return found(self.plan.file, place or _span(item), code, what, number=item.number)


_PLACES = frozenset(
    {
        Kind.ADDED,
        Kind.REMOVED,
        Kind.MOVED,
        Kind.REORDERED,
        Kind.SPLIT,
        Kind.MERGED,
        Kind.SECTION_ADDED,
        Kind.SECTION_REMOVED,
        Kind.SECTION_MOVED,
    }
)
"""What gives other tasks other numbers."""


def _span(item: Item) -> Span:
    return item.entry.span or Span(0, 0)


def _day(kept: Milestone, stated: Sequence[Milestone]) -> str:
    """The day of a milestone, where the document sets none, or another one by its words."""
    meant = {one.by for one in stated if one.said == kept.said or not kept.said}
    # Words that the import knows no day for, hands may.
    is_read = kept.said and not meant - {None}
    return "" if kept.by is None or kept.by in meant or is_read else kept.by.isoformat()


def _keeps(kept: Milestone, stated: Milestone) -> bool:
    """Whether a milestone has all of the document's; what is to be reached it may say otherwise."""
    return (
        stated.by in (kept.by, None)
        and bool(kept.goal or not stated.goal)
        and _squashed(stated.said) in _squashed(kept.said)
        and _squashed(stated.target) in _squashed(kept.target)
    )


def _names(detail: Mapping[str, object]) -> tuple[str, ...]:
    """The units of a change; 等 where the list's being open is meant."""
    return _tuple(detail["units"]) or ("等",)


def _tuple(names: object) -> tuple[str, ...]:
    if isinstance(names, str):
        return (names,)
    assert isinstance(names, tuple)
    return names


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case Iterable():
            return listed(map(_text, value))
        case _:
            return str(value)


def _difference(old: str, new: str) -> str:
    """The document's words and the plan's, what only one has marked, with what stands around."""
    return mark_changes(nearby(diff_texts(old, new))).replace("\n", " ")


def _squashed(text: str) -> str:
    """A text without blanks, in one width."""
    return re.sub(r"\s+", "", normalize("NFKC", text))
