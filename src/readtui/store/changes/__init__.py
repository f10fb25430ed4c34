"""How a change to the log is made, recorded, undone, and finished where it was broken off."""
