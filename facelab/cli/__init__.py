"""The command `facelab`: its app is in `main`, so that the instructor's commands can import the rest."""
