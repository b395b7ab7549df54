"""What all answers say alike of tasks: columns, labels, dates, names."""

from collections.abc import Iterable, Mapping
from gettext import NullTranslations
from typing import TYPE_CHECKING

from dutymatrix.i18n import N_, messages_in
from dutymatrix.markup.view import Cell, Column, Labels, Tint, Tinted
from dutymatrix.plan.model import Item, Plan, Role
from dutymatrix.wording.role import ROLE_WORDS

if TYPE_CHECKING:
    from dutymatrix.progress.light import Light

RECORD_COLUMNS = (
    Column("number", N_("Number")),
    Column("label", N_("Item")),
    Column("section", N_("Section")),
    Column("title", N_("Task")),
    *(Column(role.value, said.head) for role, said in ROLE_WORDS.items()),
    Column("open", N_("And others")),
    Column("said", N_("Due")),
    Column("by", N_("Date")),
    Column("goal", N_("Goal")),
    Column("target", N_("Target")),
    Column("text", N_("Wording")),
    Column("line", N_("Line")),
    Column("id", N_("Permanent id")),
    Column("notes", N_("Notes")),
)
"""A task as csv and tsv give it."""


def record_columns(plan: Plan) -> tuple[Column, ...]:
    """`RECORD_COLUMNS`, with the document's own words for the roles."""
    own = {role.value: name for role, name in plan.role_names.items()}
    columns = tuple(
        column._replace(head=own.get(column.key, column.head)) for column in RECORD_COLUMNS
    )
    return (Column("plan", N_("Plan")), *columns) if plan.plans else columns


def record(item: Item, words: NullTranslations) -> tuple[Cell, ...]:
    """The cells of a task, parallel to `record_columns` of its plan."""
    entry = item.entry
    milestones = entry.milestones
    return (
        *((item.plan,) if item.plan else ()),
        item.own_number,
        item.own_label,
        item.section.headline if item.section and item.own_section_number else "",
        item.title,
        *(_names(item, role, words) for role in Role),
        entry.open,
        "；".join(dict.fromkeys(m.said for m in milestones if m.said)),
        tuple(dict.fromkeys(m.by.isoformat() for m in milestones if m.by)),
        "；".join(dict.fromkeys(m.goal for m in milestones if m.goal)),
        "；".join(dict.fromkeys(m.target for m in milestones if m.target)),
        entry.text,
        entry.span.line if entry.span else None,
        entry.id,
        "；".join(f"{name}：{text}" for name, text in entry.notes),
    )


def light_columns(lights: Mapping[str, "Light"]) -> tuple[Column, ...]:
    """A column for the lights of tasks, where somebody knows them."""
    return (Column("light", N_("Light")),) if lights else ()


def light_cells(
    lights: Mapping[str, "Light"], item: Item, words: NullTranslations
) -> tuple[Cell, ...]:
    """The light of a task, parallel to `light_columns`."""
    if not lights:
        return ()
    light = lights.get(item.number)
    return (light_word(light, words) if light else None,)


def light_word(light: "Light", words: NullTranslations) -> Tinted:
    """A light in a word, in its colour."""
    from dutymatrix.progress.light import LIGHT_WORDS  # only who has a progress file waits for it

    return Tinted(words.gettext(LIGHT_WORDS[light]), Tint[light.name])


def role_head(plan: Plan, role: Role, words: NullTranslations) -> str:
    """What a role's column is called: in the plan's language, by the document's own word."""
    if words is messages_in(plan.language) and role in plan.role_names:
        return plan.role_names[role]
    return words.gettext(ROLE_WORDS[role].head)


def due(item: Item) -> str:
    """The document's words for the task's dates, or the dates; "" where it has none."""
    said = (m.said or (m.by.isoformat() if m.by else "") for m in item.entry.milestones)
    return "；".join(dict.fromkeys(filter(None, said)))


def brief_labels(plan: Plan, items: Iterable[Item]) -> Labels:
    """Labels of tasks, a section's only once: （三）1、2、4 and （四）3."""
    found: dict[str, list[str]] = {}
    for item in items:
        # Beside others a plan's tasks are called by it; alone they are not.
        alone = item.plan and not plan.plans
        number, label = (item.own_number, item.own_label) if alone else (item.number, item.label)
        section = number.rpartition(".")[0] or ("" if alone else item.plan)
        head = plan.section_by_number[section][0] if section in plan.section_by_number else ""
        found.setdefault(head, []).append(label.removeprefix(head).lstrip("· "))
    return Labels(
        head + _between(plan, head, own[0]) + "、".join(own) for head, own in found.items()
    )


def _between(plan: Plan, head: str, label: str) -> str:
    """What stands between the label of a section, or the name of a plan, and one in it."""
    if head in plan.plans:
        return " "
    return "·" if head and head[-1] not in "）)" and label[0] not in "（(" else ""


def name_said(unit: str, name: str, words: NullTranslations) -> str:
    """The document's name of a unit, the one that it has on the day behind it."""
    if name == unit:
        return name
    return words.gettext("{name} (now {unit})").format(name=name, unit=unit)


def units_now(item: Item | None) -> dict[str, str]:
    """Units of the day by the document's names, of a task as it is seen on a day."""
    if item is None or not item.entry.printed:
        return {}
    return dict(zip(item.entry.printed, (unit for unit, _r in item.entry.assignments), strict=True))


def names_said(item: Item, role: Role, words: NullTranslations) -> tuple[str, ...]:
    """Names in a role; the last of the document's list says 等 where the document does."""
    names = _names(item, role, words)
    if item.entry.open and names and role is item.entry.assignments[-1].role:
        return (*names[:-1], words.gettext("{name} and others").format(name=names[-1]))
    return names


def _names(item: Item, role: Role, words: NullTranslations) -> tuple[str, ...]:
    return tuple(
        name_said(unit, name, words)
        for (unit, own), name in zip(item.entry.assignments, item.entry.wording, strict=True)
        if own is role
    )
