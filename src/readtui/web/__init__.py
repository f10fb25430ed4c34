"""Web: what a page says of itself, asked for by the reader and never else; the only folder that opens a connection."""
