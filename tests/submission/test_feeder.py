import base64
import io
import json
import os
import threading
import time

import pytest

from facelab.submission.feeder import Feeder, Round
from facelab.submission.values import from_bytes

ROUNDS = [Round({"a/0": [1.0, 2.0], "a/1": "text"}, {"out/0"}), Round({}, {"out/1"})]


@pytest.fixture
def pipe():
    reading, writing = (os.fdopen(number, mode) for number, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    yield reading, writing
    reading.close()


def read_round(reading):
    messages = iter(lambda: json.loads(reading.readline()), {"end": True})
    return {message["name"]: from_bytes(base64.b64decode(message["npy"])).tolist() for message in messages}


def test_each_round_comes_when_it_is_asked_for(pipe):
    reading, writing = pipe
    before = set(threading.enumerate())
    feeder = Feeder(ROUNDS, writing)
    [thread] = set(threading.enumerate()) - before
    assert not feeder.has_started and not feeder.expected_names
    feeder.feed_next()
    assert feeder.has_started and feeder.expected_names == {"out/0"}
    assert read_round(reading) == {"a/0": [1.0, 2.0], "a/1": "text"}
    feeder.feed_next()
    assert feeder.expected_names == {"out/1"} and read_round(reading) == {}
    feeder.feed_next()
    assert feeder.expected_names == {"out/1"}
    feeder.stop()
    thread.join(10)
    assert not thread.is_alive()


def test_a_reader_that_never_reads_blocks_nobody(pipe):
    reading, writing = pipe
    before = set(threading.enumerate())
    feeder = Feeder([Round({"large": [0.0] * 100_000}, {"out"})], writing)
    start = time.perf_counter()
    feeder.feed_next()
    feeder.stop()
    assert time.perf_counter() - start < 1 and feeder.has_started
    [thread] = set(threading.enumerate()) - before
    thread.join(0.2)
    assert thread.is_alive() and thread.daemon  # it waits for the reader
    reading.close()
    thread.join(10)
    assert not thread.is_alive()


def test_a_process_that_has_ended_does_no_harm(monkeypatch):
    errors = []
    monkeypatch.setattr(threading, "excepthook", errors.append)
    closed = io.BytesIO()
    closed.close()
    before = set(threading.enumerate())
    feeder = Feeder(ROUNDS, closed)
    feeder.feed_next()
    for thread in set(threading.enumerate()) - before:
        thread.join(10)
        assert not thread.is_alive()
    feeder.stop()
    assert not errors
