"""What runs on both sides when work is handed in: the student's self-test and the grader share this code."""
