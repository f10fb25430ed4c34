"""How it answers a shell: one module for each command."""

COMMANDS = {
    "weeks": "list the posts, newest first",
    "entries": "list the entries, by post newest first",
    "search": "find entries and posts by words, people, kinds, sites and days",
    "show": "show a post or one of its entries",
    "add": "add an entry to this week's post, or to another's",
    "new": "make a week's post, as the log writes them",
    "edit": "change an entry, or edit it in $EDITOR",
    "set": "set one field of a post's front matter",
    "fields": "show the fields of a post's front matter",
    "tag": "add tags or categories to posts, and take them away",
    "rename": "call a tag, category, kind or person otherwise in all posts, as one change",
    "move": "take entries to another post",
    "reorder": "move an entry within its post",
    "merge": "put the words of an entry below another's, and make one of both",
    "split": "make an entry of its own of what stands below a line of another's note",
    "delete": "take entries out of their posts, or delete a post",
    "undo": "take back the last change to the log, or the one that is named",
    "redo": "make again what was taken back last",
    "history": "list the changes to the log, newest first",
    "unsaved": "list text not yet saved; show, restore or discard one",
    "doctor": "prove over the whole log, in memory, that an edit changes nothing else",
}
"""Each command's one line of help; the command `weeks` is the module `readtui.commands.weeks`."""
