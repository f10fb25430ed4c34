"""Finding: what is searched of a post, how a search is written, and where its words stand in a text."""
