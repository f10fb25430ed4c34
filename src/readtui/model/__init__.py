"""What a reading log is: frozen values, from the standard library alone."""
