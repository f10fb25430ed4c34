"""How it is noticed what others do to the posts."""
