"""What a command works on: where the plan is, and where the answer goes."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dutymatrix.error import PlanNotFoundError
from dutymatrix.i18n import _

if TYPE_CHECKING:
    from dutymatrix.model import Plan
    from dutymatrix.render import View

PLAN_NAME = "plan.yaml"
VARIABLE = "DUTYMATRIX_PLAN"


def find_plan(named: str | Path | None = None) -> Path:
    """Path of the plan: the one named, else the environment's, else plan.yaml here or above.

    Raises:
        PlanNotFoundError: None is named and none is found; a named one need not exist.
    """
    if named is not None:
        return Path(named)
    if os.environ.get(VARIABLE):
        return Path(os.environ[VARIABLE])
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / PLAN_NAME).is_file():
            # Relative where it can be: findings and places are easier to read so.
            return Path(PLAN_NAME) if folder == here else folder / PLAN_NAME
    raise PlanNotFoundError(here)


def load(named: Path | None) -> "Plan":
    """The plan to answer from."""
    from dutymatrix.planfile import load_plan

    return load_plan(find_plan(named))


def answer(view: "View", asked: str | None, output: Path | None, offered: Sequence[str]) -> None:
    """Write an answer to the stream or file, in the format asked for."""
    from dutymatrix.cli import console
    from dutymatrix.render import Options, choose_format, render

    name = choose_format(asked, str(output) if output else None, offered)
    if output:
        text = render(view, Options(name, to_file=True))
        write_file(output, text.encode("utf-8"))
        console.tell(_("{file} written").format(file=output))
        return
    options = Options(name, width=console.width(), color=console.has_color(sys.stdout))
    console.show(render(view, options), name)


def write_file(path: Path, data: bytes) -> None:
    """Replace one plain file with new content, wholly or not at all.

    Raises:
        UnwritableFileError: It cannot be written; what was there still is.
    """
    from tempfile import NamedTemporaryFile

    from dutymatrix.error import UnwritableFileError

    beside = None
    try:
        if path.is_dir():
            raise IsADirectoryError
        # Through a link the file it points to is replaced, not the link.
        target = path.resolve()
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            beside = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # The temporary is private; the file gets the rights the old one or any new one has.
        beside.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        beside.replace(target)
        beside = None
    except OSError as error:
        raise UnwritableFileError(str(path), error) from None
    finally:
        if beside:
            beside.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
