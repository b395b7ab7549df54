"""A page in the system's Chromium."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dutymatrix.plan.model import Plan
from dutymatrix.report.onefile import ReportView, render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
TODAY = date(2018, 7, 1)

Opened = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """The browser of the system; without one, or without Playwright, its tests are skipped."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=path, args=[*_QUIET])
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: "Browser", tmp_path: Path) -> Iterator[Opened]:
    """Opens a plan's page at an address; whatever it says on the console fails the test."""
    said: list[str] = []

    def refuse(route: Any) -> None:  # noqa: ANN401 - a Route of Playwright
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            said.append(f"asks for {route.request.url}")
            route.abort()

    def page_of(plan: Plan, address: str = "", *, language: str = "zh_CN", **how: Any) -> "Page":  # noqa: ANN401
        view = {name: how.pop(name) for name in ("start", "changes", "ledger") if name in how}
        file = tmp_path / "page.html"
        file.write_text(render(ReportView(plan, TODAY, language, **view), None), "utf-8")
        page = browser.new_page(**{"viewport": {"width": 1280, "height": 900}, **how})
        page.set_default_timeout(20_000)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.route("**/*", refuse)
        page.goto(file.as_uri() + address)
        return page

    yield page_of
    for context in browser.contexts:
        context.close()
    assert said == []
