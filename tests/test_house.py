"""The house stands: sizes, banned calls, what a command loads, and what no file may name."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "readtui"

_FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


class Module:
    """One module of the program: its place below the package, its text, its syntax tree."""

    def __init__(self, path: Path) -> None:
        self.place = path.relative_to(SOURCE).as_posix()
        self.room = self.place.partition("/")[0]
        self.text = path.read_text("utf-8")
        self.tree = ast.parse(self.text)

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Each call with the last word of what is called: `dumps` of `frontmatter.dumps(post)`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, _last_word(node.func)

    def imported(self) -> set[str]:
        """Every module imported anywhere in it, by its full name."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        return found

    def at(self, node: ast.AST) -> str:
        """Where a node stands, as an editor takes it, with its source."""
        line = getattr(node, "lineno", 1)
        return f"src/readtui/{self.place}:{line}: {self.text.splitlines()[line - 1].strip()}"


def _last_word(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _mode(call: ast.Call, place: int) -> str:
    """The mode that a call of `open` names; `place` is where it stands among the arguments."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    given = named or call.args[place : place + 1]
    return given[0].value if given and isinstance(given[0], ast.Constant) and isinstance(given[0].value, str) else "r"


MODULES = [Module(path) for path in sorted(SOURCE.rglob("*.py"))]


# Sizes


def test_no_module_is_longer_than_300_lines() -> None:
    assert not [(m.place, n) for m in MODULES if (n := m.text.count("\n")) > 300]


def test_no_class_has_more_than_25_members() -> None:
    assert not [
        (m.at(node), n)
        for m in MODULES
        for node in ast.walk(m.tree)
        if isinstance(node, ast.ClassDef) and (n := sum(isinstance(part, _FUNCTION) for part in node.body)) > 25
    ]


def test_no_function_is_longer_than_60_lines() -> None:
    assert not [
        (m.at(node), n)
        for m in MODULES
        for node in ast.walk(m.tree)
        if isinstance(node, _FUNCTION) and (n := (node.end_lineno or 0) - node.lineno + 1) > 60
    ]


def test_no_module_is_named_after_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
    assert not [m.place for m in MODULES if set(re.split(r"[/._]", m.place)) & nothing]


# Banned calls, each with the harm that it did or would do


def test_front_matter_is_never_dumped() -> None:
    """4 of 23,853 posts came back the same."""
    assert not [
        m.at(call) for m in MODULES for call, name in m.calls() if re.match("dumps?$", name) and _of_frontmatter(call)
    ]
    assert not [m.place for m in MODULES if m.imported() & {"frontmatter.dump", "frontmatter.dumps"}]


def _of_frontmatter(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and _last_word(call.func.value) == "frontmatter"


def test_links_are_opened_in_one_place() -> None:
    """Textual's own opens a browser in the event loop, on the far machine."""
    assert not [m.at(call) for m in MODULES for call, name in m.calls() if name == "open_url"]
    opening = [m.place for m in MODULES if "webbrowser" in m.imported()]
    assert len(opening) <= 1, opening


def test_posts_are_neither_read_nor_written_as_text() -> None:
    """Text mode rewrites line ends and fails on bytes that are no UTF-8."""
    assert not [
        m.at(call)
        for m in MODULES
        if m.room != "config.py"
        for call, name in m.calls()
        if name in ("write_text", "read_text")
        or (_opens(call) is not None and "b" not in _mode(call, _opens(call) or 0))
    ]


def test_only_the_store_writes_files() -> None:
    """A save is whole or has not happened; only the store knows how."""
    assert not [
        m.at(call)
        for m in MODULES
        if m.room not in ("store", "config.py")
        for call, name in m.calls()
        if name in ("write_bytes", "rename", "unlink", "rmtree")
        or (name == "replace" and _last_word(getattr(call.func, "value", call.func)) == "os")
        or (_opens(call) is not None and set(_mode(call, _opens(call) or 0)) & set("wax+"))
    ]


def _opens(call: ast.Call) -> int | None:
    """Where the mode stands in a call that opens a file; None where it opens none."""
    if isinstance(call.func, ast.Name) and call.func.id == "open":
        return 1
    if isinstance(call.func, ast.Attribute) and call.func.attr == "fdopen":
        return 1
    if isinstance(call.func, ast.Attribute) and call.func.attr == "open":  # a path's; ours take no words for a mode
        is_path = not call.args or isinstance(call.args[0], ast.Constant)
        return 0 if is_path and _last_word(call.func.value) != "webbrowser" else None
    return None


def test_lines_are_those_of_bytes() -> None:
    """`str.splitlines` breaks at NEL, LS, PS, FF and VT; markdown and editors do not."""
    assert not [
        m.at(call)
        for m in MODULES
        for scope in _scopes(m.tree)
        for call in _calls_in(scope)
        if _last_word(call.func) == "splitlines" and not _is_bytes(getattr(call.func, "value", call.func), scope)
    ]


def _scopes(tree: ast.Module) -> list[ast.AST]:
    return [tree, *(node for node in ast.walk(tree) if isinstance(node, _FUNCTION))]


def _calls_in(scope: ast.AST) -> Iterator[ast.Call]:
    """The calls of a scope, not those of the functions inside it."""
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, ast.Call):
            yield node
        if not isinstance(node, _FUNCTION):
            yield from _calls_in(node)


def _is_bytes(node: ast.expr, scope: ast.AST) -> bool:
    """Whether an expression is plainly bytes: by its annotation, or by what made it."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, bytes)
    if isinstance(node, ast.Subscript):
        return _is_bytes(node.value, scope)
    if isinstance(node, ast.Attribute):
        return node.attr == "source"  # a post's bytes
    if isinstance(node, ast.Call):
        return _last_word(node.func) in ("of", "encode", "read_bytes", "bytes", "apply", "splicing")
    if isinstance(node, ast.Name):
        return any(_makes_bytes(part, node.id, scope) for part in ast.walk(scope))
    return False


def _makes_bytes(part: ast.AST, name: str, scope: ast.AST) -> bool:
    if isinstance(part, ast.arg):
        return part.arg == name and isinstance(part.annotation, ast.Name) and part.annotation.id == "bytes"
    if isinstance(part, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in part.targets):
        return not (isinstance(part.value, ast.Name) and part.value.id == name) and _is_bytes(part.value, scope)
    return False


def test_no_shell_runs() -> None:
    assert not [
        m.at(call)
        for m in MODULES
        for call, name in m.calls()
        if name in ("system", "popen", "getoutput", "getstatusoutput") or any(k.arg == "shell" for k in call.keywords)
    ]


def test_yaml_is_read_by_its_pure_loader() -> None:
    """30 kB of `[` is a segmentation fault in libyaml."""
    fast = {
        "CLoader",
        "CSafeLoader",
        "CBaseLoader",
        "CFullLoader",
        "CUnsafeLoader",
        "CParser",
        "Loader",
        "UnsafeLoader",
    }
    assert not [
        m.at(node)
        for m in MODULES
        for node in ast.walk(m.tree)
        if (isinstance(node, ast.Attribute | ast.Name) and _last_word(node) in fast)
        or (isinstance(node, ast.alias) and node.name in fast)
    ]


def test_faults_are_caught_by_name() -> None:
    """What tidies up and raises again is no catch."""
    wide = {"Exception", "BaseException"}
    assert not [
        m.at(node)
        for m in MODULES
        for node in ast.walk(m.tree)
        if isinstance(node, ast.ExceptHandler)
        and not _raises_again(node)
        and (
            node.type is None or wide & {_last_word(part) for part in ast.walk(node.type) if isinstance(part, ast.expr)}
        )
    ]


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_only_commands_print() -> None:
    assert not [
        m.at(call)
        for m in MODULES
        if m.room not in ("commands", "__main__.py")
        for call, name in m.calls()
        if name == "print" and isinstance(call.func, ast.Name)
    ]


# What a command loads


def loaded_by(*argv: str, home: Path) -> set[str]:
    """The top-level names of all modules that a command loads."""
    env = {"HOME": str(home), "XDG_CACHE_HOME": str(home), "XDG_STATE_HOME": str(home), "LANG": "C.UTF-8"}
    words = [sys.executable, "-X", "importtime", "-m", "readtui", *argv]
    ran = subprocess.run(words, env=env, cwd=home, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    times = [line for line in ran.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in times}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    folder = tmp_path / "post"
    folder.mkdir()
    for day in ("2023-02-04", "2023-02-11"):
        source = (
            f'+++\ntitle = "Read until {day}"\ndate = {day}\n+++\n\n## [Talk] [One](https://one.example)\n\nGood.\n'
        )
        (folder / f"{day}.md").write_bytes(source.encode())
    return folder


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_listing_weeks_loads_no_screen(log: Path, options: list[str]) -> None:
    assert not loaded_by("weeks", *options, "--log", str(log), home=log.parent) & {"textual", "rich"}


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    heavy = {"textual", "rich", "markdown_it", "frontmatter", "yaml", "tomlkit", "sqlite3", "asyncio"}
    assert not loaded_by("--help", home=tmp_path) & heavy


# What no file may name


def texts() -> Iterator[tuple[str, str]]:
    """Every file that git keeps or would keep, with its text; files that are no text are left out."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    for name in sorted(set(listed.decode("utf-8", "surrogateescape").split("\0")) - {""}):
        path = ROOT / name
        if path.is_file() and not path.is_symlink():
            yield name, path.read_bytes().decode("utf-8", "replace")


# Written so that this file names none of them either.
_UNNAMEABLE = {
    "a package registry's host": [
        r"\b(?:test\.)?py[p]i\.(?:org|python\.org)",
        r"files\.python[h]osted",
        r"registry\.np[m]js",
        r"proxy\.gol[a]ng",
    ],
    "a folder of one machine": [
        r"(?<![\w.~/-])/wor[k](?![\w-])",
        r"(?<![\w./-])/hom[e]/[a-z]+/",
        r"/User[s]/[a-z]+/",
    ],
    "a credential": [
        r"-----BEGIN [A-Z ]*PRIV[A]TE KEY",
        r"\bA[K]IA[0-9A-Z]{16}\b",
        r"\bgh[p-s]_\w{30}",
        r"\bgithub_p[a]t_\w{20}",
        r"\bglp[a]t-\w{20}",
        r"\bxo[x][bap]-\d",
    ],
}


def test_no_file_names_a_machine_or_a_secret() -> None:
    assert not [
        (name, what, found.group())
        for name, text in texts()
        for what, patterns in _UNNAMEABLE.items()
        for pattern in patterns
        if (found := re.search(pattern, text))
    ]
