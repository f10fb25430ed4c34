"""Drawing: text laid out into lines with a look, for whatever pane shows them."""
