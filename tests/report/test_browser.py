"""The page in a browser: what a person does with it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from dutymatrix.answer.duties import duties_of
from dutymatrix.answer.graph import build_graph
from dutymatrix.answer.matrix import Axis, crosstab
from dutymatrix.answer.partners import partners_of
from dutymatrix.answer.stats import stats_of
from dutymatrix.plan.collection import collect
from dutymatrix.plan.model import Plan
from dutymatrix.plan.numbering import parse_number
from dutymatrix.plan.tenure import plan_on
from dutymatrix.planfile import parse_plan
from dutymatrix.progress.accountreader import read_account
from dutymatrix.progress.ledger import build_ledger
from dutymatrix.progress.tracking import track
from report.conftest import TODAY, Opened
from report.test_page import REFORM

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE = {"width": 390, "height": 844}

DATED = """\
format: 1
title: 方案
units: {市公安局: , 市教育局: }
tasks:
- title: 甲
  lead: 市教育局
  milestones: [{by: 2018-06-30, said: 2018年6月底前}]
- title: 乙
  lead: 市教育局
  milestones: [{by: 2018-06-30, said: 2018年6月底前}]
- title: 丙
  lead: 市公安局
"""
PROGRESS = """\
progress:
- task: 甲
  acts: [{closed: 2018-06-29}]
  reports:
  - {unit: 市教育局, period: 2018年第一季度, state: behind, text: 场地未定。}
  - {unit: 市教育局, period: 2018年上半年, state: done}
"""


def shown_tasks(page: "Page") -> list[str]:
    return page.locator("main section:visible tbody td.label").all_inner_texts()


def title(page: "Page") -> str:
    return page.locator("main section:visible h2").first.inner_text()


SEARCHES: dict[str, tuple[list[str], list[str]]] = {
    "3.3": (["（三）3"], []),
    "三·3": (["（三）3"], []),
    "（三）3": (["（三）3"], []),
    "三3": (["（三）3"], []),
    "３．３": (["（三）3"], []),
    "二（三）3": (["（三）3"], []),
    "卫计": ([], ["市卫计局"]),
    "wjj": ([], ["市卫计局"]),
    "网格化 综治": (["（三）3"], []),
    "三 网格化": (["（三）3"], []),
    "此处无": ([], []),
}


def test_search(opened: Opened, plan: Plan) -> None:
    page = opened(plan)
    for query, (tasks, units) in SEARCHES.items():
        page.keyboard.press("/")
        page.keyboard.type(query)
        assert shown_tasks(page) == tasks, query
        assert page.locator("#found > p.names a").all_inner_texts() == units, query
        assert not page.locator("#part-tasks").is_visible(), query
        said = page.locator("#status").inner_text()
        assert said == f"{len(tasks)} 项任务，{len(units)} 个单位", query
        page.keyboard.press("Escape")
        assert len(shown_tasks(page)) == 43, query
        page.get_by_role("searchbox").blur()


# Each is read as the terminal reads it.
SPELLINGS = (
    *(
        "3.3",
        "三.3",
        "三、3",
        "3-3",
        "3—3",
        "3。3",
        "3_3",
        "三:3",
        "(三)3",
        "〔三〕3",
        "叁·3",
        "三③",
    ),
    *(
        "二、（三）3",
        "（三）第3项",
        "（三） 3",
        "三（3）",
        "（一）七",
        "3.3a",
        "嗯",
        "1.1.1",
        "3.",
        "2017年",
    ),
)


def test_a_number_is_read_as_in_the_terminal(opened: Opened, plan: Plan) -> None:
    page = opened(plan)
    for typed in SPELLINGS:
        path = parse_number(typed)
        numbers = page.evaluate("typed => numbersOf(typed)", typed)
        if path is None:
            assert numbers == [], typed
        else:
            digits = [level for level in path if level.isdigit()]
            letter = "".join(path[len(digits) :])
            assert numbers[0] == ".".join(digits) + letter, typed
    assert page.evaluate("numbersOf('二（三）3')") == ["2.3.3", "3.3"]
    assert page.evaluate("['3', '3.3', '3.3a', '3.30', '33'].map((n) => isAt(n, '3.3'))") == [
        *(False, True, True, False, False)
    ]
    assert page.evaluate("isAt('禁毒 3.3', '3.3')")


def test_a_result_leads_to_its_page_and_back(opened: Opened, plan: Plan) -> None:
    page = opened(plan)
    page.get_by_role("searchbox").fill("wjj")
    page.get_by_role("link", name="市卫计局", exact=True).click()
    assert title(page) == "市卫计局"
    assert page.get_by_role("searchbox").input_value() == ""
    assert page.title().startswith("市卫计局")
    assert page.locator("#status").inner_text() == ""
    page.reload()
    assert title(page) == "市卫计局"
    page.go_back()
    assert title(page) == "任务"
    page.go_forward()
    assert title(page) == "市卫计局"


def test_filters_of_the_tasks(opened: Opened, plan: Plan) -> None:
    page = opened(plan)
    page.get_by_label("单位", exact=True).select_option("市公安局")
    page.get_by_label("分工").select_option("牵头")
    leads = [
        duty.item.label for duty in duties_of(plan, "市公安局").own if duty.role.value == "lead"
    ]
    assert shown_tasks(page) == leads
    page.get_by_label("部分").select_option("4")
    assert shown_tasks(page) == [label for label in leads if label.startswith("（四）")]
    page.get_by_label("单位", exact=True).select_option("")
    page.get_by_label("分工").select_option("")
    page.get_by_label("部分").select_option("")
    page.get_by_label("年份").select_option("2018")
    assert shown_tasks(page) == ["（一）7", "（三）3", "（三）7", "（六）3"]


ADDRESSES = {
    "": ("任务", "任务"),
    "#task=3.3": ("（三）3 落实吸毒人员网格化服务管理措施", "任务"),
    "#unit=市卫计局": ("市卫计局", "单位"),
    "#unit=" + quote("各镇（街）"): ("各镇（街）", "单位"),
    "#units": ("单位", "单位"),
    "#matrix": ("矩阵", "矩阵"),
    "#network": ("网络", "网络"),
    "#deadlines": ("时限", "时限"),
    "#load": ("分工量", "分工量"),
    "#else": ("任务", "任务"),
}


def open_again(page: "Page", address: str) -> None:
    """The same page from the beginning, at another address."""
    page.goto(page.url.partition("#")[0] + address)
    page.reload()


def test_several_plans(opened: Opened, plan: Plan) -> None:
    plans = {"禁毒方案": plan, "平安": parse_plan(DATED)}
    page = opened(collect("方案汇总（2份）", "", plans))
    assert "2 份方案，6 个部分，" in page.locator("header").inner_text()
    heads = page.locator("main section:visible tr.section").all_inner_texts()
    assert heads[:2] == [f"禁毒方案 {plan.title}", "禁毒方案 （一）建立全民禁毒机制"]
    assert heads[-1] == "平安 方案"
    # A whole plan is a section, too.
    for name, own in plans.items():
        page.get_by_label("部分", exact=True).select_option(name)
        assert len(shown_tasks(page)) == len(own.items)


def test_an_address_shows_its_own_part_only(opened: Opened, plan: Plan) -> None:
    page = opened(plan)
    for address, (heading, link) in ADDRESSES.items():
        open_again(page, address)
        assert title(page) == heading
        assert page.locator("main section:visible").count() == 1, address
        assert page.locator(".parts [aria-current]").all_inner_texts() == [link], address


@pytest.mark.parametrize("address", ["#unit=市卫生局", "#task=9.9", "#unit=%"])
def test_what_is_not_in_the_plan_is_said(opened: Opened, plan: Plan, address: str) -> None:
    assert opened(plan, address).get_by_role("alert").is_visible()


def test_a_page_opens_at_its_unit(opened: Opened, plan: Plan) -> None:
    page = opened(plan, start="unit=" + quote("市卫计局"))
    assert title(page) == "市卫计局"
    page.get_by_role("link", name="矩阵").click()
    assert title(page) == "矩阵"


def test_every_unit_has_its_duties_and_partners(opened: Opened, plan: Plan) -> None:
    from playwright.sync_api import expect

    page = opened(plan)
    graph = build_graph(plan)
    for name in plan.rank:
        page.evaluate("name => { location.hash = 'unit=' + name; }", name)
        expect(page.locator("#part-unit h2")).to_have_text(name)
        duties = duties_of(plan, name)
        assert shown_tasks(page) == [duty.item.label for duty in (*duties.own, *duties.through)]
        partners = page.locator(".partners .name").all_inner_texts()
        assert partners == [f"{one.unit} {one.shared}" for one in partners_of(graph, [name])]


def test_the_matrix_has_a_mark_for_every_assignment(opened: Opened, plan: Plan) -> None:
    page = opened(plan, "#matrix")
    marks = page.locator("#part-matrix .matrix").first.locator("tbody td:not(.total)")
    said = [text for text in marks.all_inner_texts() if text]
    assert (said.count("牵"), said.count("参"), len(said)) == (43, 146, 189)
    page.get_by_role("button", name="按分工量排序").click()
    table = crosstab(build_graph(plan), Axis.UNIT, Axis.SECTION).sort_by_total()
    units = [label.key for label in table.rows]
    heads = page.locator("#part-matrix .matrix").first.locator("thead th").all_inner_texts()
    assert heads[2:] == units
    rows = page.locator("#part-matrix .matrix").last.locator("tbody tr")
    assert rows.locator("th").all_inner_texts() == ["合计", *units]
    numbers = [[int(text or 0) for text in row.split("\t")[1:]] for row in rows.all_inner_texts()]
    totals = zip(table.row_totals or (), table.cells, strict=True)
    assert numbers == [
        [table.total, *(table.column_totals or ())],
        *([total, *cells] for total, cells in totals),
    ]


def test_the_matrix_lights_row_and_column_and_keeps_its_heads(opened: Opened, plan: Plan) -> None:
    page = opened(plan, "#matrix")
    table = page.locator("#part-matrix .matrix").first
    cell = table.locator("tbody tr").nth(4).locator("td").nth(12)
    plain = cell.evaluate("cell => getComputedStyle(cell).backgroundColor")
    cell.hover()
    lit = cell.evaluate("cell => getComputedStyle(cell).backgroundColor")
    head, other = (table.locator("thead th").nth(n) for n in (13, 12))
    assert plain != lit == head.evaluate("head => getComputedStyle(head).backgroundColor")
    assert lit != other.evaluate("head => getComputedStyle(head).backgroundColor")
    page.mouse.move(5, 5)
    assert table.locator(".lit").count() == 0
    box = page.locator("#part-matrix .scroll").first
    before = table.locator("thead th").nth(1).bounding_box()
    box.evaluate("box => { box.scrollTop = 300; }")
    assert before == table.locator("thead th").nth(1).bounding_box()
    box.evaluate("box => { box.scrollLeft = 300; }")
    first, frame = table.locator("tbody th").nth(20).bounding_box(), box.bounding_box()
    assert first and frame and abs(first["x"] - frame["x"]) < 2


def test_the_load_is_that_of_stats(opened: Opened, plan: Plan) -> None:
    page = opened(plan, "#load")
    shares = sorted(stats_of(plan).units, key=lambda share: -sum(share.tally))
    rows = page.locator("#part-load tbody tr")
    texts = [row.split() for row in rows.all_inner_texts()]
    assert texts == [[share.unit, str(sum(share.tally))] for share in shares]
    said = rows.get_by_role("img").first.get_attribute("aria-label")
    assert said == f"牵头 {shares[0].tally.lead} · 参与 {shares[0].tally.join}"
    assert page.locator("#part-load .kind").all_inner_texts() == ["牵头", "参与"]


def test_a_unit_of_the_network_lights_its_partners(opened: Opened, plan: Plan) -> None:
    page = opened(plan, "#network")
    page.get_by_role("button", name="市委党校").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="市公安局").click()
    page.get_by_role("button", name="市委党校").click()
    partners = partners_of(build_graph(plan), ["市委党校"])
    assert page.locator(".picture .near[data-unit]").count() == len(partners) + 1
    page.get_by_role("button", name=f"{partners[0].unit} · 共同任务").click()
    assert page.locator("#together li").count() == partners[0].shared


def test_deadlines_say_what_is_overdue(opened: Opened, plan: Plan) -> None:
    page = opened(plan, "#deadlines")
    days = page.locator("#part-deadlines h3.date").all_inner_texts()
    assert days[:2] == ["2017-12-31 已逾期 (2)", "2018-12-31 (4)"]


def test_lights_and_what_units_reported(opened: Opened) -> None:
    plan = parse_plan(DATED)
    account = read_account(PROGRESS.encode(), "progress.yaml").account
    assert account
    ledger = build_ledger(plan, account, track(plan, account), TODAY)
    page = opened(plan, ledger=ledger)
    rows = page.locator("#part-tasks tbody td:last-child").all_inner_texts()
    assert rows == ["2018年6月底前 已销号", "2018年6月底前 红灯", "绿灯"]
    page.get_by_role("link", name="甲", exact=True).click()
    facts = page.locator("#part-task dl.facts").nth(1)
    assert facts.locator("dt").all_inner_texts() == ["处理情况", "2018年上半年", "2018年第一季度"]
    assert facts.locator("dd").first.inner_text() == "2018-06-29 销号"
    assert "场地未定。" in facts.locator("dd").last.inner_text()
    page.goto(page.url.partition("#")[0] + "#deadlines")
    assert page.locator("h3.date").all_inner_texts() == ["2018-06-30 已逾期 (2)"]


def test_the_keyboard_reaches_everything(opened: Opened, plan: Plan) -> None:
    page = opened(plan)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id + location.hash") == "content"
    for _back in range(8):
        page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "search"
    for _part in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert title(page) == "矩阵"
    assert page.evaluate("document.activeElement.tagName") == "H2"


def test_the_list_can_be_copied(opened: Opened, plan: Plan) -> None:
    page = opened(plan, "#unit=市卫计局")
    page.get_by_role("button", name="复制").click()
    assert page.locator("#status").inner_text() == "已复制"
    page.get_by_role("searchbox").focus()
    page.keyboard.press("Control+v")
    assert (
        "（三）3 参与 落实吸毒人员网格化服务管理措施" in page.get_by_role("searchbox").input_value()
    )


LONG = "中国共产党某某市委员会全面深化改革与高质量发展领导小组办公室"
_MANY = [f"市{n:02}局" for n in range(55)]
LARGE = f"""\
format: 1
title: {"某某市关于全域综合治理若干重点工作任务的实施方案" * 3}
units: {{{LONG}: , {"W" * 30}: , {": , ".join(_MANY)}: }}
groups: {{各成员单位: {{members: [{LONG}, 市00局]}}}}
tasks:
- title: {"建成一批项目" * 12}
  text: {"http_www_example_com_" * 8}
  lead: [{LONG}, {"W" * 30}]
  guide: [各成员单位]
  join: [{", ".join(_MANY)}]
  milestones: [{{by: 2018-06-30, said: {"二〇一八年" * 9}, goal: {"A" * 60}}}]
  notes: {{{"N" * 40}: {"文" * 90}}}
"""


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_phone_scrolls_down_only(opened: Opened, plan: Plan, language: str) -> None:
    for page, more in (
        (opened(plan, language=language, viewport=PHONE), ()),
        (
            opened(parse_plan(LARGE), language=language, viewport=PHONE),
            ("#task=1", f"#unit={LONG}"),
        ),
    ):
        for address in (*ADDRESSES, *more):
            page.evaluate("address => { location.hash = address; }", address)
            page.wait_for_timeout(20)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width == PHONE["width"], address
        page.get_by_role("searchbox").fill("市")
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


_CONTRAST = Path(__file__).with_name("contrast.js").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out(opened: Opened, plan: Plan, scheme: str) -> None:
    page = opened(plan, color_scheme=scheme)
    assert (
        page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    ) == (scheme == "light")
    for address in (*ADDRESSES, "#task=0"):
        page.evaluate("address => { location.hash = address; }", address)
        page.wait_for_timeout(20)
        assert page.evaluate(_CONTRAST) == [], address
    page.goto(page.url.partition("#")[0] + "#network")
    page.get_by_role("button", name="市委党校").click()
    assert page.evaluate(_CONTRAST) == []
    page.goto(page.url.partition("#")[0] + "#matrix")
    page.locator(".cell.lead").first.hover()
    assert page.evaluate(_CONTRAST) == []
    page.evaluate("document.body.style.color = getComputedStyle(document.body).backgroundColor")
    assert page.evaluate(_CONTRAST)


def test_a_unit_prints_on_a4(opened: Opened, plan: Plan, tmp_path: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    page = opened(plan, "#unit=市卫计局")
    page.pdf(path=tmp_path / "list.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "list.pdf") as pdf:
        texts = [each.extract_text() or "" for each in pdf.pages]
        assert (round(pdf.pages[0].width), round(pdf.pages[0].height)) in {(595, 842), (596, 842)}
    assert len(texts) == 1
    for label in ("市卫计局", "（六）3"):
        assert label in texts[0]


def test_the_matrix_prints_whole(opened: Opened, tmp_path: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    units = "".join(f"  市第{n}局:\n" for n in range(50))
    tasks = "".join(f"- title: 任务{n}\n  lead: 市第{n}局\n" for n in range(50))
    plan = parse_plan(f"format: 1\ntitle: 宽\nunits:\n{units}tasks:\n{tasks}")
    opened(plan, "#matrix").pdf(path=tmp_path / "matrix.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "matrix.pdf") as pdf:
        width, height = pdf.pages[0].width, pdf.pages[0].height
        marks = [char for page in pdf.pages for char in page.chars if char["text"] == "牵"]
    assert width > height
    assert len(marks) == 50
    assert max(mark["x1"] for mark in marks) < width - 40


def test_what_a_plan_says_does_not_run(opened: Opened) -> None:
    spite = "</script><img src=x onerror=alert(1)>"
    plan = parse_plan(
        f"""\
format: 1
title: '{spite}<b>'
numbering: ["1."]
units:
  '{spite}':
    contact: 'javascript:alert(1)'
  '"乙&amp;': {{}}
tasks:
- title: '{spite}'
  text: '<!--<script>alert(1)</script>'
  lead: ['{spite}']
  join: ['"乙&amp;']
"""
    )
    page = opened(plan)
    assert page.locator("h1").inner_text() == f"{spite}<b>"
    for address in ("#task=1", f"#unit={quote(spite)}", "#matrix", "#network", "#load", "#units"):
        page.evaluate("address => { location.hash = address; }", address)
        page.wait_for_timeout(30)
    page.get_by_role("searchbox").fill("alert")
    assert page.locator("img").count() == 0
    assert page.locator("#found td").first.inner_text() == "1"


def test_ten_thousand_tasks_are_drawn_as_they_come_into_view(opened: Opened) -> None:
    from playwright.sync_api import expect

    tasks = "".join(f"- title: 任务{n}\n  lead: [甲局]\n" for n in range(10_000))
    page = opened(parse_plan(f"format: 1\ntitle: 大\nunits:\n  甲局:\ntasks:\n{tasks}"))
    rows = page.locator("#part-tasks tbody tr")
    first = rows.count()
    assert 0 < first < 1000
    page.mouse.wheel(0, 100_000)
    expect(rows).not_to_have_count(first)
    page.get_by_role("searchbox").fill("任务9999")
    assert shown_tasks(page) == ["（10000）"]


def test_of_a_wide_matrix_fewer_rows_are_drawn_at_once(opened: Opened) -> None:
    from playwright.sync_api import expect

    units = [f"第{n}局" for n in range(400)]
    tasks = "".join(f"- title: 任务{n}\n  lead: {unit}\n" for n, unit in enumerate(units))
    plan = f"format: 1\ntitle: 宽\nunits: {{{': , '.join(units)}: }}\ntasks:\n{tasks}"
    page = opened(parse_plan(plan), "#matrix", viewport={"width": 1280, "height": 400})
    rows = page.locator("#part-matrix .matrix").first.locator("tbody tr")
    first = rows.count()
    assert 0 < first < 60
    for _step in range(3):
        drawn = rows.count()
        page.locator("#part-matrix .scroll").first.evaluate("box => { box.scrollTop = 100000; }")
        expect(rows).not_to_have_count(drawn)


def test_a_key_in_the_search_draws_no_more_than_is_seen(opened: Opened) -> None:
    tasks = "".join(f"- title: 任务{n}\n  lead: [甲局]\n" for n in range(1000))
    page = opened(parse_plan(f"format: 1\ntitle: 大\nunits:\n  甲局:\ntasks:\n{tasks}"))
    page.get_by_role("searchbox").fill("任务")
    assert page.locator("#found tbody tr").count() < 200


def test_a_page_of_a_day_after_a_reform(opened: Opened) -> None:
    reform = parse_plan(REFORM)
    page = opened(plan_on(reform, date(2019, 3, 31)), "#unit=市卫计局")
    assert title(page) == "市卫计局"
    assert "任务由市卫健局承接" in page.locator("#part-unit").inner_text()
    page.locator("#part-unit p.names a").click()
    assert title(page) == "市卫健局"
    assert "原文名称：市老龄办" in page.locator("#part-unit").inner_text()
    page.get_by_role("searchbox").fill("老龄")
    assert page.locator("#found > p.names a").all_inner_texts() == ["市卫健局"]
    page.goto(page.url.partition("#")[0] + "#tasks")
    row = page.locator("#part-tasks tbody tr").first.inner_text()
    assert "市卫计局（现市卫健局）" in row
    assert "市老龄办（现市卫健局）" in row
