"""readtui: browse and edit a reading log, the markdown post folder of a blog, by keyboard and over SSH."""

__version__ = "0.1.0"
