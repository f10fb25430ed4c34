"""SlowLine: a line between a port of its own and another on the loopback, as slow as asked for; it freezes and drops.

A byte arrives `delay` seconds after it has left, and bytes leave one after the other, at so many bits a second each
way. What a line adds to each packet is not counted. It runs in a thread of its own.
"""

import asyncio
import threading
from typing import Self

_PIECE = 256
"""Bytes that leave at once: 32 ms at 64 kbit/s."""
_ON_THE_WAY = 64
"""Pieces that are under way at most each way; then the sender has to wait."""


class SlowLine:
    """A line to `port` on the loopback that is slow, and may freeze and drop."""

    def __init__(self, port: int, *, delay: float = 0.0, rate: float | None = None) -> None:
        """`delay` is one way, in seconds; `rate` is in bits a second each way, None for any."""
        self._target, self._delay, self._rate = port, delay, rate
        self.port = 0
        """Where the line begins."""
        self._loop = asyncio.new_event_loop()
        self._thaw = asyncio.Event()
        self._thaw.set()
        self._writers: list[asyncio.StreamWriter] = []
        self._carriers: set[asyncio.Task[None]] = set()
        self._server = self._loop.run_until_complete(asyncio.start_server(self._lead, "127.0.0.1", 0, limit=_PIECE))
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()

    def freeze(self) -> None:
        """From now on read nothing of what comes back; what goes there still does."""
        self._loop.call_soon_threadsafe(self._thaw.clear)

    def drop(self) -> None:
        """Break all connections, without a word to either side."""
        asyncio.run_coroutine_threadsafe(self._break(), self._loop).result()

    def close(self) -> None:
        """Break all connections, and let nobody in any more."""
        self.drop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def _lead(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        far_in, far_out = await asyncio.open_connection("127.0.0.1", self._target, limit=_PIECE)
        self._writers += [near_out, far_out]
        there = asyncio.create_task(self._carry(near_in, far_out, may_freeze=False))
        back = asyncio.create_task(self._carry(far_in, near_out, may_freeze=True))
        self._carriers |= {there, back}

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, may_freeze: bool) -> None:
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(_ON_THE_WAY)
        arriving = asyncio.create_task(self._arrive(under_way, target))
        self._carriers.add(arriving)
        left = 0.0  # when the last byte has left
        piece = b"?"
        while piece:
            if may_freeze:
                await self._thaw.wait()
            try:
                piece = await source.read(_PIECE)
            except OSError:
                piece = b""
            left = max(left, self._loop.time()) + (len(piece) * 8 / self._rate if self._rate else 0.0)
            await under_way.put((left + self._delay, piece))

    async def _arrive(self, under_way: asyncio.Queue[tuple[float, bytes]], target: asyncio.StreamWriter) -> None:
        while True:
            moment, piece = await under_way.get()
            await asyncio.sleep(max(0.0, moment - self._loop.time()))
            if not piece:
                target.close()
                return
            target.write(piece)
            try:
                await target.drain()
            except OSError:
                return

    async def _break(self) -> None:
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        for carrier in self._carriers:
            carrier.cancel()
        await asyncio.gather(*self._carriers, return_exceptions=True)
        self._carriers.clear()
