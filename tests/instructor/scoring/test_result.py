import json

from facelab.instructor.scoring.judges import Verdict
from facelab.instructor.scoring.result import Compared, Result, State, read_result, write_result

VERDICT = Verdict(1.0, 0.04, 0.10, 0.06, 0.98, 0.4, [0.5, 0.7, 1.2], [2.0, 3.0, 0.9])


def test_results_are_kept_whole(tmp_path):
    path = tmp_path / "deep" / "k.json"
    result = Result("ada", "a2", "k", "f", "2026-11-20T10:00:00", state=State.CRASHED, verdict=VERDICT)
    result.compared, result.written = {"accept": Compared(15, 15)}, {"words": "ümläut"}
    write_result(result, path)
    assert read_result(path) == result
    for damaged in ("", "{", "{}", "[]", "null", path.read_text()[:-20], path.read_text().replace("crashed", "fine")):
        path.write_text(damaged)
        assert read_result(path) is None


def test_a_file_of_an_earlier_version_is_read(tmp_path):
    table = {"student": "ada", "assignment": "a2", "key": "k", "files": "f", "submitted": "2026-11-20T10:00:00"}
    table |= {"graded": "2026-11-21T10:00:00", "state": "out-of-memory", "sentence": "it is large", "seconds": 3.5}
    table |= {
        "notes": [],
        "repairs": ["a cell is back"],
        "compared": {"accept": {"right": 1, "cases": 2, "note": "no"}},
    }
    table |= {"verdict": vars(VERDICT), "people": "LFW", "written": {"words": "x"}, "unsafe": True, "limits": [50, 8]}
    (tmp_path / "k.json").write_text(json.dumps(table | {"retry": False}))
    result = read_result(tmp_path / "k.json")
    assert result.state is State.MEMORY and result.compared == {"accept": Compared(1, 2, "no")}
    assert result.verdict == VERDICT and result.unsafe and result.limits == [50, 8]
