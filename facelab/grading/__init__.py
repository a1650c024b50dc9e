"""The instructor's side: what students get, and what becomes of what they hand in."""
