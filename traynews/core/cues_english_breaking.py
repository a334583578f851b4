"""English cues for what is breaking: statements, and somebody at immediate risk."""

from __future__ import annotations

from traynews.core.cues import Cue
from traynews.core.model import Kind

_DAY = "<!until <!every <!next <!from <!by <!before <!each DAY"
FRESH = (
    "today|tonight|yesterday|overnight|yesterday / last night|week|weekend|monday|tuesday|"
    "wednesday|thursday|friday|saturday|sunday / this PART / over|at the weekend / at dawn|"
    f"noon|midday|lunchtime / {_DAY} / hours|minutes|moments|days ago|after|later|before / in "
    "recent days|hours / in|over the past|last few? NUMBER? hours|days|week / the early "
    "hours / NUMBER days ago / earlier today|this / just now"
)
AHEAD = (
    "ahead|advance of / on the eve / will not? ( be held / go on / LY? deliver|hand|vote|"
    "hear|rule|decide|open|begin|start|take|gather|meet|consider|debate|appear|announce|"
    "pronounce|learn|travel|visit|host|publish ) / scheduled|upcoming|forthcoming|tomorrow|"
    "every|nears|approaches / due to|on|for|in / is|are to !be / set to|for / next !door / "
    "prepares|preparing|prepare to|for / opens|begins|starts|deadline"
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
_WHEN = "( today / yesterday / earlier today? / on DAY / this PART )"
_NOT_NEWS = (
    "freedom of information / foi / commissioned|published|launched|conducted in response / "
    f"{SPAN} investigation|research|inquiry|study|campaign / anniversary / to an|a|the|this? "
    "call|request|petition|survey|question|questions|consultation|inquiry"
)
# "has" and what stands between it and the deed: not what Amnesty has said, nor what has long been.
_HAS = "HAVE !not ( LY / been / unlawfully )? ( LY )?"
_CLAUSE = "~{0,14}"

STATEMENT = (
    Cue(
        Kind.STATEMENT,
        6,
        "formula",
        f"^ and? ( {_WHEN} ,? )? ( responding|reacting ( {_WHEN} )? to / commenting|speaking ~? "
        "on|after|following|about / in ( its / an|a initial|first? )? response|reaction to|,|: / "
        "following the? news|reports|confirmation / following an announcement / in the wake of )",
        unless=(_NOT_NEWS,),
    ),
    Cue(
        Kind.STATEMENT,
        6,
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
        6,
        "formula",
        "^ amnesty? reaction|reacts|responds|response|statement !of / amnesty ~{0,3} responds|"
        "reacts|comment|reaction|comments / : reaction|response|statement",
        "title",
        unless=(_NOT_NEWS,),
    ),
    Cue(
        Kind.STATEMENT,
        3,
        "formula",
        "^ following|after ( the|an|his|her|their|its / ~ s? ) ~{0,4} EVENT",
        "lead",
        unless=(_NOT_NEWS, PAPERS, PAST, "WE|amendments|debate"),
    ),
    Cue(
        Kind.STATEMENT,
        3,
        "verb",
        "amnesty ~{0,3} ( HAVE|is|LY|strongly|also|today|yesterday|today )? LY? ( REACTS / "
        "celebrates|celebrated the / notes the / thoughts are / sends its|our ~? condolences )",
        unless=(PAST, "trustees|board|colleague|opportunity / new|our|its volunteers"),
    ),
    Cue(
        Kind.STATEMENT,
        2.2,
        "event",
        FRESH,
        "lead",
        beside="EVENT|PAST|HAVE|WAS",
        unless=(*_STALE, "march|celebrates|CAMPAIGN|SUPPORTERS|will"),
    ),
    Cue(
        Kind.STATEMENT,
        1.6,
        "event",
        FRESH,
        "lead",
        beside="EVENT|PAST|HAVE|WAS",
        unless=(*_STALE, "SUPPORTERS"),
    ),
    Cue(
        Kind.STATEMENT,
        2,
        "event",
        f"after|following|as {_CLAUSE} ( PAST|EVENT ) / said|says|warned|urged ,? after|following|"
        "as|when",
        "lead",
        beside="amnesty|said|says",
        unless=(*_STALE, "visiting|interviewing|documenting|analysing|examining"),
    ),
    Cue(
        Kind.STATEMENT,
        1.8,
        "event",
        "hours|day|days after / comes just? as|after|amid|amidst|days|hours",
        "lead",
        unless=_STALE,
    ),
    Cue(
        Kind.STATEMENT,
        1.2,
        "event",
        f"<!amnesty <!international <!one <!we {_HAS} !SAID PAST / WAS LY? !SAID PAST ~{{0,12}} "
        "on # MONTH",
        "lead",
        unless=_STALE,
    ),
    Cue(
        Kind.STATEMENT,
        1.2,
        "event",
        f"when|over|with|because|by {_CLAUSE} ( PAST|EVENT )",
        "lead",
        beside="amnesty|said|says",
        unless=_STALE,
    ),
    Cue(
        Kind.STATEMENT,
        1,
        "event",
        "<!DET !SAID PAST",
        "lead",
        unless=_STALE,
    ),
    Cue(
        Kind.STATEMENT,
        1.2,
        "subject",
        "^ while|although? ( the|an|a|this / it is|was a|an / ~ s ) ~{0,4} EVENT of|that|by|"
        "against|to|on|in|which|from|for|HAVE|is|are|WAS|makes|shows|sends|marks|must|could|will|"
        ", / ^ plans announced / ^ the|by ~{0,2} GERUND of|a|the",
        "lead",
        unless=(AHEAD, PAPERS, "anniversary / day of|against"),
    ),
    Cue(Kind.STATEMENT, 0.7, "headline", "PAST|EVENT", "title", unless=(PAST,)),
    Cue(Kind.STATEMENT, 0.4, "scare", "' ~{1,12} '", "title"),
    Cue(
        Kind.STATEMENT,
        0.8,
        "tone",
        "TONE / dark|black|sad|good|great|terrible day|moment|hour / new low / first step / long "
        "overdue / slap in the face / step forward|back|in|backwards / wake up call / good|bad "
        "news|faith / grave|serious questions / deeply ~ / opens the door / one more / measure "
        "of justice / missed opportunity / assault|attack on / dark chapter / puts? ~{1,5} in "
        "danger",
    ),
    Cue(
        Kind.STATEMENT,
        0.7,
        "demand",
        "must not? be? LY? PAST|stop|end|drop|quash|overturn|release|free|investigate|open|"
        "reverse|reveal|protect|demand|explain|cease|now|LY|call|act|let|allow|answer|disclose|"
        "account|halt|restore|withdraw / demands answers / have|has to answer",
    ),
    Cue(
        Kind.STATEMENT,
        1.4,
        "demand",
        "must ~? overturn|reverse|quash|withdraw|revoke|rescind|repeal|lift|drop ~{0,10} EVENT|"
        "charges|case|proceedings",
        unless=(PAST,),
    ),
    Cue(
        Kind.STATEMENT,
        1.2,
        "voice",
        '" ~{1,9} amnesty / amnesty|organisation|organization ~{0,14} VOICE|welcome / we condemn|'
        'welcome|urge|call|fear|demand|regret / VOICE ~{0,12} amnesty / " ,? said|says|stated / '
        "said|stated|commented|added|says :",
        "lead",
    ),
)

_DEAD = (
    "was|were|been LY? executed|hanged|beheaded|put / carried out|ahead|on / world day / "
    "anniversary / executions|deportations rose|fell|increased|recorded|known / recorded "
    "executions"
)
_DOOM = (
    "( execution|deportation|extradition|expulsion|repatriation|hanging|refoulement|removal "
    "/ forced|forcible|involuntary|unlawful return|removal|deportation|repatriation|transfer "
    ")"
)
URGENT = (
    Cue(
        Kind.URGENT,
        5,
        "action",
        "^ ( ~{1,6} : )? urgent action|actions|appeal update? ,|:|$|for / ^ urgent :",
    ),
    Cue(Kind.URGENT, 5, "action", "further information", "title"),
    Cue(Kind.URGENT, 4, "action", "issued|launched|issues an|a ~? urgent action"),
    Cue(
        Kind.URGENT,
        4,
        "imminent",
        "imminent|imminently|impending|looming risk|danger|forced|forcible|return|repatriation|"
        f"execution|deportation|extradition|expulsion|removal / {_DOOM} ~{{0,4}} imminent|looms|"
        "looming|nears|scheduled|set|due|planned|expected|approaches|fixed / scheduled|planned|"
        f"impending|looming|imminent|pending {_DOOM}",
        unless=(_DEAD,),
    ),
    Cue(
        Kind.URGENT,
        4,
        "imminent",
        "due|scheduled|set|plans|planning|planned|about|expected|preparing|prepares|ready|poised|"
        "booked|slated|intends|moves to ( be LY? PUT / be put / be sent|handed|flown|forced / "
        "put / hang|die|execute|deport|extradite|behead|kill|expel|return|forcibly|repatriate )",
        unless=(_DEAD,),
    ),
    Cue(
        Kind.URGENT,
        3.5,
        "imminent",
        "could|may|might|would|faces|face|facing|risks|risk ~{0,7} KILL ~{0,7} within|hours|days|"
        "day|any|soon|early|imminent|imminently|coming|tomorrow|moment / execution|deportation|"
        "extradition ~{0,6} at any / at imminent? risk of execution|being|deportation|"
        "extradition|torture|enforced|forced|refoulement|death|forcible",
        unless=(_DEAD,),
    ),
    Cue(
        Kind.URGENT,
        3.2,
        "imminent",
        "faces|face|facing ( forced|forcible|imminent|involuntary|certain )? deportation|"
        "execution|extradition|repatriation|expulsion|return|hanging|removal|flogging|amputation "
        "/ must not be LY? PUT|sent|handed|flown|forced / <!was <!were to be LY? PUT ~{0,3} DAY|"
        "tomorrow|soon|within|on|this / to the gallows / could|may|might|would be flown|put|"
        "handed|sent|returned|forced / awaiting|before flight|execution|deportation|extradition "
        "/ sets|set date for ~{0,4} execution / execution date|window / likely to be LY? PUT / "
        "should|must not ~{0,5} execution / put on a plane|flight|bus / halt|stop|cancel|prevent|"
        "off ( !all !us ~ ){0,5} execution|hanging|deportation|extradition|removal / due|set|"
        "scheduled to put ~{1,6} death",
        unless=(_DEAD, "executions"),
    ),
    Cue(
        Kind.URGENT,
        3.2,
        "life",
        "life|lives ~{0,2} ( hangs|hang / in ~? danger ) / <!put <!puts <!putting life|lives at "
        "~? risk / imminent|immediate|grave|mortal|serious danger|risk / near|close to? death / "
        "fear|fears|fearing|concern|concerns|fear|feared ~{0,2} for the|his|her|their? ~{0,2} "
        "life|lives|safety|health|wellbeing / fears ~{0,3} for the|his|her|their life / health "
        "~{0,10} deteriorating|deteriorated|deteriorate|critical|failing|risk|worsening / could|"
        "may|might not? ( survive / die / live ) / will|may not ~{0,2} walk|live|survive / "
        "whereabouts ~{0,5} withheld|concealed|hidden / held incommunicado ~{0,6} torture|"
        "tortured / risk|risks dying / fears for / last seen ~{0,10} being|pushed|dragged|with|"
        "leaving|getting / unless ~{0,8} may|could|will die / not heard|seen|known since / "
        "nobody has heard|seen / nothing has been heard / not|nor been|be? seen|heard ~{0,4} "
        "since / has|have not been seen|heard / whereabouts ~{0,3} unknown / unknown whereabouts "
        "/ without|denied|refused|needs urgent|life|insulin|medication|dialysis|medical|"
        "treatment|surgery|chemotherapy ~? ~? treatment|care|medication|help / urgently? needs|"
        "need|requires ~{0,3} treatment|care|help|surgery|protection / organs|hours to live",
        unless=(_DEAD, PAPERS),
    ),
    Cue(
        Kind.URGENT,
        1.5,
        "clock",
        "hours|days left / coming|next|within hours|days / any day|moment|time|hour now? / at "
        "any moment|time / clemency|commute / say goodbye / hunger strike|striker / act now / "
        "needs|need ~{0,2} now / death threats / send|flood ~{0,3} appeal|appeals|messages|"
        "letters / write to her|him|the / write|email|call ~? immediately|now|urgently / without "
        "delay|notice",
    ),
)
