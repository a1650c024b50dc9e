"""A small submission: a notebook, and weights beside it."""

import nbformat

from facelab.networks import compact
from facelab.weights import save

EMBED = "def embed(images):\n    return images[:, ::8, ::8].reshape(len(images), -1) / 255"


def write_submission(folder, *sources, weights="para_Ada_Lovelace.hdf5"):
    folder.mkdir(exist_ok=True)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    nbformat.write(notebook, folder / "assignment_2_verifier.ipynb")
    if weights:
        save(compact(), folder / weights)
    return folder / "assignment_2_verifier.ipynb"
