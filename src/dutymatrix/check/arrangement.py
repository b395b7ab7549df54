"""The order in which facts stand in a unit of the roster."""

from collections.abc import Iterator

from yaml.nodes import MappingNode, ScalarNode

from dutymatrix.finding import Finding, found
from dutymatrix.i18n import _

DISORDER = "DM123"
"""The rule about it."""

_ROSTERS = ("units", "groups")


def find_disorder(text: str, file: str) -> Iterator[Finding]:
    """Units and groups whose facts stand in another order than the format's (DM123).

    Args:
        text: The text of a plan file without errors.
        file: The name that findings give.
    """
    from dutymatrix.planfile.splice import PlanText  # few ask for this rule

    plan = PlanText(text)
    for roster in _ROSTERS:
        node = plan.at(roster)
        records = [record for _name, record in node.value] if isinstance(node, MappingNode) else []
        for record in records:
            keys = [key for key, _value in record.value] if isinstance(record, MappingNode) else []
            yield from _late(keys, file)


def ordered(keys: list[str]) -> list[int]:
    """Places of keys of a record in the order of the format."""
    from dutymatrix.planfile.splice import FIELDS

    return sorted(range(len(keys)), key=lambda place: FIELDS.index(keys[place]))


def _late(keys: list[ScalarNode], file: str) -> Iterator[Finding]:
    """The first key that stands behind one which it goes before."""
    from dutymatrix.planfile.splice import FIELDS

    places = [FIELDS.index(key.value.strip()) for key in keys]
    for n in range(1, len(keys)):
        if places[n] < max(places[:n]):
            later = keys[places.index(max(places[:n]))]
            what = _("{key}: is behind {other}:").format(key=keys[n].value, other=later.value)
            mark = keys[n].start_mark
            yield found(file, (mark.line + 1, mark.column + 1), DISORDER, what)
            return
