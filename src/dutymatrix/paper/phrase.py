"""What papers say alike: of the plan, of a task, of the day."""

import re
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from datetime import date
from gettext import NullTranslations

from dutymatrix.answer.tally import Tally
from dutymatrix.i18n import listed
from dutymatrix.markup.layout import Form, Text
from dutymatrix.plan.model import Item, Plan
from dutymatrix.screen import entry
from dutymatrix.wording.role import ROLE_WORDS

_DAY = re.compile(r"(?<![\d-])\d{4}-\d\d-\d\d(?![\d-])")
# More of them fill the head of a page.
_MOST_PLANS = 6
_APART = re.compile(r"(?<=[^\x00-\x7f]) (?=\d)|(?<=\d) (?=[^\x00-\x7f])")


def plan_said(plan: Plan) -> str:
    """A plan's title with its document number."""
    number = f"（{plan.document_number}）" if plan.document_number else ""
    return f"{title_said(plan)}{number}"


def title_said(plan: Plan) -> str:
    """A plan's title between its marks; what several are called together has its own."""
    titles = {own.title for own in plan.plans.values()} or {plan.title}
    return quoted(plan.title) if plan.title in titles else plan.title


def sources_said(
    plan: Plan, words: NullTranslations, named: Container[str] | None = None
) -> tuple[str, ...]:
    """The lines under a title that say what a paper was made from.

    Args:
        plan: A plan; of several each is said with the name that its tasks have before them.
        words: The language.
        named: Those of several that the paper is about; None: all.
    """
    plans = {name: own for name, own in plan.plans.items() if named is None or name in named}
    if not plan.plans:
        return (plan_said(plan),)
    if not 0 < len(plans) <= _MOST_PLANS:
        return ()
    each = words.gettext("{name}: {text}")
    return tuple(each.format(name=name, text=plan_said(own)) for name, own in plans.items())


def quoted(title: str) -> str:
    """A title between the marks of one; marks within it alternate, 《…〈…《…》…〉…》.

    After GB/T 15834—2011, 4.15.3.5.
    """
    depth, whole, said = 0, title.startswith("《"), ""
    for place, char in enumerate(title, 1):
        if char in "《〈":
            char = "〈《"[depth % 2]
            depth += 1
        elif char in "》〉":
            depth -= 1
            char = "〉》"[depth % 2]
            whole = whole and (depth > 0 or place == len(title))
        said += char
    return title if whole and not depth else f"《{said}》"


def day_said(day: date, words: NullTranslations) -> str:
    """A day as official documents print it, without noughts in front (GB/T 9704, 7.3.5.4)."""
    return words.gettext("{year}-{month:02}-{day:02}").format(
        year=day.year, month=day.month, day=day.day
    )


def dated(said: str, words: NullTranslations) -> str:
    """A text whose days are as papers have them: 2018年3月5日 for 2018-03-05."""

    def day(found: re.Match[str]) -> str:
        with suppress(ValueError):
            return day_said(date.fromisoformat(found[0]), words)
        return found[0]

    return _DAY.sub(day, said)


def formal(said: str, words: NullTranslations) -> str:
    """What a screen says as papers have it: its days, and figures without blanks around them."""
    return _APART.sub("", dated(said, words))


def quoted_task(item: Item) -> str:
    """A task's title in a sentence; "" where its wording stands for it."""
    return f"“{item.entry.title}”" if item.entry.title else ""


def place_said(old: str, new: str, words: NullTranslations) -> str:
    """Where a task stood and stands, by its labels; one where both are the same."""
    if not (old and new) or old == new:
        return new or old
    return words.gettext("before: {old}\nnow: {new}").format(old=old, new=new)


def list_word(form: Form, words: NullTranslations) -> str:
    """What a duty list is called in the house."""
    return form.title or words.gettext("Duty list")


def goals(item: Item) -> str:
    """What is to be reached, each goal with its figure where that says more."""
    said = (
        m.goal if not m.target or m.target in m.goal else f"{m.goal}（{m.target}）"
        for m in item.entry.milestones
    )
    return "；".join(dict.fromkeys(filter(None, said)))


def unsaid_goals(item: Item, *, brief: bool) -> str:
    """What is to be reached, where the wording beside it does not say it, or is left out."""
    said = goals(item)
    text = "" if brief else "".join(item.entry.text.split())
    return "" if all(goal in text for goal in said.split("；")) else said


def wording_of(items: Iterable[Item], words: NullTranslations) -> Iterator[Text]:
    """The full wording of tasks, the first under the heading of all."""
    heading = words.gettext("Wording of the tasks")
    for item in items:
        if heading:
            yield Text(heading)
            heading = ""
        yield Text(f"{item.label} {item.title}", tuple(item.entry.text.split("\n")), level=2)


def counts_said(total: int, own: Tally, via: int, words: NullTranslations) -> str:
    """How many of the plan's tasks a list has, by role, and how many through groups."""
    n = sum(own)
    roles = [(words.gettext(ROLE_WORDS[role].does), k) for role, k in own.by_role().items() if k]
    said = [plan_counts(total, words)]
    match roles:
        case []:
            pass
        case [(role, 1)]:
            said.append(words.gettext("one in this list: {role}").format(role=role))
        case [(role, _)]:
            said.append(words.gettext("{n} in this list, all {role}").format(n=n, role=role))
        case _:
            counts = listed(words.gettext("{role} {n}").format(role=r, n=k) for r, k in roles)
            said.append(words.gettext("{n} in this list: {counts}").format(n=n, counts=counts))
    if via:
        also = words.gettext("{n} more through groups") if n else words.gettext("{n} via groups")
        said.append(also.format(n=via))
    return words.gettext(", ").join(said)


def source_line(plan: Plan, said: str) -> str:
    """Under the title: the number of the document, and how much of it a paper has."""
    return f"（{'；'.join(filter(None, (plan.document_number, said)))}）"


def plan_counts(total: int, words: NullTranslations) -> str:
    """How many tasks the plan has."""
    return words.gettext("{n} tasks in the plan").format(n=total)


def labels_said(plan: Plan, items: Iterable[Item]) -> str:
    """Labels of tasks, a section's only once: （二）1、2；（三）1、2、4."""
    return "；".join(label.replace(" ", "、") for label in entry.brief_labels(plan, items))


def assignments_said(n: int, words: NullTranslations) -> str:
    """How many assignments there are."""
    said = words.ngettext("{n} assignment", "{n} assignments", n).format(n=n)
    return formal(said, words)


def lists_said(n: int, assignments: int, words: NullTranslations) -> str:
    """How many lists there are, and with how many assignments."""
    return words.gettext("{n} lists, {total} assignments").format(n=n, total=assignments)


def date_line(form: Form, words: NullTranslations) -> str:
    """The line for the day: of making the paper, or of filling in what it leaves blank."""
    said = words.gettext("Filled in on: {date}") if form.blank else words.gettext("Made on: {date}")
    return said.format(date=form.date or words.gettext("____-__-__"))
