"""An executed notebook of a stranger, made safe to look at."""

import nbformat
from nbformat import NotebookNode

from facelab.submission.strangers_json import load_json

SHOWN = {"text/plain", "image/png"}  # HTML and JavaScript of a stranger are not opened on the instructor's machine


def plain_outputs(text: str) -> str:
    """Keep text and pictures of an executed notebook, and nothing that a browser would run.

    Parameters
    ----------
    text : str
        A notebook as JSON.

    Returns
    -------
    str
        As JSON; empty if it is no notebook.

    Examples
    --------
    >>> plain_outputs("{}")
    ''
    """
    try:
        notebook = nbformat.from_dict(load_json(text.encode()))
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = [_plain(output) for output in cell.outputs]
        nbformat.validate(notebook)
        return nbformat.writes(notebook)
    except Exception:  # a stranger's text can break these in many ways; then there is nothing to look at
        return ""


def _plain(output: NotebookNode) -> NotebookNode:
    if "data" in output:
        output.data = NotebookNode({kind: value for kind, value in output.data.items() if kind in SHOWN})
        output.metadata = NotebookNode()
    return output
