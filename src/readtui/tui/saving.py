"""Saving: the way of unsaved text into its file."""

from readtui.grammar.editing import replacing
from readtui.model.post import Post
from readtui.model.unsaved import UnsavedText
from readtui.store.faults import ChangedOnDisk
from readtui.store.folder import LogFolder


def save_text(folder: LogFolder, text: UnsavedText) -> Post:
    """Put `text` into its post as that is on disk now; the post as it reads back.

    What others wrote elsewhere in the post since the text was begun stays: the text goes where its base stands.

    Raises:
        Fault: it could not be saved, and the file is as it was.
    """
    post = folder.read(text.path)
    here = text.anchored_in(post)
    if here is None:
        raise ChangedOnDisk(text.path, "what you edited was changed on disk")
    return folder.save(post, [replacing(post, here.index, here.typed)], editing=here.index)
