import datetime
import os

import pytest

from facelab.instructor.intake.timestamps import TIMESTAMP, parse_time, submission_time


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
    assert parse_time(text) == here.isoformat(timespec="seconds")


def test_without_a_time_zone_it_is_local():
    assert parse_time("2026-12-01 23:59") == "2026-12-01T23:59:00" and parse_time("2026-12-01") == "2026-12-01T00:00:00"


@pytest.mark.parametrize(
    "text", ["", "yesterday", "01.12.2026 23:59", "2026-12-01 23:59 Mars", "2026-12-01 23:59 ../UTC"]
)
def test_what_is_not_a_time(text):
    with pytest.raises(ValueError, match=r"is not a time, expected e\.g\. 2026-12-01 23:59"):
        parse_time(text)


@pytest.mark.parametrize(
    ("stamp", "time", "problem"),
    [
        ("2026-11-20 15:58:23", "2026-11-20T15:58:23", ""),
        ("\ufeff2026-11-20 15:58", "2026-11-20T15:58:00", ""),
        (None, "2023-11-1", ""),
        ("soon", "2023-11-1", "'soon' is not a time, expected e.g. 2026-12-01 23:59"),
        ("9" * 1000, "2023-11-1", "timestamp.txt is too long for a time; the newest file's own time counts instead."),
    ],
)
def test_the_timestamp_or_else_the_newest_file(tmp_path, stamp, time, problem):
    for number, name in enumerate("ab"):
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (1_500_000_000 + 2e8 * number,) * 2)
    if stamp:
        (tmp_path / TIMESTAMP).write_text(stamp, encoding="utf-8")
    found, said = submission_time(tmp_path)
    assert found.startswith(time) and said.startswith(problem) and bool(said) == bool(problem)
