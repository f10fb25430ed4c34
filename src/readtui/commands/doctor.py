"""The command `doctor`: proves over every post of the log that an edit changes what it is about and nothing else."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from readtui.commands.json_form import JsonObject
from readtui.commands.printing import Column, complain, print_json, print_line, print_table
from readtui.commands.which import Surroundings, add_log_arguments, loaded, log_to_examine
from readtui.grammar.changing.trying import Act, Trial, trials
from readtui.known_textual import unknown_version
from readtui.model.conventions import Convention
from readtui.model.post import Post
from readtui.store.conventions.learning import conventions_in_words
from readtui.store.folder import LogFolder

_PAUSE = 5.0
"""Seconds between two lines that say how far it is."""
_MOST_REASONS = 10

_PROVED: dict[Act, str] = {
    "nothing": "saved unchanged, the very same bytes",
    "text": "a letter typed into the text, that letter alone",
    "entry-title": "an entry's title set, that title alone",
    "title": "a post's title set, that value alone",
    "draft": "a draft flag turned, that value alone",
}
_TRIED: dict[Act, str] = {
    "nothing": "saved unchanged",
    "text": "a letter typed",
    "entry-title": "an entry's title",
    "title": "a post's title",
    "draft": "a draft flag",
}


@dataclass(slots=True)
class Findings:
    """What was found by now."""

    posts: int = 0
    entries: int = 0
    proved: Counter[Act] = field(default_factory=Counter)
    untried: int = 0
    refused: list[tuple[str, Trial]] = field(default_factory=list)
    """With the post's path."""
    wrong: list[tuple[str, Trial]] = field(default_factory=list)
    not_editable: list[tuple[str, str]] = field(default_factory=list)
    """The post's path, and why."""

    @property
    def exit_code(self) -> int:
        """1 where anything is wrong, else 0."""
        return 1 if self.wrong else 0

    def take(self, post: Post, tried: list[Trial]) -> None:
        """Count what was tried on a post."""
        self.posts += 1
        self.entries += len(post.entries)
        self.proved.update(trial.act for trial in tried if trial.outcome == "proved")
        self.untried += sum(trial.outcome == "untried" for trial in tried)
        self.refused += [(post.path, trial) for trial in tried if trial.outcome == "refused"]
        self.wrong += [(post.path, trial) for trial in tried if trial.outcome == "wrong"]
        why = next((problem.message for problem in post.problems if problem.forbids_editing), None)
        if why is not None:
            self.not_editable.append((post.path, why))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--verbose", action="store_true", help="tell of each post what was proved")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Try edits on every post, in memory, and tell what was proved."""
    findings, each = Findings(), []
    folder = log_to_examine(arguments, surroundings)
    learned = conventions_in_words(folder, folder.rows()).told
    for post, tried in _examined(folder):
        findings.take(post, tried)
        if arguments.json and arguments.verbose:
            each.append(_post_object(post, tried))
        elif arguments.verbose:
            _tell_post(post, tried)
    if arguments.json:
        told = {"conventions": [convention_object(each) for each in learned], "frames": unknown_version()}
        print_json(_object(findings) | told | ({"each": each} if arguments.verbose else {}))
    else:
        tell_conventions(learned)
        tell(findings)
        if unknown := unknown_version():
            print_line(unknown)
    return findings.exit_code


def _examined(folder: LogFolder) -> Iterator[tuple[Post, list[Trial]]]:
    """Each post, read and let go again, with what was tried on it; says now and then how far it is."""
    paths = folder.paths()
    if not paths:
        loaded(folder)  # which says so where a section was asked for
    told = time.monotonic()
    for place, path in enumerate(paths):
        post = folder.open(path)
        yield post, list(trials(post))
        if time.monotonic() - told > _PAUSE and sys.stderr is not None and sys.stderr.isatty():
            told = time.monotonic()
            complain(f"{place + 1} of {len(paths)} posts by now")


def _tell_post(post: Post, tried: list[Trial]) -> None:
    counts = Counter(trial.outcome for trial in tried)
    entries = "1 entry" if len(post.entries) == 1 else f"{len(post.entries)} entries"
    told = [f"{counts[outcome]} {outcome}" for outcome in ("proved", "refused", "untried", "wrong") if counts[outcome]]
    print_line(f"{post.path}: {entries}: {', '.join(told)}" + ("" if post.is_editable else "; not editable"))
    for trial in tried:
        if trial.reason:
            print_line(f"{_place(post.path, trial)}: {trial.outcome}: {_TRIED[trial.act]}: {trial.reason}")


def tell(findings: Findings) -> None:
    """Print what was found."""
    rows = [("proved", f"{findings.proved[act]}", told) for act, told in _PROVED.items() if findings.proved[act]]
    reasons = Counter(f"{_TRIED[trial.act]}: {_of_any(trial)}" for _, trial in findings.refused)
    rows += _most("refused", reasons)
    rows += _most("not editable", Counter(why for _, why in findings.not_editable))
    if findings.untried:
        rows.append(
            ("not tried", f"{findings.untried}", "edits of entries of posts so long that a part stands for all")
        )
    rows.append(("wrong", f"{len(findings.wrong)}", "this must be 0" if findings.wrong else ""))
    posts = "1 post" if findings.posts == 1 else f"{findings.posts} posts"
    entries = "1 entry" if findings.entries == 1 else f"{findings.entries} entries"
    print_line(f"{posts}, {entries}: edits were tried in memory, nothing was written")
    print_table((Column(), Column("right"), Column(least=20)), rows)
    for path, trial in findings.wrong:
        print_line(f"{_place(path, trial)}: {_TRIED[trial.act]}: {trial.reason}")


def tell_conventions(learned: Sequence[Convention]) -> None:
    """Print how the log writes things, and from how many posts that was learned."""
    if learned:
        print_line("how this log writes things, in new posts and entries too, and how many posts show it")
        print_table(
            (Column(), Column("right"), Column(least=20)), [(each.name, each.basis, each.value) for each in learned]
        )


def convention_object(convention: Convention) -> JsonObject:
    """One thing that the log does, for a program."""
    return {
        "name": convention.name,
        "value": convention.value,
        "posts": convention.posts,
        "looked_at": convention.looked_at,
        "source": convention.source,
    }


def _most(result: str, reasons: Counter[str]) -> list[tuple[str, str, str]]:
    """A row for each of the most frequent reasons, and one for the rest."""
    rows = [(result, f"{count}", reason) for reason, count in reasons.most_common(_MOST_REASONS)]
    rest = sum(reasons.values()) - sum(count for _, count in reasons.most_common(_MOST_REASONS))
    return [*rows, (result, f"{rest}", "for other reasons: --verbose names them")] if rest else rows


def _of_any(trial: Trial) -> str:
    """Why it was refused, in words that are the same for each entry."""
    return trial.reason.replace(f"entry {trial.index}", "an entry")


def _place(path: str, trial: Trial) -> str:
    return path if trial.index is None else f"{path}#{trial.index}"


def _object(findings: Findings) -> JsonObject:
    return {
        "posts": findings.posts,
        "entries": findings.entries,
        "proved": {act: findings.proved[act] for act in _PROVED},
        "refused": [_trial_object(path, trial) for path, trial in findings.refused],
        "not_editable": [{"post": path, "reason": why} for path, why in findings.not_editable],
        "untried": findings.untried,
        "wrong": [_trial_object(path, trial) for path, trial in findings.wrong],
    }


def _trial_object(path: str, trial: Trial) -> JsonObject:
    return {"post": path, "index": trial.index, "act": trial.act, "reason": trial.reason}


def _post_object(post: Post, tried: list[Trial]) -> JsonObject:
    counts = Counter(trial.outcome for trial in tried)
    told = {outcome: counts[outcome] for outcome in ("proved", "refused", "untried", "wrong")}
    return {"post": post.path, "entries": len(post.entries), "editable": post.is_editable, **told}
