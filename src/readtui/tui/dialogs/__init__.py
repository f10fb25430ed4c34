"""Dialogs: questions that must be answered first."""
