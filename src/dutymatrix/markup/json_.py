"""JSON: English keys and words, UTF-8, two blanks a level; jsonl: a record a line."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from dutymatrix.markup.view import Options, View
from dutymatrix.plan.model import Entry, Item, Milestone, Plan, Role

FORMAT_VERSION = 1
"""Raised when a key changes its meaning or goes."""


def render(view: View, options: Options) -> str | Iterator[str]:
    """An answer as a JSON object; as jsonl the records of its first list, a line each."""
    data = view.data()
    if options.format == "jsonl":
        return dump_lines(next(value for value in data.values() if isinstance(value, list)))
    return _pieces(data)


def dump_lines(records: Iterable[object]) -> str:
    """Objects, a line each."""
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)


def dump(data: Mapping[str, object]) -> str:
    """An object, with Chinese as it is."""
    return "".join(_pieces(data))


def _pieces(data: Mapping[str, object]) -> Iterator[str]:
    """The same, of its lists an item at a time: a list may be a sequence of any kind."""
    encode = json.JSONEncoder(ensure_ascii=False, indent=2).encode
    before = "{\n"
    for key, value in data.items():
        yield f"{before}  {encode(key)}: "
        before = ",\n"
        if isinstance(value, str) or not isinstance(value, Sequence):
            yield encode(value).replace("\n", "\n  ")
            continue
        for place, item in enumerate(value):
            yield ",\n    " if place else "[\n    "
            yield encode(item).replace("\n", "\n    ")
        yield "\n  ]" if value else "[]"
    yield "\n}\n" if data else "{}\n"


def head(plan: Plan | None) -> dict[str, object]:
    """What every answer begins with."""
    said: dict[str, object] = {
        "format_version": FORMAT_VERSION,
        # What several plans are called together is no title.
        "plan": plan.title if plan and not plan.plans else None,
    }
    # A key that few plans need: the day that the answer depends on.
    return said | {"as_of": plan.day.isoformat()} if plan and plan.day else said


def task_data(item: Item, light: str | None = None) -> dict[str, object]:
    """A task as every answer gives it, with its light where somebody knows how it stands."""
    entry = item.entry
    return {
        # A key that tasks have where several plans are asked.
        **({"plan": item.sections[0].title} if item.plan else {}),
        "number": item.own_number,
        "label": item.own_label,
        "id": entry.id,
        "section": item.section.headline if item.section and item.own_section_number else "",
        "section_number": item.own_section_number,
        "title": item.title,
        "text": entry.text,
        **{role.value: list(dict.fromkeys(entry.units(role))) for role in Role},
        **printed_data(entry),
        "open": entry.open,
        "milestones": [milestone_data(milestone) for milestone in entry.milestones],
        "notes": dict(entry.notes),
        "line": entry.span.line if entry.span else None,
        **({"light": light} if light else {}),
    }


def printed_data(entry: Entry) -> dict[str, object]:
    """Under which names the document has units that took over; a key that few tasks need."""
    names: dict[str, list[str]] = {}
    for (unit, _role), name in zip(entry.assignments, entry.wording, strict=True):
        if name != unit:
            names.setdefault(unit, []).append(name)
    return {"printed": names} if names else {}


def tasks_data(
    plan: Plan, items: Iterable[Item], lights: Mapping[str, str] = MappingProxyType({})
) -> dict[str, object]:
    """A list of tasks, with their lights by number where somebody knows them."""
    tasks = [task_data(item, lights.get(item.number)) for item in items]
    return {**head(plan), "total": len(tasks), "tasks": tasks}


def contacts_data(plan: Plan, items: Iterable[Item], *others: str) -> dict[str, object]:
    """Whom to call, of all that some tasks name and of others, in the roster's order."""
    named = {name for item in items for name, _role in item.entry.assignments} | {*others}
    contacts = {name: text for name, text in plan.contact_by_name.items() if name in named}
    return {"contacts": contacts}


def milestone_data(milestone: Milestone) -> dict[str, object]:
    """A milestone as every answer gives it."""
    return {
        "by": milestone.by.isoformat() if milestone.by else None,
        "said": milestone.said,
        "goal": milestone.goal,
        "target": milestone.target or None,
    }
