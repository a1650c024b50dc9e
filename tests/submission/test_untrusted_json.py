import json

import pytest

from facelab.submission import untrusted_json
from facelab.submission.untrusted_json import escape_surrogates, load_json


def test_parts_in_strings_do_not_count(monkeypatch):
    monkeypatch.setattr(untrusted_json, "MAX_PARTS", 10)
    assert load_json(json.dumps({"x": ',{["' * 100}).encode()) == {"x": ',{["' * 100}
    with pytest.raises(ValueError, match="more than 10 parts"):
        load_json(json.dumps([{}] * 20).encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_parts_are_not_hidden_by_another_encoding(encoding):
    with pytest.raises(ValueError, match=r"decode|Expecting"):
        load_json('{"x": "\\"", "y": [{}, {}]}'.encode(encoding))
    assert load_json('{"x": 1}'.encode("utf-8-sig")) == {"x": 1}


def test_deep_nesting():
    with pytest.raises(ValueError, match="too deeply nested"):
        load_json(b"[" * 10**6)


def test_surrogates_are_escaped():
    assert escape_surrogates("a\ud800") == "a\\ud800"
