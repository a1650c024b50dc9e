import datetime

import pytest

from facelab.instructor.intake.timestamps import read_date


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-20 15:58:23.948203 UTC", "2026-11-20T15:58:23+00:00"),  # as nbgrader writes it
        ("2026-11-30 20:00 America/Los_Angeles\n", "2026-12-01T04:00:00+00:00"),
        ("2026-11-30 20:00 CET", "2026-11-30T19:00:00+00:00"),
        ("2026-11-30T20:00:00Z", "2026-11-30T20:00:00+00:00"),
        ("2026-11-30 20:00 +02:00", "2026-11-30T18:00:00+00:00"),
        ("2026-11-30 20:00+02:00", "2026-11-30T18:00:00+00:00"),
    ],
)
def test_a_time_zone_counts(text, moment):
    here = datetime.datetime.fromisoformat(moment).astimezone().replace(tzinfo=None)
    assert read_date(text) == here.isoformat(timespec="seconds")


@pytest.mark.parametrize(
    "text", ["", "yesterday", "01.12.2026 23:59", "2026-12-01 23:59 Mars", "2026-12-01 23:59 ../UTC"]
)
def test_what_is_no_date(text):
    with pytest.raises(ValueError, match="is no date, expected one as 2026-12-01 23:59"):
        read_date(text)
