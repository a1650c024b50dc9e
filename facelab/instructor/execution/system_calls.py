"""A filter of system calls for bubblewrap: what namespaces do not keep apart, a sandbox may not ask for.

Keys of the kernel (keyrings) are shared by all processes of a session, whatever namespaces they are in. Memory in
System V segments and in nameless files belongs to no process, so that no watch over processes finds it; nor does that
of a file system which somebody mounts in a namespace of his own. Not every kind of socket ends at the network's
namespace. And a process that chooses its own cores takes those of its neighbors.
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
        "unshare": 272,
        "setns": 308,
        "mount": 165,
        "umount2": 166,
        "pivot_root": 155,
        "open_tree": 428,
        "move_mount": 429,
        "fsopen": 430,
        "fsconfig": 431,
        "fsmount": 432,
        "fspick": 433,
        "mount_setattr": 442,
        "io_uring_setup": 425,
        "perf_event_open": 298,
        "bpf": 321,
        "userfaultfd": 323,
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
        "unshare": 97,
        "setns": 268,
        "mount": 40,
        "umount2": 39,
        "pivot_root": 41,
        "open_tree": 428,
        "move_mount": 429,
        "fsopen": 430,
        "fsconfig": 431,
        "fsmount": 432,
        "fspick": 433,
        "mount_setattr": 442,
        "io_uring_setup": 425,
        "perf_event_open": 241,
        "bpf": 280,
        "userfaultfd": 282,
    },
}
CLONE = {"x86_64": 56, "aarch64": 220}
CLONE3 = 435  # its flags lie in memory, where no filter looks: it is said not to be there, and clone is taken
SOCKET = {"x86_64": 41, "aarch64": 198}
NAMESPACES = 0x7E020000  # all CLONE_NEW… flags of clone, linux/sched.h
FAMILIES = 1, 2, 10, 16  # AF_UNIX, AF_INET, AF_INET6, AF_NETLINK
ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # linux/audit.h
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # linux/bpf_common.h
NUMBER, MACHINE, FIRST_ARGUMENT = 0, 4, 16  # where they stand in struct seccomp_data
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000  # linux/seccomp.h; refused with "operation not permitted"
UNKNOWN = 0x00050026  # "function not implemented"
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
    families = [(EQUAL, len(FAMILIES) - i, 0, family) for i, family in enumerate(FAMILIES)]
    program = [
        (LOAD, 0, 0, MACHINE),
        (EQUAL, 1, 0, ARCHITECTURE[machine]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        *((AT_LEAST, 0, 1, X32), (RETURN, 0, 0, REFUSE)),
        *(part for number in NUMBERS[machine].values() for part in ((EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSE))),
        *((EQUAL, 0, 1, CLONE3), (RETURN, 0, 0, UNKNOWN)),
        *((EQUAL, 0, 4, CLONE[machine]), (LOAD, 0, 0, FIRST_ARGUMENT)),
        *((ANY_BIT, 0, 1, NAMESPACES), (RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)),
        *((EQUAL, 0, len(families) + 2, SOCKET[machine]), (LOAD, 0, 0, FIRST_ARGUMENT)),
        *(*families, (RETURN, 0, 0, REFUSE)),
        (RETURN, 0, 0, ALLOW),
    ]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in program)
