"""How a log lives on disk: its folder, and saves that are whole or have not happened."""
