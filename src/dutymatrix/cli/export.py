"""`export`: plans as a data set of Parquet files, for DuckDB, Spark, pandas and Polars."""

import gc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dutymatrix.cli import bar, console, session, several
from dutymatrix.cli.options import ClusterOption, Source, with_groups
from dutymatrix.error import DutymatrixError, UnwritableFileError
from dutymatrix.i18n import N_, _, current_language, ngettext, use_language

if TYPE_CHECKING:
    from dutymatrix.library.dataset import Entry

_PLANS_A_PART = 500
"""So many plans are one part of the data set, and one task of a cluster."""


class LostPartError(DutymatrixError):
    """A part of the plans ended every worker that was given it."""

    def __init__(self, first: str, last: str) -> None:
        super().__init__(
            _("every worker that was given the plans from {first} to {last} ended").format(
                first=first, last=last
            )
            + "\n"
            + _("look for the one: dutymatrix check FILE; or leave out --cluster")
        )


class _Part(NamedTuple):
    """Some of the plans, which one process writes."""

    folder: str
    number: int
    plans: tuple[tuple[int, str, str, str], ...]
    """Place, short name, path as it was named, and path from anywhere of each."""
    language: str


class _Written(NamedTuple):
    """What came of a part."""

    files: tuple[str, ...]
    plans: int
    left_out: tuple[tuple[str, str], ...]
    """Paths of those that cannot be read, and why (`several.why_left_out`)."""


@with_groups
def export(
    ctx: typer.Context,
    *,
    source: Source,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar=N_("FOLDER"),
            help=N_("The folder of the data set; one that holds anything else is left alone."),
            show_default=False,
        ),
    ],
    cluster: ClusterOption = None,
) -> None:
    """Plans as a data set: Parquet files of plans, units, tasks, assignments and milestones.

    DuckDB, Spark, pandas and Polars read it, and so does --plan: dutymatrix --plan 数据集/ duties
    市公安局. Each year has a folder of its own, and the same plans give the same bytes.
    """
    from dutymatrix.library.dataset import finish, put, refuse_foreign, write_house

    refuse_foreign(output)
    new = output.with_name(f".{output.name}.new")
    rmtree(new, ignore_errors=True)
    try:
        new.mkdir(parents=True)
    except OSError as error:
        raise UnwritableFileError(str(output), error) from None
    try:
        asked = source.asked(ctx.obj)
        parts = [*_parts(asked, new)]
        files: list[str] = []
        plans = 0
        what = _("writing {file}").format(file=output)
        for written in bar.each(what, _each_written(parts, cluster), len(parts)):
            files += written.files
            plans += written.plans
            for path, why in written.left_out:
                several.leave_out(path, why)
        if not plans:
            raise several.NoReadablePlanError(asked.paths)
        if house := several.house_of(asked.paths):
            files += write_house(new, house)
        finish(new, files, plans)
        put(new, output)
    except BaseException:
        rmtree(new, ignore_errors=True)
        raise
    said = ngettext("{file} written: {n} plan", "{file} written: {n} plans", plans)
    console.tell(said.format(file=output, n=plans))


def _parts(asked: session.Asked, folder: Path) -> Iterator[_Part]:
    from dutymatrix.library.shelf import short_names

    paths = [*several.iter_paths(asked)]
    named = [
        (place, name, str(path), str(path.absolute()))
        for place, (path, name) in enumerate(zip(paths, short_names(paths), strict=True))
    ]
    for number, start in enumerate(range(0, len(named), _PLANS_A_PART)):
        plans = tuple(named[start : start + _PLANS_A_PART])
        yield _Part(str(folder.absolute()), number, plans, current_language())


def _each_written(parts: Sequence[_Part], cluster: str | None) -> Iterator[_Written]:
    if cluster is None:
        yield from map(write, parts)
        return
    from dutymatrix.library.cluster import each_on

    for part, written in each_on(cluster, write, parts):
        if written is None:
            raise LostPartError(part.plans[0][2], part.plans[-1][2])
        yield written


def write(part: _Part) -> _Written:
    """Write a part of a data set; whoever does it again writes the same."""
    from dutymatrix.library.dataset import write_part

    use_language(part.language)
    left_out: list[tuple[str, str]] = []
    # One plan after the other: five hundred at once are half a gigabyte.
    files = write_part(Path(part.folder), part.number, _entries(part, left_out))
    gc.collect()
    return _Written(tuple(files), len(part.plans) - len(left_out), tuple(left_out))


def _entries(part: _Part, left_out: list[tuple[str, str]]) -> "Iterator[Entry]":
    from dutymatrix.library.dataset import Entry

    for position, name, path, whole in part.plans:
        try:
            plan, findings = several.load_with_findings(Path(whole))
            yield Entry(name, position, replace(plan, file=path), findings)
        except DutymatrixError as error:
            # It is called as it was named, wherever it was read.
            left_out.append((path, several.why_left_out(error).replace(whole, path)))
