import struct

import pytest

from facelab.grading import system_calls
from facelab.grading.system_calls import ALLOW, ARCHITECTURE, KILL, NUMBERS, REFUSE, refusing_filter


def judge(program, architecture, number):
    """Run the filter as the kernel does."""
    instructions = [struct.unpack_from("<HBBI", program, start) for start in range(0, len(program), 8)]
    at, value = 0, 0
    while True:
        code, if_so, if_not, k = instructions[at]
        at += 1
        if code == system_calls.LOAD:
            value = {0: number, 4: architecture}[k]
        elif code == system_calls.EQUAL:
            at += if_so if value == k else if_not
        elif code == system_calls.AT_LEAST:
            at += if_so if value >= k else if_not
        else:
            return k


@pytest.mark.parametrize("machine", NUMBERS)
def test_every_number_is_judged_as_it_should_be(monkeypatch, machine):
    monkeypatch.setattr("platform.machine", lambda: machine)
    program, refused = refusing_filter(), set(NUMBERS[machine].values())
    for number in range(600):
        assert judge(program, ARCHITECTURE[machine], number) == (REFUSE if number in refused else ALLOW)
    assert judge(program, ARCHITECTURE[machine], 0x40000000 + 1) == REFUSE, "the other interface of x86"
    assert judge(program, 0x40000003, 1) == KILL, "programs for another machine"


def test_an_unknown_machine_has_no_filter(monkeypatch):
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert refusing_filter() == b""
