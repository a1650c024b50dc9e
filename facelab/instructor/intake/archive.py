"""Read a zip file that strangers have filled: names, sizes and kinds are checked before anything is unpacked."""

import datetime
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, NamedTuple

MAX_MEMBERS = 50_000
MAX_NAME_BYTES = 200
MAX_MEMBER_BYTES = 250 * 2**20
MAX_TOTAL_BYTES = 8 * 2**30
EARLIEST = "1980-01-01 00:00:00"  # the first date that a zip file can hold
IGNORED = "__MACOSX", ".DS_Store"


class Member(NamedTuple):
    """A file in an archive: its path, when it was changed (ISO), and a sentence if it is refused."""

    path: PurePosixPath
    changed: str
    refused: str
    info: zipfile.ZipInfo


def members(archive: zipfile.ZipFile) -> Iterator[Member]:
    """List the files of an archive, each with what is wrong with it.

    Parameters
    ----------
    archive : ZipFile

    Yields
    ------
    Member

    Raises
    ------
    ValueError
        If the archive holds too much.
    """
    infos = [info for info in archive.infolist() if not info.is_dir() and not _is_ignored(info)]
    if len(infos) > MAX_MEMBERS:
        raise ValueError(f"it holds {len(infos):,} files, at most {MAX_MEMBERS:,} are read.")
    if (total := sum(info.file_size for info in infos)) > MAX_TOTAL_BYTES:
        raise ValueError(f"it would unpack to {total / 2**30:,.1f} GiB, at most {MAX_TOTAL_BYTES // 2**30} are read.")
    seen: set[str] = set()
    for info in infos:
        path = PurePosixPath(info.filename)
        yield Member(path, _changed(info), _problem(info, path, seen), info)
        seen.add(info.filename)


def read_member(archive: zipfile.ZipFile, member: Member) -> bytes:
    """Unpack one file into memory, never more than it declares.

    Parameters
    ----------
    archive : ZipFile
    member : Member
        Not refused.

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If it is damaged, or unpacks to more than it declares.
    """
    try:
        with archive.open(member.info) as file:
            return _read_exactly(file, member.info.file_size)
    except Exception as error:  # a stranger's file can break the unpackers in many ways
        raise ValueError(f"{member.path} cannot be unpacked ({error}).") from None


def _read_exactly(file: IO[bytes], size: int) -> bytes:
    content = file.read(size + 1)
    if len(content) != size:
        raise zipfile.BadZipFile("its size is not as declared")
    return content


def _is_ignored(info: zipfile.ZipInfo) -> bool:
    return any(part in IGNORED for part in PurePosixPath(info.filename).parts)


def _problem(info: zipfile.ZipInfo, path: PurePosixPath, seen: set[str]) -> str:
    mode = info.external_attr >> 16
    if not path.parts or path.is_absolute() or ".." in path.parts or "\\" in info.filename or ":" in path.parts[0]:
        return "its path leads out of the archive"
    if not info.filename.isprintable() or len(info.filename) > 500:
        return "its name is not plain text"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "it is a link or a device, not a file"
    if len(info.filename.rsplit("/", 1)[-1].encode()) > MAX_NAME_BYTES:
        return "its name is too long"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed in a way that is not known here"
    if info.flag_bits & 1:
        return "it is encrypted"
    if info.file_size > MAX_MEMBER_BYTES:
        return f"it has {info.file_size / 2**20:,.0f} MiB, at most {MAX_MEMBER_BYTES // 2**20} are read"
    return "the archive holds it twice" if info.filename in seen else ""


def _changed(info: zipfile.ZipInfo) -> str:
    try:
        return str(datetime.datetime(*info.date_time))
    except ValueError:  # some packers leave it empty: month 0, day 0
        return EARLIEST
