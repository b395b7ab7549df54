"""Who wrote down what the keeper decided, and when: the commits of those lines."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from dutymatrix.error import DutymatrixError
from dutymatrix.plan.model import Span
from dutymatrix.progress.account import Entry
from dutymatrix.progress.accountreader import read_account
from dutymatrix.revision.git import Commit, Repository


def find_authors(path: Path, entries: Iterable[Entry]) -> Mapping[Span, Commit]:
    """Who wrote down the acts of some entries, by where these stand in the progress file.

    Args:
        path: The progress file.
        entries: Entries as they were read from it.

    Returns:
        The commit of each act; without those that are not committed, or of which git knows nothing.
    """
    with suppress(DutymatrixError):
        repository = Repository.discover(path)
        inside = repository.path_of(path)
        head = repository.resolve("HEAD")
        committed = read_account(repository.read(head, inside) or b"", inside).account
        if committed is None:
            return {}
        # The file may have been edited since: an act is looked up by what it says.
        lines: dict[Span, int] = {}
        for entry in entries:
            before = committed.entry_by_place.get(entry.place)
            known = list(before.acts) if before else []
            for act in entry.acts:
                if act in known and act.span:
                    own = known.pop(known.index(act)).span
                    lines[act.span] = own.line if own else 1
        written = repository.blame(head, inside, lines.values())
        return {span: written[line] for span, line in lines.items() if line in written}
    return {}
