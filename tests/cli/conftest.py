"""Fixtures of the command line's tests."""

from pathlib import Path

import pytest

from dutymatrix.cli.main import main
from program import ROOT, Run, Runner


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the repository's plan, which the commands then find."""
    monkeypatch.chdir(ROOT)
    return ROOT


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    """Runs the program in this process."""

    def call(*args: str, lang: str | None = None, **environment: str) -> Run:
        if lang is not None:
            environment["DUTYMATRIX_LANG"] = lang
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            capsys.readouterr()
            code = main(args)
        return Run(code, *capsys.readouterr())

    return call
