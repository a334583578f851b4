"""Names of people, told by their shape: two to six capitalised words, none a word for a post.

Nothing in a feed marks them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from traynews.core.release.places import place
from traynews.core.release.speaker_words import NEVER_FIRST, PARTICLES, POSTS
from traynews.core.text.fold import fold

MOST_NAMES = 5
FEWEST_NAMES = 2


def is_name(part: str) -> bool:
    """Whether it is somebody's full name, and no place."""
    words = part.split()
    if not FEWEST_NAMES <= len(words) <= MOST_NAMES + 1 or place(part):
        return False
    if fold(words[0]) in NEVER_FIRST:
        return False
    return len(name_run(words)) == len(words)


def name_run(words: Sequence[str]) -> list[str]:
    """Return the words from the first on that may belong to a name."""
    run: list[str] = []
    for word in words:
        bare = word.strip("()'’‘“”\".")
        if not bare or (not _is_capital(bare) and fold(bare) not in PARTICLES):
            break
        if has_post(word) or bare.endswith(("'s", "’s", "s’")):
            break
        run.append(word)
    return run


def _is_capital(word: str) -> bool:
    if any(char.isdigit() for char in word):
        return False
    start = word.rsplit("-", maxsplit=1)[-1] if word[0].islower() else word
    return bool(start) and start[0].isupper()


def has_post(word: str) -> bool:
    """Whether a word names a post or a body, or a part of it does ("vice-president")."""
    bare = fold(word.strip("()'’‘“”\".,"))
    for end in ("'s", "s'"):
        bare = bare.removesuffix(end)
    bare = bare.removeprefix("d'").removeprefix("l'")
    return any(piece in POSTS for piece in {bare, *bare.split("-"), *bare.split("/")})


def in_full(part: str, whole: str) -> str:
    """Return the full name of somebody called by a surname alone; empty if `whole` has none."""
    word = part.strip("’'. ")
    is_one = bool(whole) and word.isalpha() and _is_capital(word) and not has_post(word)
    return _full_names(whole).get(word, "") if is_one else ""


@lru_cache(maxsize=1)  # of the release that is being read
def _full_names(whole: str) -> dict[str, str]:
    found: dict[str, str] = {}
    run: list[str] = []
    for word in f"{whole} .".split():
        bare = word.strip('()’‘“”".,;:!?')
        if run and (word[:1] in '(‘“"' or not name_run([bare])):
            _note_name(run, found)
            run = []
        if name_run([bare]) and (run or fold(bare) not in NEVER_FIRST):
            run.append(bare)
        if word[-1:] in '.,;:!?)’”"':
            _note_name(run, found)
            run = []
    return found


def _note_name(run: Sequence[str], found: dict[str, str]) -> None:
    name = " ".join(run)
    if run and is_name(name) and not run[0].endswith("ing"):
        found.setdefault(run[-1], name)
