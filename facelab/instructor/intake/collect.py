"""Bring what a learning platform hands out, one zip file for an assignment, into `submitted/`."""

import hashlib
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from facelab.course import notebook_name
from facelab.instructor.intake.archive import MAX_MEMBERS, members, read_member
from facelab.instructor.intake.filename_rules import ZIP, Named, checked_rule, is_folder_name, named_files
from facelab.instructor.intake.lms_ids import EVERYWHERE, platform_numbers, write_numbers
from facelab.instructor.intake.submissions import NOTEBOOK, WEIGHTS
from facelab.instructor.intake.timestamps import TIMESTAMP, read_date, submitted_date

AGAIN = re.compile(r"-(\d+)(?=\.[^.]+$)")  # Canvas adds -1, -2 … to what is handed in again
CENTRAL_HEADER = b"PK\x01\x02"
MAX_STUDENT_BYTES = 250 * 2**20


@dataclass
class Collected:
    """What was found in an archive.

    Parameters
    ----------
    changed : dict of str to str
        By student, when the newest file was changed.
    unchanged : list of str
        Students whose files are those that were there already; their dates stay.
    refused : list of str
        What was left out, and why.
    notes : list of str
    """

    changed: dict[str, str] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def collect(archive: Path, course: Path, assignment: str, rule: str) -> Collected:
    """Unpack an archive into `submitted/<student>/<assignment>/`.

    What a student handed in before is replaced, unless it is newer or the same; what was graded stays graded. Of
    students with the same name, the platform's numbers make folders of their own.

    Parameters
    ----------
    archive : Path
    course : Path
        Folder with `submitted/`.
    assignment : str
    rule : str
        "canvas", "moodle", "folders", or a regular expression with the groups student_id and file_id.

    Returns
    -------
    Collected

    Raises
    ------
    ValueError
        If it is no zip file, holds too much, nothing in it fits the rule, or the rule has no such groups.
    """
    if not is_folder_name(assignment):
        raise ValueError(f"{assignment!r} is no name of an assignment.")
    assignment, expression = notebook_name(assignment), checked_rule(rule)
    found, staging = Collected(), course / "submitted" / f".{uuid4().hex}.tmp"
    numbers = platform_numbers(course, rule, assignment)
    try:
        with zipfile.ZipFile(archive) as opened:
            inside = list(members(opened))
            named, found.refused = named_files(inside, expression)
            if not named and not any(each.refused for each in inside):
                raise ValueError(f"no file in it fits the rule {rule!r}; name another one with --names.")
            folders = _folders({(each.student, each.number) for each in named}, numbers)
            if rule != EVERYWHERE and (same := sorted(place for (name, _), place in folders.items() if place != name)):
                found.notes.append(f"Students of one name: {', '.join(same)}. Other assignments number them otherwise.")
            for each in named:
                _take(opened, each, folders[each.student, each.number], found, staging)
        for student, changed in list(found.changed.items()):
            (staging / student / TIMESTAMP).write_text(f"{changed}\n")
            _replace(course / "submitted" / student / assignment, staging / student, student, found)
        write_numbers(
            course, rule, assignment, numbers | {number: place for (_, number), place in folders.items() if number}
        )
    except zipfile.BadZipFile as error:
        raise ValueError(f"{archive} is no zip file that can be read ({error}).") from None
    except OSError as error:
        raise ValueError(f"{archive} could not be unpacked ({error}).") from None
    except ValueError as error:
        raise ValueError(f"{archive}: {error}") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return found


def _folders(students: set[tuple[str, str]], known: dict[str, str]) -> dict[tuple[str, str], str]:
    """Choose a folder for each student: the name, and the number behind it if another one has the same name."""
    taken = {folder: number for number, folder in known.items()}
    names = [name for name, _ in students]
    folders: dict[tuple[str, str], str] = {}
    for name, number in sorted(students, key=lambda student: (student[1] not in known, student)):
        alone = names.count(name) == 1 and taken.get(name, number) == number
        chosen = known.get(number) or (name if alone else f"{name}_{number}")
        while chosen in folders.values():  # another student's name may look like that
            chosen += "_"
        folders[name, number] = chosen
    return folders


def _take(archive: zipfile.ZipFile, each: Named, folder: str, found: Collected, staging: Path) -> None:
    """Unpack one file into a student's folder; of those handed in again, the last one counts."""
    try:
        for name, content in _files(archive, each):
            again = AGAIN.search(name)
            target = staging / folder / AGAIN.sub("", name)
            rank = target.with_name(f".{target.name}.rank")
            if target.exists() and int(again[1] if again else 0) <= int(rank.read_text()):
                found.refused.append(f"{each.member.path}: {folder} has another {target.name}, which counts.")
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            rank.write_text(again[1] if again else "0")
            target.write_bytes(content)
            found.changed[folder] = max(each.member.changed, found.changed.get(folder, ""))
    except ValueError as error:
        found.refused.append(f"{each.member.path}: {error}")


def _files(archive: zipfile.ZipFile, each: Named) -> Iterator[tuple[str, bytes]]:
    """Read a file; if a student has made a zip file of it, what is inside, one after the other, without its folders."""
    content = read_member(archive, each.member)
    if each.member.path.suffix != ZIP:
        yield each.file, content
        return
    if content.count(CENTRAL_HEADER) > MAX_MEMBERS:  # the reader would list them all before it can be asked
        raise ValueError(f"it holds more than {MAX_MEMBERS:,} files.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            inside = [member for member in members(packed) if member.path.suffix in (*NOTEBOOK, *WEIGHTS)]
            if refused := [member for member in inside if member.refused]:
                raise ValueError(f"{refused[0].path} in it: {refused[0].refused}.")
            if sum(member.info.file_size for member in inside) > MAX_STUDENT_BYTES:
                raise ValueError(f"it would unpack to more than {MAX_STUDENT_BYTES // 2**20} MiB.")
            for member in inside:
                yield member.path.name, read_member(packed, member)
    except ValueError:
        raise
    except Exception as error:  # a stranger's file can break the unpacker in many ways
        raise ValueError(f"it is no zip file ({type(error).__name__}).") from None


def _replace(folder: Path, new: Path, student: str, found: Collected) -> None:
    """Put new files in the place of old ones, but not of the same ones, whose date may have been corrected."""
    for path in new.glob(".*.rank"):
        path.unlink()
    if _contents(folder) == _contents(new):
        found.unchanged.append(student)
        del found.changed[student]
        return
    if (folder / TIMESTAMP).is_file() and submitted_date(folder)[0] > read_date(found.changed[student]):
        found.refused.append(f"{student}: what was collected before is newer.")
        del found.changed[student]
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    old = folder.with_name(f".{folder.name}.{uuid4().hex}.old")
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _contents(folder: Path) -> dict[str, str]:
    """Sum up the files of a folder, but for the date."""
    files = [path for path in folder.glob("*") if path.is_file() and path.name != TIMESTAMP]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
