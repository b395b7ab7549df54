"""The fonts of this machine, by the names that documents ask for them."""

import os
import sys
from pathlib import Path

from dutymatrix.document.readers import child

_SECONDS = 20
# MiB.
_MEMORY = 1024


def installed_fonts() -> frozenset[str] | None:
    """Names of all fonts, in every language; None where this system does not tell them."""
    if sys.platform == "win32":
        return _windows_fonts()
    program = _find_program()
    if program is None:
        return None
    command = [str(program), "--format", "%{family}\\n"]
    told = child.run(command, seconds=_SECONDS, memory=_MEMORY, environment={})
    if told is None:
        return None
    lines = told.decode("utf-8", "replace").splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(",") if name.strip())


def _find_program() -> Path | None:
    """The program of fontconfig, which desktops have, never one in the current folder."""
    folders = [Path(folder) for folder in os.get_exec_path() if Path(folder).is_absolute()]
    found = (folder / "fc-list" for folder in folders)
    return next((path for path in found if os.access(path, os.X_OK)), None)


def _windows_fonts() -> frozenset[str]:
    """Fonts as the registry lists them, those of the user too: `仿宋 (TrueType)`."""
    import winreg as registry  # type: ignore[import-not-found,unused-ignore]

    names: set[str] = set()
    path = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
    for root in (registry.HKEY_LOCAL_MACHINE, registry.HKEY_CURRENT_USER):  # type: ignore[attr-defined,unused-ignore]
        try:
            key = registry.OpenKey(root, path)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            continue
        with key:
            for place in range(registry.QueryInfoKey(key)[1]):  # type: ignore[attr-defined,unused-ignore]
                said = str(registry.EnumValue(key, place)[0])  # type: ignore[attr-defined,unused-ignore]
                names |= {name.strip() for name in said.partition(" (")[0].split("&")}
    return frozenset(names)
