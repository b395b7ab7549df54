"""The names of what can happen to a plan between two revisions."""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from dutymatrix.plan.model import Item
from dutymatrix.plan.upward import in_a_line


class Kind(Enum):
    """What happened; the value is the word in JSON and of `--only`."""

    ADDED = "added"
    """A task that was not there."""
    REMOVED = "removed"
    """A task that is no more there."""
    SPLIT = "split"
    """One task became several; `into`: their numbers and titles."""
    MERGED = "merged"
    """Several tasks became one; `from`: their numbers and titles."""
    MOVED = "moved"
    """A task stands in another section, a part in another item; `from`, `to`: their paths."""
    REORDERED = "reordered"
    """A task stands elsewhere in its section."""
    LEAD_CHANGED = "lead_changed"
    """Others lead; `from`, `to`: names; `before`, `after`: roles of those who came and went."""
    JOINED = "joined"
    """Units had no role and have one; `units`, `role`; `open` where the list now ends in 等."""
    LEFT = "left"
    """Units had a role and have none; `units`, `role`; `open` where the list ended in 等."""
    ROLE_CHANGED = "role_changed"
    """Units have another role; `units`, `from`, `to`: roles."""
    UNITS_REORDERED = "units_reordered"
    """The same units in another order; `role`, `from`, `to`: names."""
    SENTENCE_MOVED = "sentence_moved"
    """Sentences went from one task to another; `text`, `units`: who came to it with them."""
    RETITLED = "retitled"
    """`from`, `to`: titles."""
    REWORDED = "reworded"
    """`from`, `to`: wordings; `field` where it is not the task's text."""
    MILESTONE_CHANGED = "milestone_changed"
    """`from`, `to`: the milestones that only one side has; all where their order changed."""
    SECTION_ADDED = "section_added"
    """A section that was not there; its tasks are added, or moved into it."""
    SECTION_REMOVED = "section_removed"
    """A section that is no more there; its tasks are removed, or moved."""
    SECTION_MOVED = "section_moved"
    """A section stands elsewhere; `from`, `to`: paths of what it stands in, "" at the top."""
    SECTION_RETITLED = "section_retitled"
    """`from`, `to`: titles."""
    UNIT_RENAMED = "unit_renamed"
    """One name for another in the roster and in tasks; `from`, `to`, `tasks`: how many."""
    UNIT_MERGED = "unit_merged"
    """`from`: names, `to`: the name, `tasks`: how many name it."""
    UNIT_SPLIT = "unit_split"
    """`from`: the name, `to`: names, `tasks`: how many named it."""
    UNIT_SUCCEEDED = "unit_succeeded"
    """The roster says from now on who took over; `from`: the name, `to`: names, `until`: the last
    day, `tasks`: how many it had then, `loads`: of units, how many tasks before and after."""
    UNIT_DROPPED = "unit_dropped"
    """The roster has a unit no more; `unit`, `tasks`: how many named it."""
    GROUP_CHANGED = "group_changed"
    """`group`; `gained`, `lost`: members; `open`; `tasks`: how many name it."""
    ROSTER_CHANGED = "roster_changed"
    """`unit` and `added`, or `unit`, `field`, `from`, `to`; or `moved`: names."""
    PLAN_CHANGED = "plan_changed"
    """`field`, `from`, `to`: something said of the plan as a whole; a row's `id`, `number`."""

    __hash__ = object.__hash__  # as `Role` has it


class Load(NamedTuple):
    """Number of tasks of a unit by two revisions."""

    unit: str
    old: int
    new: int


class Change(NamedTuple):
    """One difference.

    Example:
        `Change(Kind.JOINED, old_item, new_item, {"units": ("市妇联",), "role": Role.JOIN})`
    """

    kind: Kind
    old: Item | None
    """The task or section as it was; None where there was none."""
    new: Item | None
    """The task or section as it is."""
    detail: Mapping[str, object]
    """What the kind says."""

    def __repr__(self) -> str:
        """The kind and what it happened to."""
        return in_a_line(self, self.kind.value, repr(self.new or self.old or ""))


Found = tuple[Kind, Mapping[str, object]]
"""A kind and its detail, before it is known what it happened to."""
