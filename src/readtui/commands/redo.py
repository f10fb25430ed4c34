"""The command `redo`: what was taken back last, made again."""

import argparse

from readtui.commands.undo import add_settling_arguments, step
from readtui.commands.which import Surroundings, add_log_arguments
from readtui.store.folder import LogFolder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_settling_arguments(parser)
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Make the change again."""
    return step(arguments, surroundings, LogFolder.redo)
