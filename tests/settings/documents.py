"""TOML as people may write a settings file, in every layout: for searches with hypothesis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

Path = tuple[str | int, ...]

TABLES = {"poll": ["interval", "quiet_interval"], "alerts": ["level", "sound", "quiet_hours"]}
FEED_KEYS = ["id", "url", "alerts"]

_WORDS = st.sampled_from(
    ["", "dot", "a # b", "it's", 'say "x"', "back\\slash", "[x]", "= 3", "tab\there", "é 日本 🌍"]
)


def quoted(text: str) -> st.SearchStrategy[str]:
    """Return ways to write a text."""
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in text)
    ways = [f'"{escaped}"', f'"""{escaped}"""', f'"""\\\n   {escaped}"""', f'"""\n{escaped}"""']
    if "'" not in text and "\t" not in text:
        ways.append(f"'{text}'")
    if "'" not in text:
        ways.append(f"'''{text}'''")
    return st.sampled_from(ways)


VALUES = (
    st.sampled_from(["true", "false", "12", "-3", "1_000", "4.5", "07:30:00", "0x1F", "[]", "{}"])
    | st.sampled_from(["1979-05-27 07:32:00", "[1, 2]", "[ 'a', \"b\" ]", "[[1], ['x']]"])
    | st.sampled_from(["[ # first\n  'a', # one\n  'b'\n]", "{ a = 1, b.c = 'd, e' }", "[1,\n\n]"])
    | _WORDS.flatmap(quoted)
)
REMARKS = st.sampled_from(["", "", "  # why", " # [x] = 3", '\t# "'])
COMMENTS = st.sampled_from(
    ["", "", "# prose, as people write it", '# level = "all"       # all | none', "# sound = false",
     "  # [alerts]", "# [[feeds]]", '# id = "uk"', "#", "# interval = as you like"]
)  # fmt: skip


@st.composite
def _pairs(draw: st.DrawFn, keys: list[str]) -> str:
    lines = []
    for key in draw(st.lists(st.sampled_from(keys), unique=True)):
        lines += draw(st.lists(COMMENTS, max_size=2))
        indent = draw(st.sampled_from(["", "", "  "]))
        name = draw(st.sampled_from([key, f'"{key}"', f"'{key}' "]))
        lines.append(f"{indent}{name} = {draw(VALUES)}{draw(REMARKS)}")
    return "\n".join([*lines, *draw(st.lists(COMMENTS, max_size=2)), ""])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return a text: its lines end in either way, the last perhaps in none."""
    parts = draw(st.lists(COMMENTS.map("{}\n".format), max_size=2))
    tables = []
    for name, keys in TABLES.items():
        match draw(st.sampled_from(["none", "head", "inline", "dotted"])):
            case "head":
                head = draw(st.sampled_from([f"[{name}]", f"[ '{name}' ]  # it"]))
                tables.append(f"{head}\n{draw(_pairs(keys))}")
            case "inline":
                parts.append(f"{name} = {{ {keys[0]} = {draw(st.sampled_from(['1', '{}']))} }}\n")
            case "dotted":
                parts.append(f"{name}.{keys[0]} = {draw(VALUES)}\n")
    if draw(st.booleans()):
        tables += [f"[[feeds]]\n{draw(_pairs(FEED_KEYS))}" for _ in range(draw(st.integers(1, 3)))]
    elif draw(st.booleans()):
        feeds = draw(st.lists(st.sampled_from(["{ id = 'a' }", "{id='b',url='u'}"]), max_size=3))
        gap = draw(st.sampled_from([", ", ",", ",\n  # one\n  ", " # x\n,"]))
        parts.append(f"feeds = [{gap.join(feeds)}]\n")
    text = "".join([*parts, *draw(st.permutations(tables))])
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def walk(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Give everything in the data with the way to it."""
    if path:
        yield path, data
    inner: Iterator[tuple[Any, Any]] = iter(())
    if isinstance(data, dict):
        inner = iter(data.items())
    elif isinstance(data, list):
        inner = iter(enumerate(data))
    for step, value in inner:
        yield from walk(value, (*path, step))
