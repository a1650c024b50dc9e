from facelab.instructor.intake.lms_ids import read_lms_ids, write_lms_ids


def test_canvas_has_one_id_for_a_student_and_moodle_one_for_each_assignment(tmp_path):
    write_lms_ids(tmp_path, "canvas", "a1", {"17": "zoë"})
    write_lms_ids(tmp_path, "moodle", "a1", {"4": "zoë"})
    write_lms_ids(tmp_path, "moodle", "a2", {"9": "zoë"})
    assert read_lms_ids(tmp_path, "canvas") == read_lms_ids(tmp_path, "canvas", "a2") == {"17": "zoë"}
    assert read_lms_ids(tmp_path, "moodle", "a1") == {"4": "zoë"} and read_lms_ids(tmp_path, "moodle", "a3") == {}
    assert (tmp_path / ".facelab").stat().st_mode & 0o077 == 0


def test_without_ids_nothing_is_written(tmp_path):
    write_lms_ids(tmp_path, "folders", "a1", {})
    assert list(tmp_path.iterdir()) == [] and read_lms_ids(tmp_path, "folders", "a1") == {}


def test_a_damaged_file_counts_as_none(tmp_path):
    write_lms_ids(tmp_path, "canvas", "a1", {"17": "zoë"})
    (tmp_path / ".facelab" / "numbers.json").write_text("{")
    assert read_lms_ids(tmp_path, "canvas") == {}
