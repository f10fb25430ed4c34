"""AskingThread: a dialog that asks what takes a while, in threads that the end of the program does not wait for."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import Any, Generic, TypeVar

from textual import on
from textual.message import Message
from textual.screen import ModalScreen

from readtui.store.faults import Fault

Answer = TypeVar("Answer")


class AskingThread(ModalScreen[Answer], Generic[Answer]):
    """A dialog in which keys never wait for an answer."""

    @dataclass
    class Answered(Message):
        """What was asked is known."""

        take: Callable[[], None]

    def ask(self, question: Callable[[], object], take: Callable[[Any], None]) -> None:
        """Have it answered by a thread; `take` gets the answer, or what went wrong, and then all is told anew."""

        def asked() -> None:
            try:
                answer: object = question()
            except (Fault, OSError, RecursionError) as trouble:
                answer = trouble
            with suppress(RuntimeError):  # the program has ended meanwhile
                self.post_message(self.Answered(partial(take, answer)))

        # Textual's own workers would keep the program until the last page has answered.
        Thread(target=asked, daemon=True).start()

    def tell(self) -> None:
        """Show what there is to say now."""

    @on(Answered)
    def _take_answer(self, event: Answered) -> None:
        event.stop()
        event.take()
        self.tell()
