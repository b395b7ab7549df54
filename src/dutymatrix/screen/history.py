"""How it looks what became of a plan, a section, a unit or a task."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.diff import Change, Kind, diff_plans
from dutymatrix.i18n import N_, bracketed, listed
from dutymatrix.markup.view import Cell, Column, Passage, Table
from dutymatrix.plan.model import Milestone, Plan, Role
from dutymatrix.revision.history import Entry, History, Names, Origin, Version
from dutymatrix.screen.diff import KIND_WORDS, DiffView, describe, labels
from dutymatrix.wording.role import ROLE_WORDS

_WHAT_WORDS = {
    "title": N_("Title"),
    "text": N_("Sentence"),
    "milestone": N_("Due"),
    **{role.value: said.does for role, said in ROLE_WORDS.items()},
}
_COMMIT_COLUMNS = (
    Column("commit", N_("Commit")),
    Column("date", N_("Day")),
    Column("author", N_("Author")),
    Column("subject", N_("Subject")),
)


class HistoryView(NamedTuple):
    """The commits that changed what was asked for; for a task, who said what last."""

    history: History
    full: bool = False
    """With all the wording of what was reworded, not only what is around the change."""
    on_paper: bool = False
    """Whether it goes on paper, where commits have no place."""

    @property
    def plan(self) -> Plan:
        """The newest plan."""
        return self.history.plan

    def name(self, words: NullTranslations) -> str:
        """What a paper of it is called: 市卫计局变更记录."""
        return words.gettext("{name}: changes").format(name=_name(self.history))

    def data(self) -> Mapping[str, object]:
        """The entries, the newest first, and where a task's wording and units come from.

        A change is the object that `diff` gives. What is not committed yet has null for
        `commit`, `short`, `date`, `author` and `subject`.

        Example:
            ```
            {"format_version": 1, "plan": title,
             "task": {"number", "label", "title"},        or "unit": name, or
                                                           "section": {"number", "title"}
             "last": null | {commit},                      where it is no more there
             "entries": [{"commit", "short", "date", "author", "subject", "path",
                          "names": [what it is called there], "first": false,
                          "changes": [change]}],
             "blame": [{"what": "title"|"text"|"milestone"|"lead"|"responsible"|"join"|"guide",
                        "value", "state": "committed"|"uncommitted"|"older",
                        "commit", "short", "date", "author", "subject"}],   of a task
             "skipped": [{commit}],                        versions that cannot be read
             "shallow": false}
            ```
        """
        from dutymatrix.markup import json_

        history = self.history
        item = history.item
        task = {"number": item.number, "label": item.label, "title": item.title} if item else None
        answer: dict[str, object] = {
            **json_.head(history.plan),
            **({"as_of": history.day.isoformat()} if history.day else {}),
            **({"task": task} if item else _subject_data(history)),
            "last": _commit_data(history.last) if history.last else None,
            "entries": [_entry_data(entry) for entry in history.entries],
        }
        if item:
            answer["blame"] = [_origin_data(origin) for origin in history.origins]
        skipped = [_commit_data(version) for version in history.unreadable]
        return {**answer, "skipped": skipped, "shallow": history.is_cut_off}

    def sheets(self, words: NullTranslations) -> tuple[Passage | Table, ...]:
        """What was asked for, each commit with what it changed, then who said what last."""
        history = self.history
        n = sum(entry.version.commit is not None for entry in history.entries)
        counted = words.ngettext("{n} commit", "{n} commits", n)
        if self.on_paper:
            counted = words.ngettext("{n} revision", "{n} revisions", n)
        head = Passage(
            # A paper's title says what it is about.
            title=""
            if self.on_paper
            else " · ".join(filter(None, (_name(history), history.plan.title))),
            text="",
            notes=(counted.format(n=n), *remarks(history, words, on_paper=self.on_paper)),
        )
        heading = _heading_on_paper if self.on_paper else _heading
        entries = [
            Passage(heading(entry.version, words), "", tuple(self._lines(entry, words)))
            for entry in history.entries
        ]
        origins = (self._origin_sheet(words),) if history.origins else ()
        return (head, *entries, *origins)

    def records(self) -> Table:
        """A row for each change."""
        return self._rows(spoken=False)

    def spreadsheet(self) -> Table:
        """The same with kinds in words."""
        return self._rows(spoken=True)

    def _rows(self, spoken: bool) -> Table:
        plan = self.history.plan
        # The heads stand there, too, where nothing changed.
        nothing = DiffView(diff_plans(plan, plan), "", "", (), ())
        rows: list[tuple[Cell, ...]] = []
        for entry in self.history.entries:
            view = _diff_view(entry)
            table = view.spreadsheet() if spoken else view.records()
            rows += [(*_commit_cells(entry.version), *row) for row in table.rows]
        return Table((*_COMMIT_COLUMNS, *nothing.records().columns), tuple(rows))

    def _origin_sheet(self, words: NullTranslations) -> Table:
        columns = (
            Column("date", N_("Day")),
            Column("commit", N_("Commit")),
            Column("author", N_("Changed by") if self.on_paper else N_("Author")),
            Column("what", N_("Kind")),
            Column("value", N_("What"), folds=True),
        )
        kept = [
            n for n, column in enumerate(columns) if column.key != "commit" or not self.on_paper
        ]
        rows = (_origin_row(origin, words) for origin in self.history.origins)
        return Table(
            columns=tuple(columns[n] for n in kept),
            rows=tuple(tuple(row[n] for n in kept) for row in rows),
            title=words.gettext("Who said it last"),
            notes=tuple(_doubts(self.history, words)),
        )

    def _lines(self, entry: Entry, words: NullTranslations) -> Iterator[tuple[str, str]]:
        changes = entry.changes
        if entry.is_first and not self.history.item:
            # Everything it has to do is new; how much is enough.
            added = [change for change in changes if change.kind is Kind.ADDED]
            known = {Kind.ADDED} if self.history.unit else {*Kind}
            changes = tuple(change for change in changes if change.kind not in known)
            if added:
                yield words.gettext(KIND_WORDS[Kind.ADDED]), _count(added, entry.names, words)
        for change in changes:
            said = describe(change, entry.diff, words, full=self.full)
            where = self._where(change)
            yield (
                words.gettext(KIND_WORDS[change.kind]),
                words.gettext("{task}: {said}").format(task=where, said=said)
                if where and said
                else where or said,
            )

    def _where(self, change: Change) -> str:
        """The task that was changed; "" where it is the one that was asked for, as it is now."""
        item = change.new or change.old
        if item is None:
            return ""
        label, own = labels(change), self.history.item
        if own is None:
            return f"{label} {item.title}"
        return "" if label == own.label else label


def _count(added: Sequence[Change], names: Names, words: NullTranslations) -> str:
    """How many tasks, and in which role a unit of some names is there."""
    roles = Counter(
        role
        for change in added
        if change.new
        for unit, role in change.new.entry.assignments
        if unit in names
    )
    tasks = words.ngettext("{n} task", "{n} tasks", len(added)).format(n=len(added))
    said = [f"{words.gettext(ROLE_WORDS[role].does)} {roles[role]}" for role in Role if roles[role]]
    return bracketed(tasks, words.gettext(", ").join(said), words) if said else tasks


def remarks(history: History, words: NullTranslations, *, on_paper: bool = False) -> Iterator[str]:
    """What else is to be said: that it is no more there, and that older commits are missing."""
    if history.last and history.last.commit:
        commit = history.last.commit
        message = words.gettext("{name} is not in the plan now; it last was in {commit} of {day}")
        if on_paper:
            message = words.gettext("{name} is not in the plan now; it last was on {day}")
        yield message.format(name=_name(history), commit=commit.short, day=commit.day)
    if history.former:
        message = words.gettext("with what was given to {names}; units as of {day}")
        yield message.format(names=listed(history.former), day=history.day)
    elif history.day:
        yield words.gettext("units as of {day}").format(day=history.day)
    if history.is_cut_off and not on_paper:
        yield words.gettext(
            "this clone is cut off: older commits are missing; git fetch --unshallow gets them"
        )


def _name(history: History) -> str:
    item = history.item
    if item:
        return f"{item.label} {item.title}"
    return history.section[1] if history.section else history.unit or ""


def _heading(version: Version, words: NullTranslations) -> str:
    if version.commit is None:
        return words.gettext("not committed yet")
    commit = version.commit
    return words.gettext("{day}  {commit}  {author}: {subject}").format(
        day=commit.day,
        commit=commit.short,
        author=commit.author,
        subject=commit.subject,
    )


def _heading_on_paper(version: Version, words: NullTranslations) -> str:
    if version.commit is None:
        return words.gettext("draft")
    return words.gettext("{day}  {author}: {subject}").format(
        day=version.commit.day, author=version.commit.author, subject=version.commit.subject
    )


def _doubts(history: History, words: NullTranslations) -> Iterator[str]:
    if any(origin.version is None for origin in history.origins):
        yield words.gettext("older: from before the commits that were looked at")


def _origin_row(origin: Origin, words: NullTranslations) -> tuple[Cell, ...]:
    what = words.gettext(_WHAT_WORDS[origin.what])
    value = _said(origin.value)
    if origin.version is None:
        return words.gettext("older"), "", "", what, value
    commit = origin.version.commit
    if commit is None:
        return words.gettext("uncommitted"), "", "", what, value
    return commit.day, commit.short, commit.author, what, value


def _said(value: str | Milestone) -> str:
    if isinstance(value, str):
        return value
    day = value.by.isoformat() if value.by else ""
    return " ".join(filter(None, (value.said or day, value.goal, value.target)))


# As data.


def _entry_data(entry: Entry) -> dict[str, object]:
    return {
        **_commit_data(entry.version),
        "path": entry.version.path,
        "names": sorted(entry.names),
        "first": entry.is_first,
        "changes": _diff_view(entry).data()["changes"],
    }


def _subject_data(history: History) -> dict[str, object]:
    if history.section:
        number, title = history.section
        return {"section": {"number": number, "title": title}}
    return {"unit": history.unit} if history.unit else {}


def _origin_data(origin: Origin) -> dict[str, object]:
    from dutymatrix.markup.json_ import milestone_data

    state = "committed"
    if origin.version is None:
        state = "older"
    elif origin.version.commit is None:
        state = "uncommitted"
    value = origin.value
    return {
        "what": origin.what,
        "value": milestone_data(value) if isinstance(value, Milestone) else value,
        "state": state,
        **_commit_data(origin.version),
    }


def _commit_data(version: Version | None) -> dict[str, object]:
    commit = version.commit if version else None
    return {
        "commit": commit.id if commit else None,
        "short": commit.short if commit else None,
        "date": commit.date.isoformat() if commit else None,
        "author": commit.author if commit else None,
        "subject": commit.subject if commit else None,
    }


def _commit_cells(version: Version) -> tuple[Cell, ...]:
    commit = version.commit
    if commit is None:
        return None, None, None, None
    return commit.id, commit.day, commit.author, commit.subject


def _diff_view(entry: Entry) -> DiffView:
    """The entry's changes as `diff` would show them."""
    return DiffView(entry.diff, "", "", entry.changes, ())
