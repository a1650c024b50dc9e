import os
import subprocess
import sys
import sysconfig
import time
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from facelab.instructor.execution import sandbox
from facelab.instructor.execution.sandbox import Limits, sandboxed
from tests.needs_sandbox import needs_sandbox


def inside(code, binds=None):
    command = sandboxed([sys.executable, "-c", code], binds or {}, Limits(memory=2048, scratch=16, processes=64))
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@needs_sandbox
def test_only_what_is_bound_can_be_read(tmp_path):
    (tmp_path / "secret").write_text("gradebook")
    (tmp_path / "shown").mkdir()
    (tmp_path / "shown" / "a").write_text("fine")
    code = f"import os; print(open('/job/a').read(), os.path.exists({str(tmp_path)!r}), os.path.exists('/home'))"
    assert inside(code, binds={tmp_path / "shown": "/job"}).stdout == "fine False False\n"
    assert "Read-only" in inside("open('/job/a', 'w')", binds={tmp_path / "shown": "/job"}).stderr


@needs_sandbox
@pytest.mark.parametrize("place", ["/", "/dev", "/usr", "/etc", "/proc/sys", os.path.dirname(sys.executable)])
def test_nothing_but_scratch_can_be_written(place):
    found = inside(f"open({place!r} + '/x', 'w')")
    assert found.returncode and ("Read-only" in found.stderr or "denied" in found.stderr or "No such" in found.stderr)


@needs_sandbox
@pytest.mark.parametrize("place", ["/tmp", "/dev/shm"])
def test_scratch_is_limited_and_gone_afterwards(place):
    code = f"f = open({place!r} + '/x', 'wb')\nfor i in range(200): f.write(bytes(2**20)); f.flush()"
    found = inside(code)
    assert found.returncode and ("No space left" in found.stderr or "File too large" in found.stderr)
    assert "[]" in inside("import os; print([n for n in os.listdir('/tmp') if n == 'x'])").stdout


@needs_sandbox
def test_it_is_nobody_without_rights():
    code = "import os; print(os.getuid() > 0, open('/proc/self/status').read())"
    text = inside(code).stdout
    assert text.startswith("True") and "CapEff:\t0000000000000000" in text and "NoNewPrivs:\t1" in text


@needs_sandbox
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


@needs_sandbox
def test_a_fork_bomb_ends():
    assert "no more" in inside(FORK_BOMB).stdout


@needs_sandbox
def test_memory_of_one_process_is_limited():
    assert "MemoryError" in inside("x = bytearray(20 * 2**30)").stderr


@needs_sandbox
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


@needs_sandbox
def test_the_clone_is_not_there():
    found = inside("import importlib.util as u; print(u.find_spec('facelab') is None)")
    assert found.stdout == "True\n"


LOOK = """
import os
for place in {places!r}:
    files = [os.path.join(folder, name) for folder, _, names in os.walk(place) for name in names]
    print(*sorted(files), sep="\\n")
    for folder, _, _ in os.walk(place):
        try:
            open(folder + "/new", "w")
            print("written", folder)
        except OSError:
            pass
"""


def write_files(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")


def seen(*places):
    real = Path(sys.executable).parents[1]
    return inside(LOOK.format(places=[str(place) for place in places]), binds={real: str(real)}).stdout.split("\n")[:-1]


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """An environment with one package, that the sandbox shows instead of this one."""
    environment = tmp_path / "environment"
    write_files(environment / PACKAGES, "other/__init__.py")
    monkeypatch.setattr(sys, "prefix", str(environment))
    return environment


INSTALLED = "facelab/__init__.py", "facelab/instructor/answers/__init__.py", "facelab/zoo/weights/orl-triplet-1.hdf5"
CLONE = "weights/registry.toml", "facelab/__init__.py", "notebooks/eigenfaces.ipynb"
PACKAGES = Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)


@needs_sandbox
@pytest.mark.parametrize("is_imported", [True, False])
def test_facelab_inside_the_environment_is_hidden(environment, monkeypatch, is_imported):
    write_files(environment / PACKAGES, *INSTALLED)
    if is_imported:  # from a folder that `site` does not name
        (environment / PACKAGES).rename(environment / "packages")
        monkeypatch.syspath_prepend(environment / "packages")
    other = environment / ("packages" if is_imported else PACKAGES) / "other" / "__init__.py"
    assert seen(environment) == [str(other)]


@needs_sandbox
def test_a_clone_inside_the_environment_is_hidden_as_a_whole(environment, monkeypatch):
    write_files(environment / "src" / "facelab", *CLONE)
    monkeypatch.syspath_prepend(environment / "src" / "facelab")
    assert seen(environment) == [str(environment / PACKAGES / "other" / "__init__.py")]


@needs_sandbox
def test_an_environment_inside_a_hidden_clone_is_seen(tmp_path, monkeypatch):
    """As in a container: a clone in /usr/src, with its environment, and /usr seen under two names."""
    usr, clone = tmp_path / "usr", tmp_path / "usr" / "src" / "course"
    (tmp_path / "link").symlink_to(usr)
    write_files(clone, *CLONE, f".venv/{PACKAGES}/other/__init__.py")
    monkeypatch.setattr(sys, "prefix", str(clone / ".venv"))
    monkeypatch.setattr(sandbox, "SYSTEM", (*sandbox.SYSTEM, str(usr), str(tmp_path / "link")))
    monkeypatch.syspath_prepend(clone)
    assert seen(usr, tmp_path / "link") == [str(clone / ".venv" / PACKAGES / "other" / "__init__.py"), ""]


@needs_sandbox
def test_hidden_folders_are_empty(environment):
    hidden = environment / PACKAGES / "other"
    command = sandboxed(["/bin/ls", hidden], {}, Limits(), hidden=[hidden])
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == ""


def test_covers_are_read_only(environment):
    """An ordinary user owns them, and could fill them with memory that nobody counts."""
    hidden = str(environment / PACKAGES / "other")
    pairs = list(pairwise(sandboxed([], {}, Limits(), hidden=[Path(hidden)])))
    assert pairs.index(("--tmpfs", hidden)) < pairs.index(("--remount-ro", hidden))
