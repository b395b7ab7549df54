"""The plan as it was first imported: what a second printing of its document is compared with."""

from contextlib import suppress
from pathlib import Path

from dutymatrix.error import DutymatrixError
from dutymatrix.finding import has_errors
from dutymatrix.i18n import _
from dutymatrix.planfile import read_bytes
from dutymatrix.planfile.writer import dump_plan
from dutymatrix.revision.git import (
    Change,
    GitMissingError,
    NoCommitError,
    NoRepositoryError,
    Repository,
)
from dutymatrix.revision.version import Version


class NoOriginError(DutymatrixError):
    """Nobody can say what a plan was when it was imported; `reason` says why."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(
            _("it is not known what {file} was when it was imported: {reason}").format(
                file=file, reason=reason
            )
            + "\n"
            + _("say what it was imported from: --base ORIGIN (that document, or a plan file)")
        )


def find_origin(path: Path) -> Version:
    """The first version of a plan in git's history, if it is what an import wrote.

    A first version that hands had edited already would make their edits the document's, and
    the new printing would undo them: then none is taken.

    Raises:
        NoOriginError: There is no such version.
    """
    try:
        repository = Repository.discover(path)
        inside = repository.path_of(path)
    except GitMissingError:
        raise NoOriginError(str(path), _("git was not found")) from None
    except NoRepositoryError:
        raise NoOriginError(str(path), _("it is not in a git repository")) from None
    if repository.is_shallow():
        raise NoOriginError(str(path), _("this clone does not go back to the beginning"))
    changes: list[Change] = []
    with suppress(NoCommitError):
        changes += repository.log(inside)
    blobs = [(change, change.blob) for change in reversed(changes) if change.blob]
    contents = repository.cat_blobs(blob for _change, blob in blobs)
    for (change, _blob), data in zip(blobs, contents, strict=True):
        plan, findings = read_bytes(data, str(path))
        if plan is None or has_errors(findings) or not plan.items:
            continue  # what stood there before the import
        commit = change.commit
        label = f"{commit.short}, {commit.day}"
        if dump_plan(plan).encode() != data.replace(b"\r\n", b"\n"):
            what = _("its first version in git ({commit}) is not as an import writes it")
            raise NoOriginError(str(path), what.format(commit=label))
        return Version(label, data, f"{commit.short}:{change.path}", commit)
    raise NoOriginError(str(path), _("no version of it is in git"))
