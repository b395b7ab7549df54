"""Words for the roles as they are written: one table, whatever the use."""

from typing import NamedTuple

from dutymatrix.i18n import N_
from dutymatrix.plan.model import Role


class RoleWords(NamedTuple):
    """What a role is called; messages of the catalogue."""

    does: str
    """What a unit with it does, in sentences and cells: 牵头."""
    head: str
    """Above the names of those who have it: 牵头单位."""
    count_head: str
    """Above the numbers of their tasks."""
    counted: str
    """A number of tasks in it."""
    mark: str
    """One letter: 牵 责 参 指."""
    fact: str
    """What git compares."""


ROLE_WORDS = {
    Role.LEAD: RoleWords(
        N_("leads"), N_("Lead"), N_("Leads"), N_("leads {n}"), N_("L"), N_("leads")
    ),
    Role.RESPONSIBLE: RoleWords(
        N_("responsible"),
        N_("Responsible"),
        N_("Responsible for"),
        N_("responsible for {n}"),
        N_("R"),
        N_("is responsible"),
    ),
    Role.JOIN: RoleWords(
        N_("takes part"),
        N_("Participants"),
        N_("Takes part"),
        N_("takes part in {n}"),
        N_("J"),
        N_("takes part"),
    ),
    Role.GUIDE: RoleWords(
        N_("guides"), N_("Guides"), N_("Guides in"), N_("guides {n}"), N_("G"), N_("guides")
    ),
}
