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

from facelab.course import weights_folder
from facelab.instructor.release.build import released_files
from facelab.submission.job import copy_leak_free_weights, write_masked_orl

_unpacking = Lock()
_unpacked: dict[str, tempfile.TemporaryDirectory] = {}


@dataclass(frozen=True)
class Bundle:
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


def make_bundle(release: Path) -> Bundle:
    """Pack a release; the same release gives the same bytes.

    Parameters
    ----------
    release : Path
        Made by `facelab release`.

    Returns
    -------
    Bundle

    Raises
    ------
    ValueError
        If there is no release.
    """
    files = {f"course/{path.relative_to(release).as_posix()}": path for path in released_files(release)}
    files |= {f"known/{path.name}": path for path in weights_folder().glob("*.hdf5")}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, path in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes())
    return Bundle(packed.getvalue(), hashlib.sha256(packed.getvalue()).hexdigest())


def unpack_bundle(bundle: Bundle) -> Path:
    """Unpack a bundle for this process, once; what another process left is not trusted.

    Parameters
    ----------
    bundle : Bundle

    Returns
    -------
    Path
        Folder that is gone with the process, with `course/`, its `weights/`, those that are
        `leak-free-weights/`, `known/` networks, and `masked/` faces.
    """
    with _unpacking:
        if bundle.digest not in _unpacked:
            _unpacked[bundle.digest] = tempfile.TemporaryDirectory(prefix="facelab-bundle-", dir=_own_folder())
            _unpack(bundle, Path(_unpacked[bundle.digest].name))
    return Path(_unpacked[bundle.digest].name)


def _own_folder() -> str | None:
    """Find the folder of this worker, which Dask clears away even if the worker was killed."""
    try:
        return str(get_worker().local_directory)
    except ValueError:  # this is no worker
        return None


def _unpack(bundle: Bundle, place: Path) -> None:
    for name in ("course/weights", "known", "nothing"):
        (place / name).mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(bundle.packed)) as archive:
        archive.extractall(place)
    compileall.compile_dir(place / "course" / "facelab", quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    write_masked_orl(place / "masked")
    (place / "course" / "weights").rename(place / "weights")  # only those that are fair are shown
    copy_leak_free_weights(place / "weights", place / "leak-free-weights")
