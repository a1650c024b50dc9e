import re

import nbformat
import pytest
from nbconvert import HTMLExporter

from facelab.instructor.intake.sanitize import first_error, pictures, plain_outputs


def test_executed_notebooks_lose_what_a_browser_would_run():
    outputs = [
        nbformat.v4.new_output("display_data", {"text/html": "<script>", "text/plain": "fine", "image/png": "aGk="}),
        nbformat.v4.new_output("display_data", {"application/javascript": "alert(1)"}),
        nbformat.v4.new_output("stream", text="printed"),
    ]
    pasted = {"a.png": {"image/png": "aGk=", "text/html": "<script>"}, "b": {"image/svg+xml": "<svg onload=x>"}}
    words = "see <script>alert(1)</script> <img src=x onerror=alert(2)> [a](javascript:alert(3)) [b] and x < y\n\n"
    words += "[b]: javascript:alert(4)\n\n[c](java&#115;cript:alert(5)) $\\href{javascript:alert(6)}{y}$ [good](https://a.org)"
    cells = [nbformat.v4.new_code_cell("x", outputs=outputs), nbformat.v4.new_markdown_cell(words, attachments=pasted)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    page = HTMLExporter().from_notebook_node(nbformat.reads(plain_outputs(nbformat.writes(notebook)), 4))[0]
    body = page[page.index("<body") :]
    assert "<script>alert" not in body and "<img src=x" not in body and "\\href" not in body
    assert not re.search(r'href="(?!https?:|#)', body) and 'href="https://a.org"' in body
    notebook.cells.pop()
    text = plain_outputs(nbformat.writes(notebook))
    assert "<script>" not in text and "alert" not in text
    assert "fine" in text and "printed" in text and "aGk=" in text
    assert plain_outputs("no notebook") == plain_outputs("[" * 10**5) == plain_outputs("{}") == ""


@pytest.mark.parametrize(
    "words",
    [
        "<a " * 10**6,
        "<blockquote>" + "<b id=i>" * 10**5 + "</blockquote>" + "<blockquote>x</blockquote>" * 10**5,
        "](" * 10**6,
        "](" + " " * 10**6,
        "](data:image/png;base64," * 10**5,
        "![a](data:image/png;base64," + "A" * 10**6,
    ],
)
def test_no_text_is_too_much(words):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(words)])
    assert "<b" not in plain_outputs(nbformat.writes(notebook)).replace("< b", "")


def test_a_picture_that_was_pasted_as_an_address_stays():
    picture = "![image.png](data:image/png;base64,aGk=)"
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(f"{picture} ![b](data:image/svg+xml;base64,aGk=)")]
    )
    [cell] = nbformat.reads(plain_outputs(nbformat.writes(notebook)), 4).cells
    assert cell.source == f"{picture} ![b] (data:image/svg+xml;base64,aGk=)"


def test_pictures_in_answers_are_kept_however_they_are_stored():
    pasted = {"a.png": {"image/png": ["aGk=", "aGk="]}, "b.png": {"image/png": "aGk="}, "c": {"text/html": "<b>"}}
    assert pictures(pasted) == {"a.png": {"image/png": "aGk=aGk="}, "b.png": {"image/png": "aGk="}}


def failed(name, **metadata):
    output = nbformat.v4.new_output("error", ename=name, evalue="so", traceback=[])
    return nbformat.v4.new_code_cell("x", outputs=[output], metadata=metadata)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([failed("NotImplementedError"), failed("KeyError"), failed("TypeError")], "cell 2 ended in KeyError: so"),
        ([failed("KeyError", tags=["raises-exception"])], ""),
        ([nbformat.v4.new_markdown_cell("fine")], ""),
        ([failed("E" * 1000)], f"cell 1 ended in {'E' * 284}"),
    ],
)
def test_the_first_error_but_for_stubs_and_cells_that_may_fail(cells, expected):
    assert first_error(nbformat.writes(nbformat.v4.new_notebook(cells=cells))) == expected


def test_what_is_not_a_notebook_has_no_error():
    assert first_error("{}") == first_error("[" * 10**5) == first_error("") == ""
