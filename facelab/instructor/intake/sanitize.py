"""Make an executed notebook safe to look at: untrusted text and pictures stay, and nothing that a browser would run."""

import re

import nbformat
from nbformat import NotebookNode

from facelab.submission.untrusted_json import load_json

MAX_SENTENCE = 300
MAY_FAIL = "raises-exception"  # Jupyter's tag; preflight gives it to a locked cell that was missing
TAG = re.compile(r"<(?=[A-Za-z/!?])")  # where a browser would begin to read HTML; nothing here parses it
# a link that leads to anything but a page or a pasted picture may be a program; so may one in a formula
PASTED_HERE = r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]+\s*\)"
LINK = re.compile(
    rf"(\](?=\((?!\s*(?:https?://|attachment:|{PASTED_HERE})))|\](?=:(?!\s*https?://))|\\(?=href|require|html))"
)
PASTED = "image/png", "image/jpeg"
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
SHOWN = {"text/plain", "image/png"}  # untrusted HTML and JavaScript are not opened on the instructor's machine


def plain_outputs(text: str) -> str:
    """Keep the text and pictures of an executed notebook (JSON); return an empty string if it is not a notebook."""
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
    except Exception:  # untrusted text can break these in many ways; then there is nothing to look at
        return ""


def first_error(text: str) -> str:
    """Name the first cell of an executed notebook (JSON) that failed, and its error; empty if none did.

    A stub, which says that an answer is not written yet, does not count, nor does a locked cell that was put back.
    """
    try:
        for number, cell in enumerate(nbformat.from_dict(load_json(text.encode())).cells, 1):
            for output in cell.get("outputs", []):
                may_fail = MAY_FAIL in cell.get("metadata", {}).get("tags", [])
                if output.output_type == "error" and output.ename != "NotImplementedError" and not may_fail:
                    return f"cell {number} ended in {output.ename}: {output.evalue}"[:MAX_SENTENCE]
    except Exception:  # as above
        pass
    return ""


def pictures(attachments: dict) -> NotebookNode:
    """Keep the pictures among the attachments of a cell."""
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
