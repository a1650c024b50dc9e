"""What a submission is fed, round by round, and what may come out before the next round."""

import base64
import contextlib
import json
import queue
import threading
from collections.abc import Collection, Mapping, Sequence
from typing import IO, Any, NamedTuple

from facelab.submission.values import to_bytes


class Round(NamedTuple):
    """Values that go in, by name, and the names of those that may come out."""

    inputs: Mapping[str, Any]
    wanted: Collection[str]


class Feeder:
    """Feeds a submission one round after the other, when it asks: what was due before has come out, or never will.

    Parameters
    ----------
    rounds : sequence of Round
    stdin : binary file
        Of the submission's process.
    """

    def __init__(self, rounds: Sequence[Round], stdin: IO[bytes]):
        self.waiting = list(rounds)
        self.wanted: Collection[str] = ()
        self.has_begun = False
        self._given: queue.Queue[Mapping[str, Any] | None] = queue.Queue()
        # a thread: a stranger who does not read must not keep us
        threading.Thread(target=self._write, args=(stdin,), daemon=True).start()

    def feed(self) -> None:
        """Hand out the next round; nothing after the last one."""
        if self.waiting:
            inputs, self.wanted = self.waiting.pop(0)
            self.has_begun = True
            self._given.put(inputs)

    def end(self) -> None:
        """Let the thread go."""
        self._given.put(None)

    def _write(self, stdin: IO[bytes]) -> None:
        with contextlib.suppress(OSError, ValueError):  # it may be gone
            for inputs in iter(self._given.get, None):
                for name, value in inputs.items():
                    line = json.dumps({"name": name, "npy": base64.b64encode(to_bytes(value)).decode()})
                    stdin.write(line.encode() + b"\n")
                stdin.write(b'{"end": true}\n')
                stdin.flush()
