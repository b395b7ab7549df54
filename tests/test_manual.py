"""The generated pages of the manual say what the program says."""

import re
from collections.abc import Iterable

import pytest

from dutymatrix.cli.app import COMMANDS
from dutymatrix.finding.rule import RULES
from generate_manual import COMMAND, DOCS, iter_prose, render_pages
from manual_chinese import CHINESE
from schemas import ANSWERS, RECORDS


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The pages as the program would have them, by name."""
    return dict(render_pages())


@pytest.mark.parametrize(
    "name",
    [f"{topic}{suffix}.md" for topic in ("commands", "rules", "json") for suffix in ("", ".zh-CN")],
)
def test_page_is_up_to_date(name: str, pages: dict[str, str]) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages[name], f"run {COMMAND}"


def test_nothing_is_left_out(pages: dict[str, str]) -> None:
    for suffix in ("", ".zh-CN"):
        for name in COMMANDS:
            assert f"\n### {name}\n" in pages[f"commands{suffix}.md"]
        for code, rule in RULES.items():
            assert f"\n### {code} {rule.name}\n" in pages[f"rules{suffix}.md"]
        for name in ANSWERS:
            assert f"</a>{name}\n" in pages[f"json{suffix}.md"]
        for name in RECORDS:
            assert f"</a>`{name}`\n" in pages[f"json{suffix}.md"]


def test_links_lead_somewhere(pages: dict[str, str]) -> None:
    anchors = {name: {*_anchors(text)} for name, text in pages.items()}
    for name, text in pages.items():
        # What stands in code is no link.
        prose = re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.DOTALL | re.MULTILINE)
        for page, anchor in re.findall(r"\]\(([^()#\s]*)#?([^()\s]*)\)", prose):
            assert (page or name) in pages, name
            assert not anchor or anchor in anchors[page or name], f"{name}: #{anchor}"


def test_the_chinese_is_whole_and_no_more() -> None:
    assert {*CHINESE} == {*iter_prose()}


def _anchors(text: str) -> Iterable[str]:
    yield from re.findall(r'<a id="([^"]+)">', text)
    for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE):
        yield re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))
