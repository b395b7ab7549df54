"""How the figures of a plan look: who carries how much, and what hangs on one unit."""

from collections.abc import Iterable, Iterator, Mapping
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.answer.stats import Stats
from dutymatrix.answer.tally import had_roles
from dutymatrix.i18n import N_
from dutymatrix.markup.view import Cell, Column, Passage, Table
from dutymatrix.plan.model import Plan, Role
from dutymatrix.screen import entry
from dutymatrix.screen.condition import Condition, count_line, day_lines, what_if_lines
from dutymatrix.wording.role import ROLE_WORDS


class StatsView(NamedTuple):
    """Figures of one plan."""

    plan: Plan
    stats: Stats
    chosen: int
    """The number of tasks they are about."""
    conditions: tuple[Condition, ...] = ()
    changed: tuple[str, ...] = ()
    """Names that a what-if made new or larger; they are marked."""
    gone: tuple[str, ...] = ()
    """Names that a what-if took away."""

    def data(self) -> Mapping[str, object]:
        """All figures; shares from 0 to 1."""
        from dutymatrix.markup import json_

        stats = self.stats
        return {
            **json_.head(self.plan),
            "units": [
                {
                    "unit": share.unit,
                    **share.tally.data(),
                    "lead_share": round(share.lead_share, 4),
                }
                for share in stats.units
            ],
            "concentration": stats.concentration and round(stats.concentration, 4),
            "alone": list(stats.alone),
            "never_lead": list(stats.never_lead),
            "idle": list(stats.idle),
            "leaderless_without": {
                unit: list(numbers) for unit, numbers in stats.leaderless_without.items()
            },
            "communities": [list(community) for community in stats.communities],
            "ties": [{"units": [t.one, t.other], "shared": t.shared} for t in stats.ties],
        }

    def sheets(self, words: NullTranslations) -> tuple[Table | Passage, ...]:
        """The units with their counts, then what stands out."""
        roles = self._roles
        return (
            Table(
                columns=(
                    Column("unit", N_("Unit")),
                    Column("total", N_("Tasks")),
                    *(Column(role.value, ROLE_WORDS[role].count_head) for role in roles),
                    Column("lead_share", N_("Share of leads")),
                ),
                rows=tuple(self._rows()),
                title=self.plan.title,
            ),
            Passage(
                title=words.gettext("What stands out"),
                text="",
                fields=tuple(self._facts(words)),
                notes=tuple(self._notes(words)),
            ),
        )

    def records(self) -> Table:
        """A row for each unit and group."""
        return Table(
            columns=(
                Column("unit", N_("Unit")),
                Column("total", N_("Tasks")),
                *(Column(role.value, said.count_head) for role, said in ROLE_WORDS.items()),
                Column("lead_share", N_("Share of leads")),
            ),
            rows=tuple(
                (share.unit, sum(share.tally), *share.tally, f"{share.lead_share:.4f}")
                for share in self.stats.units
            ),
        )

    def spreadsheet(self) -> Table:
        """The same as the records."""
        return self.records()

    @property
    def _roles(self) -> tuple[Role, ...]:
        return had_roles(share.tally for share in self.stats.units)

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        roles = self._roles
        for share in sorted(self.stats.units, key=lambda share: -sum(share.tally)):
            counts = share.tally.by_role()
            yield (
                f"{share.unit}*" if share.unit in self.changed else share.unit,
                sum(share.tally),
                *(counts[role] for role in roles),
                f"{share.lead_share:.0%}" if share.lead_share else "",
            )

    def _facts(self, words: NullTranslations) -> Iterator[tuple[str, str | tuple[str, ...]]]:
        stats = self.stats
        none = words.gettext("none")
        if stats.equal_leads is not None:
            spread = words.gettext("as if {n:.1f} units led equally much")
            yield words.gettext("How leads are spread"), spread.format(n=stats.equal_leads)
        units, groups = self._apart(stats.never_lead)
        yield words.gettext("Units that never lead ({n})").format(n=len(units)), units or none
        if groups:
            yield words.gettext("Groups that never lead ({n})").format(n=len(groups)), groups
        idle = words.gettext("Without a task ({n})").format(n=len(stats.idle))
        yield idle, stats.idle or none
        alone = self._labels(stats.alone)
        head = words.gettext("Tasks with one unit alone ({n})").format(n=len(stats.alone))
        yield head, alone or none
        if not stats.leaderless_without:
            yield words.gettext("No lead without this unit"), none
        for unit, numbers in stats.leaderless_without.items():
            head = words.gettext("Led by {unit} alone ({n})").format(unit=unit, n=len(numbers))
            yield head, self._labels(numbers)
        for n, community in enumerate(stats.communities, 1):
            yield words.gettext("Work together ({n})").format(n=n), community
        ties = tuple(f"{tie.one}+{tie.other} {tie.shared}" for tie in stats.ties)
        yield words.gettext("Most shared tasks"), ties or none

    def _apart(self, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names of units, and those of groups, of which nobody expects that they lead."""
        known = (*names,)
        groups = tuple(name for name in known if name in self.plan.group_by_name)
        return tuple(name for name in known if name not in groups), groups

    def _labels(self, numbers: Iterable[str]) -> tuple[str, ...]:
        items = (self.plan.item_by_number[number] for number in numbers)
        return entry.brief_labels(self.plan, items)

    def _notes(self, words: NullTranslations) -> Iterator[str]:
        yield count_line(self.chosen, self.plan.size, self.conditions, words)
        yield from day_lines(self.plan, words)
        yield from what_if_lines(self.changed, self.gone, words)
