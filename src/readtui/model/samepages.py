"""Same pages: what sites are known to do that gives one page several addresses.

Each rule says what is left out or put in another's place. None touches what says which page it is: `v`, `id`, `p`, `q`,
`list` and the like stay.
"""

import re

_PREFIXES = ("www.", "m.", "mobile.")
_HOSTS = {
    "music.youtube.com": "youtube.com",
    "youtube-nocookie.com": "youtube.com",
    "x.com": "twitter.com",
    "old.reddit.com": "reddit.com",
    "new.reddit.com": "reddit.com",
    "np.reddit.com": "reddit.com",
    "dx.doi.org": "doi.org",
    "export.arxiv.org": "arxiv.org",
    "browse.arxiv.org": "arxiv.org",
    "ar5iv.org": "arxiv.org",
    "ar5iv.labs.arxiv.org": "arxiv.org",
}
"""Hosts that serve the pages of another."""
_SIGNS = {
    "youtube.com": ("youtu",),
    "twitter.com": ("twitter.com", "x.com"),
    "arxiv.org": ("arxiv", "ar5iv"),
    "doi.org": ("doi",),
}
"""What all addresses of the pages of such a site have in common."""
_MOBILE_WIKI = re.compile(r"([a-z-]+)\.m\.((?:wik[a-z]+|mediawiki)\.org)")

_FOLLOWING = {
    # Whose advertisement was clicked: Facebook, Google, Microsoft, Twitter, TikTok, Yandex, LinkedIn, Instagram.
    *("fbclid", "gclid", "gclsrc", "dclid", "wbraid", "gbraid", "srsltid", "msclkid", "twclid", "ttclid"),
    *("yclid", "ysclid", "li_fat_id", "igshid", "igsh"),
    # Which letter it was clicked in: Mailchimp, Marketo, Vero, Omeda, HubSpot, ConvertKit, Drip.
    *("mc_cid", "mc_eid", "mkt_tok", "vero_id", "oly_anon_id", "oly_enc_id", "_hsenc", "_hsmi"),
    *("__hstc", "__hssc", "__hsfp", "ck_subscriber_id", "__s"),
    # Where the reader came from.
    *("ref", "ref_", "ref_src", "ref_url", "referrer", "ncid", "cmpid", "s_cid", "trk", "xtor", "wt_mc"),
    *("guccounter", "guce_referrer", "guce_referrer_sig", "_ga", "_gl", "smid", "smtyp"),
}
_FAMILIES = ("utm_", "mtm_", "pk_", "hsa_", "stm_")
"""How the names begin that campaigns are counted by: Google's, Matomo's old and new, HubSpot's."""
_FOLLOWING_AT = {
    "youtube.com": frozenset(("si", "feature", "t", "start", "pp", "ab_channel", "index")),  # moments among them
    "vimeo.com": frozenset(("share", "fl", "fe")),
    "twitter.com": frozenset(("s", "t", "lang")),
    "medium.com": frozenset(("source", "sk")),
    "open.spotify.com": frozenset(("si", "context", "nd")),
}
"""What says nothing on this site alone."""

_VIDEO = re.compile(r"/(?:embed|shorts|live|v|e|watch)/(?!videoseries\Z|live_stream\Z)([A-Za-z0-9_-]+)")
_SHORT = re.compile(r"/([A-Za-z0-9_-]+)")
_PLAYER = re.compile(r"/video/(\d+)")
_PAPER = re.compile(
    r"/(?:abs|pdf|html|format|ps|e-print|src)/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)
_PAPER_AS_DOI = re.compile(r"/10\.48550/arxiv\.(.+)", re.IGNORECASE)
_NUMBER = re.compile("%[0-9a-f]{2}")


def host_of_all(host: str) -> str:
    """The host, in lower case, whose pages all these are: without `www.`, `m.` and the like."""
    host = host.removesuffix(".")
    while (prefix := next((each for each in _PREFIXES if host.startswith(each)), "")) and "." in host[len(prefix) :]:
        host = host.removeprefix(prefix)
    wiki = _MOBILE_WIKI.fullmatch(host)
    return f"{wiki[1]}.{wiki[2]}" if wiki else _HOSTS.get(host, host)


def signs_of(host: str) -> tuple[str, ...]:
    """What stands in each address of a page of this host, one of these at least; in any case of letters."""
    return _SIGNS.get(host) or (".".join(host.split(".")[-2:]),)


def says_no_page(host: str, name: str) -> bool:
    """Whether a field of this name says who follows the reader, or a moment in the page, and not which page it is."""
    name = name.casefold()
    if name == "ref" and host.startswith("api."):  # a branch or a commit there
        return False
    return name in _FOLLOWING or name.startswith(_FAMILIES) or name in _FOLLOWING_AT.get(host, ())


def known_page(host: str, path: str, fields: list[str]) -> str | None:
    """The page's one address, where it is a video, a paper or a DOI of a site that gives such several; else None."""
    if host == "youtu.be":
        short = _SHORT.fullmatch(path)
        return f"https://youtube.com/watch?v={short[1]}" if short else None
    if host == "youtube.com":
        found = _VIDEO.fullmatch(path)
        named = next((field[2:] for field in fields if field.startswith("v=")), "") if path == "/watch" else ""
        video = found[1] if found else named
        return f"https://youtube.com/watch?v={video}" if video else None
    if host == "player.vimeo.com":
        player = _PLAYER.fullmatch(path)
        return f"https://vimeo.com/{player[1]}" if player else None
    if host == "arxiv.org":
        paper = _PAPER.fullmatch(path)
        return f"https://arxiv.org/abs/{paper[1].lower()}" if paper else None
    if host == "doi.org" and len(path) > 1:
        return _of_doi(path.replace("%2F", "/"))
    return None


def _of_doi(path: str) -> str | None:
    """A DOI means the same in capitals; one of arXiv's own is the paper's page there."""
    paper = _PAPER_AS_DOI.fullmatch(path)
    if paper:
        return known_page("arxiv.org", f"/abs/{paper[1]}", [])
    lower = _NUMBER.sub(lambda match: match.group().upper(), path.lower())
    return f"https://doi.org{lower}"
