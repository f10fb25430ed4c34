"""Screens: each holds a Session, hands values down and hears messages."""
