"""A duty list as short lines, to be pasted into a message."""

from collections.abc import Iterator
from gettext import NullTranslations

from dutymatrix.answer.duties import Duty, DutyList
from dutymatrix.i18n import listed, messages_in
from dutymatrix.measure import shown
from dutymatrix.plan.model import Role
from dutymatrix.screen import entry
from dutymatrix.screen.condition import count_line
from dutymatrix.screen.duties import DutyView, counted
from dutymatrix.wording.role import ROLE_WORDS


def render(view: DutyView, _options: object) -> str:
    """Who has how much, then a line a duty; several units stand a blank line apart."""
    words = messages_in(view.plan.language)
    lists = ("\n".join(_lines(view, duties, words)) for duties in view.lists)
    return "\n\n".join(lists) + "\n"


def _lines(view: DutyView, duties: DutyList, words: NullTranslations) -> Iterator[str]:
    yield shown(f"{duties.unit} · {view.plan.title}")
    yield counted(duties.tally, words)
    for n, duty in enumerate((*duties.own, *duties.through), 1):
        said = words.gettext(", ").join(_parts(duty, words))
        yield shown(f"{n}. {said}".replace("\n", " "))
    if view.conditions:
        yield count_line(view.chosen, view.plan.size, view.conditions, words)
    if duties.unresolved:
        # A message without that would seem to be all.
        yield words.gettext("to be settled: {groups}").format(groups=listed(duties.unresolved))


def _parts(duty: Duty, words: NullTranslations) -> Iterator[str]:
    role = words.gettext(ROLE_WORDS[duty.role].does)
    yield f"{role} {duty.item.label} {duty.item.title}"
    if duty.via:
        yield words.gettext("through {group}").format(group=duty.via)
    lead = entry.names_said(duty.item, Role.LEAD, words)
    if lead and duty.role is not Role.LEAD:
        yield words.gettext("led by {names}").format(names=listed(lead))
    if due := entry.due(duty.item):
        yield due
