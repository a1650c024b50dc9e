import re

from facelab.course import course_folder
from facelab.evaluation.results import Result, as_markdown, results
from facelab.zoo.registry import registry


def test_the_page_in_the_repository_is_what_the_command_writes():
    page = (course_folder() / "docs" / "results.md").read_text(encoding="utf-8")
    assert page == as_markdown(results()), "run `facelab results --store`"


def test_every_figure_has_a_spread_a_protocol_and_a_command():
    found = results()
    assert len(found) == 5 and all(found.values())
    for rows in found.values():
        for row in rows:
            assert "±" in row.figures and re.search(r"\d", row.protocol) and row.command.startswith("`facelab "), row
            assert "nan" not in row.figures


def test_figures_are_those_of_the_registry():
    entries = registry()
    aucs = [entries[f"orl-cosface-{fold}"].auc for fold in range(4)]
    (row,) = [
        row for row in results()["Networks of the course, on held-out people of ORL"] if row.what == "orl-cosface"
    ]
    assert f"AUC {sum(aucs) / 4:.3f} ±" in row.figures and "4 of 4 folds" in row.protocol


def test_a_bar_in_a_cell_does_not_end_the_cell():
    assert "a \\| b" in as_markdown({"heading": [Result("a | b", "1 ± 0", "2 folds", "`facelab x`")]})
