"""The English cues; see `cues` for what they are. What is breaking has a module of its own."""

from __future__ import annotations

from traynews.core.cues import Cue, Tongue
from traynews.core.cues_english_breaking import STATEMENT, URGENT
from traynews.core.cues_english_words import (
    AMNESTY,
    DAY,
    DONE,
    SPAN,
)
from traynews.core.model import Kind

_PREVIEW = (
    Cue(
        Kind.PREVIEW,
        3.5,
        "ahead",
        r"\W*(?:ahead|in advance) of\b|\W*on the eve of\b|\W*(?:\w+ )?(?:days?|hours"
        r"|weeks?) before\b|\W*tomorrow,? \w+|\W*before [^.;]{0,60}(?:polls|votes?|ballot|summit"
        r"|hearing)\b|\W*with (?:\w+ )?days to go",
        "start",
    ),
    Cue(
        Kind.PREVIEW,
        2.5,
        "ahead",
        r"\b(?:ahead of|in advance of|on the eve of|before) (?:\w+'s|next|tomorrow"
        r"|the (?:\w+ )?(?:vote|summit|hearing|election|trial|conference|session))",
    ),
    Cue(Kind.PREVIEW, 3, "ahead", r"\W*as .{0,80}\bprepar(?:es?|ing) to\b", "start", needs="prepa"),
    Cue(
        Kind.PREVIEW,
        2.6,
        "coming",
        r"\b(?:will (?:hear|rule|deliver|hand down|vote|determine|be voting|decide|begin|open"
        r"|start|meet|gather|deliver|debate)|opens|begins|starts|meets|convenes|takes place)\b",
        "lead",
        beside=rf"\b(?:{DAY}|tomorrow|next (?:week|month)|\d{{1,2}} \w+)\b",
        unless=r"vigil|march|campaigners|activists|award|prize|exhibition",
        needs="begin conve meets opens start takes will",
    ),
    Cue(
        Kind.PREVIEW,
        3,
        "available",
        r"media availability|media advisory|\bspokes(?:people|persons?)\b.{0,40}\bavailable"
        r"|available for (?:interview|comment)",
        needs="avail media spoke",
    ),
    Cue(
        Kind.PREVIEW,
        1.2,
        "headline",
        r"\bto (?:vote|hear|rule|begin|decide|debate|start)\b",
        "title",
        needs="begin debat decid hear rule start vote",
    ),
)

_PUBLISHED = (
    r"(?:reports?|briefings?|research|analysis|stud(?:y|ies)|polling|polls?|surveys?|figures|data"
    r"|review|index|findings)"
)
_REPORT = (
    Cue(
        Kind.REPORT,
        4.5,
        "report",
        rf"\b(?:new|in-depth|major|joint|damning)(?: [\w'-]+){{0,3}}? {_PUBLISHED}\b"
        r"|\bnew (?:(?:amnesty|international|open-source|joint|in-depth)(?:'s)? )*investigation\b"
        r"|\bfindings of\b|\b\d+-page (?:report|briefing)\b|\ban? in-depth investigation"
        rf"|\bin (?:a|its) (?:\w+ )?(?:report|briefing)\b|\b{_PUBLISHED}(?: \w+)?"
        r" (?:published|released|launched|out) (?:today|on)|\bas it (?:published|launched"
        r"|released)|\breport (?:finds|found|reveals|shows|says|documents|published|released"
        r"|launched)",
        needs="brief damni depth findi inves joint launc major new out page publi relea repor",
    ),
    Cue(
        Kind.REPORT,
        3,
        "report",
        rf"\b(?:{_PUBLISHED}|investigation)\b[^.;]{{0,60}} (?:analys[ei]s|examines|details|finds?"
        rf"|found|reveals?|revealed|shows?|showed|uncover\w*"
        r"|expos\w+|conclud\w+|documents?)\b",
        needs="analy concl detai docum exami expos find found revea show showe uncov",
    ),
    Cue(
        Kind.REPORT,
        3,
        "report",
        rf"\b{AMNESTY}(?:'s [\w ]{{1,30}})? (?:(?:has|have|today) )*(?:documents?|documented"
        rf"|found"
        r"|concluded|revealed|reveals|exposes|exposed|recorded|uncovered|established)\b"
        r"|\b(?:annual (?:report|review)|state of the world's human rights)\b"
        rf"|{SPAN} (?:investigation|research|inquiry|study)",
        needs="amnes annua inqui inves resea state study",
    ),
    Cue(
        Kind.REPORT,
        3.5,
        "report",
        r"\b(?:freedom[- ]of[- ]information|foi)\b|\bpoll(?:ing)? (?:commissioned|shows|finds|by"
        r"|of)|\b(?:poll|survey|polling)\b[^.;]{0,40}\bcommissioned|according to (?:a"
        r"|new) (?:poll|survey)|\b(?:poll|figures|data|survey|research|analysis) (?:shows?"
        r"|reveals?|finds?|suggests?)\b",
        needs="accor analy data figur foi freed poll resea surve",
    ),
    Cue(
        Kind.REPORT,
        2,
        "evidence",
        rf"\b{AMNESTY}(?:'s)?(?: (?:experts|researchers|delegates|security lab))?(?: (?:has"
        rf"|have))?"
        r" (?:interviewed|analysed|verified|examined|reviewed|spoke (?:to|with))\b",
        "lead",
        needs="amnes",
    ),
    Cue(
        Kind.REPORT,
        2,
        "evidence",
        r"\bresearchers (?:interviewed|verified|visited|analysed|spoke)\b|for the (?:report"
        r"|briefing)\b",
        "lead",
    ),
    Cue(
        Kind.REPORT,
        1.3,
        "evidence",
        r"\b\d+-page\b|based on (?:interviews|\d+|the|research|findings)|\binterview(?:s|ed)\b"
        r"|\b(?:researchers|laboratory tests|satellite images?|samples|court files|testimonies"
        r"|witnesses)\b|\bdocuments? \d+",
        "lead",
        needs="based court docum inter labor page resea sampl satel testi witne",
    ),
    Cue(
        Kind.REPORT,
        1.2,
        "figures",
        r"\b(?:per cent|percent|one in (?:two|three|four|five|ten)|(?:rose|fell|increased) by"
        r"|nearly double|doubled|tripled)\b|\bat (?:highest|lowest|record)\b",
        needs="cent doubl fell highe incre lowes nearl one perce recor rose tripl",
    ),
    Cue(
        Kind.REPORT,
        2,
        "headline",
        r"^(?:report|survey|poll|research|investigation|briefing)\b",
        "title",
        needs="brief inves poll repor resea surve",
    ),
)

_CORRECTION = (
    Cue(
        Kind.CORRECTION,
        9,
        "correction",
        r"^\W*(?:correction|corrected|clarification|erratum|errata|retraction)\b",
        "title",
        needs="clari corre errat retra",
    ),
    Cue(
        Kind.CORRECTION,
        9,
        "correction",
        r"\b(?:this|our|the|an earlier version of (?:this|the)) (?:press )?(?:release|statement"
        r"|article)\b.{0,80}(?:has been (?:amended|corrected)|misstated|incorrectly"
        r"|contained an error)|\bwe apologi[sz]e for (?:the|this|any) error",
        "lead",
        needs="apolo artic relea state",
    ),
)

_NEWS = (
    Cue(
        Kind.NEWS,
        4,
        "anniversary",
        rf"\W*(?:(?:more than|almost|nearly|over|exactly) )?{SPAN} (?:on|after|since|later|ago)\b"
        r"|\W*on the (?:\w+ )?anniversary|\W*(?:\w+ )?anniversary\b",
        "start",
    ),
    Cue(
        Kind.NEWS,
        3,
        "anniversary",
        r"\banniversary\b|\b(?:years|months) on\b(?! death row)|birthday",
        needs="anniv birth month years",
    ),
    Cue(
        Kind.NEWS,
        3,
        "anniversary",
        r"\b(?:world|international) (?:[\w']+ ){0,4}day\b|\bday (?:against|of action)\b",
        needs="day",
    ),
    Cue(
        Kind.NEWS,
        4,
        "campaign",
        r"\b(?:candlelit|vigil (?:will|outside|to mark|for)|petition|pledge|call to protect"
        r"|open letter|shortlist(?:ed)?|nominations|award(?:s|ed)?|book prize|exhibition|concert"
        r"|festival|write for rights|explainer|quiz|podcast|webinar|fundrais\w+|marathon)\b"
        r"|\b(?:campaigners|activists|supporters) (?:\w+ ){0,5}?(?:will|have sent|have handed"
        r"|handed|gathered|sent)\b|\bnew (?:global |international )?campaign\b"
        r"|\blaunch\w* (?:of )?(?:an?|its|the) (?:\w+ )?campaign\b|^submission\b",
        unless=rf"\b(?:has|have|was|were) (?:been )?{DONE}\b",
        needs=(
            "activ award book call campa candl conce exhib expla festi fundr marat nomin open petit"
            " pledg podca quiz short submi suppo vigil webin write"
        ),
    ),
    Cue(Kind.NEWS, 4, "first person", r"\bmy name is\b|\bi(?:'m|'ve| am| was| have)\b", "lead"),
    Cue(
        Kind.NEWS,
        4,
        "house",
        rf"\b{AMNESTY} (?:has |have |today )*(?:appoint(?:s|ed)|joins|joined|become|becomes"
        rf"|brings"
        r"|launch(?:es|ed) (?:a|its) campaign)\b",
        needs="amnes",
    ),
    Cue(
        Kind.NEWS,
        1.5,
        "waiting",
        r"\bstill (?:waiting|no|denied|in prison|behind bars)\b",
        needs="still",
    ),
)

ENGLISH = Tongue(
    cues=(*_CORRECTION, *URGENT, *STATEMENT, *_PREVIEW, *_REPORT, *_NEWS),
    opener=r"(?:Responding|Commenting|Reacting|In response|In reaction|Following (?:the )?news) ",
    spoken=(
        r"(?<=said|says)( today)\b|(?<=warned)( today)\b|(?<=amnesty international)( today)\b"
        r"|\b(?:said|says|warned|urged|called|stated|added|revealed|concluded|published|released"
        r"|launched)( (?:today|yesterday|this morning|on \w+day))\b"
    ),
)
