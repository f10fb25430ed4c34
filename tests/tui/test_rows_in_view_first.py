"""Counts are shown as they come: those of what is in view at once, the others now and then."""

from pathlib import Path

from benchmarks.genlog import write_log
from readtui.store.folder import LogFolder
from readtui.store.rowprocess import RowProcess
from readtui.tui.reading import snapshots


def test_the_first_counts_are_shown_at_once_and_the_rest_with_the_last(tmp_path: Path) -> None:
    write_log(200, tmp_path)
    folder = LogFolder(tmp_path)
    shown = [*snapshots(folder, RowProcess(folder, None, None))]  # which begins with a pause, before anything is read
    counted = [sum(row.is_read for row in snapshot.log) for snapshot in shown]
    assert counted[:2] == [0, 32]
    assert counted[-1] == 200
