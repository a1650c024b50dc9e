"""Try the sandbox before any untrusted code runs: without a working one, nothing does."""

import platform
import shutil
import socket
import subprocess
import sys
import tempfile

from facelab.instructor.execution.sandbox import Limits, sandboxed
from facelab.instructor.execution.system_calls import NUMBERS

NEW_USER = 0x10000000  # CLONE_NEWUSER of linux/sched.h
PROBE = """
import ctypes, os, socket
assert os.getuid(), "it runs as root"
assert not {keyctl} or ctypes.CDLL(None).syscall({keyctl}, 0, -3, 1) == -1, "it reaches keys of this machine"
assert ctypes.CDLL(None).unshare({namespace}) == -1, "it can make its own namespaces, and mount what it likes"
assert not os.path.exists({secret!r}), "it sees files of this machine"
try:
    socket.create_connection(("127.0.0.1", {port}), timeout=1)
except OSError:
    print("contained")
"""
INSTALL = "bubblewrap is missing; install it (on Debian and Ubuntu: apt install bubblewrap)"
ALLOW = (
    "bubblewrap does not work here ({reason}). User namespaces may be closed to ordinary users: on Ubuntu, give "
    "/usr/bin/bwrap an AppArmor profile that allows userns; in a container, be an ordinary user, allow them in its "
    "seccomp profile, and leave /proc unmasked"
)


class SandboxError(RuntimeError):
    """There is no working sandbox here; the message says what to do."""


def check_sandbox() -> None:
    """Raise SandboxError unless the sandbox contains a command."""
    if sys.platform != "linux":
        raise SandboxError("the sandbox needs Linux: grade on a Linux machine, or in one (WSL 2, a virtual machine)")
    if not shutil.which("bwrap"):
        raise SandboxError(INSTALL)
    with tempfile.NamedTemporaryFile() as secret, socket.create_server(("127.0.0.1", 0)) as server:
        keyctl = NUMBERS.get(platform.machine(), {}).get("keyctl", 0)
        port = server.getsockname()[1]
        probe = PROBE.format(secret=secret.name, port=port, keyctl=keyctl, namespace=NEW_USER)
        command = sandboxed([sys.executable, "-c", probe], {}, Limits(memory=1024))
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        except subprocess.TimeoutExpired:
            raise SandboxError("bubblewrap did not answer within a minute; retry when the machine is idle") from None
    if done.stdout.strip() != "contained":
        lines = done.stderr.strip().splitlines() or ["no message"]
        raise SandboxError(ALLOW.format(reason=lines[-1]))
