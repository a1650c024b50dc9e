import socket
import struct

import pytest

from facelab.instructor.execution import system_calls
from facelab.instructor.execution.system_calls import (
    ALLOW,
    ARCHITECTURE,
    CLONE,
    CLONE3,
    KILL,
    NUMBERS,
    REFUSE,
    SOCKET,
    UNKNOWN,
    refusing_filter,
)


def judge(program, architecture, number, argument=0):
    """Run the filter as the kernel does."""
    instructions = [struct.unpack_from("<HBBI", program, start) for start in range(0, len(program), 8)]
    at, value = 0, 0
    while True:
        code, if_so, if_not, k = instructions[at]
        at += 1
        if code == system_calls.LOAD:
            value = {0: number, 4: architecture, 16: argument}[k]
        elif code == system_calls.EQUAL:
            at += if_so if value == k else if_not
        elif code == system_calls.AT_LEAST:
            at += if_so if value >= k else if_not
        elif code == system_calls.ANY_BIT:
            at += if_so if value & k else if_not
        else:
            return k


@pytest.mark.parametrize("machine", NUMBERS)
def test_every_number_is_judged_as_it_should_be(monkeypatch, machine):
    monkeypatch.setattr("platform.machine", lambda: machine)
    program, refused = refusing_filter(), set(NUMBERS[machine].values())
    for number in set(range(600)) - {CLONE3, SOCKET[machine]}:
        assert judge(program, ARCHITECTURE[machine], number) == (REFUSE if number in refused else ALLOW)
    assert judge(program, ARCHITECTURE[machine], CLONE3) == UNKNOWN
    assert judge(program, ARCHITECTURE[machine], 0x40000000 + 1) == REFUSE, "the other interface of x86"
    assert judge(program, 0x40000003, 1) == KILL, "programs for another machine"


@pytest.mark.parametrize("machine", NUMBERS)
def test_new_processes_but_no_new_namespaces(monkeypatch, machine):
    monkeypatch.setattr("platform.machine", lambda: machine)
    program, clone = refusing_filter(), CLONE[machine]
    thread, process, new_user, new_mount = 0x3D0F00, 0x1200011, 0x10000011, 0x20011
    found = [judge(program, ARCHITECTURE[machine], clone, flags) for flags in (thread, process, new_user, new_mount)]
    assert found == [ALLOW, ALLOW, REFUSE, REFUSE]


@pytest.mark.parametrize("machine", NUMBERS)
def test_sockets_of_the_network_and_of_processes_only(monkeypatch, machine):
    monkeypatch.setattr("platform.machine", lambda: machine)
    program = refusing_filter()
    allowed = [
        family for family in range(60) if judge(program, ARCHITECTURE[machine], SOCKET[machine], family) == ALLOW
    ]
    assert allowed == [socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, 16]


def test_an_unknown_machine_has_no_filter(monkeypatch):
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert refusing_filter() == b""
