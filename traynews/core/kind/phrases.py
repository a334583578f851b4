"""Phrases: patterns over words instead of letters, for telling what a text says.

Every word (see `tokens`) becomes one character, which stands for all that the phrases of a language
know about it: the lists that it is in, its ending. A phrase is a regular expression over those
characters. So a list of five hundred verbs costs no more than one verb.

How a phrase is written, its items parted by blanks:

- `word`, `one|another`: these words, folded (see `folding`). `NAME`: a list of the language. `#` is
  any number, `#year` one from 1900 to 2099. `, : " '` are marks (where they quote).
- `~`: anything within the sentence. `^` and `$`: its beginning and its end.
- `( a b / c )`: either of two. `/` outside parentheses does the same.
- `!x`: not before x. `<!x`: not after x (single words, not groups).
- `?`, `{0,3}` behind an item or a group: how often; as few as will do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache

from traynews.core.kind.tokens import LINE_MARK, QUOTE_MARK

STOP, QUESTION, LINE = ".", "?", "\n"
"""What ends a sentence, in the text of characters: a full stop, a question mark, a line's end."""

BLANK = "_"
"""A word that nobody knows; also what is put in place of words that shall not count."""

_ENDS = f"{STOP}{QUESTION}{LINE}"
_MARKS = f"{_ENDS}\"'"
_FIRST = 0x4E00  # where nothing has a meaning to regular expressions, and charsets are quick
_SHORTEST_STEM = 3
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FREQUENT = (
    " a an and as at by for from has have in is it its of on or that the to was were will with "
    "de du des la le les l d et en un une que qui a au aux el los las y del al se por con "
)
_COST_OF_FREQUENT = 1000

_SPECIAL = {
    "~": f"[^{_ENDS}]",
    "^": f"(?<=[{_ENDS}])[\"']?",
    "$": f"(?=[{_ENDS}])",
    '"': '"',
    "'": "'",
    "?": r"\?",
}
_QUANTIFIED = re.compile(r"(?P<item>.+?)(?P<often>\?|\{\d*,?\d*\})")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lists of words that a language's phrases name.

    `endings` adds to a list all words with one of these endings but those in `plain`.
    """

    lists: Mapping[str, str]
    endings: Mapping[str, str] = field(default_factory=dict)
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to fit a phrase; text where it is found has one of the characters in `needs`."""

    pattern: str
    needs: frozenset[str]

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled when first asked for: many never are, and it takes long."""
        return compile_pattern(self.pattern)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in characters: the alternatives that it has at its top, and what they need."""

    ways: tuple[Way, ...]
    needs: frozenset[str]

    def search(
        self, text: str, start: int, end: int, present: AbstractSet[str]
    ) -> tuple[int, int] | None:
        """Return a place where it fits; `present` has all characters of the text."""
        if not self.needs.isdisjoint(present):
            for way in self.ways:
                if not way.needs.isdisjoint(present):
                    found = way.compiled.search(text, start, end)
                    if found is not None:
                        return found.span()
        return None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language's words as characters, and its phrases ready to search for."""

    sign: Callable[[Sequence[str]], str]
    phrases: Mapping[str, Phrase]


def compile_phrases(vocabulary: Vocabulary, written: Iterable[str]) -> Lexicon:
    """Compile phrases. Raises KeyError for a list that the vocabulary does not have."""
    trees = {phrase: _parse(phrase) for phrase in written if phrase}
    signer = _Signer(vocabulary, sorted({atom for tree in trees.values() for atom in _atoms(tree)}))
    return Lexicon(signer.sign, {phrase: signer.build(tree) for phrase, tree in trees.items()})


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern, made when a text may first fit it."""
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class _Atom:
    words: str
    often: str = ""


@dataclass(frozen=True, slots=True)
class _Group:
    ways: tuple[tuple[_Atom | _Group, ...], ...]
    often: str = ""


def _parse(phrase: str) -> _Group:
    # Outermost first; a group is closed when its parenthesis is.
    stack: list[list[list[_Atom | _Group]]] = [[[]]]
    for piece in phrase.split():
        if piece == "(":
            stack.append([[]])
        elif piece == "/":
            stack[-1].append([])
        elif piece.startswith(")"):
            ways = stack.pop()
            stack[-1][-1].append(_Group(tuple(map(tuple, ways)), piece[1:]))
        else:
            found = _QUANTIFIED.fullmatch(piece)
            atom = _Atom(found["item"], found["often"]) if found else _Atom(piece)
            stack[-1][-1].append(atom)
    (ways,) = stack
    return _Group(tuple(map(tuple, ways)))


def _atoms(tree: _Group) -> Iterable[str]:
    for way in tree.ways:
        for item in way:
            if isinstance(item, _Group):
                yield from _atoms(item)
            elif item.words not in _SPECIAL:
                yield item.words.lstrip("<!")


class _Signer:
    """Gives every word its character, and writes phrases in these characters."""

    def __init__(self, vocabulary: Vocabulary, atoms: Iterable[str]) -> None:
        self._members: dict[str, set[str]] = {}  # of every word, the atoms that it answers to
        self._sizes: dict[str, int] = {}
        endings: dict[str, set[str]] = {}
        for atom in atoms:
            size = 0
            for part in atom.split("|"):
                words = vocabulary.lists[part].split() if part[0].isupper() else [part]
                for word in words:
                    self._members.setdefault(word, set()).add(atom)
                size += _COST_OF_FREQUENT if f" {part} " in _FREQUENT else len(words)
                for ending in vocabulary.endings.get(part, "").split():
                    endings.setdefault(ending, set()).add(atom)
                    size += _COST_OF_FREQUENT
            self._sizes[atom] = size
        self._endings = {
            ending: frozenset().union(*(endings[one] for one in endings if ending.endswith(one)))
            for ending in endings
        }
        self._lengths = sorted({len(ending) for ending in endings}, reverse=True)
        # Most words are in no list: these two letters, and what is no letter, need a closer look.
        self._tails = frozenset(f"{one}{ending}"[-2:] for ending in endings for one in _LETTERS)
        known = self._know(frozenset(vocabulary.plain.split()))
        chars = _number({*known.values(), *self._endings.values()})
        self._ended = {ending: chars[among] for ending, among in self._endings.items()}
        self._words = {word: chars[among] for word, among in known.items()}
        self._words |= {"…": STOP, LINE_MARK: LINE, QUOTE_MARK: "'"}
        self._of_atom: dict[str, str] = {}
        for among, char in chars.items():
            for atom in among:
                self._of_atom[atom] = self._of_atom.get(atom, "") + char

    def _know(self, plain: frozenset[str]) -> dict[str, frozenset[str]]:
        """Return of every word that is in a list the atoms that it answers to."""
        known: dict[str, frozenset[str]] = dict.fromkeys(plain, frozenset())
        for word, members in self._members.items():
            more = self._members.get("#", set()) if word == "#year" else set()
            by_ending = frozenset() if word in plain else self._by_ending(word)
            known[word] = by_ending.union(members, more)
        return known

    def sign(self, words: Sequence[str]) -> str:
        """Return the characters of words and marks."""
        known, other, tails = self._words.get, self._other, self._tails
        return "".join(
            [
                known(word) or (other(word) if word[-2:] in tails or word < "a" else BLANK)
                for word in words
            ]
        )

    def _other(self, word: str) -> str:
        first = word[0]
        if first in ".!…":
            return STOP
        if first in _MARKS:
            return first
        if first.isdigit():
            is_year = len(word) == len("2000") and word[:2] in {"19", "20"}
            number = self._words.get("#", BLANK)
            return self._words.get("#year", number) if is_year else number
        for length in self._lengths:
            char = self._ended.get(word[-length:])
            if char and len(word) >= length + _SHORTEST_STEM:
                return char
        return BLANK

    def build(self, tree: _Group) -> Phrase:
        """Return the phrase in characters."""
        ways = tuple(self._build_way(_Group((way,))) for way in tree.ways)
        return Phrase(ways, frozenset().union(*(way.needs for way in ways)))

    def _build_way(self, way: _Group) -> Way:
        needs = self._needs(way)
        return Way(self._write(way), frozenset(LINE) if needs is None else needs)

    def _by_ending(self, word: str) -> frozenset[str]:
        for length in self._lengths:
            among = self._endings.get(word[-length:])
            if among and len(word) >= length + _SHORTEST_STEM:
                return among
        return frozenset()

    def _write(self, tree: _Group) -> str:
        ways = "|".join(
            "".join(
                self._write(item) if isinstance(item, _Group) else self._write_atom(item)
                for item in way
            )
            for way in tree.ways
        )
        return f"(?:{ways}){_lazy(tree.often)}"

    def _write_atom(self, atom: _Atom) -> str:
        words = atom.words
        special = _SPECIAL.get(words)
        if special is not None:
            return special + _lazy(atom.often)
        charset = f"[{self._of_atom[words.lstrip('<!')]}]"
        if words.startswith("<!"):
            return f"(?<!{charset})"
        if words.startswith("!"):
            return f"(?!{charset})"
        return charset + _lazy(atom.often)

    def _needs(self, tree: _Group) -> frozenset[str] | None:
        """Return characters of which any match has one: the rarest of each way; or None."""
        found: set[str] = set()
        for way in tree.ways:
            best: tuple[int, frozenset[str]] | None = None
            for item in way:
                if item.often.startswith(("?", "{0", "{,")):
                    continue
                if isinstance(item, _Group):
                    chars, cost = self._needs(item), _COST_OF_FREQUENT // 2
                elif item.words in _SPECIAL or item.words[0] in "<!":
                    continue
                else:
                    chars, cost = frozenset(self._of_atom[item.words]), self._sizes[item.words]
                if chars and (best is None or cost < best[0]):
                    best = (cost, chars)
            if best is None:
                return None
            found |= best[1]
        return frozenset(found)


def _number(among: Iterable[frozenset[str]]) -> dict[frozenset[str], str]:
    # What is alike gets neighbours, for ranges are compiled ten times as fast as scattered sets.
    ordered = sorted(filter(None, among), key=sorted)
    return {frozenset(): BLANK} | {one: chr(_FIRST + at) for at, one in enumerate(ordered)}


def _lazy(often: str) -> str:
    return f"{often}?" if often else ""
