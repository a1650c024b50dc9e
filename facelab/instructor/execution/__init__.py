"""Untrusted code and files, run in a sandbox on this machine or a cluster."""
