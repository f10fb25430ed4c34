"""How it answers a shell: one module for each command."""

COMMANDS = {
    "weeks": "list the posts, newest first",
    "entries": "list the entries, by post newest first",
    "show": "show a post or one of its entries",
    "edit": "change an entry, or edit it in $EDITOR",
    "set": "set one field of a post's front matter",
}
"""Each command's one line of help; the command `weeks` is the module `readtui.commands.weeks`."""
