"""Changing: edits and acts as splices, each proved to change what it is about and nothing else."""
