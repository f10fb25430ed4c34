"""Essays: telling the links of an essay, which are no entries, from those of a log."""

import re
from collections.abc import Sequence

from readtui.grammar.candidates import Owned
from readtui.grammar.inline import plain_text
from readtui.grammar.structure import Structure

# Measured on real posts: weeknotes keep 3.4 % of their bytes and more for entries, however much they talk.
_LONG = 8_000  # bytes
_LEAST_SHARE = 0.03
_MOST_BLOCKS_OF_A_LINK = 4
_LARGEST_APPENDIX = 0.25

_APPENDIX = re.compile(
    r"\W*(?:some |the |list of )?(?:"
    r"references?|bibliograph\w+|works cited|citations?|sources?|footnotes?|credits|acknowledge?ments?|see also"
    r"|resources|further (?:reading|resources|information)|(?:read|learn) more|more information"
    r"|related(?: (?:posts?|articles?|links?|reading|content|work|projects?|resources?))?"
    r"|(?:external|other|additional|relevant|useful|helpful) (?:links?|resources?|reading)"
    r"|(?:recent )?press|quellen|literatur\w*|einzelnachweise|weiterführend\w*(?: \w+)?|références|bibliographie"
    r"|voir aussi|referencias|bibliografía|fuentes|riferimenti|fonti|referências|источники|литература"
    r"|kaynaklar?|kaynakça|المصادر|مصادر|المراجع|مراجع"
    r"|参考(?:文献|リンク|資料|サイト|记事|記事|资料|链接)?|関連(?:記事|リンク|サイト|ページ)|出典|相关(?:文章|链接)|延伸阅读"
    r")\W*",
    re.IGNORECASE,
)


def are_scattered(structure: Structure, items: Sequence[Owned]) -> bool:
    """Whether list items are so small a part of a long text that they are no more than its references."""
    body, entries = _size(structure, items)
    return body > _LONG and entries < _LEAST_SHARE * body


def are_appendix(structure: Structure, items: Sequence[Owned]) -> bool:
    """Whether list items stand only below a closing heading such as "References", after a text of more length."""
    body, entries = _size(structure, items)
    if entries > _LARGEST_APPENDIX * body or any(owned.candidate.head.kind for owned in items):
        return False
    heading = -1
    places = {owned.candidate.block for owned in items}
    for at, block in enumerate(structure.blocks):
        if block.kind == "heading":
            heading = at
        elif at in places and not (heading >= 0 and _is_appendix(structure, heading)):
            return False
    return True


def are_lone_links_of_essay(structure: Structure, paragraphs: Sequence[Owned]) -> bool:
    """Whether paragraphs of one link stand here and there in a text, instead of each leading a few of its own."""
    texts = [at for at, block in enumerate(structure.blocks) if block.kind not in ("heading", "comment")]
    owned = 0
    at = 0
    for place in texts:
        line = structure.blocks[place].first
        while at < len(paragraphs) and paragraphs[at].last < line:
            at += 1
        owned += at < len(paragraphs) and paragraphs[at].first <= line
    return 2 * owned < len(texts) or owned > _MOST_BLOCKS_OF_A_LINK * len(paragraphs)


def _is_appendix(structure: Structure, heading: int) -> bool:
    text = structure.blocks[heading].text
    return text is not None and _APPENDIX.fullmatch(plain_text(text.of(structure.source))) is not None


def _size(structure: Structure, found: Sequence[Owned]) -> tuple[int, int]:
    """The bytes of the body from its first block on, and of the entries."""
    lines, blocks = structure.lines, structure.blocks
    body = lines.end(structure.last_line) - lines.start(blocks[0].first) if blocks else 0
    return body, sum(len(lines.span(owned.first, owned.last)) for owned in found)
