"""Who leads, joins, is responsible or guides: words decide before the place in the list."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dutymatrix.document.listing.grammar import Listing, Member
from dutymatrix.document.listing.role_rule import LeadRule, Place
from dutymatrix.plan.model import Assignment, Role

# Roles that leave it to the place in the list who leads.
_UNDECIDED = (None, Role.RESPONSIBLE)
_STRENGTH = {role: place for place, role in enumerate(Role)}


class Decision(NamedTuple):
    """The roles of a list's units."""

    assignments: tuple[Assignment, ...]
    """In the order of `Role`, within a role in the document's."""
    offsets: tuple[int, ...]
    """Where each name stands."""
    repeated: tuple[Member, ...]
    """Members named before in a stronger role, or a second time in the same."""


def decide(listing: Listing, rule: LeadRule | None) -> Decision:
    """The roles of a list's members.

    A lead that words name makes all others participants, but those who guide. Where no word
    names one, those lead of whom a rule of the document says so; nobody where each does its own
    part. Without word and rule all are responsible: a lead is never invented.
    """
    members = [*listing.members]
    if rule and not listing.own_part and not any(one.role is Role.LEAD for one in members):
        leads = _leads_by(rule, listing)
        members = [
            one._replace(role=Role.LEAD) if one.role in _UNDECIDED and leads(one) else one
            for one in members
        ]
    if any(member.role is Role.LEAD for member in members):
        members = [*map(_beside_lead, members)]
    return _in_order(members)


def _leads_by(rule: LeadRule, listing: Listing) -> Callable[[Member], bool]:
    """Whom of a list's members a rule makes lead."""
    if rule.place is Place.MARKED:
        return lambda member: bool(member.mark) and member.mark in rule.text
    if rule.place is Place.BEFORE_COMMA:
        comma = listing.comma
        return lambda member: comma is None or member.start < comma
    first = next((member for member in listing.members if member.role in _UNDECIDED), None)
    return lambda member: member is first


def _beside_lead(member: Member) -> Member:
    keeps = member.role in (Role.LEAD, Role.GUIDE, Role.JOIN)
    return member if keeps else member._replace(role=Role.JOIN)


def _in_order(members: list[Member]) -> Decision:
    """Members by the strength of their roles, each name once."""
    ranked = sorted(members, key=lambda member: _STRENGTH[member.role or Role.RESPONSIBLE])
    kept: dict[str, Member] = {}
    repeated = []
    for member in ranked:
        if member.name in kept:
            repeated.append(member)
        else:
            kept[member.name] = member
    return Decision(
        tuple(Assignment(name, member.role or Role.RESPONSIBLE) for name, member in kept.items()),
        tuple(member.start for member in kept.values()),
        tuple(repeated),
    )


def merge(decisions: Sequence[Decision]) -> Decision:
    """The roles of several lists in one: each name once, in its strongest role."""
    if len(decisions) == 1:
        return decisions[0]
    members = [
        Member(assignment.unit, offset, assignment.role)
        for decision in decisions
        for assignment, offset in zip(decision.assignments, decision.offsets, strict=True)
    ]
    return _in_order(members)
