"""Run untrusted code in a bubblewrap sandbox: no network, no other files, no privileges, and limits on everything.

bubblewrap (https://github.com/containers/bubblewrap) gives a command its own file system, processes and network.
What is bound into it is read-only; what it writes stays in memory and is gone with it.
"""

import atexit
import os
import secrets
import site
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from facelab.course import PACKAGE, REGISTRY
from facelab.instructor.execution.system_calls import refusing_filter

MIB = 2**20
FILTER_FD = 9  # the file descriptor that the filter of system calls is read from
SYSTEM = "/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/alternatives"
UNSHARE = "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"
NOBODY = "65534"
FIRST_UNUSED_UID, N_UNUSED_UIDS = 200_000, 2_000_000_000  # under root, each run gets one of its own


@dataclass(frozen=True)
class Limits:
    """What a run may use."""

    minutes: float = 50
    memory: int = 8 * 1024  # MiB, of all its processes together
    cpus: tuple[int, ...] = ()  # numbers of the cores that it has for itself; all of this process if empty
    processes: int = 512  # threads included
    scratch: int = 1024  # MiB that it may write, all of it in memory
    reserve: int = 4096  # MiB of address space beyond the memory: TensorFlow reserves gigabytes that it never touches


def sandboxed(
    command: Sequence[str], binds: Mapping[Path, str], limits: Limits, hidden: Iterable[Path] = ()
) -> list[str]:
    """Wrap a command so that it sees this Python's environment, and what `binds` maps to a place inside.

    Folders that are `hidden` are empty inside, and so is facelab, wherever it is installed: it holds answers and
    networks that were trained on the held-out people.
    """
    as_root = os.geteuid() == 0
    shown = {Path(path): path for path in (*SYSTEM, sys.base_prefix, sys.prefix)} | dict(binds)
    cpus = ["taskset", "--cpu-list", ",".join(map(str, limits.cpus))] if limits.cpus else []
    return [
        *("sh", "-c", f'exec "$@" {FILTER_FD}<"$0"', str(_filter_file())),
        *cpus,
        "bwrap",
        *(("--seccomp", str(FILTER_FD)) if refusing_filter() else ()),
        *UNSHARE,
        *(() if as_root else ("--unshare-user", "--uid", NOBODY, "--gid", NOBODY)),
        *("--die-with-parent", "--new-session", "--hostname", "sandbox", "--clearenv"),
        *(part for name, value in _environment(limits).items() for part in ("--setenv", name, value)),
        *("--proc", "/proc", "--dev", "/dev"),
        *("--perms", "1777", "--size", str(64 * MIB), "--tmpfs", "/dev/shm"),
        *("--perms", "1777", "--size", str(limits.scratch * MIB), "--tmpfs", "/tmp"),
        *_mounts(shown, [*hidden, *_facelab_folders()]),  # after /tmp: what is bound may be in it
        *("--remount-ro", "/dev", "--remount-ro", "/", "--cap-drop", "ALL"),
        *(part for name in ("SETUID", "SETGID", "SETPCAP") if as_root for part in ("--cap-add", f"CAP_{name}")),
        *_prlimit(limits),
        *(_as_unused_user() if as_root else ()),
        *command,
    ]


@cache
def _filter_file() -> Path:
    """Keep the filter of system calls in a file until this process ends."""
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


def _mounts(places: Mapping[Path, str], hidden: Iterable[Path]) -> list[str]:
    """Bind what is there, read-only, and cover what is hidden; outer folders first, which inner ones then cover."""
    shown = {target: source for source, target in places.items() if source.exists()}
    covered = {target for folder in hidden for target in _targets(folder, shown)}
    above = {str(folder) for target in (*shown, *covered) for folder in Path(target).parents} - {"/", "/tmp"}
    mounts = {folder: ["--perms", "0755", "--dir", folder] for folder in above}  # everybody inside can enter these
    mounts |= {target: ["--ro-bind", str(source), target] for target, source in shown.items()}
    mounts |= {target: ["--tmpfs", target] for target in covered}
    outer_first = sorted(mounts, key=lambda target: Path(target).parts)
    read_only = (part for target in sorted(covered) for part in ("--remount-ro", target))
    return [*(part for target in outer_first for part in mounts[target]), *read_only]


def _targets(folder: Path, shown: Mapping[str, Path]) -> set[str]:
    """Find where a folder of this machine is seen inside: in several places, if several binds show it."""
    real, sources = folder.resolve(), {target: source.resolve() for target, source in shown.items()}
    return {
        str(Path(target, real.relative_to(source))) for target, source in sources.items() if real.is_relative_to(source)
    }


def _facelab_folders() -> set[Path]:
    """List the folders that hold facelab with its instructor's side: installed packages and whole clones."""
    parents = {PACKAGE.parent, *map(Path, [*sys.path, *site.getsitepackages([sys.prefix, sys.base_prefix])])}
    return {
        parent if (parent / REGISTRY).is_file() else parent / "facelab"
        for parent in parents
        if (parent / "facelab" / "__init__.py").is_file()
    }


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


def _as_unused_user() -> list[str]:
    user = str(FIRST_UNUSED_UID + secrets.randbelow(N_UNUSED_UIDS))
    drop = ("--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--clear-groups")
    return ["setpriv", f"--reuid={user}", f"--regid={user}", *drop]
