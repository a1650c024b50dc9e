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


@dataclass(frozen=True)
class Kit:
    """The release as one packed file, to be sent to every machine that grades.

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
    files = sorted(path for path in release.rglob("*") if path.is_file())
    if not (release / "facelab").is_dir():
        raise ValueError(f"{release} holds no release; make one with `facelab release --out {release}`.")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in files:
            archive.writestr(zipfile.ZipInfo(path.relative_to(release).as_posix()), path.read_bytes())
    return Kit(packed.getvalue(), hashlib.sha256(packed.getvalue()).hexdigest())


def unpack_kit(kit: Kit) -> Path:
    """Unpack a kit on this machine, once.

    Parameters
    ----------
    kit : Kit

    Returns
    -------
    Path
        Folder with `course/`, `blanked/` and `fair-weights/`.

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
        (building / "course").mkdir(parents=True)
        with zipfile.ZipFile(io.BytesIO(kit.packed)) as archive:
            archive.extractall(building / "course")
        compileall.compile_dir(
            building / "course" / "facelab", quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH
        )
        write_blanked_orl(building / "blanked")
        copy_fair_weights(building / "course" / "weights", building / "fair-weights")
        (building / "nothing").mkdir()
        building.rename(target)
    except OSError:
        if not target.is_dir():  # another worker was faster
            raise
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return target
