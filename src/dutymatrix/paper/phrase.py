"""What papers say alike: of the plan, of a task, of the day."""

from collections.abc import Iterable, Iterator
from gettext import NullTranslations

from dutymatrix.markup.layout import Form, Text
from dutymatrix.plan.model import Item, Plan


def plan_said(plan: Plan) -> str:
    """A plan's title with its document number."""
    number = f"（{plan.document_number}）" if plan.document_number else ""
    return f"{quoted(plan.title)}{number}"


def quoted(title: str) -> str:
    """A title between the marks of one."""
    return title if title.startswith("《") else f"《{title}》"


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


def wording_of(items: Iterable[Item], words: NullTranslations) -> Iterator[Text]:
    """The full wording of tasks, the first under the heading of all."""
    heading = words.gettext("Wording of the tasks")
    for item in items:
        if heading:
            yield Text(heading)
            heading = ""
        yield Text(f"{item.label} {item.title}", tuple(item.entry.text.split("\n")), level=2)


def assignments_said(n: int, words: NullTranslations) -> str:
    """How many assignments there are."""
    return words.ngettext("{n} assignment", "{n} assignments", n).format(n=n)


def date_line(form: Form, words: NullTranslations) -> str:
    """The line for the day of filling it in."""
    return words.gettext("Filled in on: {date}").format(
        date=form.date or words.gettext("____-__-__")
    )
