import os
import subprocess
import sys
import time

import psutil
import pytest
from sandbox_here import why_no_sandbox

from facelab.grading import sandbox
from facelab.grading.sandbox import Limits, SandboxError, check_sandbox, memory_watch, sandboxed

needs_bubblewrap = pytest.mark.skipif(bool(why_no_sandbox()), reason=why_no_sandbox())


def inside(code, binds=None):
    command = sandboxed([sys.executable, "-c", code], binds or {}, Limits(memory=2048, scratch=16, processes=64))
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@needs_bubblewrap
def test_it_works_here():
    check_sandbox()


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
CHILDREN = """
import os, time
for i in range(4):
    if not os.fork():
        memory = b"x" * (100 * 2**20)
        time.sleep(20)
time.sleep(20)
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
def test_memory_is_limited_for_one_process_and_for_all_together():
    assert "MemoryError" in inside("x = bytearray(20 * 2**30)").stderr
    limits = Limits(memory=256)
    process = subprocess.Popen(sandboxed([sys.executable, "-c", CHILDREN], {}, limits))
    check, until = memory_watch(limits), time.monotonic() + 10
    while not (found := check(process.pid)) and time.monotonic() < until:
        time.sleep(0.05)
    process.kill()
    assert found == "it used more than 0.25 GiB of memory"


@needs_bubblewrap
def test_all_of_it_ends_with_whoever_started_it():
    command = sandboxed([sys.executable, "-c", FAMILY], {}, Limits())
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "started\n"
    process.kill()
    process.wait()
    time.sleep(0.3)
    assert not [each for each in psutil.process_iter(["cmdline"]) if each.info["cmdline"] == ["sleep", "987"]]


@needs_bubblewrap
def test_facelabs_grading_is_not_there():
    found = inside("import importlib.util as u; print(u.find_spec('facelab') is None)")
    assert found.stdout == "True\n"


def test_without_it_nothing_runs(monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    monkeypatch.setattr(sandbox.sys, "platform", "linux")
    with pytest.raises(SandboxError, match=r"install it .*apt install bubblewrap"):
        check_sandbox()
    monkeypatch.setattr(sandbox.sys, "platform", "darwin")
    with pytest.raises(SandboxError, match="needs Linux"):
        check_sandbox()


@pytest.mark.parametrize("printed", ["", "it runs as root", "contained\nbut not quite"])
def test_a_sandbox_that_does_not_contain_is_none(monkeypatch, printed):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: "/usr/bin/bwrap")
    monkeypatch.setattr(sandbox.sys, "platform", "linux")
    answer = subprocess.CompletedProcess([], 1, printed, "bwrap: No permissions to create new namespace")
    monkeypatch.setattr(sandbox.subprocess, "run", lambda *args, **kwargs: answer)
    with pytest.raises(SandboxError, match=r"does not work here \(bwrap: No permissions"):
        check_sandbox()
