"""What a run sees of the course: the release, with compiled code, blanked faces, and weights that are fair."""

import compileall
import hashlib
import io
import os
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode
from uuid import uuid4

from facelab.submission.job import copy_fair_weights, write_blanked_orl

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
    if not (release / "facelab").is_dir():
        raise ValueError(f"{release} holds no release; make one with `facelab release --out {release}`.")
    files = {f"course/{path.relative_to(release).as_posix()}": path for path in release.rglob("*") if path.is_file()}
    files |= {f"known/{path.name}": path for path in OUR_WEIGHTS.glob("*.hdf5")}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, path in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes())
    return Kit(packed.getvalue(), hashlib.sha256(packed.getvalue()).hexdigest())


def unpack_kit(kit: Kit) -> Path:
    """Unpack a kit on this machine, once.

    Parameters
    ----------
    kit : Kit

    Returns
    -------
    Path
        Folder with `course/`, its `weights/`, those that are `fair-weights/`, `known/` networks, and `blanked/` faces.

    Raises
    ------
    ValueError
        If somebody else has put something there.
    """
    target = Path(tempfile.gettempdir()) / f"facelab-kit-{os.getuid()}-{kit.digest[:16]}"
    if os.path.lexists(target):
        if target.is_symlink() or target.stat().st_uid != os.getuid():
            raise ValueError(f"{target} belongs to somebody else; delete it, or name another folder in TMPDIR.")
        return target
    building = target.with_name(f".{target.name}.{uuid4().hex}.tmp")
    try:
        for name in ("course/weights", "known", "nothing"):
            (building / name).mkdir(parents=True)
        with zipfile.ZipFile(io.BytesIO(kit.packed)) as archive:
            archive.extractall(building)
        compileall.compile_dir(
            building / "course" / "facelab", quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH
        )
        write_blanked_orl(building / "blanked")
        (building / "course" / "weights").rename(building / "weights")  # only those that are fair are shown
        copy_fair_weights(building / "weights", building / "fair-weights")
        building.rename(target)
    except OSError:
        if not target.is_dir():  # another worker was faster
            raise
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return target
