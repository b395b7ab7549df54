"""`doctor`: what is there for the program and what is not, each with the line that mends it."""

import platform
import re
import sys
from collections.abc import Iterator
from importlib import import_module, metadata
from pathlib import Path
from typing import Annotated

import typer

from dutymatrix import __version__
from dutymatrix.cli import console, session, value
from dutymatrix.cli.options import OUTPUT, OutputOption, PlanOption
from dutymatrix.error import DutymatrixError, MissingExtraError, ready
from dutymatrix.i18n import CHINESE, N_, _, current_language, listed, messages_in, ngettext
from dutymatrix.screen.doctor import DoctorView, Part, State

LIBRARIES = (
    ("xlsxwriter", "XlsxWriter", "office", N_("Excel files are written")),
    ("docx", "python-docx", "office", N_("Word files are written")),
    ("icalendar", "icalendar", "office", N_("deadlines go into calendars")),
    ("python_calamine", "python-calamine", "office", N_(".xls, .et, .ods and .xlsb are read")),
    ("pdfplumber", "pdfplumber", "pdf", N_("PDF files are read")),
)
"""What the extras install: the module, the library, the extra, and what it is for."""

_FORMATS = ("table", "json")
_OLDEST_GIT = (2, 20)


def doctor(
    ctx: typer.Context,
    plan: PlanOption = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar=N_("FORMAT"),
            help=N_("Output format: table (for reading) or json."),
            show_default=False,
            autocompletion=value.offer(_FORMATS),
            rich_help_panel=OUTPUT,
        ),
    ] = None,
    output: OutputOption = None,
) -> None:
    """What is there and what is not: plan, libraries, LibreOffice, fonts, git, console.

    Each that is missing is followed by the line that fixes it. Nothing is changed, and nothing
    is fetched.
    """
    asked = plan or ctx.obj.plan
    view = DoctorView((*iter_parts(asked),))
    session.answer(view, format_, output, _FORMATS, pager=False, table="screen.doctor")


def iter_parts(plan: Path | None) -> Iterator[Part]:
    """All that is looked at, for the plan that was named."""
    python, system = f"Python {platform.python_version()}", platform.system()
    said = f"dutymatrix {__version__} · {python} · {system} {platform.machine()}"
    yield Part("program", _("Program"), State.OK, said)
    yield _plan(plan)
    for module, library, extra, use in LIBRARIES:
        yield _library(module, library, extra, _(use))
    yield _office()
    yield _fonts()
    yield from _git(plan)
    yield _console()
    yield _language()


def _of_error(key: str, name: str, error: DutymatrixError, state: State = State.MISSING) -> Part:
    """What an error says, and its next step."""
    first, *rest = str(error).split("\n")
    return Part(key, name, state, first, tuple(rest))


def _plan(named: Path | None) -> Part:
    key, name = "plan", _("Plan file")
    try:
        path = session.find_plan(named)
    except DutymatrixError as error:
        return _of_error(key, name, error)
    try:
        plan = session.load(path)
    except DutymatrixError as error:
        return _of_error(key, name, error, State.LOOK)
    tasks, names = len(plan.items), len(plan.rank)
    counted = [
        ngettext("{n} task", "{n} tasks", tasks).format(n=tasks),
        ngettext("{n} name on the roster", "{n} names on the roster", names).format(n=names),
    ]
    return Part(key, name, State.OK, f"{path} · {' · '.join(counted)}")


def _library(module: str, library: str, extra: str, use: str) -> Part:
    try:
        import_module(module)
    except ModuleNotFoundError:
        found = _("not installed; with it {use}").format(use=use)
        missing = _of_error(library, library, MissingExtraError(library, extra))
        return missing._replace(found=found)
    except ImportError as error:  # made for another Python or machine
        broken = _of_error(library, library, MissingExtraError(library, extra))
        return broken._replace(found=f"{library}: {error}")
    return Part(library, library, State.OK, f"{metadata.version(library)} · {use}")


def _office() -> Part:
    from dutymatrix.document.readers.office import find_program

    name, program = "LibreOffice", find_program()
    use = _(".doc, .wps, .odt and .rtf files are read, PDF files written")
    if program:
        return Part(name, name, State.OK, f"{program} · {use}")
    found = _("not installed; with it {use}").format(use=use)
    mend = _("install it (https://www.libreoffice.org), or save such files as .docx")
    return Part(name, name, State.MISSING, found, (mend,))


def _fonts() -> Part:
    """Whether this machine shows what is handed out in the fonts that documents are set in."""
    from dutymatrix.cli.fonts import installed_fonts
    from dutymatrix.markup.profile import load_profile

    key, name, installed = "fonts", _("Fonts"), installed_fonts()
    if installed is None:
        found = _("this system does not tell which fonts it has")
        return Part(key, name, State.LOOK, found, (_("open a .docx and look"),))
    profile = load_profile()
    shown: list[str] = []
    missing: list[str] = []
    for use in profile.tables["font"]:
        first, *others = profile.fonts(use)
        instead = next((font for font in others if font in installed), None)
        if first in installed:
            shown.append(first)
        elif instead:
            shown.append(_("{font} (by {other})").format(font=first, other=instead))
        else:
            missing.append(first)
    if not missing:
        return Part(key, name, State.OK, listed(shown))
    found = _("not installed, nor any substitute: {fonts}").format(fonts=listed(missing))
    mends = (
        _("install them, or Noto CJK (https://github.com/notofonts/noto-cjk)"),
        _("on machines that have them the same .docx shows them"),
    )
    return Part(key, name, State.MISSING, found, mends)


def _git(plan: Path | None) -> Iterator[Part]:
    """Git itself, whether it knows the plan, and whether it checks it before a commit."""
    from dutymatrix.cli.wiring import place_of
    from dutymatrix.revision import git_setup as wiring
    from dutymatrix.revision.git import GitMissingError, NoRepositoryError, run_git

    try:
        said = run_git("version", folder=Path.cwd()).decode("utf-8", "replace").strip()
    except (DutymatrixError, OSError) as error:
        missing = error if isinstance(error, DutymatrixError) else GitMissingError()
        yield _of_error("git", "git", missing)
        return
    version = tuple(map(int, re.findall(r"\d+", said)[:2]))
    if version < _OLDEST_GIT:
        needed = _("2.20 is needed; install a newer one (https://git-scm.com)")
        yield Part("git", "git", State.LOOK, said, (needed,))
    else:
        yield Part("git", "git", State.OK, said.removeprefix("git version "))
    key, name = "git_setup", _("git and plans")
    before = f"dutymatrix --plan {ready(str(plan))}" if plan else "dutymatrix"
    setup = f"{before} git-setup"
    try:
        place = place_of(plan)
        steps = list(wiring.iter_setup(place, hook=False))
    except NoRepositoryError:
        found = _("the plan is in no git repository: diff and history need one")
        yield Part(key, name, State.LOOK, found, ("git init", f"{setup} --hook"))
        return
    except DutymatrixError as error:
        yield _of_error(key, name, error)
        return
    if any(isinstance(step, wiring.Setting | wiring.Rewriting) for step in steps):
        yield Part(key, name, State.MISSING, _("git compares lines, not tasks"), (setup,))
    elif not wiring.is_in_force(place):
        said = _("other attributes say otherwise of {file}").format(file=place.file)
        yield Part(key, name, State.LOOK, said, (f"git check-attr -a {ready(place.file)}",))
    else:
        yield Part(key, name, State.OK, _("git compares and merges by tasks"))
    key, name = "hook", _("Before a commit")
    try:
        steps = list(wiring.iter_setup(place, hook=True))
    except DutymatrixError as error:
        yield _of_error(key, name, error, State.LOOK)
        return
    if any(isinstance(step, wiring.Rewriting) and step.executable for step in steps):
        unchecked = _("plans are not checked before a commit")
        yield Part(key, name, State.LOOK, unchecked, (f"{setup} --hook",))
    else:
        yield Part(key, name, State.OK, _("plans are checked"))


def _console() -> Part:
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    key, name = "console", _("Console")
    if console.holds_all(encoding):
        return Part(key, name, State.OK, encoding.upper())
    found = _("{encoding} lacks characters: they are shown as ?").format(encoding=encoding.upper())
    if sys.platform == "win32":
        return Part(key, name, State.LOOK, found, ("chcp 65001", "set PYTHONUTF8=1"))
    return Part(key, name, State.LOOK, found, ("export LC_ALL=C.UTF-8",))


def _language() -> Part:
    key, name = "language", _("Language")
    if not messages_in(CHINESE).info():
        missing = _("the Chinese catalogue is missing: the installation is incomplete")
        mend = "python -m pip install --force-reinstall dutymatrix"
        return Part(key, name, State.MISSING, missing, (mend,))
    other = "en" if current_language() == CHINESE else CHINESE
    said = _("{language}; another: DUTYMATRIX_LANG={other}")
    return Part(key, name, State.OK, said.format(language=current_language(), other=other))
