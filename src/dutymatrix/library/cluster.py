"""Work on a Dask cluster: what is lost with a worker is done again by another one."""

from collections.abc import Callable, Iterator, Sequence
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
    """
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoClusterError(address, str(error).partition("\n")[0]) from None
    with client:
        # Each is asked for itself: equal documents are two.
        futures = client.map(function, jobs, pure=False, retries=_RETRIES, batch_size=100)
        job_of = dict(zip(futures, jobs, strict=True))
        for future in as_completed(futures, loop=client.loop):
            try:
                result = future.result()
            except KilledWorker:
                result = None
            yield job_of.pop(future), result
            future.release()
