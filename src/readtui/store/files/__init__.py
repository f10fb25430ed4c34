"""How a file of a post is read, made, replaced and removed: whole, or not at all."""
