"""What the tests of the web stand on: sites of this machine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sites import Answer, Site


@pytest.fixture
def serve() -> Iterator[Callable[..., Site]]:
    """Starts sites; all are ended after the test."""
    sites: list[Site] = []

    def serve(answer: Answer, certificate: Path | None = None) -> Site:
        sites.append(Site(answer, certificate))
        return sites[-1]

    yield serve
    for site in sites:
        site.close()
