"""Texts: what is done to the text in the editor."""
