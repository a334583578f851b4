"""English cues for what is breaking: statements, and somebody at immediate risk."""

from __future__ import annotations

from traynews.core.cues import Cue
from traynews.core.cues_english_words import (
    AHEAD,
    AMNESTY,
    DONE,
    FRESH,
    NOT_NEWS,
    NOUN,
    PAST,
    RESEARCH,
    TITLE_DONE,
    WHEN,
)
from traynews.core.model import Kind

STATEMENT = (
    Cue(
        Kind.STATEMENT,
        6,
        "formula",
        rf"\W*(?:and )?(?:{WHEN},? )?(?:(?:responding|reacting)(?: {WHEN})? to"
        r"|(?:commenting|speaking)(?: \w+)? (?:on|after|following)|in (?:its |an? (?:initial "
        r"|first )?)?(?:response|reaction)(?: to|[,:])|following (?:the )?(?:news|reports"
        r"|confirmation|an announcement)|in the wake of)",
        "start",
        unless=NOT_NEWS,
    ),
    Cue(
        Kind.STATEMENT,
        6,
        "formula",
        r"following (?:\w+ ){0,2}(?:response|reaction|statement)\b|issued (?:a|this) statement",
        "lead",
        needs="follo issue",
    ),
    Cue(
        Kind.STATEMENT,
        6,
        "formula",
        r"^\W*(?:amnesty )?(?:reaction|reacts|responds|response)\b",
        "title",
        unless=NOT_NEWS,
        needs="react respo",
    ),
    Cue(
        Kind.STATEMENT,
        4,
        "formula",
        rf"\W*(?:following|after) (?:[\w'-]+ ){{0,5}}?{NOUN}\b",
        "start",
        unless=f"{NOT_NEWS}|{RESEARCH}|{PAST}",
        needs="after follo",
    ),
    Cue(
        Kind.STATEMENT,
        3,
        "verb",
        rf"\b{AMNESTY} (?:(?:has|have|is|today|yesterday|strongly|warmly|cautiously|also"
        rf"|deeply) )*"
        r"(?:welcom(?:es?|ed)|condemn(?:s|ed)?|applaud(?:s|ed)?|deplor(?:es|ed)|denounc(?:es|ed)"
        r"|reject(?:s|ed)|acknowledg(?:es|ed)|slam(?:s|med)|hail(?:s|ed)|criticis(?:es|ed)"
        r"|mourns?|regrets|notes the|thoughts are with|sends (?:its|our) \w*\s?condolences"
        r"|alarmed|dismayed|outraged|saddened|shocked|appalled|horrified|react(?:s|ed)"
        r"|respond(?:s|ed)|celebrat(?:es|ed) the)\b",
        unless=rf"{PAST}|\b(?:trustees|board|colleague|opportunity|volunteers)\b",
        needs="amnes",
    ),
    Cue(
        Kind.STATEMENT,
        3,
        "verb",
        rf"(?:described|branded|called)(?: (?:as|by))?.{{0,120}}\b(?:{FRESH}|{NOUN})"
        rf"|\b{NOUN}\b.{{0,120}}(?:been |was )?(?:described|branded) (?:as|by)",
        "lead",
        beside="amnesty",
        unless=RESEARCH,
    ),
    Cue(
        Kind.STATEMENT,
        2.2,
        "event",
        rf"\b(?:{NOUN}|{DONE})\b",
        "lead",
        beside=FRESH,
        unless=f"{AHEAD}|{PAST}|{RESEARCH}|anniversary|vigil|petition",
    ),
    Cue(
        Kind.STATEMENT,
        2,
        "event",
        rf"\b(?:after|following|as|when) [^.;]{{0,90}}?\b{DONE}\b|\b(?:after|following|over"
        rf"|with) (?:the|an?|his|her|their|[\w-]+'s?) (?:[\w-]+ ){{0,3}}?{NOUN}\b"
        r"|\b(?:said|says|warned|urged)(?:,| today,?|,? as| on \w+day,?)* (?:after|following"
        r"|as)\b(?! (?:visiting|interviewing|documenting|analysing|examining|speaking|a visit))"
        r"|\b(?:hours|(?:a|one|two|three) days?) after\b|\bcomes (?:just )?(?:\w+ (?:hours"
        r"|days) )?(?:as|after|amids?t?)\b",
        "lead",
        unless=f"{AHEAD}|{PAST}|{RESEARCH}|\\bas it\\b",
    ),
    Cue(
        Kind.STATEMENT,
        1.8,
        "event",
        rf"\b(?:was|were) {DONE}\b.{{0,60}} on \d{{1,2}} [a-z]+|(?<!no one )\b(?:has"
        rf"|have) (?:(?:now|today|just|also|finally|been|unlawfully) )*{DONE}\b",
        "lead",
        unless=f"{AHEAD}|{PAST}|{RESEARCH}",
    ),
    Cue(
        Kind.STATEMENT,
        2,
        "event",
        r"\b(?!warned|urged|called|stated|added|published|said)(?:was|were|has|have|had|\w{3,}ed"
        r"|took|fell|began|broke|fled)\b",
        "lead",
        beside=FRESH,
        unless=f"{AHEAD}|{PAST}|{RESEARCH}|vigil|petition|march|open letter|celebrat|last week",
    ),
    Cue(
        Kind.STATEMENT,
        1.3,
        "subject",
        rf"\W*(?:(?:while|although) )?(?:(?:the|an?|this|[\w'-]+'s?) )(?:[\w'-]+ ){{0,3}}?{NOUN}"
        r" (?:of|that|by|against|to|on|in|which|from|for|has|have|is|are|was|makes?|shows?|sends?"
        r"|marks?|represents?|must|risks?|could|will)\b|\W*plans announced"
        r"|\W*the (?:\w+ )?\w{3,}ing of\b|\W*by \w{3,}ing\b",
        "start",
        unless=f"{AHEAD}|{RESEARCH}|anniversary|\\bday (?:of|against)",
    ),
    Cue(Kind.STATEMENT, 1.2, "headline", rf"(?<![\w-]){TITLE_DONE}\b", "title", unless=PAST),
    Cue(Kind.STATEMENT, 0.7, "scare", r"(?<!\w)'[^']{3,60}'(?!\w)", "title"),
    Cue(
        Kind.STATEMENT,
        0.8,
        "tone",
        r"\b(?:dark day|shameful|milestone|victory|welcome (?:news|step|move)|relief|betrayal"
        r"|disappoint(?:ing|ment|ed)|setback|blow|first step|long overdue|chilling|outrag\w+"
        r"|travesty|sickening|new low|absurd|appalling|slap in the face|historic|landmark"
        r"|deplorable|tragic|irresponsible|victor(?:y|ies)|hope|grave questions|heartbreaking"
        r"|vindictive|shocking|dangerous precedent|puts? [\w ]{2,30} in danger|brazen|crude"
        r"|crushing|in bad faith|assault on|deeply concern\w+|opens the door|measure of justice"
        r"|missed opportunity|slaughter|cruel|alarming|reprehensible|disgraceful|devastating"
        r"|horrif(?:ic|ying)|dark chapter|disgrace|mockery|bittersweet|vindicat\w+|triumph|sham"
        r"|farce|cynical|callous|reckless|deeply (?:troubling|worrying|disturbing)"
        r"|step (?:forward|back)|wake-up call|step in the right direction|good news"
        r"|unconscionable|devastated)\b",
    ),
    Cue(
        Kind.STATEMENT,
        0.7,
        "demand",
        r"\bmust (?:be (?:\w+ )?(?:freed|released|investigated|quashed|overturned|held|brought"
        r"|obeyed|dropped)|(?:immediately|urgently|now|promptly|stop|end|drop|quash|overturn"
        r"|release|free|investigate|open|reverse|reveal|protect|demand|explain|cease)\b)"
        r"|demands answers",
        needs="deman must",
    ),
    Cue(
        Kind.STATEMENT,
        1.4,
        "demand",
        rf"\bmust (?:\w+ )?(?:overturn|reverse|quash|withdraw|revoke|rescind|repeal|lift"
        rf"|drop)\b[^.;]{{0,60}}\b(?:{NOUN}|charges)\b",
        unless=PAST,
        needs="must",
    ),
    Cue(
        Kind.STATEMENT,
        0.7,
        "voice",
        r"\b(?:said|stated|commented|added)\s*:\W*$",
        "lead",
        needs="added comme said state",
    ),
)

_PUT = r"(?:execut|hang|behead|deport|forcibly return|put to death|extradit|refoul|repatriat)"
_DEAD = (
    r"\b(?:was|were|has been|have been|been) (?:executed|hanged|beheaded|put to death)"
    r"|carried out|world day|anniversary|executions (?:rose|fell|increased)|recorded executions"
)
URGENT = (
    Cue(
        Kind.URGENT,
        5,
        "action",
        r"\W*(?:[\w /-]{0,40}: )?urgent action(?: update)?(?:\s*[:.!|\])-]|$)",
        "start",
        needs="urgen",
    ),
    Cue(Kind.URGENT, 5, "action", r"\bfurther information\b\W", "title", needs="furth"),
    Cue(Kind.URGENT, 4, "action", r"\bissued an? (?:\w+ )?urgent action\b", needs="issue"),
    Cue(
        Kind.URGENT,
        4,
        "imminent",
        r"\b(?:due|scheduled|set) to (?:hang|die)\b|\b(?:call off|halt|stop) (?:the |his "
        r"|her )?hanging\b",
        unless=_DEAD,
        needs="call die halt hang stop",
    ),
    Cue(
        Kind.URGENT,
        4,
        "imminent",
        r"\bimminent(?:ly)? (?:risk|execution|deportation|forced|forcible|extradition)"
        r"|\b(?:execution|deportation|forced return|extradition)\b(?: \w+){0,3}? (?:imminent"
        r"|scheduled (?:for|on)|set for|due|planned|expected)|\b(?:scheduled|planned|impending"
        r"|looming|imminent) (?:execution|deportation|extradition|forced return)\b",
        unless=_DEAD,
        needs="depor execu extra force immin",
    ),
    Cue(
        Kind.URGENT,
        4,
        "imminent",
        rf"\b(?:due|scheduled|set|plans?|planning|planned|about|expected|preparing|ready"
        rf"|poised) to (?:be )?(?:{_PUT}|kill)",
        unless=_DEAD,
        needs="behea death depor execu extra forci hang kill refou repat",
    ),
    Cue(
        Kind.URGENT,
        3.5,
        "imminent",
        rf"\b(?:could|may|might|would|faces?|facing|risks?"
        rf"|at (?:\w+ )?risk of)\b[^.;]{{0,40}}\b{_PUT}"
        r"\w*[^.;]{0,40}(?:\b(?:within|hours|days?|any|soon|as early as|imminent\w*|coming"
        r"|tomorrow)\b|$|')",
        unless=_DEAD,
        needs="could face facin may might risk would",
    ),
    Cue(
        Kind.URGENT,
        3.2,
        "imminent",
        r"\b(?:faces?|facing) (?:(?:forced|forcible|imminent|involuntary) )*(?:deport|execut"
        r"|extradit|repatriat|forced return|return to)|\bimminent (?:\w+ ){0,2}(?:return"
        r"|repatriation)|\bmust not be (?:deported|extradited|returned|sent back|forcibly)"
        r"|\b(?:should|must) not (?:carry out|go ahead with)[^.;]{0,40}execution\b(?!s)"
        r"|about to be put on a (?:plane|flight)|\b(?:due|set"
        r"|scheduled) to put [^.;]{2,40} to death|\b(?:halt|stop|cancel|call off"
        r"|prevent) (?:(?!all|us\b)[\w']+ ){0,4}?execution\b(?!s)",
        unless=_DEAD,
        needs="death depor execu extra fligh forci force plane repat retur sent",
    ),
    Cue(
        Kind.URGENT,
        3.2,
        "life",
        r"\b(?:life|lives)\b(?: \w+){0,2} (?:hangs?|in (?:\w+ )?danger"
        r"|(?<!put lives )(?<!puts lives )(?<!putting lives )at (?:\w+ )?risk)|imminent danger"
        r"|near death|close to death|\bfears? for (?:the |his |her |their )?li(?:fe|ves)"
        r"|\bhealth\b.{0,80}(?:deteriorat|at (?:grave|serious|risk)|critical|at risk)"
        r"|at risk of (?:torture|enforced)",
        unless=rf"{_DEAD}|{RESEARCH}",
        needs="close dange death fear hang healt immin risk",
    ),
    Cue(
        Kind.URGENT,
        1.5,
        "clock",
        r"\b(?:hours left|(?:coming|next|within) (?:hours|days)|any (?:day|moment|time) now"
        r"|at any (?:moment|time)|clemency|commute|say goodbye|hunger strike)\b",
    ),
)
