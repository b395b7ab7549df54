"""Compiles the message catalogues (.po) into what gettext reads (.mo) when a wheel is built."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """The hook that hatchling runs for a wheel and for an editable installation."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write a .mo beside each .po and ship it."""
        for po in Path(self.root, "src").rglob("*.po"):
            mo = po.with_suffix(".mo")
            with po.open("rb") as source, mo.open("wb") as target:
                write_mo(target, read_po(source, locale=po.parts[-3]))
            # Git ignores the file, so hatchling has to be told.
            build_data["artifacts"].append(mo.relative_to(self.root).as_posix())
