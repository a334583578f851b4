"""English words for the cues: what is done to people, days, research, campaigning; and endings."""

from __future__ import annotations

from traynews.core.kind.phrases import Vocabulary

_IRREGULAR = (
    "awoke became begun began been beaten beat bent bit blew blown bought bound broke broken "
    "brought built burnt came caught chose chosen cut dealt died drawn drew driven drove dug "
    "fallen fell felt fled flew flown fought found froze frozen gave given gone got ground grew "
    "grown heard held hid hidden hit hung hurt kept knelt laid led left lost made met paid put "
    "quit ran risen rose sank saw seen sent set shook shot shrunk shut slain slid sold sought "
    "spent split spread stole stolen stood struck stuck swept sworn swore taken taught threw "
    "thrown told took tore torn turned withdrawn withdrew woke won written wrote dead went "
    "overturned overthrown overtook upheld forbidden forgiven forgave drowned swung sunk burst "
    "thrust ridden rode lain mown strewn wound bled strung spun sprung underwent undertook"
)
_SPEECH = (
    "said says say saying stated states warned warns urged urges called calls added adds told "
    "insisted insists reminded argued argues believed believes believe commented comments noted "
    "explained concluded renewed asked asks demanded demands published released launched appealed "
    "appeals according reads read writes spoke speaking wrote pleaded pleads described describes"
)
_EVENTS = (
    "verdict verdicts sentence sentences sentencing ruling rulings judgment judgments judgement "
    "arrest arrests rearrest killing killings murder murders assassination massacre massacres "
    "death deaths hanging hangings beheading beheadings attack attacks strike strikes airstrike "
    "airstrikes bombing bombings shooting shootings shelling raid raids release pardon pardons "
    "vote votes passage passing adoption enactment signing announcement announcements disclosure "
    "abduction kidnapping repeal order orders ban bans closure crackdown crackdowns coup shutdown "
    "shutdowns withdrawal deal indictment warrant warrants apology uturn statement speech remarks "
    "comments decision decisions move moves bid plan plans proposal proposals refusal discovery "
    "collapse sinking shipwreck seizure ambush eviction reprieve veto reversal ceasefire truce "
    "takeover blast blasts clashes defeat cuts clampdown beating beatings stabbing jailing "
    "freeing burning storming failure bill law budget sanctions offensive invasion acquittal "
    "acquittals dismissal removal expulsion approval rejection refoulement transfer handover "
    "surrender resignation appointment election nomination outbreak fire blaze flood crash "
    "crossing landslide explosion bloodshed violence lynching stampede crush drowning "
    "disappearance loss wreck outcome result amendment reshuffle step measure threat threats "
    "clearance sale return charge charges fine fines bail payout settlement award awarding reform "
    "treaty silence decree edict directive pause halt scrapping axing ousting stripping taking "
    "burial letter"
)
_UNEVENTFUL = (
    "united armed unarmed need indeed hundred speed feed seed breed greed exceed proceed succeed "
    "unprecedented detailed alleged limited supposed based aged wicked sacred naked used "
    "interested advanced learned beloved talented concerned related situated involved called "
    "named known disappeared widespread continued repeated organised dedicated committed required "
    "allowed supported combined displaced educated experienced married retired estimated expected "
    "planned scheduled proposed nation nations station question questions section region regional "
    "mission commission condition conditions position education protection population "
    "organisation organization information tradition million billion opposition constitution "
    "relation relations religion opinion nationalisation situation generation corporation "
    "communication reputation vision television session passion profession institution "
    "institutions corruption discrimination migration administration federation union fashion "
    "convention solution function action occasion version foundation association champion "
    "companion region pension mention accommodation attention civilisation direction location "
    "delegation nutrition participation prostitution pollution ambition cooperation petition "
    "competition exhibition publication application obligation obligations observation abolition "
    "celebration compensation evidence violence audience conference influence confidence presence "
    "absence insurance finance science experience chance france alliance balance distance "
    "substance surveillance advance performance assistance resistance ambulance justice culture "
    "future nature picture literature agriculture structure infrastructure measure pressure "
    "torture feature venture creature temperature fight right night light figure"
)

_LISTS = {
    "PAST": _IRREGULAR,
    "SAID": _SPEECH,
    "EVENT": _EVENTS,
    "LY": "now today just also finally again already yet once still since not formally twice",
    "HAVE": "has have",
    "WAS": "was were",
    "DAY": "monday tuesday wednesday thursday friday saturday sunday",
    "MONTH": "january february march april may june july august september october november "
    "december",
    "PART": "morning afternoon evening night weekend week lunchtime midday noon dawn",
    "NUMBER": (
        "# a an one two three four five six seven eight nine ten eleven twelve thirteen "
        "fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty "
        "sixty seventy eighty ninety hundred dozen dozens hundreds thousands several many "
        "few half"
    ),
    "SPAN": "year years month months decade decades",
    "RESEARCH": (
        "report reports briefing research study survey surveys poll polls polling analysis "
        "findings dataset researchers respondents index"
    ),
    "PAPER": (
        "report briefing research study survey poll polling analysis investigation inquiry "
        "review publication index data dataset evidence figures findings audit dossier paper "
        "mapping"
    ),
    "REVEALS": (
        "analyses examines details finds find found reveals reveal revealed shows show "
        "showed uncovers uncovered exposes exposed concludes concluded documents documented "
        "traces traced suggests suggest demonstrates identifies identified plots describes "
        "says"
    ),
    "THE": "a an the this that its their new our",
    "VOICE": (
        "said says stated states warned warns insisted insists urged urges called calls "
        "calling demanded demands described describes argues argued believes wants asks "
        "asking urging demanding opposes opposed commented"
    ),
    "REACTS": (
        "welcomes welcomed welcome condemns condemned condemn applauds applauded deplores "
        "deplored denounces denounced rejects rejected acknowledges acknowledged slams "
        "slammed hails hailed criticises criticised criticizes criticized mourns mourned "
        "regrets regretted reacts reacted responds responded alarmed dismayed outraged "
        "saddened shocked appalled horrified devastated disgusted delighted relieved "
        "disappointed heartbroken encouraged troubled angered stunned protests opposes "
        "salutes praises praised lambasts blasts decries decried laments lamented blasted "
        "grieves rejoices"
    ),
    "KILL": (
        "execute executed executing execution hang hanged hanging behead beheaded deport "
        "deported deporting deportation deports extradite extradited extradition refouled "
        "returned return expelled expel expulsion removal removed repatriated repatriation "
        "handed sent stoned refoulement extraditing expelling"
    ),
    "PUT": (
        "executed hanged beheaded deported extradited expelled repatriated returned stoned "
        "refouled killed shot tortured flogged removed"
    ),
    "SUPPORTERS": (
        "campaigners activists supporters volunteers pupils schoolchildren students marchers "
        "cyclists runners choirs groups musicians artists stars celebrities festivalgoers"
    ),
    "CAMPAIGN": (
        "petition petitions pledge shortlist shortlisted nominations award awards prize "
        "exhibition concert concerts festival explainer quiz podcast webinar fundraising "
        "fundraiser marathon postcards vigil vigils candlelit candles mural films "
        "documentary screening screenings workshop workshops toolkit vacancy job internship "
        "recruit auction raffle gala scarf scarves choir playlist theatre gig merchandise "
        "blog magazine postcard essay booklet course stall signatures letters cards bookshop "
        "tickets volunteering fellowship scholarship bursary agm newsletter knitting bake "
        "swim cycle app website handbook guidebook applications bursaries curriculum lesson "
        "lessons classroom anthology memoir museum billboard billboards playwright stunt "
        "donate donation legacy patron patrons ambassador ambassadors installation"
    ),
    "WE": "we our us you your my i me",
}

ENGLISH_WORDS = Vocabulary(
    lists=_LISTS,
    endings={
        "PAST": "ed",
        "LY": "ly",
        "EVENT": "tion tions sion sions ment ments ance ence",
    },
    plain=_UNEVENTFUL,
)
