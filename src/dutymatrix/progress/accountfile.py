"""What a progress file is called, and how it begins; no more is known where there is none."""

import re
from pathlib import Path

PROGRESS_NAME = "progress.yaml"
"""What a progress file is called beside plan.yaml; beside another plan it has its name ahead."""

_OWN_KEY = (
    rb"(?m)(?:^|[{,])[ \t]*[\"']?(?:(progress|periods)|title|sections|tasks|units)[\"']?[ \t]*:"
)
"""A key that only a progress file has, or only a plan."""


def begins_account(data: bytes) -> bool:
    """Whether a file is a progress file, and no plan."""
    first = re.search(_OWN_KEY, data[: 2**14])
    return first is not None and first[1] is not None


def progress_name(plan: str) -> str:
    """The name of the progress file beside a plan file of some name."""
    stem = plan.rpartition(".")[0] or plan
    return PROGRESS_NAME if stem == "plan" else f"{stem}.{PROGRESS_NAME}"


def progress_path(plan: Path) -> Path:
    """Where the progress file of a plan file is: beside it."""
    return plan.with_name(progress_name(plan.name))
