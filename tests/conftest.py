"""What every test stands on: a machine without settings, and the plan of the repository."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dutymatrix.i18n import use_language
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import load_plan

PLAN_FILE = Path(__file__).resolve().parents[1] / "plan.yaml"

# Whatever changes what a program says, or how; DUTYMATRIX_*, XDG_* and GIT_* go as well.
_SETTINGS = (
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_CTYPE",
    "LC_MESSAGES",
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "LINES",
    "TERM",
    "PYTHONIOENCODING",
    "PAGER",
)

# A runner in the background is deaf to Ctrl-C, and so would be all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples in every run, so that a change is what broke a test; another thousand
# are looked for with --hypothesis-profile=search, and a few do where only the interpreter or
# a library is another.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "same", derandomize=True, deadline=None, max_examples=15, suppress_health_check=_SLOW
)
settings.register_profile("few", settings.get_profile("same"), max_examples=3)
settings.register_profile(
    "search", deadline=None, max_examples=1000, print_blob=True, suppress_health_check=_SLOW
)
settings.load_profile("same")


@pytest.fixture(autouse=True)
def environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> pytest.MonkeyPatch:
    """Nothing of the machine's or the user's settings; a test sets what it needs with it."""
    for name in [*os.environ]:
        if name in _SETTINGS or name.startswith(("DUTYMATRIX_", "XDG_", "GIT_")):
            monkeypatch.delenv(name)
    home = str(tmp_path_factory.getbasetemp() / "home")
    Path(home).mkdir(exist_ok=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, home)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("DUTYMATRIX_LANG", "en")
    use_language("en")
    return monkeypatch


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The plan of the repository: 6 sections, 43 tasks, 31 units, 3 groups, 189 assignments."""
    return load_plan(PLAN_FILE)


@pytest.fixture
def plan_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a plan file: `plan_file("title: 试行方案")` is its path."""

    def write(text: str | bytes, name: str = "plan.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Bytes, for no platform shall change the line ends.
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return write
