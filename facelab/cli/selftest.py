"""`facelab selftest`: try a verifier before handing it in."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from facelab.cli.terminal import console, progress_line, stop


def selftest(
    notebook: Annotated[
        Path, typer.Argument(help="The notebook that you hand in, with para_First_Last.hdf5 beside it.")
    ] = Path("assignment_2_verifier.ipynb"),
) -> None:
    """Try a verifier before handing it in: its name, weights, running time, `embed` and `threshold`.

    The grader checks with the same code. Ends with code 1 if anything will not pass.

        facelab selftest notebooks/assignments/assignment_2_verifier.ipynb
    """
    if not notebook.is_file():
        stop(f"there is no notebook {notebook}; name the one that you hand in.")
    from facelab.submission.precheck import run_precheck

    with progress_line() as progress:
        task = progress.add_task(escape(notebook.stem), line="starting the kernel", total=None)

        def on_cell(number: int, total: int, line: str) -> None:
            progress.update(task, completed=number, total=total, line=escape(line[:60]))

        for result in run_precheck(notebook, on_cell):
            mark = "[green]✔[/]" if result.passed else "[red]✘[/]"
            console.print(f"{mark} {result.name}: {escape(result.message)}", soft_wrap=True)
    raise typer.Exit(int(not result.passed))
