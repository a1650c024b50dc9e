"""`facelab progress`: how far you are."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Column, Table

from facelab.cli.run import find_notebooks
from facelab.cli.terminal import console, stop
from facelab.course import notebook_name
from facelab.exercises.own_work import ExerciseProgress, State, earned, notebook_progress

MARKS = {State.RIGHT: "[green]✔[/]", State.TRIED: "[red]✘[/]"}


def progress(
    notebooks: Annotated[
        list[str] | None,
        typer.Argument(help="Names (eigenfaces), numbers (02) or paths, to see their exercises one by one."),
    ] = None,
) -> None:
    """Show which exercises you have tried and which are right, by your saved notebooks.

    What counts is what the cell below an exercise printed when you ran it last. Answers in words are read by a person,
    who gives their points.

        facelab progress                 the whole course, a line per notebook
        facelab progress eigenfaces      one notebook, a line per exercise
    """
    found = {path: notebook_progress(path) for path in find_notebooks(notebooks or [])}
    found = {path: exercises for path, exercises in found.items() if exercises}
    if not found:
        stop("there are no exercises in these notebooks.")
    console.print(f"From the saved notebooks in {next(iter(found)).parent}:")
    if notebooks:
        for path, exercises in found.items():
            console.print(_exercise_table(path, exercises))
    else:
        console.print(_course_table(found))


def _exercise_table(path: Path, exercises: list[ExerciseProgress]) -> Table:
    table = Table("exercise", "points", "state", title=notebook_name(path.stem), title_justify="left")
    for each in exercises:
        table.add_row(each.id, f"{each.points:g}", f"{MARKS.get(each.state, '·')} {each.state}")
    return table


def _course_table(found: dict[Path, list[ExerciseProgress]]) -> Table:
    name = Column("notebook", min_width=29)
    table = Table(name, "all", "tried", "right", "points", "to grade", show_footer=True)
    everything = [each for exercises in found.values() for each in exercises]
    for path, exercises in found.items():
        table.add_row(notebook_name(path.stem), *_figures(exercises))
    for column, text in zip(table.columns, ("together", *_figures(everything)), strict=True):
        column.footer = text
    return table


def _figures(exercises: list[ExerciseProgress]) -> list[str]:
    n = Counter(each.state for each in exercises)
    possible = sum(each.points for each in exercises)
    tried = len(exercises) - n[State.OPEN]
    points = f"{earned(exercises):g} of {possible:g}"
    return [str(len(exercises)), str(tried), str(n[State.RIGHT]), points, str(n[State.WRITTEN] or "")]
