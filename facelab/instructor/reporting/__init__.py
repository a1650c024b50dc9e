"""What instructors and students read: gradebook, tables, feedback, a report of the class."""
