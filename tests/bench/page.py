"""The page in the system's Chromium: first paint, and what a key in the search costs.

    python tests/bench/page.py

Each figure is the median of rounds in which the pages take turns, beside an empty page's.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from dutymatrix.planfile import load_plan, parse_plan
from dutymatrix.report.onefile import ReportView, render

_EMPTY = "<!DOCTYPE html><html lang='zh'><meta charset='utf-8'><p>空</p><input id='search'></html>"
_PAINT = """() => new Promise((done) => {
  const look = () => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    if (paint) done(paint.startTime);
    else setTimeout(look, 5);
  };
  look();
})"""
_KEY = """() => {
  const box = document.getElementById("search");
  const times = ["公", "公安", "三", "3.3", "wj", "社区"].map((query) => {
    box.value = query;
    const start = performance.now();
    box.dispatchEvent(new Event("input"));
    document.body.getBoundingClientRect();
    return performance.now() - start;
  });
  return Math.max(...times);
}"""


def _generate(tasks: int) -> str:
    command = [sys.executable, str(Path(__file__).with_name("generator.py")), str(tasks)]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def _measure(browser: Browser, file: Path) -> tuple[float, float]:
    page = browser.new_page()
    page.goto(file.as_uri())
    found = page.evaluate(_PAINT), page.evaluate(_KEY)
    page.close()
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    path = shutil.which("chromium") or shutil.which("google-chrome")
    root = Path(__file__).resolve().parents[2]
    plans = {"43": load_plan(root / "plan.yaml")}
    plans |= {str(n): parse_plan(_generate(n)) for n in (1_000, 10_000)}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        files = {"empty": Path(folder, "empty.html")}
        files["empty"].write_text(_EMPTY, "utf-8")
        for name, plan in plans.items():
            files[name] = Path(folder, f"{name}.html")
            page = render(ReportView(plan, date(2018, 7, 1), "zh_CN"), None)
            files[name].write_text(page, "utf-8")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in files}
        for _round in range(rounds):
            for name, file in files.items():
                found[name].append(_measure(browser, file))
        empty = median(paint for paint, _key in found["empty"])
        for name, figures in found.items():
            paint, key = (median(each) for each in zip(*figures, strict=True))
            size = files[name].stat().st_size / 1000
            print(
                f"{name:>6}: {size:8.0f} kB, first paint {paint:4.0f} ms ({paint / empty:.2f} ×"
                f" an empty page's), a key at the most {key:4.1f} ms"
            )


if __name__ == "__main__":
    main()
