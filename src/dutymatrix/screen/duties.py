"""How a duty list looks."""

from collections.abc import Iterator, Mapping
from datetime import date
from gettext import NullTranslations
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.answer.duties import Duty, DutyList
from dutymatrix.answer.tally import Tally, had_roles
from dutymatrix.i18n import N_, listed, messages_in
from dutymatrix.markup.view import Cell, Column, Table
from dutymatrix.plan.model import Item, Plan, Role
from dutymatrix.screen import entry
from dutymatrix.screen.condition import (
    Condition,
    Doubt,
    count_line,
    day_lines,
    doubt_line,
    succession_lines,
)
from dutymatrix.wording.role import ROLE_WORDS

if TYPE_CHECKING:
    from dutymatrix.progress.light import Light


class DutyView(NamedTuple):
    """Duty lists of one plan."""

    plan: Plan
    lists: tuple[DutyList, ...]
    conditions: tuple[Condition, ...] = ()
    """The filters that chose the duties; none where all are meant."""
    chosen: int = 0
    """The number of tasks that the filters chose."""
    doubts: tuple[Doubt, ...] = ()
    """Deadlines that the filters took by the letter, and offices often do not."""
    every: bool = False
    """Whether the lists are those of everybody, however few."""
    lights: Mapping[str, "Light"] = MappingProxyType({})
    """How tasks stand, by their number; none where nobody knows."""

    def data(self) -> Mapping[str, object]:
        """One list as an object; several under `units`."""
        from dutymatrix.markup import json_

        head = json_.head(self.plan)
        lights = {number: light.value for number, light in self.lights.items()}
        units = [_list_data(self.plan, duties, lights) for duties in self.lists]
        alone = len(units) == 1 and not self.every
        return {**head, **units[0]} if alone else {**head, "units": units}

    def sheets(self, words: NullTranslations) -> tuple[Table, ...]:
        """A table for each unit: what, who leads, by when; below the last what they are not."""
        sheets = [sheet for duties in self.lists for sheet in self._sheets_of(duties, words)]
        if sheets:
            # Said once, for it is much the same for all of them.
            last = sheets[-1]
            whole = (*last.whole, *self._unresolved, *self._unresolved_labels())
            notes = (*last.notes, *self._closing(words))
            sheets[-1] = last._replace(notes=notes, whole=whole)
        return tuple(sheets)

    def records(self) -> Table:
        """A row for each duty of each unit."""
        words = messages_in(self.plan.language)
        return Table(
            columns=(
                Column("unit", N_("Unit")),
                Column("role", N_("Role")),
                Column("via", N_("Through group")),
                *entry.record_columns(self.plan),
                Column("printed", N_("Printed as")),
                *entry.light_columns(self.lights),
            ),
            rows=tuple(
                (
                    duties.unit,
                    duty.role,
                    duty.via,
                    *entry.record(duty.item, words),
                    duty.printed,
                    *entry.light_cells(self.lights, duty.item, words),
                )
                for duties in self.lists
                for duty in (*duties.own, *duties.through)
            ),
        )

    def spreadsheet(self) -> Table:
        """The same as the records."""
        return self.records()

    def _sheets_of(self, duties: DutyList, words: NullTranslations) -> Iterator[Table]:
        """The table of a unit; of several plans one for each, and how many duties each has."""
        if not self.plan.plans:
            yield self._sheet(duties, words)._replace(notes=tuple(self._notes(duties, words)))
            return
        parts = duties.by_plan()
        for part in parts:
            own = self._replace(plan=part.plan, lists=(part,))
            yield own._sheet(part, words)._replace(notes=tuple(own._beside(words)))
        tallies = [(part.tally, part.via_tally) for part in parts]
        beyond = duties.beyond
        all_tallies = [*tallies, *([(beyond.own, beyond.through)] if beyond else ())]
        roles = had_roles(tally for both in all_tallies for tally in both)
        via = any(any(through) for _own, through in all_tallies)

        def row(plan: str, issued_on: date | None, own: Tally, through: Tally) -> Iterator[Cell]:
            yield plan
            yield issued_on
            yield from (own.by_role()[role] for role in roles)
            if via:
                yield sum(through)

        rows = [
            ((part.own or part.through)[0].item.plan, part.plan.issued_on, *both)
            for part, both in zip(parts, tallies, strict=True)
        ]
        if beyond and beyond.plans:
            said = words.ngettext("{n} older plan", "{n} older plans", beyond.plans)
            rows.append((said.format(n=beyond.plans), None, beyond.own, beyond.through))
        yield Table(
            columns=(
                Column("plan", N_("Plan"), folds=True),
                Column("issued_on", N_("Issued on")),
                *(Column(role.value, ROLE_WORDS[role].count_head) for role in roles),
                *((Column("via", N_("Through groups")),) if via else ()),
            ),
            rows=tuple(tuple(row(*cells)) for cells in rows),
            title=f"{duties.unit} · {self.plan.title}",
            notes=tuple(self._notes(duties, words)),
            whole=(duties.unit,),
        )

    def _sheet(self, duties: DutyList, words: NullTranslations) -> Table:
        shown = (*duties.own, *duties.through)
        unstated = words.gettext("not stated")
        # A column that says nothing takes room from the title.
        via = any(duty.via for duty in shown)
        printed = any(duty.printed for duty in shown)
        responsible = any(duty.item.entry.responsible for duty in shown)

        def row(duty: Duty) -> Iterator[Cell]:
            yield duty.item.label
            yield duty.role
            if via:
                yield duty.via
            if printed:
                yield duty.printed
            yield duty.item.title
            yield entry.names_said(duty.item, Role.LEAD, words) or unstated
            if responsible:
                yield entry.names_said(duty.item, Role.RESPONSIBLE, words)
            yield entry.due(duty.item) or unstated
            yield from entry.light_cells(self.lights, duty.item, words)

        columns = (
            Column("label", N_("Item")),
            Column("role", N_("Role")),
            *((Column("via", N_("Through group")),) if via else ()),
            *((Column("printed", N_("Printed as")),) if printed else ()),
            Column("title", N_("Task"), folds=True),
            Column("lead", entry.role_head(self.plan, Role.LEAD, words)),
            *(
                (Column("responsible", entry.role_head(self.plan, Role.RESPONSIBLE, words)),)
                if responsible
                else ()
            ),
            Column("said", N_("Due")),
            *entry.light_columns(self.lights),
        )
        return Table(
            columns=columns,
            rows=tuple(tuple(row(duty)) for duty in shown),
            title=f"{duties.unit} · {duties.plan.title}",
            whole=(duties.unit,),
        )

    def _notes(self, duties: DutyList, words: NullTranslations) -> Iterator[str]:
        own = counted(duties.tally, words)
        # What filters left says nothing of all that the unit has.
        said = (
            words.gettext("listed of {unit}: {counts} ({n} of {total} tasks)")
            if self.conditions
            else words.gettext("{unit}: {counts} ({n} of {total} tasks)")
        )
        yield said.format(unit=duties.unit, counts=own, n=sum(duties.tally), total=self.plan.size)
        if any(duties.via_tally):
            via = counted(duties.via_tally, words)
            yield words.gettext("as a member of a group (counted separately): {counts}").format(
                counts=via
            )
        for rule in duties.standing:
            yield words.gettext("by a standing rule of the plan: {text}").format(text=rule.text)
        yield from succession_lines(self.plan, duties.unit, words)
        yield from self._contacts(duties, words)
        if duties.beyond and duties.beyond.plans:
            yield words.gettext(
                "only the newest plans are listed; all of them: -o X.xlsx or -f csv"
            )

    @property
    def _unresolved(self) -> Mapping[str, tuple[Item, ...]]:
        """Tasks of each group that may mean one of the units."""
        return {group: items for one in self.lists for group, items in one.unresolved.items()}

    def _closing(self, words: NullTranslations) -> Iterator[str]:
        """What no list says: groups that may mean its unit, what binds all, filters."""
        yield from self._beside(words)
        if self.conditions:
            yield count_line(self.chosen, self.plan.size, self.conditions, words)
        yield from day_lines(self.plan, words)
        for doubt in self.doubts:
            yield doubt_line(doubt, words)

    def _beside(self, words: NullTranslations) -> Iterator[str]:
        """Groups that may mean its unit, and what binds all."""
        divided = {
            name: i for name, i in self._unresolved.items() if name in self.plan.absent_by_name
        }
        for name, items in divided.items():
            yield words.gettext(
                "to be settled ({name} was divided, and nobody says who took over: "
                "{units}): {items}"
            ).format(
                name=name,
                units=listed(self.plan.group_by_name[name].members),
                items=listed(entry.brief_labels(self.plan, items)),
            )
        asked = [
            duties.unit
            for duties in self.lists
            if duties.unresolved.keys() - divided or (duties.beyond and duties.beyond.unresolved)
        ]
        if len(asked) == 1:
            yield words.gettext(
                "to be settled (the plan does not list the members of these; {unit} "
                "may be among them):"
            ).format(unit=asked[0])
        elif asked:
            yield words.gettext(
                "to be settled (the plan does not list the members of these; units "
                "above may be among them):"
            )
        beyond = {
            group: n
            for duties in self.lists
            if duties.beyond
            for group, n in duties.beyond.unresolved.items()
        }
        for group in (*self._unresolved, *(own for own in beyond if own not in self._unresolved)):
            items = self._unresolved.get(group, ())
            if group in divided:
                continue
            if self.plan.plans:
                # Which they are stands with each plan.
                n = len(items) + beyond.get(group, 0)
                said = words.ngettext("{group}: {n} task", "{group}: {n} tasks", n)
                yield "  " + said.format(group=group, n=n)
                continue
            labels = listed(entry.brief_labels(self.plan, items))
            said = words.gettext("{group} ({n}): {labels}")
            yield "  " + said.format(group=group, n=len(items), labels=labels)
        if self.plan.common and not self.plan.plans:
            titles = listed(chapter.heading for chapter in self.plan.common)
            yield words.gettext("binding everybody: {chapters}").format(chapters=titles)

    def _unresolved_labels(self) -> Iterator[str]:
        for items in self._unresolved.values():
            yield from entry.brief_labels(self.plan, items)

    def _contacts(self, duties: DutyList, words: NullTranslations) -> Iterator[str]:
        """Whom to call: of those that lead these tasks, or are responsible, and of the unit."""
        called = {duties.unit}
        for duty in (*duties.own, *duties.through):
            called.update(duty.item.entry.lead or duty.item.entry.responsible)
        contacts = [(n, text) for n, text in self.plan.contact_by_name.items() if n in called]
        if contacts:
            yield words.gettext("whom to call:")
        for name, text in contacts:
            yield f"  {name}  {text}"


def counted(tally: Tally, words: NullTranslations) -> str:
    """Numbers by role in words; leads and joins always, the others where there are any."""
    said = [
        words.gettext(ROLE_WORDS[role].counted).format(n=n)
        for role, n in tally.by_role().items()
        if n or role in {Role.LEAD, Role.JOIN}
    ]
    return words.gettext(", ").join(said)


def _list_data(plan: Plan, duties: DutyList, lights: Mapping[str, str]) -> dict[str, object]:
    from dutymatrix.markup import json_

    shown = (*duties.own, *duties.through)

    def listed_of(part: DutyList) -> dict[str, object]:
        return {
            "counts": part.tally.data(),
            "via_counts": part.via_tally.data(),
            "duties": [
                {
                    "role": duty.role.value,
                    "via": duty.via,
                    "printed": duty.printed,
                    "task": json_.task_data(duty.item, lights.get(duty.item.number)),
                }
                for duty in (*part.own, *part.through)
            ],
        }

    whole = listed_of(duties)
    if plan.plans:
        whole["plans"] = [
            {"plan": part.plan.title, "path": part.plan.file, **listed_of(part)}
            for part in duties.by_plan()
        ]
        del whole["duties"]
    return {
        "unit": duties.unit,
        **whole,
        **json_.contacts_data(plan, (duty.item for duty in shown), duties.unit),
        # A key that few plans need: rules beyond the lists of the tasks.
        **({"standing": [rule.text for rule in duties.standing]} if duties.standing else {}),
    }
