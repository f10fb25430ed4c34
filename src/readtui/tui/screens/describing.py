"""DescribingScreen: the log organised, and what is said of its posts and entries: fields, tags, kinds, drafts."""

from readtui.tui.screens.organising import OrganisingScreen


class DescribingScreen(OrganisingScreen):
    """The log, in which the fields of posts, their tags and the kinds of entries are set."""
