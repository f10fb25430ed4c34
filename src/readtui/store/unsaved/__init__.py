"""How text that is typed and not yet saved is kept on disk, and found again."""
