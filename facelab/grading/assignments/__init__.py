"""The answers of the assignments: they never leave the instructor's side."""

from facelab.grading.assignments import assignment_1

ASSIGNMENTS = {"assignment_1_baselines": assignment_1}
GRADED = {exercise.id: exercise for assignment in ASSIGNMENTS.values() for exercise in assignment.EXERCISES}
