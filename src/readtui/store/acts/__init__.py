"""Acts: what the screen and the command line do to a log's entries and posts, each one change that can be taken back.

The grammar is imported by the acts: a screen can be up before the first is done.
"""

from readtui.store.acts.adding import add_entry, make_post
from readtui.store.acts.deleting import delete_entries, delete_entry, delete_post
from readtui.store.acts.joining import merge_entries, split_entry
from readtui.store.acts.moving import move_entries, move_entry, reorder_entry
from readtui.store.acts.naming import Places, unique
from readtui.store.acts.renaming import (
    Passed,
    Preview,
    Renamed,
    paths_naming,
    previewing,
    refuse_unnamed,
    rename_across,
)
from readtui.store.acts.tagging import retag, set_kind

__all__ = [
    "Passed",
    "Places",
    "Preview",
    "Renamed",
    "add_entry",
    "delete_entries",
    "delete_entry",
    "delete_post",
    "make_post",
    "merge_entries",
    "move_entries",
    "move_entry",
    "paths_naming",
    "previewing",
    "refuse_unnamed",
    "rename_across",
    "reorder_entry",
    "retag",
    "set_kind",
    "split_entry",
    "unique",
]
