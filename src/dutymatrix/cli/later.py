"""What Typer and the standard library load for others, and hardly a command ever touches.

A tenth of a look-up goes into modules such as subprocess, which is imported at the top of a file
for the one function that needs it. Each is put off here until something in it is asked for.
"""

import sys
from importlib.util import module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

PUT_OFF = (
    "ast",
    "base64",
    "bz2",
    "ipaddress",
    "linecache",
    "lzma",
    "ntpath",
    "platform",
    "shellingham",
    "subprocess",
    "textwrap",
    "tokenize",
)
"""Modules of Python source; one that is compiled has to be loaded when it is made."""

_lock = RLock()
_loading: set[str] = set()


class Later(ModuleType):
    """A module that is loaded when something in it is asked for, and from then on like others."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever is in it
        """What there is once it is loaded; other threads wait for that."""
        with _lock:
            if type(self) is Later:
                if self.__name__ in _loading:  # by itself, while it is loaded
                    raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
                _loading.add(self.__name__)
                try:
                    _load(self)
                finally:
                    _loading.remove(self.__name__)
                self.__class__ = ModuleType  # type: ignore[assignment]
        return getattr(self, name)


def put_off() -> None:
    """Put off what was not loaded before."""
    for name in PUT_OFF:
        if name not in sys.modules:
            sys.modules[name] = Later(name)


def _load(module: ModuleType) -> None:
    name = module.__name__
    found = (finder.find_spec(name, None) for finder in sys.meta_path)
    spec = next(filter(None, found), None)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    vars(module).update(vars(module_from_spec(spec)))
    spec.loader.exec_module(module)
