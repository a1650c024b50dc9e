"""What a run sees of the course: the release, with compiled code, blanked faces, and weights that are fair."""

import compileall
import hashlib
import io
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode
from threading import Lock

from distributed import get_worker

from facelab.grading.release import released_files
from facelab.submission.job import copy_fair_weights, write_blanked_orl

_unpacking = Lock()
_unpacked: dict[str, tempfile.TemporaryDirectory] = {}
OUR_WEIGHTS = Path(__file__).resolve().parents[2] / "weights"


@dataclass(frozen=True)
class Kit:
    """The release and the course's networks as one packed file, to be sent to every machine that grades.

    Parameters
    ----------
    packed : bytes
        A zip file.
    digest : str
        Its SHA-256.
    """

    packed: bytes
    digest: str


def make_kit(release: Path) -> Kit:
    """Pack a release; the same release gives the same bytes.

    Parameters
    ----------
    release : Path
        Made by `facelab release`.

    Returns
    -------
    Kit

    Raises
    ------
    ValueError
        If there is no release.
    """
    files = {f"course/{path.relative_to(release).as_posix()}": path for path in released_files(release)}
    files |= {f"known/{path.name}": path for path in OUR_WEIGHTS.glob("*.hdf5")}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, path in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes())
    return Kit(packed.getvalue(), hashlib.sha256(packed.getvalue()).hexdigest())


def unpack_kit(kit: Kit) -> Path:
    """Unpack a kit for this process, once; what another process left is not trusted.

    Parameters
    ----------
    kit : Kit

    Returns
    -------
    Path
        Folder that is gone with the process, with `course/`, its `weights/`, those that are
        `fair-weights/`, `known/` networks, and `blanked/` faces.
    """
    with _unpacking:
        if kit.digest not in _unpacked:
            _unpacked[kit.digest] = tempfile.TemporaryDirectory(prefix="facelab-kit-", dir=_own_folder())
            _unpack(kit, Path(_unpacked[kit.digest].name))
    return Path(_unpacked[kit.digest].name)


def _own_folder() -> str | None:
    """Find the folder of this worker, which Dask clears away even if the worker was killed."""
    try:
        return str(get_worker().local_directory)
    except ValueError:  # this is no worker
        return None


def _unpack(kit: Kit, place: Path) -> None:
    for name in ("course/weights", "known", "nothing"):
        (place / name).mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(kit.packed)) as archive:
        archive.extractall(place)
    compileall.compile_dir(place / "course" / "facelab", quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    write_blanked_orl(place / "blanked")
    (place / "course" / "weights").rename(place / "weights")  # only those that are fair are shown
    copy_fair_weights(place / "weights", place / "fair-weights")
