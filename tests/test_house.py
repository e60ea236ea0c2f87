"""The habits of the house: short files, frozen nouns, one error base, a closed top level, nothing of this machine."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import re
import subprocess
from pathlib import Path

import pytest

import edgewise
import edgewise.errors
import edgewise.model

TOP_LEVEL = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", "graph", "loaders", "notebooks", "src", "tests"}


@pytest.fixture(scope="module")
def tracked(root: Path) -> list[Path]:
    """What git tracks or would track, as paths from the checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=root, capture_output=True, text=True, check=True
    )
    return [root / line for line in listed.stdout.splitlines() if (root / line).is_file()]


def test_no_python_file_over_400_lines(tracked: list[Path]) -> None:
    long = {str(p): n for p in tracked if p.suffix == ".py" and (n := len(p.read_text(encoding="utf-8").splitlines())) > 400}
    assert not long, "two nouns in one room: split it"


def test_the_top_level_is_closed(tracked: list[Path], root: Path) -> None:
    names = {p.relative_to(root).parts[0] for p in tracked}
    assert {n for n in names if not n.startswith(".")} == TOP_LEVEL


def test_nothing_of_one_machine(tracked: list[Path]) -> None:
    path_of_a_machine = re.compile(r"(?:^|[\s\"'(=])/(?:work|home|Users|root)/")
    found = [
        f"{p}:{number}"
        for p in tracked
        if p.suffix in {".py", ".md", ".yaml", ".toml", ".sh", ".cypher", ".ipynb", ".html", ".yml"} and "vendor" not in p.parts
        for number, line in enumerate(p.read_text(encoding="utf-8").splitlines(), 1)
        if path_of_a_machine.search(line) and p.name != "test_house.py"
    ]
    assert not found


def test_nouns_are_frozen_and_compare_by_content() -> None:
    nouns = [c for _, c in inspect.getmembers(edgewise.model, inspect.isclass) if dataclasses.is_dataclass(c)]
    assert len(nouns) >= 15
    for noun in nouns:
        assert noun.__dataclass_params__.frozen, noun  # type: ignore[attr-defined]  # what @dataclass leaves behind
        assert noun.__dataclass_params__.eq, noun  # type: ignore[attr-defined]
        assert hasattr(noun, "__slots__"), noun


# What trains the reader needs the extra `train`, two gigabytes that no test installs; these are looked at without being imported.
TRAINING = {f"edgewise.extract.reader.{name}" for name in ("network", "train", "distil", "export", "recipe")}


def test_one_error_base() -> None:
    for module in pkgutil.walk_packages(edgewise.__path__, "edgewise."):
        if module.name in {"edgewise.__main__", *TRAINING} or ".testing" in module.name:
            continue
        for _, one in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if one.__module__ == module.name and issubclass(one, Exception):
                assert issubclass(one, edgewise.errors.EdgewiseError), one
                assert one.__module__ == "edgewise.errors", f"{one} lives in errors.py"


def test_every_module_says_what_it_is_for(root: Path) -> None:
    for path in sorted((root / "src" / "edgewise").rglob("*.py")):
        if path.name != "__main__.py":
            assert (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").strip(), path


_JINJA = re.compile(r"\{[%{#].*?[%}#]\}", re.S)
_SWAP = re.compile(r"""(?:hx-swap=|\bswap:\s*)"(?:inner|outer)HTML\b""")  # how htmx puts in what a template of ours made
_IN_MARKUP = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>|<style\b|\s(?:style|on[a-z]+|hx-on[\w:.-]*|srcdoc)\s*=", re.I)
_IN_JINJA = re.compile(r"\|\s*safe\b|\bautoescape\b|\bMarkup\b")
_ANYWHERE = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment|DOMParser)\b|\bdocument\s*\.\s*write"
    r"|\beval\b|\bnew\s+Function\b|\bset(?:Timeout|Interval)\(\s*[\"'`]|javascript:|[\"'`]on[a-z]+[\"'`]\s*,|https?://(?!www\.w3\.org/)",
    re.I,
)


def _unsafe(text: str, markup: bool) -> list[str]:
    """What in a template or a script could run a text that a document brings, breaks the content security policy, or calls out."""
    found = _ANYWHERE.findall(_SWAP.sub("", text))
    return found + (_IN_JINJA.findall(text) + _IN_MARKUP.findall(_JINJA.sub("x", text)) if markup else [])


def test_no_page_of_the_explorer_can_run_what_a_document_brings(tracked: list[Path], root: Path) -> None:
    web = root / "src" / "edgewise" / "web"
    pages = [p for p in tracked if p.is_relative_to(web) and p.suffix in {".html", ".js", ".css", ".svg"} and "vendor" not in p.parts]
    assert {p.suffix for p in pages} >= {".html", ".js", ".css"}
    assert {str(p): found for p in pages if (found := _unsafe(p.read_text(encoding="utf-8"), p.suffix in {".html", ".svg"}))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "<script>go()</script>", '<script type="module">x</script>', "<style>a{}</style>", '<p style="x">', "<p\nonclick='x'>",
        "<i ONLOAD=x>",
        "{{ name | safe }}", "{{ name|safe }}", "{% autoescape false %}", "{{ Markup(name) }}", '<a href="javascript:x">',
        "<p hx-on:click='x'>",
        "a.innerHTML = b", "a . outerHTML=b", "a.insertAdjacentHTML('beforeend', b)", "document.write(b)", "eval(b)", "new Function(b)",
        "setTimeout('b')", "a.setAttribute('onclick', b)", "range.createContextualFragment(b)", "<img src='https://evil.example/x'>",
    ],
)  # fmt: skip
def test_what_could_run_is_found(text: str) -> None:
    assert _unsafe(text, markup=True)


@pytest.mark.parametrize(
    "text", ['<script src="/static/site.js" type="module"></script>', "{% set style = 1 %}", "on = 2; a.textContent = b", "{{ on }}"]
)
def test_what_cannot_run_is_not_taken_for_it(text: str) -> None:
    assert not _unsafe(text, markup=True)
