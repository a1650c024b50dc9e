"""Read an untrusted zip file: names, sizes and kinds are checked before anything is unpacked."""

import datetime
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

MAX_MEMBERS = 50_000
MAX_NAME_BYTES = 200
MAX_MEMBER_BYTES = 250 * 2**20
MAX_TOTAL_BYTES = 8 * 2**30
EARLIEST = "1980-01-01 00:00:00"  # the first date that a zip file can hold
IGNORED = "__MACOSX", ".DS_Store"


class Member(NamedTuple):
    """A file in an archive; its refusal says why it is not read, and is empty if it can be."""

    path: PurePosixPath
    modified: str  # ISO
    refusal: str
    info: zipfile.ZipInfo


def members(archive: zipfile.ZipFile) -> Iterator[Member]:
    """List the files of an archive; raise ValueError if it holds too much."""
    infos = [info for info in archive.infolist() if not info.is_dir() and not _is_ignored(info)]
    if len(infos) > MAX_MEMBERS:
        raise ValueError(f"it holds {len(infos):,} files, at most {MAX_MEMBERS:,} are read.")
    if (total := sum(info.file_size for info in infos)) > MAX_TOTAL_BYTES:
        raise ValueError(f"it would unpack to {total / 2**30:,.1f} GiB, at most {MAX_TOTAL_BYTES // 2**30} are read.")
    seen: set[str] = set()
    for info in infos:
        path, refusal = PurePosixPath(info.filename), ""
        try:
            _check(info, path, seen)
        except ValueError as error:
            refusal = str(error)
        yield Member(path, _modified(info), refusal, info)
        seen.add(info.filename)


def read_member(archive: zipfile.ZipFile, member: Member) -> bytes:
    """Unpack one file into memory; raise ValueError if it is damaged or larger than it declares."""
    try:
        with archive.open(member.info) as file:
            content = file.read(member.info.file_size + 1)
    except Exception as error:  # an untrusted file can break the unpackers in many ways
        raise ValueError(f"{member.path} cannot be unpacked ({error}).") from None
    if len(content) != member.info.file_size:
        raise ValueError(f"{member.path} cannot be unpacked (its size is not as declared).")
    return content


def _is_ignored(info: zipfile.ZipInfo) -> bool:
    return any(part in IGNORED for part in PurePosixPath(info.filename).parts)


def _check(info: zipfile.ZipInfo, path: PurePosixPath, seen: set[str]) -> None:
    """Raise ValueError, with the reason, for a file that is not read."""
    name = info.filename
    if not path.parts or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in path.parts[0]:
        raise ValueError("its path leads out of the archive")
    if not name.isprintable() or len(name) > 500:
        raise ValueError("its name is not plain text")
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        raise ValueError("it is a link or a device, not a file")
    if len(name.rsplit("/", 1)[-1].encode()) > MAX_NAME_BYTES:
        raise ValueError("its name is too long")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("its compression method is not supported")
    if info.flag_bits & 1:
        raise ValueError("it is encrypted")
    if info.file_size > MAX_MEMBER_BYTES:
        raise ValueError(f"it has {info.file_size / 2**20:,.0f} MiB, at most {MAX_MEMBER_BYTES // 2**20} are read")
    if name in seen:
        raise ValueError("the archive holds it twice")


def _modified(info: zipfile.ZipInfo) -> str:
    try:
        return str(datetime.datetime(*info.date_time))
    except ValueError:  # some packers leave it empty: month 0, day 0
        return EARLIEST
