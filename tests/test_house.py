"""The house: few rooms, each module where its word is looked for, no way back up."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import networkx
import pytest

from dutymatrix.cli.app import COMMANDS as TYPED
from program import ROOT

PACKAGE = ROOT / "src" / "dutymatrix"
# Words that stand in several rooms on purpose: a command is typed in one, answered in the next
# and shown or drawn in another, and a format is read in one and written in another.
COMMANDS = [re.sub("[- ]", "_", name) for name in TYPED]
ASKED = {*COMMANDS, "import_", "whatif"}
FORMATS = {"word", "workbook", "markdown", "delimited"}


def modules() -> dict[str, Path]:
    """Every module by its dotted name; a package goes by its own."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports_of(path: Path) -> Iterator[str]:
    """Modules of the package that a file imports anywhere: at the top, in functions, for types."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module


def test_no_files_import_each_other() -> None:
    graph: networkx.DiGraph[str] = networkx.DiGraph(
        (name, other)
        for name, path in MODULES.items()
        for other in imports_of(path)
        # A package's own file gives its library's names, for people and type checkers.
        if name != "dutymatrix"
    )
    circles = [sorted(c) for c in networkx.strongly_connected_components(graph) if len(c) > 1]
    assert circles == []


def test_a_name_means_one_thing() -> None:
    names = Counter(name.rpartition(".")[2] for name in MODULES)
    twice = {name for name, n in names.items() if n > 1}
    assert twice - ASKED - FORMATS == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_found_by_its_name(command: str) -> None:
    # Python keeps `import` for itself.
    assert {f"dutymatrix.cli.{command}", f"dutymatrix.cli.{command}_"} & MODULES.keys()


def test_commands_do_not_know_each_other() -> None:
    own = {f"dutymatrix.cli.{command}" for command in ASKED} - {"dutymatrix.cli.whatif"}
    for name, path in MODULES.items():
        if name.startswith("dutymatrix.cli"):
            assert not {*imports_of(path)} & own, name


def test_the_top_is_small() -> None:
    entries = [path for path in PACKAGE.iterdir() if path.name != "__pycache__"]
    assert len(entries) <= 25
    assert len([path for path in entries if path.suffix == ".py"]) <= 5


ARCHITECTURE = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_the_architecture_names_the_rooms_that_there_are() -> None:
    rooms = {
        path.parent.relative_to(PACKAGE).as_posix()
        for path in MODULES.values()
        if path.name == "__init__.py" and path.parent != PACKAGE
    }
    assert {*re.findall(r"^\| `([a-z_/]+)/` \|", ARCHITECTURE, re.MULTILINE)} == rooms


def test_the_architecture_names_files_that_there_are() -> None:
    for room, said in re.findall(r"^\| `([a-z_/]+)/` \| (.*) \|$", ARCHITECTURE, re.MULTILINE):
        for name in re.findall(r"`([a-z_]+)`", said):
            places = (PACKAGE / room / name, PACKAGE / room / ".." / name)
            assert any(p.with_suffix(".py").is_file() or p.is_dir() for p in places), (room, name)
    for path in re.findall(r"`((?:[a-z_]+/)+[a-z_]+)(?:\.py)?`", ARCHITECTURE):
        place = ROOT / path if path.startswith(("src", "tests")) else PACKAGE / path
        assert place.is_dir() or place.with_suffix(".py").is_file(), path


def test_the_architecture_names_every_file() -> None:
    said = {*re.findall(r"`(?:[a-z_]+/)*([a-z0-9_]+)`", ARCHITECTURE)}
    files = {path.stem for path in MODULES.values()} - {"__init__", "__main__"}
    # A command's own file needs no word, nor has the view that it is shown by.
    assert sorted(files - said - ASKED) == []
