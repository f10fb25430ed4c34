"""Charsets: the bytes of a page as text, whatever it says that they are."""

import re

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_FAR = 4096
"""Bytes in which a page may say what they are."""
_KNOWN = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-?8859-\d{1,2}|latin-?1|windows-\d{3,4}|cp\d{3,4}|koi8-[ru]|macintosh"
    r"|gb2312|gbk|gb18030|big5(?:-hkscs)?|shift_jis|x-sjis|sjis|euc-(?:jp|kr)|iso-2022-(?:jp|kr)|tis-620",
    re.IGNORECASE,
)
"""Of all that Python knows, those that are charsets of pages: some others take forever on the wrong bytes."""
_AS_BROWSERS = {
    **dict.fromkeys(("us-ascii", "ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1"), "windows-1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "x-sjis": "shift_jis",
    "macintosh": "mac_roman",
    "iso-8859-11": "cp874",
}
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decoded(body: bytes, charset: str | None) -> str:
    """The text of a page, `charset` being what its site says of it: by its mark, its site, itself, else UTF-8."""
    by_mark = next((name for mark, name in _MARKS.items() if body.startswith(mark)), None)
    found = _META.search(body, 0, _FAR)
    by_itself = found[1].decode("ascii") if found else None
    if by_itself and by_itself.lower().startswith("utf-16"):  # it could not have been read then
        by_itself = None
    for name in (by_mark, charset, by_itself):
        if name is not None and (name == by_mark or _KNOWN.fullmatch(name)):
            try:
                return body.decode(_AS_BROWSERS.get(name.lower(), name), "replace")
            except LookupError:
                continue
    return body.decode("utf-8", "replace")
