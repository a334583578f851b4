"""Changes of a settings file's text: one value, one table; every other byte stays what it was.

What is put stands where a reader of the file looks for it: in the place of the comment that names
the key (`# key = …`), else below the last key of its table. New lines end as those of the file do.
All texts must be TOML; `edit.py` looks whether what comes out is what it should be.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from traynews.settings.layout import KeyPath, Piece, find_gap_end, find_piece, read_layout
from traynews.settings.toml import Value, write_inline_table, write_key, write_pair, write_value

_REST = re.compile(r"[ \t]*(?P<remark>#[^\r\n]*)?\r?(?:\n|\Z)")
_COMMENT = re.compile(r"^(?P<indent>[ \t]*)#[ \t]*(?P<pair>[^\r\n]*)", re.MULTILINE)
_COMMENT_LINES = re.compile(r"(?:[ \t]*#[^\n]*(?:\n|\Z))*")
_BLANK_LINE = re.compile(r"(?:\A|\n)[ \t]*\r?\n\Z")
_COMMA = re.compile(r"[ \t]*,[ \t]*")


def put(text: str, path: KeyPath, value: Value) -> str:
    """Set the key at `path`; its table is made where there is none."""
    pieces = read_layout(text)
    there, table = find_piece(pieces, path), find_piece(pieces, path[:-1])
    names = [step for step in path if isinstance(step, str)]
    if there:
        return text[: there.value] + write_value(value) + text[there.end :]
    if table and not table.is_head:
        return _add_part(text, pieces, table, write_pair(names[-1], value))
    if table:
        return _put_in_section(text, pieces, table, names[-1], value)
    dotted = [one for one in pieces if one.path[:-1] == path[:-1] and not one.inline]
    if dotted:  # menu.badge = "dot", above all tables
        line = f"{write_key(names)} = {write_value(value)}"
        return _insert(text, _line_end(text, dotted[-1].end), [line])
    head = f"[{write_key(names[:-1])}]"
    return _insert(text, len(text), ["", head, write_pair(names[-1], value)])


def drop(text: str, path: KeyPath, *, template: str = "") -> str:
    """Take out the key at `path`; what is remarked behind it stays.

    Where the file was made of the template, the line in which that names the key comes back.
    """
    pieces = read_layout(text)
    there = find_piece(pieces, path)
    if there is None:
        return text
    if there.inline:
        return _drop_part(text, pieces, there)
    start, end = _line_start(text, there.start), _line_end(text, there.end)
    rest = _REST.match(text, there.end)
    remark = (rest and rest["remark"]) or ""
    line = text[start : there.start] + remark if remark else ""
    if template and text.startswith(template.partition("\n")[0]):
        comment = _find_comment(template, path[:-1], str(path[-1]))
        if comment and comment.remark == remark:
            line = comment.line
    return _insert(text[:start] + text[end:], start, [line] if line else [])


def add_tables(text: str, path: KeyPath, tables: Sequence[Mapping[str, Value]]) -> str:
    """Add tables to the array of tables at `path`, behind those that it has."""
    pieces = read_layout(text)
    array = find_piece(pieces, path)
    if array:  # feeds = [{ … }]
        return _add_part(text, pieces, array, ", ".join(map(write_inline_table, tables)))
    names = [step for step in path if isinstance(step, str)]
    lines: list[str] = []
    for table in tables:
        lines += ["", f"[[{write_key(names)}]]", *(write_pair(*pair) for pair in table.items())]
    heads = [one for one in pieces if one.is_head and one.path[:-1] == path]
    above = find_piece(pieces, path[:-1])
    at = len(text)
    if heads:
        at = _end_of_block(text, pieces, heads[-1])
    elif above:
        at = _end_of_section(text, pieces, above)
    return _insert(text, at, lines)


def drop_table(text: str, path: KeyPath) -> str:
    """Take out one table of an array of tables, with the comments between its lines."""
    pieces = read_layout(text)
    table = find_piece(pieces, path)
    if table is None:
        return text
    if table.inline:
        return _drop_part(text, pieces, table)
    before = text[: _line_start(text, table.start)]
    if _BLANK_LINE.search(before):
        before = before[: _line_start(before, len(before) - 1)]
    return before + text[_line_end(text, _last_of(pieces, table).end) :]


def read_comment(text: str, path: KeyPath) -> Any:
    """Return what the comment says that names a key, None where there is none."""
    comment = _find_comment(text, path[:-1], str(path[-1]))
    return None if comment is None else tomllib.loads(comment.line.lstrip(" \t#"))[str(path[-1])]


# --- lines ---------------------------------------------------------------------------------------


def _insert(text: str, at: int, lines: Sequence[str]) -> str:
    """Put lines where a line begins, or at the end; no blank one on top of another."""
    if not lines:
        return text
    newline = "\r\n" if text[: text.find("\n") + 1].endswith("\r\n") else "\n"
    before = text[:at]
    if before and not before.endswith("\n"):
        before += newline
    if not lines[0] and (not before or _BLANK_LINE.search(before)):
        lines = lines[1:]
    return before + "".join(line + newline for line in lines) + text[at:]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    rest = _REST.match(text, at)
    return rest.end() if rest else at


# --- sections: a head with what stands below it --------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment that says `# key = …  # remark`: where, all of it, and where its remark begins."""

    start: int
    line: str
    indent: str
    remark: str
    column: int


def _put_in_section(text: str, pieces: Sequence[Piece], head: Piece, key: str, value: Value) -> str:
    comment = _find_comment(text, head.path, key)
    if comment is None:
        last = _last_of(pieces, head)
        indent = text[_line_start(text, last.start) : last.start]
        return _insert(text, _line_end(text, last.end), [indent + write_pair(key, value)])
    line = comment.indent + write_pair(key, value)
    if comment.remark:
        line = f"{line:<{comment.column - 2}}  {comment.remark}"
    return text[: comment.start] + line + text[comment.start + len(comment.line) :]


def _find_comment(text: str, table: KeyPath, key: str) -> _Comment | None:
    pieces = read_layout(text)
    head = find_piece(pieces, table)
    if head is None:
        return None
    for found in _COMMENT.finditer(text, head.end, _section_end(text, pieces, head)):
        if found["pair"].startswith("["):
            break  # what follows is of a table that is a comment itself
        pair = _read_pair(found["pair"])
        in_a_value = any(one.start <= found.start() < one.end for one in pieces)
        if pair and pair.path == (key,) and not in_a_value:
            remark = found["pair"][pair.end :].lstrip()
            column = found.end() - len(remark) - found.start()
            return _Comment(found.start(), found[0], found["indent"], remark, column)
    return None


def _read_pair(text: str) -> Piece | None:
    """Return the key with its value that a text is, or None where it is something else."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    return next(iter(read_layout(text)), None)


def _section_end(text: str, pieces: Sequence[Piece], head: Piece) -> int:
    """Return where the line of the next head begins."""
    later = (
        _line_start(text, one.start) for one in pieces if one.is_head and one.start > head.start
    )
    return next(later, len(text))


def _last_of(pieces: Sequence[Piece], head: Piece) -> Piece:
    """Return the last key of a section, or its head where it has none."""
    last = head
    for piece in pieces[pieces.index(head) + 1 :]:
        if piece.is_head:
            break
        last = last if piece.inline else piece
    return last


def _end_of_block(text: str, pieces: Sequence[Piece], head: Piece) -> int:
    """Return where a section's keys end, with the comments that stand right below the last."""
    end = _line_end(text, _last_of(pieces, head).end)
    comments = _COMMENT_LINES.match(text, end)
    below = comments.end() if comments else end
    return end if below == _section_end(text, pieces, head) < len(text) else below


def _end_of_section(text: str, pieces: Sequence[Piece], head: Piece) -> int:
    """Return where a section ends, without the comments that stand right above the next head."""
    end = _section_end(text, pieces, head)
    last = _line_end(text, _last_of(pieces, head).end)
    lines = text[last:end].splitlines(keepends=True)
    if end < len(text):
        while lines and lines[-1].strip():
            end -= len(lines.pop())
    while lines and not lines[-1].strip():
        end -= len(lines.pop())
    return end


# --- parts of arrays and inline tables ----------------------------------------------------------


def _add_part(text: str, pieces: Sequence[Piece], holder: Piece, part: str) -> str:
    inner = [one.end for one in pieces if one.inline and holder.value < one.start < holder.end]
    if inner:
        return f"{text[: max(inner)]}, {part}{text[max(inner) :]}"
    first = holder.value + 1
    return f"{text[:first]} {part} {text[first:].lstrip(' ')}"


def _drop_part(text: str, pieces: Sequence[Piece], part: Piece) -> str:
    """Take a part out with one of the commas beside it: the one behind, else the one before."""
    if comma := _COMMA.match(text, part.end):
        return text[: part.start] + text[comma.end() :]
    behind = find_gap_end(text, part.end)
    if text.startswith(",", behind):
        return text[: part.start] + text[part.end : behind] + text[behind + 1 :]
    holder = find_piece(pieces, part.path[:-1])
    before = [
        one.end for one in pieces if holder and holder.value < one.start and one.end <= part.start
    ]
    if not before:
        return text[: part.start] + text[part.end :]
    comma_at = find_gap_end(text, max(before))
    between = text[comma_at + 1 : part.start]
    return text[:comma_at] + (between if between.strip(" \t") else "") + text[part.end :]
