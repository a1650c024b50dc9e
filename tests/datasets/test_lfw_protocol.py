import pytest

from facelab.datasets.lfw_protocol import read_pairs


def read(tmp_path, text):
    path = tmp_path / "pairs.txt"
    path.write_text(text)
    return read_pairs(path)


def test_folds_and_line_numbers(tmp_path):
    lines = read(tmp_path, "2 1\nA 1 2\nA 1 B 3\nB 4 5\nB 4 C 6\n\n")
    assert [(line.fold, line.number) for line in lines] == [(0, 2), (0, 3), (1, 4), (1, 5)]
    assert lines[1].right.person == "B" and lines[1].right.number == 3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "line 1: expected '<folds> <pairs>' or '<pairs>', found ''"),
        ("ten 300\n", "line 1: expected"),
        ("1\nA 1 2\n", "has 1 pairs, but its line 1 promises 2"),
        ("1\nA 1\nA 1 B 2\n", "line 2: expected '<person> <i> <j>', found 'A 1'"),
        ("1\nA 1 two\nA 1 B 2\n", "line 2: expected"),
        ("1\nA 1 2\nA 1 B\n", "line 3: expected '<person> <i> <other person> <j>', found 'A 1 B'"),
        ("1\nA 1 2\nA 1 A 2\n", "line 3: expected"),
        ("1\nA 1 B 2\nA 1 B 2\n", "line 2: expected"),
        ("0\n", "line 1: expected"),
        ("9" * 5000, "line 1: expected"),
        ("1\nA 1 1\nA 1 B 2\n", "line 2: expected"),
        ("1\nA 0 1\nA 1 B 2\n", "line 2: expected"),
    ],
)
def test_a_broken_line_is_named(tmp_path, text, sentence):
    with pytest.raises(ValueError, match=r"pairs\.txt") as caught:
        read(tmp_path, text)
    assert sentence in str(caught.value)


def test_other_bytes_do_not_shift_the_lines(tmp_path):
    path = tmp_path / "pairs.txt"
    path.write_bytes(b"\xef\xbb\xbf1\r\nJos\xe9 1 2\r\nA\x85 1 B 2\r\n")
    assert [(line.left.person, line.number) for line in read_pairs(path)] == [("Jos\ufffd", 2), ("A\ufffd", 3)]
