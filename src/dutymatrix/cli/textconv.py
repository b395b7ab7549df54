"""`textconv`: what git compares instead of a plan file."""

import sys
from io import SEEK_END, BufferedReader, BytesIO
from pathlib import Path
from typing import Annotated

import typer

from dutymatrix.cli import bar, session
from dutymatrix.i18n import N_

# As far as git looks to tell whether a file is text.
_TEXT_TO = 8000


def textconv(
    file: Annotated[
        Path, typer.Argument(metavar=N_("FILE"), help=N_("The plan file or the document."))
    ],
) -> int:
    """Write a plan as one fact per line, for git to compare.

    git-setup has git run this. What cannot be read as a plan is written as it is.
    """
    from dutymatrix.document.readers.refusal import OversizedDocumentError

    bar.end()  # the terminal is git's
    try:
        data = session.read_whole(file)
    except OversizedDocumentError:
        if not file.is_file():
            raise  # it may have no end
        with file.open("rb") as stream:
            told = _that_it_changed(stream)
        _write(told)
        return 0
    try:
        told = _facts(file).encode("utf-8")
    except Exception:  # whatever happens, git must go on
        told = _as_it_is(data)
    _write(told)
    return 0


def _write(told: bytes) -> None:
    stream = sys.stdout.buffer
    stream.write(told)
    stream.flush()


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
    # Git would take its bytes for text, and a terminal for commands.
    return _that_it_changed(BytesIO(data))


def _that_it_changed(stream: BufferedReader | BytesIO) -> bytes:
    """So much of what is not shown that a change is seen."""
    from hashlib import file_digest

    digest = file_digest(stream, "sha256").hexdigest()
    return f"{stream.seek(0, SEEK_END)} bytes, sha256 {digest}\n".encode()
