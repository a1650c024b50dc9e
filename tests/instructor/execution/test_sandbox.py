import os
import subprocess
import sys
import time

import psutil
import pytest

from facelab.instructor.execution.sandbox import Limits, sandboxed
from tests.needs_sandbox import why_no_sandbox

needs_bubblewrap = pytest.mark.skipif(bool(why_no_sandbox()), reason=why_no_sandbox())


def inside(code, binds=None):
    command = sandboxed([sys.executable, "-c", code], binds or {}, Limits(memory=2048, scratch=16, processes=64))
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@needs_bubblewrap
def test_only_what_is_bound_can_be_read(tmp_path):
    (tmp_path / "secret").write_text("gradebook")
    (tmp_path / "shown").mkdir()
    (tmp_path / "shown" / "a").write_text("fine")
    code = f"import os; print(open('/job/a').read(), os.path.exists({str(tmp_path)!r}), os.path.exists('/home'))"
    assert inside(code, binds={tmp_path / "shown": "/job"}).stdout == "fine False False\n"
    assert "Read-only" in inside("open('/job/a', 'w')", binds={tmp_path / "shown": "/job"}).stderr


@needs_bubblewrap
@pytest.mark.parametrize("place", ["/", "/dev", "/usr", "/etc", "/proc/sys", os.path.dirname(sys.executable)])
def test_nothing_but_scratch_can_be_written(place):
    found = inside(f"open({place!r} + '/x', 'w')")
    assert found.returncode and ("Read-only" in found.stderr or "denied" in found.stderr or "No such" in found.stderr)


@needs_bubblewrap
@pytest.mark.parametrize("place", ["/tmp", "/dev/shm"])
def test_scratch_is_limited_and_gone_afterwards(place):
    code = f"f = open({place!r} + '/x', 'wb')\nfor i in range(200): f.write(bytes(2**20)); f.flush()"
    found = inside(code)
    assert found.returncode and ("No space left" in found.stderr or "File too large" in found.stderr)
    assert "[]" in inside("import os; print([n for n in os.listdir('/tmp') if n == 'x'])").stdout


@needs_bubblewrap
def test_it_is_nobody_without_rights():
    code = "import os; print(os.getuid() > 0, open('/proc/self/status').read())"
    text = inside(code).stdout
    assert text.startswith("True") and "CapEff:\t0000000000000000" in text and "NoNewPrivs:\t1" in text


@needs_bubblewrap
def test_no_network_no_processes_no_variables(monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "42")
    code = """
import os, socket
print(sorted(os.listdir("/sys/class/net")) if os.path.exists("/sys") else [name for _, name in socket.if_nameindex()])
print("SECRET_TOKEN" in os.environ, len([name for name in os.listdir("/proc") if name.isdigit()]) < 6)
"""
    assert inside(code).stdout == "['lo']\nFalse True\n"


FORK_BOMB = """
import os, time
try:
    while True:
        if not os.fork():
            time.sleep(3)
            os._exit(0)
except OSError:
    print("no more")
"""
FAMILY = """
import subprocess, time
subprocess.Popen(["sleep", "987"])
print("started", flush=True)
time.sleep(60)
"""


@needs_bubblewrap
def test_a_fork_bomb_ends():
    assert "no more" in inside(FORK_BOMB).stdout


@needs_bubblewrap
def test_memory_of_one_process_is_limited():
    assert "MemoryError" in inside("x = bytearray(20 * 2**30)").stderr


@needs_bubblewrap
def test_all_of_it_ends_with_whoever_started_it():
    command = sandboxed([sys.executable, "-c", FAMILY], {}, Limits())
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "started\n"
    process.kill()
    process.wait()
    until = time.monotonic() + 10
    while left := [each for each in psutil.process_iter(["cmdline"]) if each.info["cmdline"] == ["sleep", "987"]]:
        assert time.monotonic() < until, left
        time.sleep(0.05)


@needs_bubblewrap
def test_facelabs_grading_is_not_there():
    found = inside("import importlib.util as u; print(u.find_spec('facelab') is None)")
    assert found.stdout == "True\n"
