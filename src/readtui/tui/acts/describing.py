"""Describing: what is said of posts and entries: the fields of a post as a form, and whether it is published."""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

from readtui.grammar.changing.merging import difference
from readtui.grammar.frontmatter.fieldlines import FieldLine, field_lines, told, typed_over
from readtui.grammar.frontmatter.unusual import Unusual
from readtui.model.post import Post
from readtui.model.printable import one_line
from readtui.model.session import Session
from readtui.model.unsaved import UnsavedText
from readtui.store.changes.edits import Edit, check_editable
from readtui.store.faults import NoSuchPost, NotEditable, Refused, Unreadable
from readtui.store.folder import LogFolder
from readtui.tui.acts.acted import Acted, chosen, refuse_over_whole, seen_after

_FEW = 8
"""How many other posts tell which fields this one may have too."""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a post, to be typed over."""

    post: Post
    lines: tuple[FieldLine, ...]
    elsewhere: Mapping[str, object]
    """Fields that the post has not and others have, with the newest one's value."""

    def changed(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Of what stands in the lines, by key, what is not as it was; a missing field is added by any text."""
        before = {line.key: line.text for line in self.lines}
        return {key: text for key, text in texts.items() if text != before.get(key, "")}

    def typed(self, texts: Mapping[str, str]) -> bytes:
        """The post with these in their places.

        Raises:
            Unusual: one of them cannot be set to that; the sentence says which and why.
        """
        return typed_over(self.post.source, self.changed(texts), self.elsewhere)

    def unsaved(self, texts: Mapping[str, str]) -> UnsavedText:
        """What is typed, as unsaved text of the whole post; without fields that cannot be set to that yet."""
        source = self.post.source
        for key, text in self.changed(texts).items():
            try:
                source = typed_over(source, {key: text}, self.elsewhere)
            except Unusual:
                continue
        return UnsavedText.over(self.post, None).retyped(source)


def form_of(folder: LogFolder, session: Session) -> Form:
    """The fields of the chosen post, as they are on disk now.

    Raises:
        Refused: they cannot be set one by one; the sentence says why.
    """
    post = as_it_is(folder, session)
    try:
        lines = field_lines(post.source)
    except Unusual as why_not:
        raise Refused(f"{_capital(str(why_not))} (1, then e)") from why_not
    return Form(post, lines, _elsewhere(folder, session, post))


def as_it_is(folder: LogFolder, session: Session) -> Post:
    """The chosen post as it is on disk now.

    Raises:
        Refused: it is gone, or cannot be edited.
    """
    post = chosen(session)
    refuse_over_whole(session)
    try:
        post = folder.read(post.path)
    except (NoSuchPost, Unreadable) as fault:
        raise Refused(str(fault)) from fault
    check_editable(post)
    return post


def setting_fields(folder: LogFolder, session: Session, form: Form, texts: Mapping[str, str]) -> Acted:
    """The fields written that are not as they were, each by a splice of its own, in one change.

    Raises:
        Unusual: one of them cannot be set to that.
        Fault: it could not be done, and nothing was changed.
    """
    wanted = form.changed(texts)
    form = _as_others_left_it(folder, form, wanted)
    changed = form.typed(wanted)
    if changed == form.post.source:
        return Acted(session, "Nothing changed, nothing written")
    what = f"set {', '.join(wanted)} of {form.post.path}"
    done = folder.change([Edit(form.post, [difference(form.post.source, changed)], None)], what)
    return seen_after(folder, session, done)


def _as_others_left_it(folder: LogFolder, form: Form, wanted: Mapping[str, str]) -> Form:
    """The form over the post as it is now, whatever others wrote there beside the fields that are wanted."""
    try:
        post = folder.read(form.post.path)
    except (NoSuchPost, Unreadable):
        return form  # which cannot be saved, and it is said why
    if post.source == form.post.source:
        return form
    check_editable(post)
    lines = field_lines(post.source)
    before, now = ({line.key: line.text for line in each} for each in (form.lines, lines))
    theirs = [key for key in wanted if before.get(key) != now.get(key)]
    if theirs:
        raise Refused(f"Others changed {', '.join(theirs)} meanwhile: esc, D and f show what they wrote")
    return replace(form, post=post, lines=lines)


def _elsewhere(folder: LogFolder, session: Session, post: Post) -> dict[str, object]:
    """What the newest posts beside this one have of fields that it has not: more than one of them, where there are."""
    beside = post.path.rpartition("/")[0]
    rows = (row for row in session.log.posts if row.path != post.path and row.path.rpartition("/")[0] == beside)
    others = [folder.open(row.path) for row in islice(rows, _FEW)]
    there = {key.casefold() for key in post.front_matter.values}
    counts: Counter[str] = Counter()
    newest: dict[str, object] = {}
    for other in others:
        for key, value in other.front_matter.values.items():
            if key.casefold() not in there and value is not None and told(value) is not None:
                counts[key] += 1
                newest.setdefault(key, value)
    return {key: value for key, value in newest.items() if counts[key] > 1 or len(others) == 1}


@dataclass(frozen=True, slots=True)
class Publishing:
    """What publishing a post would do, or making it a draft again."""

    post: Post
    is_draft: bool
    """Whether it is a draft now."""
    changed: bytes
    """The post after it."""
    remarks: tuple[str, ...]
    """What the reader should look at first."""


def publishing_of(folder: LogFolder, session: Session, today: datetime.date) -> Publishing:
    """What flips the chosen post's draft flag, and what is to be said of the post before.

    Raises:
        Refused: the flag cannot be set; the sentence says why.
    """
    post = as_it_is(folder, session)
    is_draft = post.draft
    try:
        changed = typed_over(post.source, {"draft": "false" if is_draft else "true"}, {})
    except Unusual as why_not:
        raise NotEditable(post.path, str(why_not)) from why_not
    remarks = [problem.message for problem in post.problems]
    if is_draft:
        remarks += _remarks(session, post, today)
    return Publishing(post, is_draft, changed, tuple(map(one_line, remarks)))


def publishing(folder: LogFolder, session: Session, what: Publishing) -> Acted:
    """The draft flag flipped, as the reader was asked.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    named = f"published {what.post.path}" if what.is_draft else f"made {what.post.path} a draft again"
    edit = Edit(what.post, [difference(what.post.source, what.changed)], None)
    return seen_after(folder, session, folder.change([edit], named))


def _remarks(session: Session, post: Post, today: datetime.date) -> list[str]:
    """What a reader would rather know before a post is published."""
    remarks = []
    if not post.title:
        remarks.append("It has no title.")
    day = post.date.date() if isinstance(post.date, datetime.datetime) else post.date
    if day is None:
        remarks.append("It has no date.")
    elif day > today:
        remarks.append(f"Its date, {day}, is still to come: Hugo leaves it out until then.")
    if any(text.path == post.path for text in session.unsaved):
        remarks.append("It has text that is not yet saved (*), which is not published.")
    empty = [entry for entry in post.entries if not entry.words]
    if empty:
        count = f"{len(empty)} of its {len(post.entries)} entries have" if len(empty) > 1 else "One entry has"
        remarks.append(f"{count} no note: “{one_line(empty[0].title)}”{' and so on' if len(empty) > 1 else ''}.")
    return remarks


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
