import numpy as np
import pytest

from facelab.identification.roster import Roster, Settings


def test_all_are_added_or_nobody():
    roster = Roster()
    roster.insert({"Ada": np.eye(2)})
    with pytest.raises(ValueError, match="'Ada' is enrolled already"):
        roster.insert({"Bo": np.eye(2), "Ada": np.eye(2)})
    assert list(roster.vectors) == ["Ada"] and roster.unknown == "unknown"
    distances, names = roster.search(np.array([[1.0, 0.0]]), 2, Settings("euclidean", "all", "exact"))
    assert names.tolist() == [["Ada", "Ada"]] and distances[0, 0] == 0
