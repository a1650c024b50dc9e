"""`facelab doctor`: what this machine has for the course."""

import typer
from rich.markup import escape
from rich.table import Column, Table

from facelab.cli.terminal import console


def doctor() -> None:
    """Show what this machine has for the course, and what is lost where a part is missing.

    Ends with code 1 if something is missing that every notebook needs.
    """
    from facelab.doctor import examine

    table = Table("", "found", Column("what is lost", overflow="fold"), title="facelab doctor")
    lacking = False
    for what, found, cost, needed in examine():
        lacking |= needed and bool(cost)
        mark = "[green]✔[/]" if not cost else "[red]✘[/]" if needed else "[yellow]–[/]"
        table.add_row(f"{mark} {what}", escape(found), escape(cost))
    console.print(table)
    console.print("[red]Something every notebook needs is missing.[/]" if lacking else "Ready: the course will run.")
    raise typer.Exit(int(lacking))
