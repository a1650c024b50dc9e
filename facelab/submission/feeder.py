"""Feeds inputs to a submission in rounds: each has the outputs that may come before the next one."""

import base64
import contextlib
import json
import queue
import threading
from collections.abc import Collection, Mapping, Sequence
from typing import IO, Any, NamedTuple

from facelab.submission.values import to_bytes


class Round(NamedTuple):
    """Values that go in, by name, and the names of the values that may come out before the next round."""

    inputs: Mapping[str, Any]
    expected_names: Collection[str]


class Feeder:
    """Writes one round after the other to a process's standard input, each when the process asks for it."""

    def __init__(self, rounds: Sequence[Round], stdin: IO[bytes]):
        self.expected_names: Collection[str] = ()  # of the round that was fed last
        self.has_started = False
        self._rounds = iter(rounds)
        self._to_write: queue.Queue[Mapping[str, Any] | None] = queue.Queue()
        # a thread: an untrusted process that does not read must not block us
        threading.Thread(target=self._write, args=(stdin,), daemon=True).start()

    def feed_next(self) -> None:
        """Feed the next round; do nothing after the last one."""
        if following := next(self._rounds, None):
            self.expected_names, self.has_started = following.expected_names, True
            self._to_write.put(following.inputs)

    def stop(self) -> None:
        """Let the thread end after what was fed."""
        self._to_write.put(None)

    def _write(self, stdin: IO[bytes]) -> None:
        with contextlib.suppress(OSError, ValueError):  # the process may have ended
            for inputs in iter(self._to_write.get, None):
                for name, value in inputs.items():
                    line = json.dumps({"name": name, "npy": base64.b64encode(to_bytes(value)).decode()})
                    stdin.write(line.encode() + b"\n")
                stdin.write(b'{"end": true}\n')
                stdin.flush()
