"""English cues for somebody at immediate risk."""

from __future__ import annotations

from traynews.core.data.model import Kind
from traynews.core.kind.cues import Cue
from traynews.core.kind.en.statement import PAPERS

_DEAD = (
    "was|were|been LY? executed|hanged|beheaded|put / carried out|ahead|on / world day / "
    "anniversary / executions|deportations rose|fell|increased|recorded|known / recorded "
    "executions"
)
_DOOM = (
    "( execution|deportation|extradition|expulsion|repatriation|hanging|refoulement|removal / "
    "forced|forcible|involuntary|unlawful return|removal|deportation|repatriation|transfer )"
)
URGENT = (
    Cue(Kind.URGENT, "action", "issued|launched|issues an|a ~? urgent action"),
    Cue(
        Kind.URGENT,
        "imminent",
        "imminent|imminently|impending|looming risk|danger|forced|forcible|return|repatriation|"
        f"execution|deportation|extradition|expulsion|removal / {_DOOM} ~{{0,4}} imminent|looms|"
        "looming|nears|scheduled|set|due|planned|expected|approaches|fixed / scheduled|planned|"
        f"impending|looming|imminent|pending {_DOOM}",
        unless=(_DEAD,),
    ),
    Cue(
        Kind.URGENT,
        "imminent",
        "due|scheduled|set|plans|planning|planned|about|expected|preparing|prepares|ready|poised|"
        "booked|slated|intends|moves to ( be LY? PUT / be put / be sent|handed|flown|forced / put "
        "/ hang|die|execute|deport|extradite|behead|kill|expel|return|forcibly|repatriate )",
        unless=(_DEAD,),
    ),
    Cue(
        Kind.URGENT,
        "imminent",
        "could|may|might|would|faces|face|facing|risks|risk ~{0,7} KILL ~{0,7} within|hours|days|"
        "day|any|soon|early|imminent|imminently|coming|tomorrow|moment / execution|deportation|"
        "extradition ~{0,6} at any / at imminent? risk of execution|being|deportation|extradition|"
        "torture|enforced|forced|refoulement|death|forcible",
        unless=(_DEAD,),
    ),
    Cue(
        Kind.URGENT,
        "imminent",
        "faces|face|facing ( forced|forcible|imminent|involuntary|certain )? deportation|"
        "execution|extradition|repatriation|expulsion|return|hanging|removal|flogging|amputation "
        "/ must not be LY? PUT|sent|handed|flown|forced / <!was <!were to be LY? PUT ~{0,3} DAY|"
        "tomorrow|soon|within|on|this / to the gallows / could|may|might|would be flown|put|"
        "handed|sent|returned|forced / awaiting|before flight|execution|deportation|extradition / "
        "sets|set date for ~{0,4} execution / execution date|window / likely to be LY? PUT / "
        "should|must not ~{0,5} execution / put on a plane|flight|bus / halt|stop|cancel|prevent|"
        "off ( !all !us ~ ){0,5} execution|hanging|deportation|extradition|removal / due|set|"
        "scheduled to put ~{1,6} death",
        unless=(_DEAD, "executions"),
    ),
    Cue(
        Kind.URGENT,
        "life",
        "life|lives ~{0,2} ( hangs|hang / in ~? danger ) / <!put <!puts <!putting life|lives at "
        "~? risk / imminent|immediate|grave|mortal|serious danger|risk / near|close to? death / "
        "fear|fears|fearing|concern|concerns|fear|feared ~{0,2} for the|his|her|their? ~{0,2} "
        "life|lives|safety|health|wellbeing / fears ~{0,3} for the|his|her|their life / health "
        "~{0,10} deteriorating|deteriorated|deteriorate|critical|failing|risk|worsening / could|"
        "may|might not? ( survive / die / live ) / will|may not ~{0,2} walk|live|survive / "
        "whereabouts ~{0,5} withheld|concealed|hidden / held incommunicado ~{0,6} torture|"
        "tortured / risk|risks dying / fears for / last seen ~{0,10} being|pushed|dragged|with|"
        "leaving|getting / unless ~{0,8} may|could|will die / not heard|seen|known since / nobody "
        "has heard|seen / nothing has been heard / not|nor been|be? seen|heard ~{0,4} since / has|"
        "have not been seen|heard / whereabouts ~{0,3} unknown / unknown whereabouts / without|"
        "denied|refused|needs urgent|life|insulin|medication|dialysis|medical|treatment|surgery|"
        "chemotherapy ~? ~? treatment|care|medication|help / urgently? needs|need|requires ~{0,3} "
        "treatment|care|help|surgery|protection / condemned|sentenced to die / could|may|might be "
        "shot|hanged|stoned|beheaded|killed / may|could be on THE next|first flight / needs|need "
        "a? hospital|doctor|surgeon / held without water|food|medicine|insulin|treatment / organs|"
        "hours to live / NUMBER hours|days|weeks left|remain|remaining to|for|before / in ~? need "
        "of ~? transfer|treatment|care|surgery|dialysis|medicine|protection / kidneys|heart|liver "
        "~{0,3} fail|fails|failing|failed / fears|fear|concern|concerns|alarm mount|mounts|grow|"
        "grows|growing|rise|rises for|over",
        unless=(_DEAD, PAPERS),
    ),
    Cue(
        Kind.URGENT,
        "clock",
        "hours|days left / coming|next|within hours|days / any day|moment|time|hour now? / at any "
        "moment|time / clemency|commute / say goodbye / hunger strike|striker / act now / needs|"
        "need ~{0,2} now / death threats / send|flood ~{0,3} appeal|appeals|messages|letters / "
        "write to her|him|the / write|email|call ~? immediately|now|urgently / without delay|"
        "notice",
    ),
)
