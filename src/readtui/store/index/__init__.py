"""What the posts say, kept where it is found at once: never the truth, and always safe to delete."""
