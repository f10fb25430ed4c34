"""Inline: what stands inside a paragraph, as runs; links and images with their targets beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from readtui.model.links import address
from readtui.model.printable import visible
from readtui.tui.drawing.runs import Run, looking

if TYPE_CHECKING:  # markdown-it takes 50 ms to import
    from markdown_it.token import Token

_OPENING = {"em_open": "emphasis", "strong_open": "strong", "s_open": "strike", "link_open": "link"}
_CLOSING = frozenset({"em_close", "strong_close", "s_close", "link_close"})
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LONGEST = 1000
"""Characters of an address that a terminal is told; some take 2,083."""
_SPACES = re.compile(r"[ \t\n]+")


def inline_runs(tokens: Sequence[Token], look: str = "text") -> list[Run]:
    """The runs of a paragraph's tokens; hard breaks are newlines, soft ones spaces."""
    runs: list[Run] = []
    looks = [look]
    links: list[tuple[int, Token]] = []
    for token in tokens:
        kind = token.type
        if kind == "text":
            runs.append(Run(spaced(token.content), looks[-1]))
        elif kind == "softbreak":
            runs.append(Run(" ", looks[-1]))
        elif kind in _OPENING:
            looks.append(looking(looks[-1], _OPENING[kind]))
            if kind == "link_open":
                links.append((len(runs), token))
        elif kind in _CLOSING:
            looks.pop()
            if kind == "link_close":
                start, opening = links.pop()
                text = "".join(run.text for run in runs[start:])
                runs += _target(opening, "href", text)
                leads_to = opened(str(opening.attrs.get("href", "")))
                if leads_to:
                    runs[start:] = [run._replace(link=leads_to) for run in runs[start:]]
        else:
            runs += _single(token, looks[-1])
    while runs and runs[-1].text == "\n":  # a break that nothing follows
        runs.pop()
    return runs


def spaced(text: str) -> str:
    """The text made printable, each run of white space as one space."""
    return visible(_SPACES.sub(" ", text))


def opened(url: str) -> str:
    """Where the text of a link leads, as a terminal may be told: in ASCII, and only to the web or to mail."""
    if not url.startswith(("http", "HTTP", "mailto")):
        return ""
    leads_to = address(url)
    return leads_to.text if leads_to.may_be_opened and len(leads_to.text) <= _LONGEST else ""


def without_comments(html: str) -> str:
    """The HTML without its comments; one that never ends is kept, for it may hold anything."""
    kept, start = [], 0
    while (opening := html.find("<!--", start)) >= 0 and (closing := html.find("-->", opening + 2)) >= 0:
        kept.append(html[start:opening])
        start = closing + 3
    return "".join([*kept, html[start:]])


def _single(token: Token, look: str) -> list[Run]:
    """The runs of a token that stands alone."""
    if token.type == "hardbreak":
        return [Run("\n", look)]
    if token.type == "image":
        alternative = inline_runs(token.children or (), look)
        said = [Run("[image: ", looking(look, "mark")), *alternative] if alternative else [Run("[image", look)]
        return [*said, Run("]", looking(look, "mark")), *_target(token, "src", "")]
    if token.type == "html_inline":
        if _BREAK.fullmatch(token.content):
            return [Run("\n", look)]
        return [Run(spaced(without_comments(token.content)), looking(look, "dim"))]
    if token.type == "shortcode":
        return [Run(spaced(token.content), looking(looking(look, "code"), "dim"))]
    if token.type == "code_inline":
        return [Run(visible(token.content.replace("\t", " ")), looking(look, "code"))]
    return [Run(spaced(token.content), look)]


def _target(token: Token, attribute: str, text: str) -> list[Run]:
    """Where a link or image leads, unless its text says so already."""
    target = spaced(str(token.attrs.get(attribute, "")))
    title = spaced(str(token.attrs.get("title", "")))
    runs = []
    if target not in (text, f"mailto:{text}"):
        runs.append(Run(f" <{target}>" if text or attribute == "src" else f"<{target}>", "url"))
    if title:
        runs.append(Run(f' "{title}"', "url"))
    return runs
