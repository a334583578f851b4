"""The English cues; see `cues` for what they are. Statements, news and risks stand elsewhere."""

from __future__ import annotations

from traynews.core.data.model import Kind
from traynews.core.kind.cues import Cue, Tongue
from traynews.core.kind.en.news import NEWS
from traynews.core.kind.en.statement import SPAN, STATEMENT
from traynews.core.kind.en.urgent import URGENT
from traynews.core.kind.en.words import ENGLISH_WORDS

_PREVIEW = (
    Cue(
        Kind.PREVIEW,
        "ahead",
        "^ ( ahead|advance of / in advance of / on the eve of / ~{0,2} days|day|hours|weeks|week "
        "before / tomorrow / before ~{0,10} polls|votes|vote|ballot|summit|hearing|election|"
        "meeting|session / with ~{0,2} days|weeks|hours|week|months to go )",
    ),
    Cue(
        Kind.PREVIEW,
        "ahead",
        "ahead|advance of ( ~ s / next|tomorrow / the|a|this ~{0,4} vote|summit|hearing|election|"
        "elections|trial|conference|session|meeting|visit|talks|debate|games|match|tournament ) / "
        "on the eve of / before the|next|tomorrow ~{0,2} vote|summit|hearing|election|trial|"
        "session",
    ),
    Cue(
        Kind.PREVIEW,
        "available",
        "backgrounder / timetable|background $ / media availability|advisory|briefing / contacts "
        "for|interviews / spokesperson|spokespersons|spokespeople|experts ~{0,7} available / "
        "photocall / diary note|date|dates / photo opportunity|call / media|press|journalists are|"
        "is welcome|invited / interviews can / embargoed / able|willing to comment|talk / "
        "available for interview|interviews|comment",
    ),
    Cue(
        Kind.PREVIEW,
        "headline",
        "to vote|hear|rule|begin|decide|debate|start|open|deliver|consider / begins|opens|starts "
        "on? DAY|tomorrow|next / what to watch|expect|know / verdict|judgment|ruling|decision|"
        "vote due / ^ preview|advance / what is at stake / things to know / run up to / verdict|"
        "ruling|judgment|decision|hearing expected|looms|nears / awaits|await ~{0,2} verdict|"
        "ruling|judgment / ^ ahead of / : ahead of / urged to",
        "title",
    ),
)

_REPORT = (
    Cue(
        Kind.REPORT,
        "report",
        "new|depth|major|joint|damning|latest ~{0,3} report|reports|briefing|research|analysis|"
        "study|polling|poll|survey|figures|data|review|index|findings|evidence / new amnesty|"
        "international|open|source|joint|depth{0,3} investigation / launch|launching|release of "
        "~{0,3} report|study|briefing|findings|research / its|our report|briefing|findings / the? "
        "findings of / # page|pages report|briefing|study|document / in depth investigation / in "
        "a|its|this ~{0,3} report|briefing|review|publication|study / PAPER ~? published|released|"
        "launched|out|launching|unveiled ~{0,4} today|on|by|jointly / as it published|launched|"
        "released / report REVEALS|published|released|launched|says|warns / are published today / "
        "published today",
        unless=("following the? publication / response to / responding|reacting to",),
    ),
    Cue(
        Kind.REPORT,
        "report",
        "PAPER ~{0,11} !says REVEALS / PAPER says / says PAPER|a report|study / report|study|"
        "briefing|analysis|map by|from|for|released amnesty|by / documents obtained|seen / its|"
        "the analysis|findings|survey|research",
        unless=("police|official|independent|public|judge|government investigation|inquiry",),
    ),
    Cue(
        Kind.REPORT,
        "report",
        "amnesty ( !which !that ~ ){0,5} ( HAVE|today )? documents|documented|found|concluded|"
        "revealed|reveals|exposes|exposed|recorded|uncovered|established|finds / presenting the? "
        "results / looked into / in numbers|figures / annual report|review|global / state of the "
        f"world / {SPAN} ~? investigation|research|inquiry|study",
        unless=("responding|reacting to",),
    ),
    Cue(
        Kind.REPORT,
        "report",
        "freedom of information / foi / poll|polling commissioned|shows|finds|by|of / poll|survey|"
        "polling ~{0,7} commissioned / according to a|new ~{0,3} poll|survey|report|study|"
        "analysis / poll|figures|data|survey|research|analysis shows|show|reveals|reveal|finds|"
        "find|suggests|suggest / NUMBER in|of !a !an NUMBER",
    ),
)

_CORRECTION = (
    Cue(
        Kind.CORRECTION,
        "correction",
        "^ withdrawn|correction|corrected|clarification|erratum|errata|retraction|corrections / "
        ": correction|clarification|retraction / ^ amendment|amended to|:|press|release / "
        "^ amended",
        "title",
    ),
    Cue(
        Kind.CORRECTION,
        "correction",
        "release|statement|article ~{0,14} ( HAVE been amended|corrected|updated / misstated|"
        "incorrectly|wrongly / contained an error / amended ) / we apologise|apologize|regret "
        "for? the|this|any error|mistake / the correct figure|number|name|date|spelling / "
        "should have been attributed|dated|said / should have read|said / please use THE / in an "
        "earlier version / we have withdrawn / HAVE withdrawn a release|statement|article",
        "lead",
    ),
)

ENGLISH = Tongue(
    vocabulary=ENGLISH_WORDS,
    cues=(*_CORRECTION, *URGENT, *STATEMENT, *_PREVIEW, *_REPORT, *NEWS),
    opener=r"(?:Responding|Commenting|Reacting|In response|In reaction|Following (?:the )?news) ",
    spoken=(
        "said|says|warned|urged|called|stated|added|revealed|concluded|published|released|"
        "launched today|yesterday / amnesty international today / said|says|warned|urged|called|"
        "stated|published|released|launched on DAY / said|says|warned|urged this morning"
    ),
)
