"""Panes: each shows one value and reports what the reader does to it."""
