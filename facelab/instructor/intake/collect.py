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
from facelab.instructor.intake.filename_rules import ZIP, NamedFile, compile_rule, is_folder_name, match_files
from facelab.instructor.intake.lms_ids import ONE_ID, read_lms_ids, write_lms_ids
from facelab.instructor.intake.submissions import NOTEBOOK, WEIGHTS
from facelab.instructor.intake.timestamps import TIMESTAMP, parse_time, submission_time

ATTEMPT = re.compile(r"-(\d+)(?=\.[^.]+$)")  # Canvas adds -1, -2 … to what is handed in again
CENTRAL_HEADER = b"PK\x01\x02"
MAX_STUDENT_BYTES = 250 * 2**20


@dataclass
class Collected:
    """What became of an archive: by student's folder, and of what was left out, a sentence each."""

    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)  # the same files were there already; their dates stay
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def unpack_submissions(archive: Path, course: Path, assignment: str, rule: str) -> Collected:
    """Unpack an archive into `submitted/<student>/<assignment>/`, with names by a rule of `filename_rules`.

    What a student handed in before is replaced, unless it is newer or the same; what was graded stays graded.
    Students of the same name get folders with the platform's ids.
    """
    if not is_folder_name(assignment):
        raise ValueError(f"{assignment!r} cannot be the name of an assignment.")
    assignment, expression = notebook_name(assignment), compile_rule(rule)
    submitted, collected = course / "submitted", Collected()
    staging = submitted / f".{uuid4().hex}.tmp"
    known = read_lms_ids(course, rule, assignment)
    try:
        with zipfile.ZipFile(archive) as opened:
            listed = list(members(opened))
            files, collected.refused = match_files(listed, expression)
            if not files and not any(member.refusal for member in listed):
                raise ValueError(f"no file in it fits the rule {rule!r}; choose another one with --names.")
            folders = _choose_folders({(file.student, file.lms_id) for file in files}, known)
            placed = [(folders[file.student, file.lms_id], file) for file in files]
            modified = _unpack(opened, placed, staging, collected)
        renamed = sorted(folder for (student, _), folder in folders.items() if folder != student)
        if renamed and rule != ONE_ID:
            collected.notes.append(f"Students of one name: {', '.join(renamed)}. Other assignments have other numbers.")
        for folder, time in modified.items():
            _move_into_place(staging / folder, submitted / folder / assignment, time, collected)
        ids = {lms_id: folder for (_, lms_id), folder in folders.items() if lms_id}
        write_lms_ids(course, rule, assignment, known | ids)
    except zipfile.BadZipFile as error:
        raise ValueError(f"{archive} is not a readable zip file ({error}).") from None
    except OSError as error:
        raise ValueError(f"{archive} could not be unpacked ({error}).") from None
    except ValueError as error:
        raise ValueError(f"{archive}: {error}") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return collected


def _choose_folders(students: set[tuple[str, str]], known: dict[str, str]) -> dict[tuple[str, str], str]:
    """Choose a folder for each student: the name, followed by the id if another student has the same name."""
    taken = {folder: lms_id for lms_id, folder in known.items()}
    names = [name for name, _ in students]
    folders: dict[tuple[str, str], str] = {}
    for name, lms_id in sorted(students, key=lambda student: (student[1] not in known, student)):
        is_unique = names.count(name) == 1 and taken.get(name, lms_id) == lms_id
        chosen = known.get(lms_id) or (name if is_unique else f"{name}_{lms_id}")
        while chosen in folders.values():  # another student's name may look like that
            chosen += "_"
        folders[name, lms_id] = chosen
    return folders


def _unpack(
    archive: zipfile.ZipFile, placed: list[tuple[str, NamedFile]], staging: Path, collected: Collected
) -> dict[str, str]:
    """Unpack files into a folder for each student, the last attempt at each; report when each folder was modified."""
    modified: dict[str, str] = {}
    attempts: dict[Path, int] = {}
    for folder, file in placed:
        try:
            for name, content in _read_files(archive, file):
                match = ATTEMPT.search(name)
                attempt, target = int(match[1]) if match else 0, staging / folder / ATTEMPT.sub("", name)
                if attempt <= attempts.get(target, -1):
                    collected.refused.append(f"{file.member.path}: {folder} has another {target.name}, which counts.")
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                attempts[target] = attempt
                modified[folder] = max(file.member.modified, modified.get(folder, ""))
        except ValueError as error:
            collected.refused.append(f"{file.member.path}: {error}")
    return modified


def _read_files(archive: zipfile.ZipFile, file: NamedFile) -> Iterator[tuple[str, bytes]]:
    """Read a file; of a student's own zip file, each file in it, without its folders."""
    content = read_member(archive, file.member)
    if file.member.path.suffix != ZIP:
        yield file.name, content
        return
    if content.count(CENTRAL_HEADER) > MAX_MEMBERS:  # the reader would list them all before it can be asked
        raise ValueError(f"it holds more than {MAX_MEMBERS:,} files.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            inside = [member for member in members(packed) if member.path.suffix in (*NOTEBOOK, *WEIGHTS)]
            if refused := [member for member in inside if member.refusal]:
                raise ValueError(f"{refused[0].path} in it: {refused[0].refusal}.")
            if sum(member.info.file_size for member in inside) > MAX_STUDENT_BYTES:
                raise ValueError(f"it would unpack to more than {MAX_STUDENT_BYTES // 2**20} MiB.")
            for member in inside:
                yield member.path.name, read_member(packed, member)
    except ValueError:
        raise
    except Exception as error:  # an untrusted file can break the unpacker in many ways
        raise ValueError(f"it is not a zip file ({type(error).__name__}).") from None


def _move_into_place(new: Path, folder: Path, modified: str, collected: Collected) -> None:
    """Replace what a student handed in before, but not by the same files, whose date may have been corrected."""
    if _digests(folder) == _digests(new):
        collected.unchanged.append(new.name)
        return
    if (folder / TIMESTAMP).is_file() and submission_time(folder)[0] > parse_time(modified):
        collected.refused.append(f"{new.name}: what was collected before is newer.")
        return
    (new / TIMESTAMP).write_text(f"{modified}\n")
    folder.parent.mkdir(parents=True, exist_ok=True)
    old = folder.with_name(f".{folder.name}.{uuid4().hex}.old")
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    collected.changed.append(new.name)


def _digests(folder: Path) -> dict[str, str]:
    """Compute the SHA-256 of each file of a folder but the timestamp."""
    files = [path for path in folder.glob("*") if path.is_file() and path.name != TIMESTAMP]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
