"""What students get: notebooks without solutions, the package without the instructor's side, weights."""
