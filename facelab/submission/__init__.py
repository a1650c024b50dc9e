"""What a submitted verifier must be like: the same code tells the student before, and the grader after."""
