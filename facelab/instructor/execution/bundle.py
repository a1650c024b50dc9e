"""What a run sees of the course, packed for every machine that grades: the release, and the course's own networks."""

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
    """The content of a zip file, and its SHA-256."""

    packed: bytes
    digest: str


def make_bundle(release: Path) -> Bundle:
    """Pack what `facelab release` made; the same release gives the same bytes."""
    files = {f"course/{path.relative_to(release).as_posix()}": path for path in released_files(release)}
    files |= {f"known/{path.name}": path for path in weights_folder().glob("*.hdf5")}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, path in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes())
    return Bundle(packed.getvalue(), hashlib.sha256(packed.getvalue()).hexdigest())


def unpack_bundle(bundle: Bundle) -> Path:
    """Unpack a bundle once, into a folder that ends with this process; what another process left is not trusted.

    It holds the released `course/`, its `weights/`, of these the `leak-free-weights/`, all the course's networks
    (`known/`), and the packages that go in front of the installed ones: `masked/` faces, or none (`no-packages/`).
    """
    with _unpacking:
        if bundle.digest not in _unpacked:
            _unpacked[bundle.digest] = tempfile.TemporaryDirectory(prefix="facelab-bundle-", dir=_worker_folder())
            _unpack(bundle, Path(_unpacked[bundle.digest].name))
    return Path(_unpacked[bundle.digest].name)


def _worker_folder() -> str | None:
    """Find the folder of this worker, which Dask deletes even if the worker was killed."""
    try:
        return str(get_worker().local_directory)
    except ValueError:  # this is not a worker
        return None


def _unpack(bundle: Bundle, folder: Path) -> None:
    for name in ("course/weights", "known", "no-packages"):
        (folder / name).mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(bundle.packed)) as archive:
        archive.extractall(folder)
    compileall.compile_dir(folder / "course" / "facelab", quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    write_masked_orl(folder / "masked")
    (folder / "course" / "weights").rename(folder / "weights")  # bound by itself: a verifier sees leak-free ones only
    copy_leak_free_weights(folder / "weights", folder / "leak-free-weights")
