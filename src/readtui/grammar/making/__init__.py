"""Making: new posts and new entries, written as the log's own are."""
