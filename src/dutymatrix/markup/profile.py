"""How a house lays its documents out: figures and fonts, as data that a file overrides."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from dutymatrix.error import DutymatrixError, UnreadableFileError
from dutymatrix.i18n import _

_DEFAULT = Path(__file__).with_suffix(".toml")
_MM = 1440 / 25.4
_LEAST, _MOST = 0.5, 1000.0


class InvalidProfileError(DutymatrixError):
    """A profile says something that no profile says."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(
            f"{file}: {what}\n"
            + _("a profile has the tables and names of {example}").format(example=_DEFAULT)
        )


class Profile(NamedTuple):
    """Figures by table and name, as `profile.toml` has and explains them.

    Example:
        `Profile({"page": {"top": 37, "lines": 22}, "font": {"text": ("仿宋_GB2312", "仿宋")}})`
    """

    tables: Mapping[str, Mapping[str, Any]]

    def number(self, table: str, name: str) -> float:
        """A figure, in the unit that the table is in."""
        return float(self.tables[table][name])

    def twips(self, table: str, name: str) -> int:
        """Millimetres in twentieths of a point."""
        return round(self.number(table, name) * _MM)

    def fonts(self, name: str) -> tuple[str, ...]:
        """The font for something, then those that may stand in for it."""
        return tuple(self.tables["font"][name])

    @property
    def pitch(self) -> int:
        """From line to line of text, in twentieths of a point, so that they fill the block."""
        return int(self.number("page", "block_height") * _MM / self.number("page", "lines"))

    def on_a3(self) -> "Profile":
        """The same on pages twice as large, for tables too wide for A4."""
        page = self.tables["page"]
        return Profile({**self.tables, "page": {**page, "width": page["height"], "height": 420}})

    def without_cover(self) -> "Profile":
        """The same for papers that need none."""
        return Profile({**self.tables, "layout": {**self.tables["layout"], "cover": False}})

    @property
    def has_cover(self) -> bool:
        """Whether a page of text goes before the tables."""
        return bool(self.tables["layout"]["cover"])

    @property
    def has_letterhead(self) -> bool:
        """Whether letters have the form of letters (10.1): the sender and red lines on page 1."""
        return bool(self.tables["layout"]["letterhead"])


def load_profile(file: Path | None = None) -> Profile:
    """The profile of GB/T 9704—2012, with what a house's file says otherwise.

    Raises:
        InvalidProfileError: It is not TOML, or says what no profile says.
        UnreadableFileError: It cannot be read.
    """
    tables: dict[str, dict[str, Any]] = tomllib.loads(_DEFAULT.read_text(encoding="utf-8"))
    if file is None:
        return Profile(tables)
    try:
        own = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnreadableFileError(str(file), error) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidProfileError(str(file), str(error)) from None
    for table, figures in own.items():
        if table not in tables or not isinstance(figures, dict):
            raise InvalidProfileError(
                str(file), _("there is no table {name}").format(name=f"[{table}]")
            )
        for name, value in figures.items():
            if name not in tables[table]:
                what = _("there is no {name} in {table}").format(name=name, table=f"[{table}]")
                raise InvalidProfileError(str(file), what)
            if not _fits(value, tables[table][name]):
                what = _("{value} is nothing that {name} can be").format(value=value, name=name)
                raise InvalidProfileError(str(file), what)
            tables[table][name] = value
    return Profile(tables)


def _fits(value: object, standard: object) -> bool:
    """Whether a value is of the kind that the standard's own is, and within reason."""
    match standard:
        case bool():
            return isinstance(value, bool)
        case list():
            return (
                isinstance(value, list)
                and bool(value)
                and all(isinstance(font, str) and font for font in value)
            )
        case _:
            return (
                isinstance(value, int | float)
                and not isinstance(value, bool)
                and _LEAST <= value <= _MOST
            )
