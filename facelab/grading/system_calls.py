"""A filter of system calls for bubblewrap: what namespaces do not keep apart, a sandbox may not ask for.

Keys of the kernel (keyrings) are shared by all processes of a session, whatever namespaces they are in. Memory in
System V segments and in nameless files belongs to no process, so that no watch over processes finds it. And a process
that chooses its own cores takes those of its neighbours.
"""

import platform
import struct
import sys

# numbers: linux/arch/x86/entry/syscalls/syscall_64.tbl; asm-generic/unistd.h for aarch64
NUMBERS = {
    "x86_64": {
        "add_key": 248,
        "request_key": 249,
        "keyctl": 250,
        "shmget": 29,
        "msgget": 68,
        "semget": 64,
        "memfd_create": 319,
        "memfd_secret": 447,
        "sched_setaffinity": 203,
    },
    "aarch64": {
        "add_key": 217,
        "request_key": 218,
        "keyctl": 219,
        "shmget": 194,
        "msgget": 186,
        "semget": 190,
        "memfd_create": 279,
        "memfd_secret": 447,
        "sched_setaffinity": 122,
    },
}
ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # linux/audit.h
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000  # linux/seccomp.h; refused with "operation not permitted"
X32 = 0x40000000  # numbers from here on are those of another interface


def refusing_filter() -> bytes:
    """Write the filter as a program for the kernel.

    Returns
    -------
    bytes
        An array of struct sock_filter; empty for a machine whose numbers are not known here.

    References
    ----------
    Linux, Documentation/userspace-api/seccomp_filter.rst.

    Examples
    --------
    >>> len(refusing_filter()) % 8
    0
    """
    machine = platform.machine()
    if machine not in NUMBERS or sys.byteorder != "little":
        return b""
    numbers = sorted(NUMBERS[machine].values())
    program = [
        (LOAD, 0, 0, 4),
        (EQUAL, 1, 0, ARCHITECTURE[machine]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, 0),
        (AT_LEAST, len(numbers) + 1, 0, X32),
    ]
    program += [(EQUAL, len(numbers) - i, 0, number) for i, number in enumerate(numbers)]
    program += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE)]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in program)
