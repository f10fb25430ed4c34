"""Whether the wire knows the Textual that is installed: its version, and what it keeps to itself."""

import time
from pathlib import Path

import pytest

from readtui.known_textual import unknown_version, unknown_version_in
from readtui.tui.wire.known import NEEDED, parameters_of, unknown


def test_the_one_installed_is_known():
    assert unknown() is None
    assert unknown_version() is None


@pytest.mark.parametrize("place", NEEDED)
def test_what_the_wire_leans_on_is_there(place):
    assert parameters_of(place) == NEEDED[place]


@pytest.mark.parametrize("place", ["textual._compositor:Gone.__init__", "textual.gone:A.b", "textual.app:App.gone"])
def test_what_is_not_there_is_told_apart(place):
    assert parameters_of(place) is None


@pytest.mark.parametrize(
    ("release", "told"),
    [
        ("textual-8.2.8.dist-info", None),
        ("textual-8.2.11.dist-info", None),
        ("textual-8.2.7.dist-info", "Textual 8.2.7 is not known to the wire"),
        ("textual-8.3.0.dist-info", "Textual 8.3.0 is not known to the wire"),
        ("textual-9.0rc1.dist-info", "Textual 9.0.0 is not known to the wire"),
        ("textual_image-8.2.8.dist-info", "it is not told which Textual this is"),
    ],
)
def test_other_versions_are_named(tmp_path: Path, release: str, told: str | None):
    (tmp_path / release).mkdir()
    said = unknown_version_in(tmp_path)
    assert said == (told and f"frames are sent as Textual sends them: {told}")


def test_it_costs_next_to_nothing():
    unknown()
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        unknown()
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.001
