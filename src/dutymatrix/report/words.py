"""What the page says: the words of its template and its scripts, by the name they go by there.

What stands before a | tells a word from the same one elsewhere, and is not shown.
"""

from gettext import NullTranslations

from dutymatrix.i18n import N_

_WORDS = {
    # The parts, as their links are called.
    "tasks": N_("page|Tasks"),
    "units": N_("Units"),
    "matrix": N_("Matrix"),
    "network": N_("Network"),
    "deadlines": N_("page|Deadlines"),
    "load": N_("Load"),
    "changes": N_("Changes"),
    # The frame.
    "skip": N_("To the content"),
    "parts": N_("Parts"),
    "search": N_("Search"),
    "search_hint": N_("words, a number (3.3), a unit or its initials"),
    "searched": N_("{tasks} tasks, {units} units"),
    "nothing_found": N_("Nothing found."),
    "needs_scripts": N_(
        "This page draws itself: open it in a browser that runs scripts. "
        "Nothing is loaded from outside."
    ),
    "made_on": N_("as of {day}"),
    # Tasks.
    "item": N_("Item"),
    "task": N_("Task"),
    "unit": N_("Unit"),
    "group": N_("Group"),
    "role": N_("Role"),
    "section": N_("Section"),
    "year": N_("Year"),
    "due": N_("Due"),
    "light": N_("Light"),
    "wording": N_("Wording"),
    "progress": N_("page|Progress"),
    "all": N_("all"),
    "shown": N_("{n} of {total} tasks"),
    "and_others": N_("and others"),
    "goal": N_("Goal"),
    "overdue": N_("overdue"),
    "previous": N_("Previous"),
    "next": N_("Next"),
    "unknown": N_("{what} is not in this plan."),
    # A unit.
    "now": N_("{name} (now {unit})"),
    "in_document": N_("In the document: {names}"),
    "own": N_("Duties"),
    "through": N_("Through groups"),
    "through_group": N_("through {group}"),
    "to_settle": N_("To be settled: may include it"),
    "members": N_("Members"),
    "member_of": N_("Member of"),
    "not_listed": N_("not listed"),
    "contact": N_("Contact"),
    "full_name": N_("Full name"),
    "aliases": N_("Aliases"),
    "partners": N_("Works with"),
    "shared": N_("{n} tasks together"),
    "standing": N_("Rules of the document"),
    "print": N_("Print"),
    "copy": N_("Copy"),
    "copied": N_("copied"),
    "not_copied": N_("could not be copied: print it instead"),
    # Matrix, load.
    "total": N_("Total"),
    "by_load": N_("Largest first"),
    "by_roster": N_("In the plan's order"),
    "matrix_marks": N_("Tasks and units"),
    "matrix_counts": N_("Units and sections (number of items)"),
    # Network.
    "touch": N_("Choose a unit: its partners, and the tasks that they share."),
    "together": N_("{one} and {other}"),
    # Deadlines.
    "undated": N_("Without a date"),
    "no_deadlines": N_("The plan states no dates."),
}


def words_in(messages: NullTranslations) -> dict[str, str]:
    """All of them in a language."""
    return {name: messages.gettext(message).rpartition("|")[-1] for name, message in _WORDS.items()}
