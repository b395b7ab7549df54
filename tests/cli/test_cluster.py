"""Work on a Dask cluster of two processes, of which one is killed in the middle."""

import os
import signal
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from program import PlanFile, Runner

reason = "pip install -e '.[cluster]' brings Dask"
pytest.importorskip("duckdb", reason=reason)
distributed = pytest.importorskip("distributed", reason=reason)

# What its event loops leave open is not ours.
pytestmark = pytest.mark.filterwarnings("ignore")

PLAN = """\
format: 1
title: 第{n}号方案
issued_on: 2018-05-01
units: {{市公安局: , 市司法局: }}
tasks:
- {{title: 打击, lead: 市公安局, join: 市司法局}}
"""
DOCUMENT = "第{n}号方案\n\n（一）巡查。（牵头单位：市公安局；参与单位：市城管局）\n"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two processes of one thread each."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as started:
        yield started


@pytest.fixture
def folder(plan_file: PlanFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve plans, two a part, and as many documents."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dutymatrix.cli.export._PLANS_A_PART", 2)
    for n in range(12):
        plan_file(PLAN.format(n=n), f"方案/{n:02}.yaml")
        plan_file(DOCUMENT.format(n=n), f"原文/{n:02}.txt")
    return tmp_path


def held(folder: Path) -> dict[str, str]:
    """What each file below a folder holds."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def kill_one(cluster: Any) -> None:  # noqa: ANN401 - it may not be installed
    """End a worker as a machine that fails."""
    with distributed.Client(cluster, set_as_default=False) as client:
        pids = client.run(os.getpid)
    os.kill(next(iter(pids.values())), signal.SIGKILL)


def test_a_lost_worker_costs_its_part_only(
    run: Runner,
    folder: Path,
    cluster: Any,  # noqa: ANN401
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from dutymatrix.cli import export

    assert run("--plan", "方案", "export", "-o", "一台").code == 0
    whole = export._each_written

    def with_a_loss(parts: Any, address: str) -> Iterator[Any]:  # noqa: ANN401
        for n, written in enumerate(whole(parts, address)):
            if n == 1:
                kill_one(cluster)
            yield written

    monkeypatch.setattr(export, "_each_written", with_a_loss)
    address = cluster.scheduler_address
    code, _out, err = run("--plan", "方案", "export", "-o", "多台", "--cluster", address)
    assert (code, "12 plans" in err) == (0, True)
    assert held(Path("多台")) == held(Path("一台"))


def test_documents_are_read_on_all_machines(
    run: Runner,
    folder: Path,
    cluster: Any,  # noqa: ANN401
) -> None:
    alone = run("import", "--all", "原文", "-o", "一台", "-f", "csv")
    address = cluster.scheduler_address
    together = run("import", "--all", "原文", "-o", "多台", "-f", "csv", "--cluster", address)
    assert (together.code, together.out) == (alone.code, alone.out)
    assert held(Path("多台")) == held(Path("一台"))


def test_nobody_there(run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dutymatrix.library.cluster._PATIENCE", "1s")
    line = ("--plan", "方案", "export", "-o", "多台", "--cluster", "tcp://127.0.0.1:1")
    code, _out, err = run(*line)
    assert (code, "no Dask scheduler answers" in err) == (2, True)
    assert not Path("多台").exists()


def test_nobody_to_work(run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dutymatrix.library.cluster._PATIENCE", "1s")
    with distributed.LocalCluster(n_workers=0, dashboard_address=None) as empty:
        address = empty.scheduler_address
        code, _out, err = run("--plan", "方案", "export", "-o", "多台", "--cluster", address)
    assert (code, f"no worker of {address} can do this: there is none" in err) == (2, True)
    assert not Path("多台").exists()


def test_a_lost_scheduler(run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dutymatrix.cli import export

    whole = export._each_written
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None
    ) as ending:
        address = ending.scheduler_address

        def without_end(parts: Any, address: str) -> Iterator[Any]:  # noqa: ANN401
            for written in whole(parts, address):
                ending.close()
                yield written

        monkeypatch.setattr(export, "_each_written", without_end)
        code, _out, err = run("--plan", "方案", "export", "-o", "多台", "--cluster", address)
    assert (code, "ended before all was done" in err) == (2, True)
    assert not Path("多台").exists()
