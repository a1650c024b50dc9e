"""Run a stranger's code in a bubblewrap sandbox: no network, no other files, no privileges, and limits on everything.

bubblewrap (https://github.com/containers/bubblewrap) gives a command a file system, processes and a network of its
own. What is bound into it is read-only; what it writes stays in memory and is gone with it.
"""

import atexit
import os
import secrets
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from facelab.instructor.execution.system_calls import refusing_filter

MIB = 2**20
FILTER = 9  # the file descriptor that the filter of system calls is read from
SYSTEM = "/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/alternatives"
UNSHARE = "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"
NOBODY = "65534"
FREE_USERS = 200_000, 2_000_000_000  # numbers of no user: as root, each run gets one of its own


@dataclass(frozen=True)
class Limits:
    """What a run may use.

    Parameters
    ----------
    minutes : float
    memory : int
        MiB, of all its processes together.
    cpus : tuple of int
        Numbers of the cores that it has for itself; empty for all of this process.
    processes : int
        Threads count, too.
    scratch : int
        MiB that it may write, all of it in memory.
    reserve : int
        MiB of addresses beyond the memory: TensorFlow takes gigabytes that it never touches.
    """

    minutes: float = 50
    memory: int = 8 * 1024
    cpus: tuple[int, ...] = ()
    processes: int = 512
    scratch: int = 1024
    reserve: int = 4096


def sandboxed(
    command: Sequence[str], binds: Mapping[Path, str], limits: Limits, hidden: Iterable[Path] = ()
) -> list[str]:
    """Put a command into a sandbox.

    Parameters
    ----------
    command : sequence of str
        It finds this Python's environment, without facelab's grading.
    binds : mapping of Path to str
        What else it can read, and where it lies inside.
    limits : Limits
    hidden : iterable of Path
        Folders that are covered by empty ones.

    Returns
    -------
    list of str
        The whole command.
    """
    as_root = os.geteuid() == 0
    places = {Path(path): path for path in (*SYSTEM, sys.base_prefix, sys.prefix)} | dict(binds)
    cpus = ["taskset", "--cpu-list", ",".join(map(str, limits.cpus))] if limits.cpus else []
    return [
        *("sh", "-c", f'exec "$@" {FILTER}<"$0"', str(_filter_file())),
        *cpus,
        "bwrap",
        *(("--seccomp", str(FILTER)) if refusing_filter() else ()),
        *UNSHARE,
        *(() if as_root else ("--unshare-user", "--uid", NOBODY, "--gid", NOBODY)),
        *("--die-with-parent", "--new-session", "--hostname", "sandbox", "--clearenv"),
        *(part for name, value in _environment(limits).items() for part in ("--setenv", name, value)),
        *("--proc", "/proc", "--dev", "/dev"),
        *("--perms", "1777", "--size", str(64 * MIB), "--tmpfs", "/dev/shm"),
        *("--perms", "1777", "--size", str(limits.scratch * MIB), "--tmpfs", "/tmp"),
        *_binds(places),  # after /tmp: what is bound may lie in it
        *(part for folder in (*hidden, *_grading()) for part in ("--tmpfs", str(folder))),
        *("--remount-ro", "/dev", "--remount-ro", "/", "--cap-drop", "ALL"),
        *(part for name in ("SETUID", "SETGID", "SETPCAP") if as_root for part in ("--cap-add", f"CAP_{name}")),
        *_prlimit(limits),
        *(_as_nobody() if as_root else ()),
        *command,
    ]


@cache
def _filter_file() -> Path:
    """Keep the filter of system calls in a file of this process."""
    with tempfile.NamedTemporaryFile(prefix="facelab-filter-", delete=False) as file:
        file.write(refusing_filter())
    atexit.register(Path(file.name).unlink, missing_ok=True)
    return Path(file.name)


def _environment(limits: Limits) -> dict[str, str]:
    cores = str(len(limits.cpus) or len(os.sched_getaffinity(0)))
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"), cores)
    return threads | {
        "PATH": f"{sys.prefix}/bin:/usr/bin:/bin",
        "HOME": "/tmp",
        "LANG": "C.UTF-8",
        "PYTHONPATH": "/packages:/course",
        "HDF5_PLUGIN_PRELOAD": "::",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def _binds(places: Mapping[Path, str]) -> list[str]:
    """Bind what is there, read-only; folders above it can be entered by everybody inside."""
    found = {source: target for source, target in places.items() if source.exists()}
    above = sorted({parent for target in found.values() for parent in Path(target).parents} - {Path("/"), Path("/tmp")})
    inside = [folder for folder in above if str(folder) not in found.values()]
    folders = [part for folder in inside for part in ("--perms", "0755", "--dir", str(folder))]
    return folders + [part for source, target in found.items() for part in ("--ro-bind", str(source), target)]


def _grading() -> list[Path]:
    """Find facelab's instructor side, if it is installed inside the environment that the sandbox sees."""
    spec = find_spec("facelab.instructor")
    folders = [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    seen = [Path(prefix) for prefix in (sys.prefix, sys.base_prefix, "/usr")]
    return [folder for folder in folders if any(folder.is_relative_to(prefix) for prefix in seen)]


def _prlimit(limits: Limits) -> list[str]:
    address_space = (limits.memory + limits.reserve) * MIB
    seconds = round(60 * limits.minutes * (len(limits.cpus) or os.cpu_count() or 1)) + 60
    return [
        "prlimit",
        f"--as={address_space}",
        f"--cpu={seconds}",
        f"--nproc={limits.processes}",
        f"--fsize={limits.scratch * MIB}",
        *("--nofile=1024", "--core=0"),
    ]


def _as_nobody() -> list[str]:
    user = str(FREE_USERS[0] + secrets.randbelow(FREE_USERS[1]))
    drop = ("--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--clear-groups")
    return ["setpriv", f"--reuid={user}", f"--regid={user}", *drop]
