"""The wire: what is sent to the terminal, and what is not."""
