"""The kinds of cases that are searched, each made of a `Random` and nothing else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

import make_documents
from diff import test_properties as of_diff
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import load_plan
from dutymatrix.planfile.writer import dump_plan
from merge import test_properties as of_merge
from program import ROOT
from search import spite
from search.case import Case, judge
from search.interruption import interrupted
from search.sketch import edited, sketch, trio

Search = Callable[[Random], tuple[Case | None, str | None]]
"""One case, where it can be made smaller, and what is wrong; nothing where all is well."""

_APART = 0.02
"""The share of cases that run in a process of their own."""
_TEXTS = ("table", "json", "csv", "tsv", "md")
_PAPERS = ("html", "docx", "xlsx")
_QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "duties UNIT": (*_TEXTS, *_PAPERS),
    "duties --all": (*_TEXTS, *_PAPERS),
    "task NUMBER": _TEXTS,
    "tasks": (*_TEXTS, *_PAPERS),
    "tasks --lead UNIT": _TEXTS,
    "tasks --text WORD": _TEXTS,
    "units": _TEXTS,
    "matrix": (*_TEXTS, "html", "xlsx", "svg"),
    "matrix --rows unit --cols unit": (*_TEXTS, "html", "xlsx"),
    "matrix --rows section --cols lead --cells mark": _TEXTS,
    "partners UNIT": _TEXTS,
    "stats": _TEXTS,
    "stats --without UNIT": _TEXTS,
    "graph": ("json", "svg", "dot", "graphml"),
    "graph --units-only": ("json", "svg", "dot", "graphml"),
    "check": ("table",),
    "diff old.yaml plan.yaml": (*_TEXTS, *_PAPERS),
    "diff old.yaml plan.yaml --full": _TEXTS,
    "rename-unit UNIT WORD --dry-run": ("",),
}
_ENDINGS = {"table": "txt"}


def _question(chance: Random, plan: Plan) -> list[str]:
    """A command line, its answer to stdout or into a file or folder."""
    line, formats = chance.choice([*_QUESTIONS.items()])
    unit = chance.choice(plan.units).name if plan.units else "无"
    number = chance.choice(plan.items).number if plan.items else "1"
    filled = {"UNIT": unit, "NUMBER": number, "WORD": _typed(chance)}
    args = [filled.get(part, part) for part in line.split()]
    if not (format_ := chance.choice(formats)):
        return args
    if format_ in {"docx", "xlsx"} or chance.random() < 0.3:
        args += ["-o", f"answer.{_ENDINGS.get(format_, format_)}"]
        if line == "duties --all" and format_ in {*_PAPERS, "md"} and chance.random() < 0.5:
            args[-2:] = ["-o", "lists/", "-f", format_]
    elif line != "check":
        args += ["-f", format_]
    return args


def _typed(chance: Random) -> str:
    """What somebody could type: a terminal passes no zero."""
    return chance.choice((spite.word(chance), chance.choice(spite.CONTROLS).replace("\0", "\1")))


def _case(chance: Random, files: Mapping[str, bytes], args: Sequence[str]) -> Case:
    return Case(files, args, apart=chance.random() < _APART)


def _judged(case: Case) -> tuple[Case, str | None]:
    return case, judge(case)


def _plans(chance: Random) -> tuple[Case, str | None]:
    """Any question about a valid plan of spiteful words."""
    plan = sketch(chance)
    files = {
        "plan.yaml": dump_plan(plan).encode(),
        "old.yaml": dump_plan(edited(plan, chance)).encode(),
    }
    return _judged(_case(chance, files, _question(chance, plan)))


def _damaged_plans(chance: Random) -> tuple[Case, str | None]:
    """Any question about a file that was a plan."""
    plan = chance.choice((_printed_plan, lambda: sketch(chance)))()
    data = dump_plan(plan).encode()
    files = {"plan.yaml": spite.damaged(data, chance), "old.yaml": data}
    return _judged(_case(chance, files, _question(chance, plan)))


def _documents(chance: Random) -> tuple[Case, str | None]:
    """Documents of every kind, of spiteful words or damaged, made plans that `check` takes."""
    name = chance.choice([*make_documents.MAKERS, "printed.pdf", "plan.txt"])
    if name != "printed.pdf" and chance.random() < 0.5:
        data = _document(name, sketch(chance))
    else:
        data = _printed_document(name)
        for _ in range(name.endswith(".pdf") or chance.randint(1, 2)):
            data = spite.damaged_file(data, chance)
    line = chance.choice(
        ("import", "import", "import", "import -f json", "verify", "duties", "diff")
    )
    match line:
        case "import":
            case = Case(
                {name: data}, ("import", name, "-o", "new.yaml"), ("check", "--plan", "new.yaml")
            )
        case "verify":
            own = dump_plan(_printed_plan()).encode()
            case = Case({name: data, "plan.yaml": own}, ("verify", name))
        case "duties":
            case = Case(
                {name: data}, ("--plan", name, "duties", "--all", "-f", chance.choice(_TEXTS))
            )
        case "diff":
            own = dump_plan(_printed_plan()).encode()
            case = Case({name: data, "plan.yaml": own}, ("diff", name, "-f", chance.choice(_TEXTS)))
        case _:
            case = Case({name: data}, ("import", name, "-f", "json"))
    return _judged(case._replace(apart=chance.random() < _APART))


@cache
def _printed_plan() -> Plan:
    return load_plan(ROOT / "plan.yaml")


@cache
def _printed_document(name: str) -> bytes:
    if name == "printed.pdf":
        return (
            Path(make_documents.__file__).with_name("data").joinpath("documents", name).read_bytes()
        )
    return _document(name, _printed_plan())


def _document(name: str, plan: Plan) -> bytes:
    if name == "plan.txt":
        return "\n".join(line.whole for line in make_documents.plan_lines(plan)).encode()
    return make_documents.MAKERS[name](plan)


def _merges(chance: Random) -> tuple[Case, str | None]:
    """The merge driver on three versions, now and then a damaged one; a clean merge is a plan."""
    files = {
        name: dump_plan(plan).encode()
        for name, plan in zip(("base.yaml", "ours.yaml", "theirs.yaml"), trio(chance), strict=True)
    }
    if chance.random() < 0.3:
        name = chance.choice([*files])
        return _judged(_case(chance, files | {name: spite.damaged(files[name], chance)}, _DRIVER))
    return _judged(Case(files, _DRIVER, ("check", "--plan", "ours.yaml"), chance.random() < _APART))


_DRIVER = ("merge-driver", "base.yaml", "ours.yaml", "theirs.yaml")


def _properties(chance: Random) -> tuple[None, str | None]:
    """What holds for every comparison and merge, as the tests say it."""
    base, ours, theirs = trio(chance)
    texts = tuple(map(dump_plan, (base, ours, theirs)))
    for name, check, given in _properties_of(base, ours, theirs, texts):
        try:
            check(*given)
        except Exception as error:
            shown = "\n".join(
                f"--- {side}\n{text}" for side, text in zip("bot", texts, strict=True)
            )
            return None, f"{name}: {error!r:.300}\n{shown}"
    return None, None


def _properties_of(
    base: Plan, ours: Plan, theirs: Plan, texts: tuple[str, ...]
) -> Iterator[tuple[str, Callable[..., None], tuple[object, ...]]]:
    for test in (
        of_merge.test_what_only_one_side_changed_is_that_side,
        of_merge.test_what_both_changed_alike_is_that,
        of_merge.test_a_merge_is_the_same_from_either_side,
    ):
        yield test.__name__, _inner(test), (texts,)
    if _are_told_apart(base, ours, theirs):
        yield "nobody is lost", of_merge.check_nobody_is_lost, (base, ours, theirs)
    yield "no difference", _inner(of_diff.test_a_plan_does_not_differ_from_itself), (base,)
    for test in (
        of_diff.test_a_revision_taken_back_is_its_mirror_image,
        of_diff.test_whatever_differs_is_told,
        of_diff.test_impact_is_what_counting_both_plans_gives,
    ):
        yield test.__name__, _inner(test), ((ours, theirs),)


def _are_told_apart(base: Plan, ours: Plan, theirs: Plan) -> bool:
    """Whether every task is known by its id, or by a title that only one side added."""
    names = [
        [item.entry.id or item.entry.title for item in plan.items] for plan in (base, ours, theirs)
    ]
    old, own, other = map(set, names)
    return (
        all(item.entry.id for item in base.items)
        and all(len(each) == len(set(each)) for each in names)
        and (own - old).isdisjoint(other - old)
    )


def _inner(test: Callable[..., None]) -> Callable[..., None]:
    """What a property test does with an example, without Hypothesis around it."""
    inner: Callable[..., None] = test.hypothesis.inner_test  # type: ignore[attr-defined]
    return inner


KINDS: dict[str, Search] = {
    "plans": _plans,
    "damaged-plans": _damaged_plans,
    "documents": _documents,
    "merges": _merges,
    "properties": _properties,
    "interruptions": interrupted,
}
