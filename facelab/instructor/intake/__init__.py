"""What students hand in: collected, read and repaired before anything of it runs."""
