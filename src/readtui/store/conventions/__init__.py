"""Conventions: how a log writes things, learned from its posts and its site."""
