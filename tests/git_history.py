"""Git repositories made from a list of revisions; nothing of the machine's settings is in them."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

DAY_ONE = "2018-01-01"


def git(folder: Path, *args: str, given: bytes | None = None, **environment: str) -> str:
    """What a command of git prints, run as people run it.

    Raises:
        subprocess.CalledProcessError: Git says no.
    """
    done = subprocess.run(
        ["git", *args],
        cwd=folder,
        env={**os.environ, **environment},
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        timeout=60,
        check=True,
    )
    return done.stdout.decode("utf-8", "replace")


def make_repository(folder: Path, *options: str) -> Path:
    """An empty repository whose commits have an author."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", *options)
    git(folder, "symbolic-ref", "HEAD", "refs/heads/main")
    git(folder, "config", "user.name", "张三")
    git(folder, "config", "user.email", "zhangsan@example.org")
    return folder


def commit(
    folder: Path, files: Mapping[str, str | bytes | None], subject: str, day: str = DAY_ONE
) -> str:
    """Write files, None takes one away, and commit all there is at noon; the id comes back."""
    for name, content in files.items():
        path = folder / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    git(folder, "add", "--all")
    return commit_staged(folder, subject, day)


def commit_staged(folder: Path, subject: str, day: str = DAY_ONE) -> str:
    """Commit what is staged, at noon of a day; the id comes back."""
    time = f"{day} 12:00:00 +0800"
    arguments = ("commit", "--quiet", "--allow-empty", "-m", subject)
    git(folder, *arguments, GIT_AUTHOR_DATE=time, GIT_COMMITTER_DATE=time)
    return git(folder, "rev-parse", "HEAD").strip()


def make_history(folder: Path, *revisions: str, file: str = "plan.yaml") -> list[str]:
    """A repository with a commit for each revision of a file, one a month from January 2018."""
    make_repository(folder)
    return [
        commit(folder, {file: text}, f"版本 {n + 1}", f"{2018 + n // 12}-{n % 12 + 1:02}-01")
        for n, text in enumerate(revisions)
    ]
