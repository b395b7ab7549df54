"""Units that a reform of institutions has probably ended since the plan was issued."""

from collections.abc import Collection, Iterable, Iterator

from dutymatrix.check.place import of_plan
from dutymatrix.finding import Finding
from dutymatrix.i18n import _
from dutymatrix.plan.model import Plan
from dutymatrix.wording.nameform import field_of, name_form
from dutymatrix.wording.reform import REFORMS, Reform, office

# Counties follow a reform of the State Council within this many years.
_FOLLOW = 1


def find_ended_units(plan: Plan) -> Iterator[Finding]:
    """Units that go on without end, and whose like a reform ended (DM212).

    In a plan without any date a name says nothing: some kept it through a reform.
    """
    if not (plan.issued_on or plan.ends_on):
        return
    issued = plan.issued_on.year - _FOLLOW if plan.issued_on else REFORMS[0].year
    ended = plan.ends_on.year if plan.ends_on else REFORMS[-1].year
    reforms = [reform for reform in REFORMS if issued <= reform.year <= ended]
    there: dict[tuple[str, str], str] = {}
    for unit in plan.units:
        there.setdefault(field_of(name_form(unit.name)), unit.name)
    for unit in plan.units:
        if unit.until or unit.succeeded_by:
            continue
        # The roster's own name says how it writes the level, if it says it at all.
        forms = [field_of(name_form(name)) for name in (unit.name, unit.full_name) if name]
        level = next((level for level, _field in forms if level), "")
        reform = _ending({field for _level, field in forms}, reforms)
        if reform:
            heir = next((there[level, own] for own in reform.news if (level, own) in there), None)
            heir = heir or office(level, reform.news[0], unit.name)
            what = _("{name} has probably become {heir} since the reform of {year}").format(
                name=unit.name, heir=heir, year=reform.year
            )
            then = _(
                "if so, write under {name}: until: YEAR-MONTH-DAY and succeeded_by: [{heir}], or "
                "type dutymatrix rename-unit {name} {heir} --succeed --on DAY"
            ).format(name=unit.name, heir=heir)
            yield of_plan(plan, "DM212", what, words=f"{unit.name}:")._replace(hint=then)


def _ending(fields: Collection[str], reforms: Iterable[Reform]) -> Reform | None:
    """The first of some reforms that ended offices about something."""
    for reform in reforms:
        # Some went on under their name: 民宗.
        if any(own in reform.olds and own not in reform.news for own in fields):
            return reform
    return None
