"""Changes of a settings file's text: the one thing changes, all else stays byte for byte."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.settings.documents import FEED_KEYS, TABLES, Path, documents
from traynews.settings.layout import find_piece, read_layout
from traynews.settings.rewrite import add_tables, drop, drop_table, put
from traynews.settings.template import TEMPLATE
from traynews.settings.toml import Value

KEYS = [(table, key) for table, keys in TABLES.items() for key in keys]
VALUES: st.SearchStrategy[Any] = (
    st.booleans()
    | st.integers(-9, 9)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
    | st.lists(st.sampled_from(["22:00-07:00", "it's", '"']), max_size=2)
)


def reach(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def filled(data: dict[Any, Any]) -> dict[Any, Any]:
    return {key: value for key, value in data.items() if value != {}}


def lines_of(text: str) -> list[str]:
    lines = text.splitlines(keepends=True)
    newline = "\r\n" if "\r\n" in text else "\n"
    return [line if line.endswith("\n") else line + newline for line in lines]


def is_kept(kept: list[str], text: str) -> bool:
    """Whether these lines stand in the text, in their order, and others only between them."""
    there = iter(lines_of(text))
    return all(any(line == other for other in there) for line in kept)


def without(text: str, start: int, end: int) -> list[str]:
    """Return the lines of the text but those that reach from one place to the other."""
    first, last = text.count("\n", 0, start), text.count("\n", 0, end)
    return [line for number, line in enumerate(lines_of(text)) if not first <= number <= last]


def kept_lines(text: str, path: Path) -> Iterator[list[str]]:
    """Give which lines may be left where the key at `path` is set or taken out."""
    pieces = read_layout(text)
    touched = find_piece(pieces, path) or find_piece(pieces, path[:-1])
    if touched and not touched.is_head:
        yield without(text, touched.start, touched.end)
        return
    yield lines_of(text)
    for comment in re.finditer(rf"(?m)^\s*# ?{path[-1]} = ", text):
        yield without(text, comment.end(), comment.end())


@given(documents(), st.data())
def test_whatever_is_set_or_taken_out_the_rest_stays_byte_for_byte(
    text: str, draws: st.DataObject
) -> None:
    for _ in range(draws.draw(st.integers(1, 4))):
        expected: dict[Any, Any] = copy.deepcopy(tomllib.loads(text))
        paths: list[Path] = [*KEYS]
        feeds = range(len(expected.get("feeds", [])))
        paths += [("feeds", number, key) for number in feeds for key in FEED_KEYS]
        path = draws.draw(st.sampled_from(paths))
        value = draws.draw(st.none() | VALUES)
        table = expected.get(path[0], {}) if len(path) == 2 else reach(expected, path[:-1])
        if value is None:
            table.pop(path[-1], None)
            changed = drop(text, path)
        else:
            table[path[-1]] = value
            expected.setdefault(path[0], table)
            changed = put(text, path, value)
        # A table that dotted keys make goes with the last of them.
        assert filled(tomllib.loads(changed)) == filled(expected)
        assert any(is_kept(lines, changed) for lines in kept_lines(text, path))
        if "\r\n" in text:
            assert changed.count("\n") == changed.count("\r\n")
        text = changed


@given(documents(), st.lists(st.fixed_dictionaries({"id": VALUES}), min_size=1, max_size=3))
def test_tables_are_added_behind_the_others_and_go_again_without_a_trace(
    text: str, tables: list[dict[str, Value]]
) -> None:
    data = tomllib.loads(text)
    there = data.get("feeds", [])
    changed = add_tables(text, ("feeds",), tables)
    assert tomllib.loads(changed) == data | {"feeds": [*there, *tables]}
    inline = find_piece(read_layout(text), ("feeds",))
    assert is_kept(without(text, inline.start, inline.end) if inline else lines_of(text), changed)
    for _ in tables:
        changed = drop_table(changed, ("feeds", len(there)))
    assert tomllib.loads(changed) == data
    if not inline and text.endswith("\n"):
        assert changed.rstrip() == text.rstrip()


@given(documents(), st.data())
def test_of_a_table_that_goes_nothing_else_goes(text: str, draws: st.DataObject) -> None:
    data = tomllib.loads(text)
    count = len(data.get("feeds", []))
    if not count:
        assert drop_table(text, ("feeds", 0)) == text
        return
    number = draws.draw(st.integers(0, count - 1))
    changed = drop_table(text, ("feeds", number))
    left = [one for place, one in enumerate(data["feeds"]) if place != number]
    assert tomllib.loads(changed).get("feeds", []) == left
    comments = [line for line in lines_of(text) if line.startswith(("# prose", "# [[feeds"))]
    head = find_piece(read_layout(text), ("feeds", number))
    if head and not head.is_head:
        assert is_kept(comments, changed)


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("level", "none", 'level = "none"                # all | breaking | sure | digest | none'),
        ("digest_above", 1000, "digest_above = 1000"),
        ("quiet_hours", ["22:00-07:00"], 'quiet_hours = ["22:00-07:00"]'),
        ("sound", True, "sound = true"),
    ],
)
def test_in_the_template_a_value_takes_the_place_of_its_comment_and_gives_it_back(
    key: str, value: Value, line: str
) -> None:
    """None of them becomes part of the rule that stands there as a comment, with a level, too."""
    changed = put(TEMPLATE, ("alerts", key), value)
    before, after = TEMPLATE.splitlines(), changed.splitlines()
    (place,) = [number for number, one in enumerate(before) if one != after[number]]
    assert before[place].startswith(f"# {key} = ")
    assert after[place].startswith(line)
    assert len(before) == len(after)
    assert place < before.index("# [[alerts.rules]]            # first match wins")
    assert drop(changed, ("alerts", key), template=TEMPLATE) == TEMPLATE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[menu]\nbadge = "dot"\n'),
        ("[menu]", '[menu]\nbadge = "dot"\n'),
        ("[menu]\n\n[alerts]\n", '[menu]\nbadge = "dot"\n\n[alerts]\n'),
        ("[menu]\n  headlines = 3\n# end\n", '[menu]\n  headlines = 3\n  badge = "dot"\n# end\n'),
        ("[alerts]\nsound = true", '[alerts]\nsound = true\n\n[menu]\nbadge = "dot"\n'),
        ("menu.headlines = 3\n[alerts]", 'menu.headlines = 3\nmenu.badge = "dot"\n[alerts]'),
        ("menu = {}\n", 'menu = { badge = "dot" }\n'),
        ("menu = { headlines = 3 }\n", 'menu = { headlines = 3, badge = "dot" }\n'),
        ("[menu]\n# badge = 3 or so\n", '[menu]\nbadge = "dot"\n# badge = 3 or so\n'),
        ("[menu]\nbadge=1 # mine\n", '[menu]\nbadge="dot" # mine\n'),
        ("[menu]\n#badge = 1 # a\n", '[menu]\nbadge = "dot"  # a\n'),
        ('[menu]\nx = """\n#badge=1\n"""\n', '[menu]\nx = """\n#badge=1\n"""\nbadge = "dot"\n'),
    ],
)  # fmt: skip
def test_a_value_is_put_where_a_reader_looks_for_it(before: str, after: str) -> None:
    assert put(before, ("menu", "badge"), "dot") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[menu]\nbadge = 1\nheadlines = 2\n", "[menu]\nheadlines = 2\n"),
        ("[menu]\n  badge = 1 # mine\n", "[menu]\n  # mine\n"),
        ("[menu]\nbadge = [\n 1,\n]", "[menu]\n"),
        ("menu = { badge = 1, headlines = 2 }", "menu = { headlines = 2 }"),
        ("menu = { headlines = 2, badge = 1 }", "menu = { headlines = 2 }"),
        ("menu = { badge = 1 }", "menu = {  }"),
        ("[menu]\nheadlines = 2\n", "[menu]\nheadlines = 2\n"),
    ],
)
def test_a_key_goes_with_its_line_and_what_is_remarked_stays(before: str, after: str) -> None:
    assert drop(before, ("menu", "badge"), template=TEMPLATE) == after


RULE = {"match": "x", "level": "alert"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "%\n"),
        ("[menu]\nbadge = 1\n", "[menu]\nbadge = 1\n\n%\n"),
        ("[alerts]\nsound = true\n\n# The menu\n[menu]\n",
         "[alerts]\nsound = true\n\n%\n\n# The menu\n[menu]\n"),
        ('[[alerts.rules]]\nlevel = "none"\n# kinds = []\n\n[menu]\n',
         '[[alerts.rules]]\nlevel = "none"\n# kinds = []\n\n%\n\n[menu]\n'),
        ('[[alerts.rules]]\nlevel = "none"\n# The menu\n[menu]\n',
         '[[alerts.rules]]\nlevel = "none"\n\n%\n# The menu\n[menu]\n'),
        ("alerts = { rules = [] }", 'alerts = { rules = [ { match = "x", level = "alert" } ] }'),
    ],
)  # fmt: skip
def test_a_rule_is_added_behind_the_others_and_above_what_belongs_to_the_next_table(
    before: str, after: str
) -> None:
    rule = '[[alerts.rules]]\nmatch = "x"\nlevel = "alert"'
    assert add_tables(before, ("alerts", "rules"), [RULE]) == after.replace("%", rule)


def test_a_rule_added_to_the_template_stands_below_the_one_in_comments() -> None:
    changed = add_tables(TEMPLATE, ("alerts", "rules"), [RULE])
    assert '# level = "urgent"            # urgent | alert | digest | silent\n\n[[alerts' in changed
    assert drop_table(changed, ("alerts", "rules", 0)) == TEMPLATE


def test_the_comment_above_the_next_table_stays_when_one_goes() -> None:
    text = '[[feeds]]\nid = "a"\n# its own\nurl = "x"\n\n# For work\n[[feeds]]\nid = "b"\n'
    assert drop_table(text, ("feeds", 0)) == '\n# For work\n[[feeds]]\nid = "b"\n'
    assert drop_table(text, ("feeds", 1)).endswith('url = "x"\n\n# For work\n')
