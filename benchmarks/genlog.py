"""Generate a reading log: `python -m benchmarks.genlog N FOLDER` writes N weekly posts, the same ones each time.

Posts are as the archetype's are: TOML front matter, a week from Sunday to Saturday in the title, a summary, and
five or six entries under headings with a kind, a link, a byline, paragraphs and quotes; about 4 KB each.
"""

import argparse
import datetime
import random
from collections.abc import Iterator
from pathlib import Path

NEWEST = datetime.date(2026, 10, 31)
"""The Saturday that the newest post is dated on."""

_VOCABULARY = """
able above across after again against almost along already answer argue around author basic batch because become
before begin behind better between beyond binary brief bring broad build cache careful carry cause central change
chapter check choice claim clear clever close cluster code collect common compare compile complex compute concern
consider contain context cost count course cover create critical current curve data decade decide deep default define
depend describe design detail develop device differ direct discuss distance divide document double draft drive early
easy edge editor effect effort either element engine enough entire error essay even event every evidence exact example
except expect explain express extend fact fail fair familiar fast feature field figure file final find first follow
form forward frame free frequent full function future gain general give global good graph great group grow guess half
handle happen hard harbour harmless heavy help hidden history hold however human idea image imagine impact improve
include increase index inner input inside instead interest involve island issue item join judge keep kernel kind know
language large later layer lead learn least leave less letter level library light likely limit line link list little
live local logic long loose lower machine main major make manage many margin mark matter mean measure memory mention
merge method middle might mind minor model modern module month more most move much narrow nature near need network
never note notice novel number object obvious offer often open operate option order other outer output outside over
owner page paper parallel part path pattern pause people perform perhaps period phrase piece place plain plan plot
point popular portable possible power practice precise predict prefer present press price primary print problem process
produce program promise proof proper prove public purpose quality query question quick quiet quote random range rapid
rather reach reader reason recent record reduce refer region regular relate release remain remark remember remote
repeat replace report require research result return review rewrite rich right river rough round rule sample scale
search second section secure seem select sense sentence separate serve session several shape share shift short should
signal simple since single size skill slice slow small smart social solid solve some sort source space speak special
speed spend stable stage standard start state stay step still stone store story stream strict string strong structure
style subject such suggest sure surface surprise switch symbol system table take talk task teach tell term test text
theory thing think thread through time token tool topic total touch toward trace track trade train transfer travel tree
trick trust turn type under unit until update upper useful user usual value vary version very view visit voice wait
walk warm watch water weak week weight whole wide window wise within without wonder word work world worth write wrong
year yield young zero
"""
_WORDS = _VOCABULARY.split()
_FIRST_NAMES = ("Ada", "Barbara", "Claude", "Dorothy", "Edsger", "Frances", "Grace", "Hedy", "Katherine", "Niklaus")
_LAST_NAMES = ("Abel", "Brook", "Clay", "Dale", "Field", "Grove", "Hill", "Jasper", "Knoll", "Lake", "Marsh", "Pine")
_KINDS = ("Talk", "Talk", "Article", "Article", "Paper", "Book", None)


def write_log(count: int, folder: Path) -> list[Path]:
    """Write the newest `count` posts below `folder`, which is made; their paths, newest first."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        day = NEWEST - datetime.timedelta(weeks=number)
        path = folder / f"{day}-what-i-read.md"
        path.write_bytes(post(day).encode())
        paths.append(path)
    return paths


def post(day: datetime.date, size: int = 0) -> str:
    """The post dated on `day`; with `size`, as many entries more as make it so many bytes long at least."""
    words = random.Random(day.toordinal())
    start = day - datetime.timedelta(days=6)
    week = f"{start:%B} {start.day} - {day:%B} {day.day}"
    fields = f'title = "What I read this week ({week})"\ndate = {day}\ncategories = ["what I read"]\ndraft = false\n'
    text = f"+++\n{fields}+++\n\n{_sentence(words)} {_sentence(words)}\n\n<!--more-->\n\n"
    entries = [_entry(words) for _ in range(words.choice((5, 5, 6, 6)))]
    text += "\n\n".join(entries)
    while len(text) < size:
        text += "\n\n" + _entry(words)
    return text


def titles_of(path: Path) -> list[str]:
    """The titles of a generated post's entries."""
    return [
        line.partition("](")[0].rpartition("[")[2]
        for line in path.read_bytes().decode().split("\n")
        if line.startswith("## ")
    ]


def _entry(words: random.Random) -> str:
    kind = words.choice(_KINDS)
    title = " ".join(words.choices(_WORDS, k=words.randint(3, 8))).capitalize()
    host, slug = words.choice(_WORDS), "-".join(words.choices(_WORDS, k=4))
    names = ", ".join(
        f"{words.choice(_FIRST_NAMES)} {words.choice(_LAST_NAMES)}" for _ in range(words.choice((1, 1, 2)))
    )
    role = "Speaker" if kind == "Talk" else "Author"
    tag = f"[{kind}] " if kind else ""
    return (
        f"## {tag}[{title}](https://{host}.example/{slug})\n**{role}**: {names}\n\n" + "\n\n".join(_note(words)) + "\n"
    )


def _note(words: random.Random) -> Iterator[str]:
    for number in range(words.choice((2, 3, 3, 4))):
        paragraph = " ".join(_sentence(words) for _ in range(words.randint(1, 4)))
        yield f"> {paragraph}" if number and words.random() < 0.2 else paragraph


def _sentence(words: random.Random) -> str:
    chosen = words.choices(_WORDS, k=words.randint(8, 20))
    if words.random() < 0.2:
        chosen[3] = f"[{chosen[3]}](https://{chosen[1]}.example/{chosen[2]})"
    return " ".join(chosen).capitalize() + "."


def main() -> None:
    """Write the log that the command line asks for."""
    parser = argparse.ArgumentParser(description="Generate a reading log of N weekly posts.")
    parser.add_argument("count", type=int, metavar="N", help="how many posts: 52, 520, 2600, 10000")
    parser.add_argument("folder", type=Path, help="where they are written; made where it is missing")
    chosen = parser.parse_args()
    write_log(chosen.count, chosen.folder)


if __name__ == "__main__":
    main()
