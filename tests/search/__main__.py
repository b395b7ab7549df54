"""A search for faults: cases of every kind in turn, until the time is over.

    python tests/search --seconds 600 --seed 7
    python tests/search --only documents:7:123

A case is made of its name alone, so that a finding can be repeated; where it is one of files,
they are made smaller and left in a folder. Exits with 1 where there is a finding.
"""

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from time import perf_counter

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from search.case import Case, shrunk
from search.kinds import KINDS

_MOST = 30
"""Findings after which the search stops."""
_SECONDS_TO_SHRINK = 10


def search(seconds: float, seed: int, kinds: list[str]) -> int:
    """Run cases of each kind for the same time; the number of findings comes back."""
    spent = dict.fromkeys(kinds, 0.0)
    counts: Counter[str] = Counter(dict.fromkeys(kinds, 0))
    findings: Counter[str] = Counter()
    while sum(spent.values()) < seconds and findings.total() < _MOST:
        kind = min(spent, key=lambda own: spent[own])
        began = perf_counter()
        findings[kind] += run(f"{kind}:{seed}:{counts[kind]}")
        spent[kind] += perf_counter() - began
        counts[kind] += 1
    for kind in kinds:
        print(f"{kind}: {counts[kind]} cases, {spent[kind]:.0f} s, {findings[kind]} findings")
    return findings.total()


def run(name: str) -> bool:
    """Run the case of this name; whether it went wrong, which is printed."""
    case, fault = KINDS[name.partition(":")[0]](Random(name))
    if fault is None:
        return False
    print(f"{name}: {fault}")
    if case:
        print(
            f"  files in {_keep(shrunk(case, _SECONDS_TO_SHRINK))}: dutymatrix",
            *map(repr, case.args),
        )
    sys.stdout.flush()
    return True


def _keep(case: Case) -> str:
    folder = mkdtemp(prefix="finding-")
    for name, data in case.files.items():
        Path(folder, name).write_bytes(data)
    return folder


def _main() -> int:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this one; repeatable")
    parser.add_argument("--only", metavar="NAME", help="one case, by the name that was printed")
    args = parser.parse_args()
    for name in [*os.environ]:
        if name.startswith(("DUTYMATRIX_", "GIT_")):
            del os.environ[name]
    os.environ["DUTYMATRIX_LANG"] = "en"
    if args.only:
        return int(run(args.only))
    return int(search(args.seconds, args.seed, args.kind or [*KINDS]) > 0)


if __name__ == "__main__":
    sys.exit(_main())
