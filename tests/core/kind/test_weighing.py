"""What words weigh: what counts as a feature, names that never do, and where weights come from."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from tests.core.kind import labelled
from traynews.core.data.model import BREAKING, Kind
from traynews.core.kind import weighing
from traynews.core.kind.classify import classify, lists_of, look
from traynews.core.kind.weighing import features, weigh
from traynews.core.kind.weights import BIAS, UNIT, WEIGHTS

SCRIPT = Path(__file__).parents[3] / "packaging" / "weigh_words.py"
LEFT_OUT = "press_7"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPT))


def found_in(title: str, *paragraphs: str) -> dict[str, int]:
    seen = look(title, (), paragraphs)
    return features(seen.words, seen.capitals, lists_of(seen.tongue))


def test_words_count_by_where_they_stand_and_beside_what() -> None:
    found = found_in("Chad: a mural opens", "It was painted in 2021, by 40 pupils.")
    assert {"mural", "t:mural", "t:a_mural", "o:^_it", "o:was_painted", "o:in_#year"} <= set(found)
    assert {"o:by_#", "o:PAST", "t:CAMPAIGN"} <= set(found)
    assert "t:opens" in found
    assert "o:opens" not in found


def test_a_name_within_a_sentence_is_only_a_name() -> None:
    found = found_in("Chad: Mahamat Zene freed", "The police let Mahamat Zene go on Monday.")
    assert not [name for name in found if "mahamat" in name or "zene" in name]
    assert "o:@" in found
    assert "o:on_monday" in found  # a word that the cues know is none


def test_background_does_not_weigh() -> None:
    announcing = (
        "The editor of a weekly newspaper was taken from her desk by police on Tuesday night."
    )
    found = found_in("Chad: Editor arrested", announcing, "The exhibition is open until Easter.")
    assert "police" in found
    assert "exhibition" not in found


@pytest.mark.parametrize("name", ["uganda", "iran", "gaza", "amina", "israel", "trump", "london"])
def test_no_name_has_a_weight(name: str) -> None:
    learned = {word for names in WEIGHTS.values() for word in names.split()}
    assert not [word for word in learned if name in word.split(":", 1)[-1].split("_")]


def test_a_text_without_known_words_weighs_next_to_nothing() -> None:
    weighed = weigh(["xyzzy"], [False], lists_of("en"))
    assert weighed.most_for is weighed.most_against is None
    assert weighed.sum == BIAS * UNIT


def test_a_longer_text_does_not_weigh_more_for_being_longer() -> None:
    assert weighing.scale_of(10) == weighing.scale_of(150) == 1.0
    assert weighing.scale_of(600) == 0.5


def test_where_words_decide_the_reason_quotes_them() -> None:
    title = "Sentenced to silence: exhibition of censored songs opens in Berlin"
    release = next(one for one in labelled.read("press_4") if one.title == title)
    verdict = classify(title, release.standfirst, release.paragraphs)
    assert verdict.kind is Kind.NEWS
    assert "exhibition of censored songs" in verdict.reason


def test_the_weights_are_those_learned_from_the_fixtures(script: dict[str, Any]) -> None:
    texts = [one.read_text(encoding="utf-8") for one in sorted(labelled.FOLDER.glob("*.txt"))]
    learned = script["learn"](script["read_examples"](texts))
    made = {name: round(weight / UNIT) for name, weight in learned.items()}
    kept = {name: unit for unit, names in WEIGHTS.items() for name in names.split()}
    kept["bias"] = BIAS
    # Another processor may round the last place differently.
    far = {name for name in {*made, *kept} if abs(made.get(name, 0) - kept.get(name, 0)) > 1}
    assert not far, "run: python packaging/weigh_words.py"


def test_what_words_weigh_holds_for_releases_that_nothing_was_learned_from(
    script: dict[str, Any],
) -> None:
    names = sorted(one.stem for one in labelled.FOLDER.glob("*.txt") if one.stem != LEFT_OUT)
    texts = {
        name: (labelled.FOLDER / f"{name}.txt").read_text(encoding="utf-8")
        for name in (*names, LEFT_OUT)
    }
    weights = script["learn"](script["read_examples"](texts[name] for name in names))
    right = sum(
        (weights["bias"] + one.scale * sum(weights.get(name, 0.0) for name in one.features) > 0)
        is one.breaking
        for one in script["read_examples"]([texts[LEFT_OUT]])
    )
    releases = labelled.read(LEFT_OUT)
    often = max(sum((one.kind in BREAKING) is side for one in releases) for side in (True, False))
    assert right / len(releases) >= 0.9
    assert right > often + 30
