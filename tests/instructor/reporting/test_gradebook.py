import pytest
from nbgrader.api import Gradebook

from facelab.instructor.release.released import GradedExercise, ReleasedNotebook
from facelab.instructor.reporting.gradebook import open_gradebook, record_points
from facelab.instructor.scoring.result import Compared
from tests.instructor.reporting.sample_rows import A1, A2, VERDICT, row


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'gradebook.db'}"


@pytest.fixture
def digests_file(tmp_path):
    return tmp_path / "digests.json"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "the gradebook nonsense cannot be used: Could not parse"),
        ("sqlite:////nowhere/gradebook.db", "unable to open database file"),
        ("oracle+cx_oracle://ada:secret@host/faces", "needs the package cx_Oracle: `pip install cx_Oracle`"),
    ],
)
def test_no_gradebook(url, sentence):
    with pytest.raises(ValueError, match=sentence) as error, open_gradebook(url):
        pass
    assert "secret" not in str(error.value)


def test_points_are_in_nbgraders_gradebook(url, digests_file):
    record_points(
        [row(written={"words": "because"}), row("bob", compared={}), row(released=A2, verdict=VERDICT)],
        url,
        digests_file,
    )
    with Gradebook(url) as book:
        ada, bob = (book.find_submission("a1", student) for student in ("ada", "bob"))
        assert (ada.score, ada.max_score, ada.needs_manual_grade) == (4, 7, True)
        assert (bob.score, bob.needs_manual_grade) == (0, False)
        assert book.find_submission("a2", "ada").score == pytest.approx(93)


def test_what_a_person_gave_stays_and_counts(url, digests_file):
    record_points([row(written={"words": "because"})], url, digests_file)
    with Gradebook(url) as book:
        grade = book.find_grade("words", "a1", "a1", "ada")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        book.db.commit()
    again = row(written={"words": "because"})
    record_points([again], url, digests_file)
    assert again.score.total == 6.5 and again.score.needs_manual_grade == []
    assert "words: 2.5 of 3, by hand." in again.score.explanation
    with Gradebook(url) as book:
        assert book.find_submission("a1", "ada").score == 6.5
    changed = row(written={"words": "something else"})
    for _ in range(2):
        record_points([changed], url, digests_file)
        assert (
            changed.score.needs_manual_grade == ["words"]
            and "2.5 of 3, by hand, for an earlier answer." in changed.score.explanation[-1]
        )
        changed = row(written={"words": "something else"})
    late = row(written={"words": "something else"})
    late.score.late = True
    record_points([late], url, digests_file)
    assert late.score.total == 0
    with Gradebook(url) as book:
        ada = book.find_submission("a1", "ada")
        assert ada.score - ada.late_submission_penalty == 0


def test_points_beyond_the_points_count(url, digests_file):
    record_points([row(written={"words": "because"})], url, digests_file)
    with Gradebook(url) as book:
        for name, by_hand in (("words", 2), ("accept-check", None)):
            grade = book.find_grade(name, "a1", "a1", "ada")
            grade.manual_score, grade.extra_credit = by_hand, 1
        book.db.commit()
    again = row(written={"words": "because"})
    record_points([again], url, digests_file)
    assert again.score.total == 8 and again.score.total_explained == "Total: 8."
    assert "accept: 1 extra, by hand." in again.score.explanation
    with Gradebook(url) as book:
        assert book.find_submission("a1", "ada").score == 8


def test_points_by_hand_take_the_place_of_those_that_were_compared(url, digests_file):
    record_points([row()], url, digests_file)
    with Gradebook(url) as book:
        book.find_grade("accept-check", "a1", "a1", "ada").manual_score = 3
        book.db.commit()
    again = row()
    record_points([again], url, digests_file)
    assert [line for line in again.score.explanation if "accept" in line] == ["accept: 3 of 4, by hand."]


def test_an_exercise_that_was_released_later(url, digests_file):
    record_points([row()], url, digests_file)
    more = ReleasedNotebook(
        "a1", A1.notebook, [*A1.exercises, GradedExercise("identify", 2, "identify-check", "identify")]
    )
    record_points([row(released=more, compared={"identify": Compared(3, 3)})], url, digests_file)
    with Gradebook(url) as book:
        assert book.find_submission("a1", "ada").score == 2
