"""Work that touches files of others, in a child process with limits on memory, processor and time."""

from __future__ import annotations

import asyncio
import gc
import resource
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe

SECONDS = 120
MEMORY = 2 * 1024**3
#: Children are forked off a fresh interpreter that has read the rooms of the sheets once: nothing of the parent
#: (keys, database) is in their memory, and each is there in milliseconds.
_FORKED = get_context("forkserver")
_FORKED.set_forkserver_preload(["admin.returned_files", "admin.list_making", "admin.layouts"])


class Failed(Exception):
    """The child died, took too long or wanted too much memory."""


async def run_in_child(
    function: Callable[..., object], args: tuple[object, ...], *, seconds: float = SECONDS, memory: int = MEMORY
) -> object:
    """What the function returns. Raises Failed."""
    return await asyncio.to_thread(_run, function, args, seconds, memory)


def _run(function: Callable[..., object], args: tuple[object, ...], seconds: float, memory: int) -> object:
    ours, theirs = _FORKED.Pipe(duplex=False)
    child = _FORKED.Process(target=_work, args=(theirs, function, args, seconds, memory), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise Failed("too long")
        good, made = ours.recv()
    except EOFError:
        raise Failed("died") from None
    finally:
        child.kill()
        child.join()
        child.close()
        ours.close()
    if not good:
        raise Failed(str(made))
    return made


def _work(
    answer: Pipe, function: Callable[..., object], args: tuple[object, ...], seconds: float, memory: int
) -> None:
    gc.disable()  # it lives for one piece of work, among millions of cells that nothing leaves before its end
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        made = (True, function(*args))
    except Exception as error:  # its text may quote a cell
        made = (False, type(error).__name__)
    answer.send(made)
    answer.close()
