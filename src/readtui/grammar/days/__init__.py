"""Days and weeks: what titles, names and fields say of when a post is from, and how they are said."""
