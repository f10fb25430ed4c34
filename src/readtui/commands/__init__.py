"""How it answers a shell: one module for each command, as text and as JSON."""
