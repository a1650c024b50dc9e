"""Pack a release into a zip file, the same bytes every time."""

import io
import zipfile
from pathlib import Path

from facelab.atomic import write_atomically

ZIP_TIME = 1980, 1, 1, 0, 0, 0  # the same bytes every time
ZIP_COMMENT = b"facelab release"  # a zip file without it is never replaced


def zip_release(out: Path) -> Path:
    """Pack a release into a zip file beside it."""
    target = check_zip_target(out)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = ZIP_COMMENT
        for path in sorted(out.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{out.name}/{path.relative_to(out).as_posix()}", ZIP_TIME)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(entry, path.read_bytes())
    write_atomically(target, packed.getvalue())
    return target


def check_zip_target(out: Path) -> Path:
    """Find where the zip file of a release goes; raise ValueError if another file is there."""
    target = out.with_name(f"{out.name}.zip")
    if target.exists() and not (zipfile.is_zipfile(target) and zipfile.ZipFile(target).comment == ZIP_COMMENT):
        raise ValueError(f"{target} is not a zip file of a release; move it away, or choose another folder.")
    return target
