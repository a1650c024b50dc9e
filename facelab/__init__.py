"""Face recognition, step by step: the package behind the facelab notebooks.

Importing `facelab` loads nothing heavy. Import the room you need, for example
`from facelab.datasets import load_orl`.
"""

__version__ = "0.1.0"
