"""English cues for statements: what answers an event that has just happened."""

from __future__ import annotations

from traynews.core.data.model import Kind
from traynews.core.kind.cues import Cue

_DAY = "<!until <!every <!next <!from <!by <!before <!each DAY"
FRESH = (
    "today|tonight|yesterday|overnight|yesterday / last night|week|weekend|monday|tuesday|"
    "wednesday|thursday|friday|saturday|sunday / this PART / over|at the weekend / at dawn|"
    f"noon|midday|lunchtime / {_DAY} / hours|minutes|moments|days ago|after|later|before / in "
    "recent days|hours / in|over the past|last few? NUMBER? hours|days|week / the early "
    "hours / NUMBER days ago / earlier today|this / just now"
)
AHEAD = (
    "ahead|advance of / on the eve / will not? ( be held / go on / LY? deliver|hand|vote|hear|"
    "rule|decide|open|begin|start|take|gather|meet|consider|debate|appear|announce|pronounce|"
    "learn|travel|visit|host|publish ) / scheduled|upcoming|forthcoming|tomorrow|every|nears|"
    "approaches / due to|on|for|in / is|are to !be / set to|for / next !door / prepares|preparing|"
    "prepare to|for / opens|begins|starts|deadline"
)
SPAN = "NUMBER ( and a half )? SPAN"
PAST = (
    f"{SPAN} on|ago|since|later|before|earlier|into / anniversary / in|since|from|between "
    "#year / last year / world|international ( !SAID ~ ){0,3} day / each|every year|month|"
    "week"
)
PAPERS = (
    "RESEARCH / new|amnesty|international|s|years|months|year|month|long|depth investigation|"
    "inquiry|review / investigation by|has|finds|found|reveals"
)
_STALE = (AHEAD, PAST, PAPERS)
_HOUSE = (
    "trustees|board|colleague|opportunity / new|our|its ~{0,2} volunteers|patrons|patron|members|"
    "staff|chair|ambassadors|ambassador|trustee|director"
)
_WHEN = "( today / yesterday / earlier today? / on DAY / this PART )"
_NOT_NEWS = (
    "freedom of information / foi / commissioned|published|launched|conducted in response / "
    f"{SPAN} investigation|research|inquiry|study|campaign / anniversary / to an|a|the|this? "
    "call|request|petition|survey|question|questions|consultation|inquiry / response to ~{0,4} "
    "consultation|inquiry|questionnaire|letters"
)
# "has" and what stands between it and the deed: not what Amnesty has said, nor what has long been.
_HAS = "HAVE !not ( LY / been / unlawfully )? ( LY )?"
_CLAUSE = "~{0,14}"

STATEMENT = (
    Cue(
        Kind.STATEMENT,
        "formula",
        f"^ and? ( {_WHEN} ,? )? ( responding|reacting ( {_WHEN} )? to / commenting|speaking ~? "
        "on|after|following|about / in ( its / an|a initial|first? )? response|reaction to|,|: / "
        "following the? news|reports|confirmation / following an announcement / in the wake of )",
        unless=(_NOT_NEWS,),
    ),
    Cue(
        Kind.STATEMENT,
        "formula",
        "following ~{0,2} response|reaction|statement / issued|made|released a|this|the "
        "following? statement|comment / had this to say / speaking|speaks|spoke after|following|"
        "outside / was|were reacting|responding|speaking|commenting / reacted|responded|reacts|"
        "responds ( with ~ )? to",
        "lead",
        unless=(_NOT_NEWS,),
    ),
    Cue(
        Kind.STATEMENT,
        "formula",
        "^ amnesty? reaction|reacts|responds|response|statement !of / amnesty ~{0,3} responds|"
        "reacts|comment|reaction|comments / : reaction|response|statement",
        "title",
        unless=(_NOT_NEWS,),
    ),
    Cue(
        Kind.STATEMENT,
        "verb",
        "amnesty ~{0,3} ( HAVE|is|LY|strongly|also|today|yesterday|today )? LY? ( REACTS / "
        "celebrates|celebrated the / notes the / thoughts are / sends its|our ~? condolences )",
        unless=(
            PAST,
            _HOUSE,
        ),
    ),
    Cue(
        Kind.STATEMENT,
        "event",
        FRESH,
        "lead",
        beside="EVENT|PAST|HAVE|WAS",
        unless=(*_STALE, "march|celebrates|CAMPAIGN|SUPPORTERS|will"),
    ),
    Cue(
        Kind.STATEMENT,
        "event",
        FRESH,
        "lead",
        beside="EVENT|PAST|HAVE|WAS",
        unless=(*_STALE, "SUPPORTERS"),
    ),
    Cue(
        Kind.STATEMENT,
        "event",
        f"after|following|as {_CLAUSE} ( PAST|EVENT ) / said|says|warned|urged ,? after|following|"
        "as|when",
        "lead",
        beside="amnesty|said|says",
        unless=(*_STALE, "visiting|interviewing|documenting|analysing|examining"),
    ),
    Cue(
        Kind.STATEMENT,
        "event",
        f"<!amnesty <!international <!one <!we {_HAS} !SAID PAST / WAS LY? !SAID PAST ~{{0,12}} "
        "on # MONTH",
        "lead",
        unless=_STALE,
    ),
    Cue(Kind.STATEMENT, "headline", "PAST|EVENT", "title", unless=(PAST,)),
    Cue(Kind.STATEMENT, "scare", "' ~{1,12} '", "title"),
    Cue(
        Kind.STATEMENT,
        "voice",
        '" ~{1,9} amnesty / amnesty|organisation|organization ~{0,14} VOICE|welcome / we condemn|'
        'welcome|urge|call|fear|demand|regret / VOICE ~{0,12} amnesty / " ,? said|says|stated / '
        "said|stated|commented|added|says :",
        "lead",
    ),
)
