"""The documents tell the truth: their tables, examples, pictures and names are those of the program and its tests."""

import argparse
import json
import re
import tomllib
from importlib import import_module, resources
from pathlib import Path

import pytest

import readtui
from readtui.__main__ import main
from readtui.commands import COMMANDS
from readtui.commands.usage import Parser
from readtui.config import Config, read_config
from readtui.tui.screens.help import key_groups

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md")
ON_EVERY_COMMAND = {"--help", "--log", "--section", "--json"}
DEMO = "open a copy of the sample log that is thrown away"


def text_of(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def below(mark: str) -> str:
    """What stands in the README right below `<!-- mark -->`, up to the next blank line or, of a fence, to its end."""
    found = re.search(rf"^<!-- {mark} -->\n(```.*?^```$|.*?(?=\n\n))", text_of("README.md"), re.M | re.S)
    assert found, f"README.md has no line <!-- {mark} --> with something right below"
    return found[1]


def fenced(mark: str) -> str:
    lines = below(mark).splitlines()
    assert lines[0].startswith("```"), f"no fenced block is right below <!-- {mark} -->"
    return "\n".join(lines[1:-1])


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()[2:]]


def hold(mark: str, right: str) -> None:
    assert below(mark) == right, f"put this below <!-- {mark} --> in README.md:\n\n{right}\n"


def parser_of(command: str) -> argparse.ArgumentParser:
    parser = Parser(prog=command, description="")
    import_module(f"readtui.commands.{command}").add_arguments(parser)
    return parser


def argument_of(action: argparse.Action) -> str:
    """As usage has it: in brackets where it may be left out, with dots where there may be several."""
    name = f"{action.metavar or action.dest}{'…' if action.nargs == '+' else ''}"
    return f"[{name}]" if action.nargs == "?" else name


def options_of(parser: argparse.ArgumentParser) -> list[str]:
    return [name for action in parser._actions for name in action.option_strings if name.startswith("--")]


def test_every_key_is_in_the_readme() -> None:
    rows = ["| key | does |", "|---|---|"]
    for title, keys in key_groups():
        rows.append(f"| **{title}** | |")
        rows += [f"| {' '.join(f'`{each}`' for each in key.keys.split())} | {key.does} |" for key in keys]
    hold("keys", "\n".join(rows))


def test_every_command_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["| command | does | options |", "|---|---|---|"]
    for command, does in COMMANDS.items():
        parser = parser_of(command)
        wanted = [argument_of(action) for action in parser._actions if not action.option_strings]
        options = [f"`{name}`" for name in options_of(parser) if name not in ON_EVERY_COMMAND]
        line = " ".join([command, *wanted]).replace("|", "\\|")  # in a table a bar ends the cell, in code too
        rows.append(f"| `{line}` | {does} | {' '.join(options)} |")
    rows.append(f"| `demo` | {DEMO} | `--ascii` `--lean` |")
    hold("commands", "\n".join(rows))
    assert main(["--help"]) == 0
    assert DEMO in capsys.readouterr().out


def test_examples_use_options_that_there_are() -> None:
    for command, rest in re.findall(r"readtui ([a-z]+)([^`\n]*)", text_of("README.md")):
        if command in COMMANDS:
            named = set(re.findall(r"(?<= )--[a-z-]+", rest))
            assert named <= set(options_of(parser_of(command))), f"readtui {command}{rest}"


def test_the_json_example_is_what_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    sample = str(resources.files("readtui") / "sample")
    assert main(["entries", "--kind", "talk", "--since", "2025-02-08", "--json", "--log", sample]) == 0
    answered = json.loads(capsys.readouterr().out)
    one_a_line = ",\n".join(f'  "{key}": {json.dumps(value)}' for key, value in answered[0].items())
    assert len(answered) == 1
    hold("json", f"```json\n[{{\n{one_a_line}\n}}]\n```")


def test_every_setting_is_in_the_readme(tmp_path: Path) -> None:
    rows = cells(below("config"))
    told = {key: (example, default) for key, example, default, _ in rows}
    config = Config()
    right = {f"`{name.replace('_', '-')}`": in_toml(value) for name, value in config._asdict().items()}
    assert {key: default for key, (_, default) in told.items()} == right, f"the keys and their defaults are {right}"
    file = tmp_path / "config.toml"
    file.write_text("".join(f"{key.strip('`')} = {example.strip('`')}\n" for key, (example, _) in told.items()))
    chosen = read_config({"READTUI_CONFIG": str(file)})
    assert all(one != other for one, other in zip(chosen, config, strict=True))


def in_toml(value: object) -> str:
    """A default as the table writes it."""
    if value is None:
        return "none"
    return f"`{json.dumps(list(value) if isinstance(value, tuple) else value)}`"


def test_the_library_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "blog").symlink_to(str(resources.files("readtui") / "sample"))
    monkeypatch.chdir(tmp_path)
    exec(compile(fenced("library"), "README.md", "exec"), {})
    assert "Data-Oriented Design and C++" in capsys.readouterr().out


def test_the_readme_says_how_to_run_the_tests() -> None:
    assert fenced("test").endswith(".venv/bin/pytest")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    # In code, what looks like a link is an example.
    prose = re.sub(r"^```.*?^```$|`[^`\n]*`", "", text_of(document), flags=re.M | re.S)
    targets = re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", prose)
    missing = [
        target
        for target in (one or other for one, other in targets)
        if not re.match(r"[a-z]+:|#", target) and not (ROOT / target.partition("#")[0]).exists()
    ]
    assert not missing


def test_pictures_are_those_that_the_script_takes() -> None:
    taken = set(re.findall(r'Shot\("([^"]+)"', text_of("screenshots/take.py")))
    shown = set(re.findall(r"screenshots/([^)\s]+)\.svg", text_of("README.md")))
    assert shown == taken == {path.stem for path in (ROOT / "screenshots").glob("*.svg")}


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "ARCHITECTURE.md"])
def test_files_that_are_named_exist(document: str) -> None:
    named = set(re.findall(r"`((?:tests|src|benchmarks|screenshots)/[\w./-]+)`", text_of(document)))
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_each_promise_names_its_tests() -> None:
    rows = dict(re.findall(r"^\| (P\d+) \|(.*)$", text_of("CONTRIBUTING.md"), re.M))
    assert list(rows) == [f"P{number}" for number in range(1, 11)]
    for promise, row in rows.items():
        assert "`tests/" in row or "not held" in row, promise


def test_make_targets_are_told() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", text_of("Makefile"), re.M)
    assert phony
    told = set(re.findall(r"make ([a-z]+)", text_of("CONTRIBUTING.md")))
    assert told == set(phony[1].split())


def test_each_dependency_has_its_reason() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    right = {re.split(r"[<>=~\[ ]", each)[0] for each in project["dependencies"]}
    section = text_of("ARCHITECTURE.md").partition("## Dependencies")[2]
    told = {row[0] for row in cells(section.strip())}
    assert told == right, f"the dependencies are {', '.join(sorted(right))}"


def test_the_changelog_has_this_version() -> None:
    assert re.search(rf"^## {re.escape(readtui.__version__)} \(", text_of("CHANGELOG.md"), re.M)
