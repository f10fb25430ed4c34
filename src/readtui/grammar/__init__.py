"""How a post is written: bytes to model and back; no disk, no screen."""
