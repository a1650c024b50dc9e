"""The kernel of this machine runs the filter; for the other architecture it is the same but for its numbers."""

import json
import os
import platform
import signal
import socket
import struct
import subprocess
import sys

import pytest

from facelab.instructor.execution.sandbox import FILTER_FD
from facelab.instructor.execution.system_calls import (
    ARCHITECTURE,
    CLONE,
    CLONE3,
    NUMBERS,
    SOCKET,
    X32,
    refusing_filter,
)
from tests.needs_sandbox import needs_sandbox

MACHINE = platform.machine()
pytestmark = pytest.mark.skipif(MACHINE not in NUMBERS, reason=f"{MACHINE} has no filter")
NEW_MOUNTS, NEW_USER = 0x20000, 0x10000000  # CLONE_NEWNS, CLONE_NEWUSER
CALL = """
import ctypes, errno, json, sys
libc = ctypes.CDLL(None, use_errno=True)
for number, *arguments in json.loads(sys.argv[1]):
    failed = libc.syscall(number, *arguments, *[0] * (6 - len(arguments))) == -1
    print(errno.errorcode[ctypes.get_errno()] if failed else "worked")
"""
OLD_INTERFACE = """
import ctypes, mmap
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(bytes.fromhex("b814000000cd80c3"))  # mov eax, 20 (getpid); int 0x80; ret
print(ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))())
"""


def filtered(tmp_path, code, *arguments):
    """Run Python with the filter and all capabilities: what is refused is refused by the filter alone."""
    (tmp_path / "filter").write_bytes(refusing_filter())
    user = () if os.geteuid() == 0 else ("--unshare-user",)
    capabilities = *user, "--unshare-pid", "--unshare-ipc", "--cap-add", "ALL"
    sandbox = "bwrap", "--seccomp", str(FILTER_FD), *capabilities, "--ro-bind", "/", "/", "--dev", "/dev"
    command = ["sh", "-c", f'exec "$@" {FILTER_FD}<"$0"', tmp_path / "filter", *sandbox, sys.executable, "-c", code]
    return subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=60, check=False)


def outcomes(tmp_path, calls):
    return filtered(tmp_path, CALL, json.dumps(calls)).stdout.split()


@needs_sandbox
def test_the_kernel_refuses_every_call_that_is_listed(tmp_path):
    numbers = NUMBERS[MACHINE]
    found = dict(zip(numbers, outcomes(tmp_path, [[number] for number in numbers.values()]), strict=True))
    assert found == dict.fromkeys(numbers, "EPERM")


@needs_sandbox
def test_new_processes_but_no_new_namespaces(tmp_path):
    calls = [[CLONE[MACHINE], signal.SIGCHLD | flag] for flag in (NEW_USER, NEW_MOUNTS)]
    assert outcomes(tmp_path, [*calls, [CLONE3]]) == ["EPERM", "EPERM", "ENOSYS"]
    process = "import os; pid = os.fork(); pid and os.waitpid(pid, 0); print('ran')"
    assert filtered(tmp_path, process).stdout == "ran\nran\n"
    thread = "import threading; t = threading.Thread(target=print, args=['ran']); t.start(); t.join()"
    assert filtered(tmp_path, thread).stdout == "ran\n"


@needs_sandbox
def test_sockets_of_the_network_and_of_processes_only(tmp_path):
    families = range(60)
    found = outcomes(tmp_path, [[SOCKET[MACHINE], family, socket.SOCK_DGRAM] for family in families])
    allowed = [family for family, outcome in zip(families, found, strict=True) if outcome == "worked"]
    assert allowed == [socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK]


@needs_sandbox
@pytest.mark.skipif(MACHINE != "x86_64", reason="only x86 has other interfaces")
def test_the_other_interfaces_of_x86(tmp_path):
    assert outcomes(tmp_path, [[X32 + 39]]) == ["EPERM"]
    assert filtered(tmp_path, OLD_INTERFACE).returncode == 128 + signal.SIGSYS


def test_the_filter_of_both_architectures_differs_in_numbers_only(monkeypatch):
    programs = {}
    for machine in NUMBERS:
        monkeypatch.setattr("platform.machine", lambda machine=machine: machine)
        program = [
            struct.unpack_from("<HBBI", refusing_filter(), start) for start in range(0, len(refusing_filter()), 8)
        ]
        numbers = [ARCHITECTURE[machine], *NUMBERS[machine].values(), CLONE[machine], SOCKET[machine]]
        assert len(set(numbers)) == len(numbers)
        programs[machine] = [(*jump, numbers.index(k) if k in numbers else k) for *jump, k in program]
    assert programs["x86_64"] == programs["aarch64"]


def test_an_unknown_machine_has_no_filter(monkeypatch):
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert refusing_filter() == b""
