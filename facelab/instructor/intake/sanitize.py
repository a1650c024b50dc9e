"""An executed notebook of a stranger, made safe to look at."""

import re

import nbformat
from nbformat import NotebookNode

from facelab.submission.untrusted_json import load_json

MAX_SENTENCE = 300
PUT_BACK = "raises-exception"  # Jupyter's tag of a cell that may fail: a locked one that was missing
TAG = re.compile(r"<(?=[A-Za-z/!?])")  # where a browser would begin to read HTML; nothing here parses it
# a link that leads to anything but a page or a pasted picture may be a program; so may one in a formula
PASTED_HERE = r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]+\s*\)"
LINK = re.compile(
    rf"(\](?=\((?!\s*(?:https?://|attachment:|{PASTED_HERE})))|\](?=:(?!\s*https?://))|\\(?=href|require|html))"
)
PASTED = "image/png", "image/jpeg"
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
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
            else:
                cell.source = "".join(cell.source)  # a file holds its lines
                cell.attachments = pictures(cell.get("attachments", {}))
                cell.source = LINK.sub(r"\1 ", TAG.sub("< ", cell.source))
        nbformat.validate(notebook)
        return nbformat.writes(notebook)
    except Exception:  # a stranger's text can break these in many ways; then there is nothing to look at
        return ""


def first_error(text: str) -> str:
    """Say which cell of an executed notebook ended in an error.

    Parameters
    ----------
    text : str
        A notebook as JSON.

    Returns
    -------
    str
        A sentence about the first one, without those that say that an answer is not written yet; empty if none did.

    Examples
    --------
    >>> first_error("{}")
    ''
    """
    try:
        cells = nbformat.from_dict(load_json(text.encode())).cells
        for number, cell in enumerate(cells, 1):
            for output in cell.get("outputs", []):
                is_ours = PUT_BACK in cell.get("metadata", {}).get("tags", [])
                if output.output_type == "error" and output.ename != "NotImplementedError" and not is_ours:
                    return f"cell {number} ended in {output.ename}: {output.evalue}"[:MAX_SENTENCE]
    except Exception:  # as above
        pass
    return ""


def pictures(attachments: dict) -> NotebookNode:
    """Keep pictures that were pasted into a cell.

    Parameters
    ----------
    attachments : dict
        As a notebook holds them.

    Returns
    -------
    NotebookNode
    """
    kept = {
        name: {kind: "".join(data) for kind, data in each.items() if kind in PASTED and BASE64.fullmatch("".join(data))}
        for name, each in attachments.items()
    }
    return NotebookNode({name: each for name, each in kept.items() if each})


def _plain(output: NotebookNode) -> NotebookNode:
    if "data" in output:
        output.data = NotebookNode({kind: value for kind, value in output.data.items() if kind in SHOWN})
        output.metadata = NotebookNode()
    return output
