"""Work on a Dask cluster: what is lost with a worker is done again by another one."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from typing import TypeVar

from dutymatrix.error import DutymatrixError, MissingExtraError
from dutymatrix.i18n import _

try:
    from distributed import Client, KilledWorker, as_completed
except ModuleNotFoundError:
    raise MissingExtraError("dask[distributed]", "cluster") from None

_J = TypeVar("_J")
_R = TypeVar("_R")

_PATIENCE = "30s"
_RETRIES = 3


class NoClusterError(DutymatrixError):
    """No scheduler answers where one was named."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            _("no Dask scheduler answers at {address}: {reason}").format(
                address=address, reason=reason
            )
            + "\n"
            + _("name one as --cluster tcp://HOST:8786; dask scheduler starts it")
        )


class LostClusterError(DutymatrixError):
    """The scheduler ended before the work did."""

    def __init__(self, address: str) -> None:
        super().__init__(
            _("the Dask scheduler at {address} ended before all was done").format(address=address)
            + "\n"
            + _("start it and its workers again, then try again")
        )


class NoWorkerError(DutymatrixError):
    """A cluster of no machine, or of one that cannot do the work."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            _("no worker of {address} can do this: {reason}").format(address=address, reason=reason)
            + "\n"
            + _("on each machine that has dutymatrix: dask worker {address}").format(
                address=address
            )
        )


def each_on(
    address: str, function: Callable[[_J], _R], jobs: Sequence[_J]
) -> Iterator[tuple[_J, _R | None]]:
    """Jobs with what came of each, as they are done, in no order; None: it ended every worker.

    Args:
        address: The scheduler's, tcp://HOST:8786.
        function: One that every worker can import.
        jobs: What it is given, one a task of the cluster.

    Raises:
        NoClusterError: Nobody answers there.
        NoWorkerError: No worker came, or one has not this program.
        LostClusterError: The scheduler ended.
    """
    # It says in a traceback what is said here in a sentence.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoClusterError(address, str(error).partition("\n")[0]) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise NoWorkerError(address, _("there is none")) from None
        # Each is asked for itself: equal documents are two.
        futures = client.map(function, jobs, pure=False, retries=_RETRIES, batch_size=100)
        job_of = dict(zip(futures, jobs, strict=True))
        for future in as_completed(futures, loop=client.loop):
            try:
                result = future.result()
            except KilledWorker:
                result = None
            except CancelledError:
                raise LostClusterError(address) from None
            except ModuleNotFoundError as error:
                raise NoWorkerError(address, str(error)) from None
            yield job_of.pop(future), result
            future.release()
