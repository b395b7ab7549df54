"""HTML: what is typed stays text, columns have widths, and a page loads nothing."""

import re

import pytest

from dutymatrix.answer.duties import duties_of
from dutymatrix.markup.html import render
from dutymatrix.markup.layout import Form
from dutymatrix.markup.profile import load_profile
from dutymatrix.paper.list import DutyHandout
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan
from dutymatrix.screen.duties import DutyView

HOSTILE = """\
format: 1
title: "{{ 7*7 }}<b>t</b>"
units: {"甲<i>局": , "'乙\\"局": }
sections:
- title: s
  tasks:
  - {title: "<script>x</script>", text: "{% for %}&amp;", lead: "甲<i>局", join: "'乙\\"局"}
"""


def page_of(plan: Plan, *units: str) -> str:
    lists = tuple(duties_of(plan, unit) for unit in units)
    return "".join(render(DutyHandout(DutyView(plan, lists), Form(load_profile())), None))


def test_what_is_typed_stays_text() -> None:
    page = page_of(parse_plan(HOSTILE), "甲<i>局", "'乙\"局")
    for tag in ("<b>t", "<script", "甲<i>", "49"):
        assert tag not in page
    for text in (
        "{{ 7*7 }}&lt;b&gt;t",
        "&lt;script&gt;x",
        "{% for %}&amp;amp;",
        "甲&lt;i&gt;局",
    ):
        assert text in page
    # In attributes, too.
    assert {*re.findall(r' (\w[\w-]*)="', page.partition("<body>")[2])} <= {
        *("href", "id", "class", "style", "scope", "data-head"),
    }


def test_columns_share_the_page(plan: Plan) -> None:
    page = page_of(plan, "市公安局", "市妇联")
    for group in re.findall("<colgroup>.*?</colgroup>", page):
        shares = [float(share) for share in re.findall(r"([\d.]+)%", group)]
        assert sum(shares) == pytest.approx(100, abs=1)
        assert min(shares) > 3
    assert 'href="#p1">市公安局</a>' in page
    assert "http" not in page


def test_paper_is_upright_for_letters_only(plan: Plan) -> None:
    page = page_of(plan, "市妇联")
    assert "@page upright { size: A4 portrait;" in page
    assert 'class="upright"' not in page
