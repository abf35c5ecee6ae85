"""What other apps want done when a worker starts; they say so when Django does."""

from collections.abc import Callable

_WISHES: list[Callable[[], None]] = []


def on_worker_start(wish: Callable[[], None]) -> None:
    """Have something done at the start of each worker."""
    _WISHES.append(wish)


def announce() -> None:
    """Tell everybody that this process is a worker."""
    for wish in _WISHES:
        wish()
