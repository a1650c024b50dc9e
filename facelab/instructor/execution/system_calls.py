"""A filter of system calls for bubblewrap: it refuses what namespaces do not keep apart.

Keys of the kernel (keyrings) are shared by all processes of a session, whatever namespaces they are in. Memory in
System V segments and in nameless files belongs to no process, so that no watch over processes finds it; nor does that
of a file system which somebody mounts in their own namespace. Not every kind of socket ends at the network's
namespace. And a process that chooses its own cores takes those of its neighbors.

The format is that of Documentation/userspace-api/seccomp_filter.rst in Linux.
"""

import platform
import struct
import sys

ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # linux/audit.h
REFUSED = {  # numbers for the two: linux/arch/x86/entry/syscalls/syscall_64.tbl, asm-generic/unistd.h
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190),
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "sched_setaffinity": (203, 122),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "io_uring_setup": (425, 425), "perf_event_open": (298, 241), "bpf": (321, 280), "userfaultfd": (323, 282),
}  # fmt: skip
NUMBERS = {machine: {name: pair[i] for name, pair in REFUSED.items()} for i, machine in enumerate(ARCHITECTURE)}
CLONE = {"x86_64": 56, "aarch64": 220}
CLONE3 = 435  # its flags are in memory, where no filter looks: reported as missing, so that callers fall back to clone
SOCKET = {"x86_64": 41, "aarch64": 198}
NAMESPACES = 0x7E020000  # all CLONE_NEW… flags of clone, linux/sched.h
FAMILIES = 1, 2, 10, 16  # AF_UNIX, AF_INET, AF_INET6, AF_NETLINK
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # linux/bpf_common.h
NUMBER, MACHINE, FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000  # linux/seccomp.h; refused with "operation not permitted"
UNKNOWN = 0x00050026  # "function not implemented"
X32 = 0x40000000  # numbers from here on are those of another interface


def refusing_filter() -> bytes:
    """Write the filter as an array of struct sock_filter; b"" for a machine whose numbers are not known here."""
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
