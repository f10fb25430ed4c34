"""Acts: what the reader does to the log, as functions of its folder and the session."""
