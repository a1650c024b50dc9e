import json

import nbformat
import pytest

from facelab.instructor.intake import preflight
from facelab.instructor.intake.preflight import prepare
from facelab.instructor.release.released import read_released
from tests.instructor.sample_course import RIGHT, START, VERIFIER, find_notebook, hand_in, make_release

BY_HAND = ["mean-or-nearest-in-words", "strangers-in-words"]  # the exercises that a person grades


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    make_release(folder / "release")
    return folder


@pytest.fixture
def released(course):
    return read_released(find_notebook(START, course / "release" / "notebooks"))


@pytest.fixture
def submitted(course):
    return hand_in(course, "ada", START, RIGHT) / f"{START}.ipynb"


def change(path, how):
    notebook = nbformat.read(path, as_version=4)
    how(notebook)
    nbformat.write(notebook, path)


def by_id(notebook, grade_id):
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def test_a_good_one_stays_as_it_is(submitted, released):
    prepared = prepare(submitted, released)
    ours = nbformat.read(submitted, as_version=4)
    assert [cell.source for cell in prepared.notebook.cells] == [cell.source for cell in ours.cells]
    assert prepared.repairs == [] and prepared.written == {name: RIGHT[name] for name in BY_HAND}
    nbformat.validate(prepared.notebook)


def test_stubs_are_reported(course, released):
    folder = hand_in(course, "bob", START, {"accept": RIGHT["accept"]})
    prepared = prepare(folder / f"{START}.ipynb", released)
    assert prepared.untouched == ["stranger-accepted", "identify", "best-threshold", "identify-by-person", *BY_HAND]
    assert prepared.written == {}


def test_the_stub_of_a_figure_does_not_stop_the_notebook(course):
    folder = hand_in(course, "bob", VERIFIER, {})
    released = read_released(find_notebook(VERIFIER, course / "release" / "notebooks"))
    prepared = prepare(folder / f"{VERIFIER}.ipynb", released)
    assert by_id(prepared.notebook, "verifier-figure").source == "# not answered"
    assert "NotImplementedError" in by_id(prepared.notebook, "embed").source


def test_the_last_of_several_copies_counts(submitted, released):
    def copy(notebook):
        cell = by_id(notebook, "accept")
        notebook.cells.insert(0, nbformat.v4.new_code_cell("accept = None", metadata=cell.metadata))

    change(submitted, copy)
    prepared = prepare(submitted, released)
    assert prepared.repairs == ["the cell 'accept' is there more than once; the last one counts."]
    assert by_id(prepared.notebook, "accept").source == RIGHT["accept"]
    assert "nbgrader" not in prepared.notebook.cells[0].metadata


def test_deleted_checks_come_back_and_deleted_answers_are_named(submitted, released):
    def delete(notebook):
        for name in ("accept", "accept-check"):
            notebook.cells.remove(by_id(notebook, name))

    change(submitted, delete)
    prepared = prepare(submitted, released)
    assert prepared.repairs == [
        "the answer 'accept' is missing.",
        "the locked cell 'accept-check' was missing; it is back.",
    ]
    assert 'check("accept"' in by_id(prepared.notebook, "accept-check").source


def test_changed_checks_and_types_are_as_released_again(submitted, released):
    def spoil(notebook):
        by_id(notebook, "accept-check").source = "print('all right')"
        cell = by_id(notebook, "accept")
        position = notebook.cells.index(cell)
        notebook.cells[position] = nbformat.v4.new_markdown_cell(cell.source, metadata=cell.metadata)
        by_id(notebook, "identify-check").metadata.nbgrader.points = 100

    change(submitted, spoil)
    prepared = prepare(submitted, released)
    assert by_id(prepared.notebook, "accept").cell_type == "code"
    assert 'check("accept"' in by_id(prepared.notebook, "accept-check").source
    assert by_id(prepared.notebook, "identify-check").metadata.nbgrader.points == 2
    assert len(prepared.repairs) == 2


def test_outputs_kernels_and_foreign_metadata_are_dropped(submitted, released):
    def spoil(notebook):
        notebook.metadata.kernelspec = {"name": "bash", "display_name": "bash", "language": "bash"}
        notebook.metadata.secret = "x" * 1000
        cell = by_id(notebook, "accept")
        cell.outputs = [nbformat.v4.new_output("stream", text="x" * 1000)]
        cell.metadata.nbgrader.grade_id = "of another course"

    change(submitted, spoil)
    text = nbformat.writes(prepare(submitted, released).notebook)
    assert "bash" not in text and "xxx" not in text and "of another course" not in text


def test_an_older_format_is_read(submitted, released):
    notebook = nbformat.read(submitted, as_version=4)
    nbformat.write(nbformat.convert(notebook, 3), submitted, version=3)
    assert by_id(prepare(submitted, released).notebook, "accept-check")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"not json",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        json.dumps({"cells": 3, "nbformat": 4, "nbformat_minor": 5}).encode(),
        json.dumps({"cells": [{"cell_type": "code"}], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}).encode(),
        json.dumps({"cells": [{"cell_type": "code", "source": 3}], "nbformat": 4, "nbformat_minor": 5}).encode(),
        json.dumps({"nbformat": 99, "nbformat_minor": 0, "cells": []}).encode(),
    ],
)
def test_what_is_not_a_notebook(tmp_path, released, content):
    path = tmp_path / "a.ipynb"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"is not a readable notebook|has 0 cells"):
        prepare(path, released)


def test_large_files_links_and_many_cells(tmp_path, submitted, released, monkeypatch):
    (tmp_path / "link.ipynb").symlink_to(submitted)
    with pytest.raises(ValueError, match="not a plain file"):
        prepare(tmp_path / "link.ipynb", released)
    monkeypatch.setattr(preflight, "MAX_CELLS", 3)
    with pytest.raises(ValueError, match="expected 1 to 3"):
        prepare(submitted, released)
    monkeypatch.setattr(preflight, "MAX_BYTES", 100)
    with pytest.raises(ValueError, match="at most 0 are read"):
        prepare(submitted, released)
