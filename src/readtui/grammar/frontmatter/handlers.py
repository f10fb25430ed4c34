"""Handlers: python-frontmatter's way to read a block, one for each language, over parsers that we trust.

Its own handlers are not used: the TOML one needs the dead `toml` package, and the YAML one runs on libyaml, which 30 kB
of `[` ends with a segmentation fault. Only `load` is called: the fences are found in bytes, and nothing is ever
written by `export`.
"""

import json
import re
import tomllib
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler

from readtui.grammar.frontmatter.unusual import Unreadable
from readtui.grammar.frontmatter.yaml_block import FieldsLoader
from readtui.model.frontmatter import Language

# What the parsers raise on hostile input beside errors of their own: a day that is none, a number of 5,000 digits, a
# tag on the wrong value, nesting past the stack.
_PARSER_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_TOML_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")


class TomlHandler(BaseHandler):
    """Reads TOML by the standard library."""

    FM_BOUNDARY = re.compile(r"^\+{3}", re.MULTILINE)

    def load(self, fm: str) -> dict[str, Any]:
        """The fields of the block.

        Raises:
            Unreadable: the block is not valid TOML.
        """
        try:
            return tomllib.loads(fm.replace("\r\n", "\n"))
        except _PARSER_FAULTS as fault:
            place = _TOML_PLACE.search(str(fault))
            raise Unreadable(_TOML_PLACE.sub("", str(fault)), int(place[1]) if place else None) from fault


class YamlHandler(BaseHandler):
    """Reads YAML by PyYAML's pure loader, with Hugo's idea of what is a truth and a number."""

    FM_BOUNDARY = re.compile(r"^-{3}", re.MULTILINE)

    def load(self, fm: str) -> Any:
        """The fields of the block, or what else it holds; an empty block has no fields.

        Raises:
            Unreadable: the block is not valid YAML.
        """
        try:
            found = yaml.load(fm, Loader=FieldsLoader)  # noqa: S506 - a SafeLoader
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark
            if fault.context_mark and (mark is None or mark.index >= len(fm.rstrip())):
                mark = fault.context_mark  # noticed at the end only: what began there is what is wrong
            raise Unreadable(fault.problem or fault.context or "", mark.line + 1 if mark else None) from fault
        except yaml.YAMLError as fault:
            raise Unreadable("it holds a character that is not allowed") from fault
        except _PARSER_FAULTS as fault:
            raise Unreadable("a value is not what its form says") from fault
        if isinstance(found, dict):
            return {key if isinstance(key, str) else str(key): value for key, value in found.items()}
        return {} if found is None else found


class JsonHandler(BaseHandler):
    """Reads a JSON object by the standard library."""

    FM_BOUNDARY = re.compile(r"^[{}]$", re.MULTILINE)

    def load(self, fm: str) -> Any:
        """The fields of the object.

        Raises:
            Unreadable: the block is not valid JSON.
        """
        try:
            return json.loads(fm, parse_constant=_refuse)
        except json.JSONDecodeError as fault:
            raise Unreadable(fault.msg, fault.lineno) from fault
        except _PARSER_FAULTS as fault:
            raise Unreadable("a value is not what its form says") from fault


class JsonInYamlHandler(YamlHandler):
    """Reads what stands between `---` and begins with a brace: JSON as a rule, else YAML's flow style.

    To Hugo the fence's language is YAML, of which JSON is a part; PyYAML, which follows an older YAML, stumbles over
    JSON's tabs.
    """

    def load(self, fm: str) -> Any:
        """The fields of the block.

        Raises:
            Unreadable: the block is neither valid JSON nor valid YAML.
        """
        try:
            return JsonHandler().load(fm)
        except Unreadable:
            return super().load(fm)


def handler_of(language: Language, text: str) -> TomlHandler | YamlHandler | JsonHandler:
    """The handler that reads `text`, the inside of a block in this language."""
    if language == "toml":
        return TomlHandler()
    if language == "json":
        return JsonHandler()
    return JsonInYamlHandler() if text.lstrip().startswith("{") else YamlHandler()


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is no JSON")
