"""How it looks and answers: the only folder that imports Textual."""
