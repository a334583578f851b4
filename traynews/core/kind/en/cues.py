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
        3.5,
        "ahead",
        "^ ( ahead|advance of / in advance of / on the eve of / ~{0,2} days|day|hours|weeks|week "
        "before / tomorrow / before ~{0,10} polls|votes|vote|ballot|summit|hearing|election|"
        "meeting|session / with ~{0,2} days|weeks|hours|week|months to go )",
    ),
    Cue(
        Kind.PREVIEW,
        2.5,
        "ahead",
        "ahead|advance of ( ~ s / next|tomorrow / the|a|this ~{0,4} vote|summit|hearing|election|"
        "elections|trial|conference|session|meeting|visit|talks|debate|games|match|tournament ) / "
        "on the eve of / before the|next|tomorrow ~{0,2} vote|summit|hearing|election|trial|"
        "session",
    ),
    Cue(Kind.PREVIEW, 3, "ahead", "^ as ~{0,14} prepares|prepare|preparing|heads|head to|for"),
    Cue(
        Kind.PREVIEW,
        2.6,
        "coming",
        "will ~{0,3} hear|rule|deliver|hand|vote|determine|be|decide|begin|open|start|meet|"
        "gather|debate|announce|consider|appear|publish|travel|host|go / goes before / opens|"
        "begins|starts|meets|convenes|votes|visits / takes|take place / delivers its / is|are ~? "
        "due|set|expected to / is|are to / next week|month|DAY ~{0,8} will / will ~{0,8} next "
        "week|month|DAY / from # to # / is|are expected by|before|in|on|at / join|joins|stand|"
        "gather ~{0,9} tomorrow",
        "lead",
        beside=(
            "<!last DAY / tomorrow / end of the / next|coming week|month|weeks|days|DAY / # MONTH "
            "/ in NUMBER days|weeks / this weekend|week"
        ),
        unless=("vigil|march|campaigners|activists|award|prize|exhibition|CAMPAIGN / PUT",),
    ),
    Cue(
        Kind.PREVIEW,
        3,
        "available",
        "backgrounder / timetable|background $ / media availability|advisory|briefing / contacts "
        "for|interviews / spokesperson|spokespersons|spokespeople|experts ~{0,7} available / "
        "photocall / diary note|date|dates / photo opportunity|call / media|press|journalists are|"
        "is welcome|invited / interviews can / embargoed / able|willing to comment|talk / "
        "available for interview|interviews|comment",
    ),
    Cue(
        Kind.PREVIEW,
        2,
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
        5.5,
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
        3,
        "report",
        "PAPER ~{0,11} !says REVEALS / PAPER says / says PAPER|a report|study / report|study|"
        "briefing|analysis|map by|from|for|released amnesty|by / documents obtained|seen / its|"
        "the analysis|findings|survey|research",
        unless=("police|official|independent|public|judge|government investigation|inquiry",),
    ),
    Cue(
        Kind.REPORT,
        3,
        "report",
        "amnesty ( !which !that ~ ){0,5} ( HAVE|today )? documents|documented|found|concluded|"
        "revealed|reveals|exposes|exposed|recorded|uncovered|established|finds / presenting the? "
        "results / looked into / in numbers|figures / annual report|review|global / state of the "
        f"world / {SPAN} ~? investigation|research|inquiry|study",
        unless=("responding|reacting to",),
    ),
    Cue(
        Kind.REPORT,
        3.5,
        "report",
        "freedom of information / foi / poll|polling commissioned|shows|finds|by|of / poll|survey|"
        "polling ~{0,7} commissioned / according to a|new ~{0,3} poll|survey|report|study|"
        "analysis / poll|figures|data|survey|research|analysis shows|show|reveals|reveal|finds|"
        "find|suggests|suggest / NUMBER in|of !a !an NUMBER",
    ),
    Cue(
        Kind.REPORT,
        4.2,
        "report",
        "MATERIAL ~{0,3} PROBED|collected|seen by|amnesty / MATERIAL that? amnesty ~{0,3} PROBED|"
        "heard|saw / laid|lays|lay bare / full|whole|complete document|report|text|study|findings "
        "~{0,4} downloaded|read|found|available|online / handed|hands|presented over? its|the "
        "findings / amnesty ~{0,3} found|established after|from|by / this report is|looks|"
        "describes|asks / amnesty ~{0,3} went|combed|sifted through / what THE results mean / "
        "scientists|experts|doctors|academics|lawyers working with amnesty / publishing|"
        "presenting|releasing|launching|unveiling THE ~{0,2} PAPER / , launching|presenting|"
        "publishing|unveiling / PROBED|identified|located|established by amnesty|its ~{0,4} "
        "investigators|researchers|experts|lab / amnesty s? ~{0,3} investigators|statisticians|"
        "researchers|experts|analysts , / an investigation in|on|into|of ~{0,6} HAVE? revealed|"
        "found|uncovered|shown|shows|finds / investigators|statisticians|testers|analysts matched|"
        "set|compared|posed|followed",
        unless=("responding|reacting to",),
    ),
    Cue(
        Kind.REPORT,
        2,
        "evidence",
        "amnesty ~{0,4} HAVE? PROBED / # ~{0,5} PROBED / PROBED # / testimonies / tell|speak|"
        "told of / spoke to|with NUMBER / researchers interviewed|verified|visited|analysed|"
        "spoke|found / for the report|briefing|study|research",
        "lead",
    ),
    Cue(
        Kind.REPORT,
        3.2,
        "evidence",
        "amnesty ~{0,3} HAVE? interviewed|surveyed|visited|tracked|mapped|tested / documents "
        "obtained / amnesty ~{0,3} spoke to|with NUMBER / researchers interviewed|visited|spoke|"
        "analysed / after|from visiting|interviewing|analysing",
        "lead",
    ),
    Cue(
        Kind.REPORT,
        1.3,
        "evidence",
        "# page|pages / based on|upon / interviews|interviewed|surveyed|respondents|researchers|"
        "samples|testimonies|witnesses|methodology / laboratory tests / satellite image|images|"
        "imagery / court|case files / documents # / digital evidence / told amnesty / dossier|"
        "database|leaked",
        "lead",
    ),
    Cue(
        Kind.REPORT,
        1.2,
        "figures",
        "cent|percent / NUMBER in NUMBER / rose|fell|increased by / mounting|growing|rising|"
        "increasing number|numbers|toll / nearly double / doubled|tripled / highest|lowest|record "
        "high|low|level|number / two|three|four thirds|quarters|fifths / a|barely|nearly|over "
        "third|quarter|half of / as many / routinely|systematically|systemic / pattern of",
    ),
    Cue(
        Kind.REPORT,
        2.2,
        "headline",
        "tests|figures|records show|reveal|suggest / in|by numbers|figures / ^ report|survey|poll|"
        "research|investigation|briefing / analysis|poll|study|research|"
        "report|survey|figures|investigation|data|evidence shows|show|finds|reveals|reveal|"
        "suggests|find $ / report|survey|poll|research|briefing|study|analysis|findings|figures|"
        "evidence $ / : report",
        "title",
    ),
)

_CORRECTION = (
    Cue(
        Kind.CORRECTION,
        9,
        "correction",
        "^ withdrawn|correction|corrected|clarification|erratum|errata|retraction|corrections / "
        ": correction|clarification|retraction / ^ amendment|amended to|:|press|release / "
        "^ amended",
        "title",
    ),
    Cue(
        Kind.CORRECTION,
        9,
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
    common="the of and to in for is by that has must said",
)
