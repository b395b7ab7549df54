"""Modules that are loaded once something in them is asked for."""

import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from types import ModuleType

import pytest

from dutymatrix.cli.later import PUT_OFF, Later
from program import environment_of_process


def test_a_module_is_itself_once_it_is_asked() -> None:
    later = Later("textwrap")
    assert "dedent" not in vars(later)
    assert later.dedent("  甲") == "甲"
    assert type(later) is ModuleType
    assert later.__spec__ is not None
    assert (later.__file__, later.__all__) == (textwrap.__file__, textwrap.__all__)
    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = later.no_such_thing


def test_threads_that_ask_at_once_get_all_of_it() -> None:
    later = Later("tokenize")
    with ThreadPoolExecutor(8) as pool:
        found = [*pool.map(lambda _n: later.generate_tokens, range(64))]
    assert len(set(found)) == 1


def test_a_module_that_there_is_not_is_missing_when_it_is_asked_for() -> None:
    later = Later("no_such_module")
    for _time in range(2):
        with pytest.raises(ModuleNotFoundError, match="no_such_module"):
            _ = later.anything


@pytest.mark.parametrize("name", PUT_OFF)
def test_what_is_put_off_is_source(name: str) -> None:
    assert str(import_module(name).__file__).endswith(".py")


def test_whoever_imports_what_is_put_off_has_it() -> None:
    code = f"""
import dutymatrix.cli.main, sys
from importlib import import_module
from dutymatrix.cli.later import put_off
put_off()
for name in {PUT_OFF}:
    put_off = sys.modules.pop(name)
    real = import_module(name)
    assert all(hasattr(put_off, own) for own in dir(real) if own[0] != "_"), name
import subprocess
print(subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True).stdout.strip())
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env=environment_of_process({}),
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == [b"b'1'"]
