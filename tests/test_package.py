"""What is shipped: a typed library whose names can be imported, in one version."""

import ast
import re
import tomllib
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files

import pytest

import dutymatrix
from program import ROOT


def test_it_is_typed() -> None:
    assert files("dutymatrix").joinpath("py.typed").is_file()


def test_every_public_name_can_be_imported() -> None:
    assert list(dutymatrix.__all__) == sorted(set(dutymatrix.__all__))
    for name in dutymatrix.__all__:
        value = getattr(dutymatrix, name)
        home = import_module(value.__module__)
        assert getattr(home, name) is value
        assert value.__doc__, f"{name} says nothing of itself"
    assert set(dutymatrix.__all__) <= set(dir(dutymatrix))


def test_type_checkers_see_the_same_names() -> None:
    """The imports under TYPE_CHECKING name every public name, at the home it loads from."""
    tree = ast.parse((ROOT / "src/dutymatrix/__init__.py").read_text(encoding="utf-8"))
    typed = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dutymatrix.")
        for alias in node.names
    }
    assert set(typed) == set(dutymatrix.__all__)
    for name, module in typed.items():
        assert getattr(import_module(module or ""), name) is getattr(dutymatrix, name)


def test_a_name_that_is_none() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'dutys_of'"):
        _ = dutymatrix.dutys_of


def test_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    source = (ROOT / project["tool"]["hatch"]["version"]["path"]).read_text(encoding="utf-8")
    assert re.findall(r'^__version__ = "(.+)"$', source, re.MULTILINE) == [dutymatrix.__version__]
    assert version("dutymatrix") == dutymatrix.__version__


def test_the_script_is_the_entry_point() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    module, _, function = project["project"]["scripts"]["dutymatrix"].partition(":")
    assert callable(getattr(import_module(module), function))


@pytest.mark.parametrize("given", [None, 3, b"plan.yaml", "plan\0.yaml"], ids=repr)
@pytest.mark.parametrize("read", [dutymatrix.load_plan, dutymatrix.import_document])
def test_a_path_that_is_none(read: Callable[..., object], given: object) -> None:
    with pytest.raises(dutymatrix.DutymatrixError, match="is not the path of a file"):
        read(given)
