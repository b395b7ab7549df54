"""One self-contained file: a template, one stylesheet, a few scripts, and the plan as data.

The scripts are put one after another: a module could not import another from file://. What
may run is named by its hash in the Content-Security-Policy, so that nothing that a plan says
runs, and nothing is fetched.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from gettext import NullTranslations
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dutymatrix.answer.graph import PlanGraph, build_graph
from dutymatrix.i18n import listed, messages_in
from dutymatrix.markup.stamp import Stamp
from dutymatrix.markup.view import Table
from dutymatrix.picture.graph import GraphView
from dutymatrix.picture.network import build_network
from dutymatrix.plan.model import Plan, Span
from dutymatrix.progress.ledger import Ledger
from dutymatrix.report.content import Content, build_content
from dutymatrix.report.words import words_in
from dutymatrix.revision.git import Commit

_FOLDER = Path(__file__).parent
_SCRIPTS = (
    # What the others are written with comes first; the last one starts the page.
    *("store", "element", "rows", "entry", "search"),
    *("tasks", "task", "units", "unit", "matrix", "network", "deadlines", "load", "changes"),
    "address",
)
# What could end the element that the data stand in, or a line of a script.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class ReportView:
    """A plan's page."""

    plan: Plan
    today: date
    """From which what is overdue counts."""
    language: str
    """Of the page: a catalogue's code."""
    start: str = "tasks"
    """The address where it opens: matrix, `unit=市卫计局`."""
    changes: tuple[Table, ...] = ()
    """What a revision changed, as `diff` shows it."""
    stamp: Stamp | None = None
    """Which version of the plan it is made from."""
    ledger: Ledger | None = None
    """How far the tasks are; None where nobody knows."""
    authors: Mapping[Span, Commit] = field(default_factory=dict)
    """Who wrote down each act of the keeper, as far as git knows."""

    @property
    def words(self) -> NullTranslations:
        """Messages in the page's language."""
        return messages_in(self.language)

    @cached_property
    def graph(self) -> PlanGraph:
        """The plan's graph."""
        return build_graph(self.plan)

    def data(self) -> Content:
        """What the page holds."""
        return build_content(
            self.plan,
            self.graph,
            self.today,
            self.words,
            self.changes,
            self.ledger,
            self.authors,
        )


def render(view: ReportView, _options: object) -> str:
    """The whole page."""
    plan, content = view.plan, view.data()
    picture = GraphView(plan, view.graph, language=view.language)
    style = _read("style.css")
    scripts = [_read(f"scripts/{name}.js") for name in _SCRIPTS]
    words = words_in(view.words)
    return (
        _environment()
        .get_template("page.html")
        .render(
            language=view.language.replace("_", "-"),
            plan=plan,
            stamp=view.stamp.text if view.stamp else "",
            issuers=listed(plan.issued_by),
            counts=_counts(picture),
            made_on=words["made_on"].format(day=view.today.isoformat()),
            words=words,
            has_changes=bool(view.changes),
            network=Markup(build_network(picture).inline()),
            style=Markup(style),
            scripts=[Markup(script) for script in scripts],
            style_hash=_hash(style),
            script_hashes=[_hash(script) for script in scripts],
            data=Markup(_json({**content, "words": words, "start": view.start})),
        )
    )


def _counts(picture: GraphView) -> str:
    words, plans = picture.words, len(picture.plan.plans)
    n = len(picture.plan.section_by_number) - plans
    counts = [
        *([words.ngettext("{n} plan", "{n} plans", plans).format(n=plans)] if plans else ()),
        words.ngettext("{n} section", "{n} sections", n).format(n=n),
        picture.summary(),
    ]
    return words.gettext(", ").join(counts)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _read(name: str) -> str:
    return _FOLDER.joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    """As a Content-Security-Policy names what stands between two tags."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _json(data: Mapping[str, object]) -> str:
    """Data that no text in them can end, or make anything else of."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
