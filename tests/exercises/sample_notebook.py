"""A student's notebook with one exercise of each kind."""

import nbformat


def cell(kind, source, grade_id="", printed="", **metadata):
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    made = make(source)
    if grade_id:
        made.metadata["nbgrader"] = {"grade_id": grade_id, "solution": False, "grade": False, "points": None} | metadata
    if printed:
        made.outputs = [nbformat.v4.new_output("stream", text=printed)]
    return made


def exercise(name, source, printed="", points=2):
    check = cell("code", f'check("{name}", answer)', f"{name}-check", printed, grade=True, points=points)
    return [cell("code", source, name, solution=True), check]


def in_words(name, source, points=3):
    return [cell("markdown", source, name, solution=True, grade=True, points=points)]


def write_notebook(path, *parts):
    nbformat.write(nbformat.v4.new_notebook(cells=[each for part in parts for each in part]), path)
    return path
