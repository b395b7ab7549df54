"""`textconv`: what git compares instead of a plan file."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dutymatrix.error import UnreadableFileError
from dutymatrix.i18n import N_

# As far as git looks to tell whether a file is text.
_TEXT_TO = 8000


def textconv(file: Annotated[Path, typer.Argument(metavar=N_("FILE"))]) -> int:
    """Write a plan as one fact a line, for git to compare.

    git-setup has git run this. What cannot be read as a plan is written as it is.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableFileError(str(file), error) from None
    try:
        told = _facts(file).encode("utf-8")
    except Exception:  # whatever happens, git must go on
        told = _as_it_is(data)
    stream = sys.stdout.buffer
    stream.write(told)
    stream.flush()
    return 0


def _facts(file: Path) -> str:
    """The facts of a plan; of a document its text as well, for not all of it is facts."""
    from dutymatrix.revision.git_setup import DOCUMENT_SUFFIXES
    from dutymatrix.revision.textconv import render_document, render_facts

    if file.suffix.lower() not in DOCUMENT_SUFFIXES:
        from dutymatrix.planfile import load_plan

        return render_facts(load_plan(file))
    from dutymatrix.document import build_plan
    from dutymatrix.document.readers import read_document

    document = read_document(file)
    plan = build_plan(document).plan
    facts = f"{render_facts(plan)}\n" if plan and plan.items else ""
    return facts + render_document(document)


def _as_it_is(data: bytes) -> bytes:
    """A text as it is; of anything else so much that a change is seen."""
    if b"\0" not in data[:_TEXT_TO]:
        return data
    from hashlib import sha256

    # Git would take its bytes for text, and a terminal for commands.
    return f"{len(data)} bytes, sha256 {sha256(data).hexdigest()}\n".encode()
