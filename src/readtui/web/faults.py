"""Faults of the web: why a page could not be looked up, in one sentence."""

from readtui.store.faults import Fault


class NotFetched(Fault):
    """A page could not be looked up; the link stays as it is."""

    def __init__(self, why: str) -> None:
        """`why` is the reason and, where there is any, what to do about it."""
        super().__init__(f"the page was not looked up, the link stays as it is: {why}")


class NotPublic(NotFetched):
    """A page is not on the public network, and others were not allowed."""
