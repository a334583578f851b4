"""English words that tell of events, of days and of research, for the cues to be built from."""

from __future__ import annotations

DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
FRESH = (
    r"\b(?:today|tonight|yesterday|last night|overnight|over the weekend|at the weekend|at dawn"
    r"|this (?:morning|afternoon|evening|weekend|week)|earlier (?:today|this week)"
    r"|in the early hours|hours (?:ago|after)|moments ago|in recent days|in the (?:past"
    r"|last) (?:week|few days|24 hours)|last week|(?<!until )(?<!every )" + DAY + r")\b"
)
MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
DATE = rf"\b(?:on|since) \d{{1,2}} {MONTH}\b(?!,? (?:19|20)\d\d)"
"""A day without a year: the release takes the year for granted."""
AHEAD = (
    r"\b(?:ahead of|in advance of|on the eve|will (?:be held|deliver|hand down|vote|hear|rule"
    r"|decide|open|begin|start|take place|gather|meet)|scheduled|due (?:to|on|for)|set (?:to|for)"
    r"|next|tomorrow|upcoming|forthcoming|planned|prepar(?:es?|ing) (?:to|for)|opens|begins|every"
    r"|nears|deadline|approaches)\b"
)
NUMBER = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|thirty|forty|fifty|nineteen|several|many)"
)
SPAN = NUMBER + r"(?: and a half)?[- ](?:years?|months?|decades?)"
PAST = (
    SPAN + r" (?:on|after|ago|since|later)\b|\banniversary\b|\b(?:in|since) (?:19|20)\d\d\b"
    r"|\blast year\b|\b(?:world|international) (?:[\w']+ ){0,4}day\b"
)
RESEARCH = (
    r"\b(?:research|report|briefing|study|analysis|survey|poll\w*|findings|(?:new"
    r"|amnesty(?: international)?(?:'s)?|years?|months?|in-depth)[- ](?:\w+ )?investigation"
    r"|investigation (?:by|has|finds|found|reveals|into life))\b"
)

NOUN = (
    r"(?:verdicts?|convictions?|sentences?|sentencing|rulings?|judge?ments?|decisions?"
    r"|acquittals?|(?:re-?)?arrests?|detentions?|killings?|murders?|assassinations?|massacres?"
    r"|deaths?|executions?|hangings?|beheadings?|attacks?|(?:air ?)?strikes?|bombings?|shootings?"
    r"|raids?|releases?|pardons?|votes?|passage|passing|adoption|approval|enactment|signing"
    r"|announcements?|deportations?|expulsions?|abductions?|kidnappings?|disappearances?"
    r"|dismissals?|resignations?|repeal|orders?|bills?|laws?|bans?|closures?|crackdowns?|coup"
    r"|shutdowns?|resumption|rejection|withdrawal|agreements?|deals?|indictments?|warrants?"
    r"|settlements?|apology|publication|statements?|speech(?:es)?|comments?|remarks?|plans?"
    r"|proposals?|refusals?|discovery|collapse|sinking|shipwrecks?|seizures?|ambush(?:es)?"
    r"|confirmation|extraditions?|evictions?|demolitions?|designations?|suspensions?|u-turns?"
    r"|state of emergency|cancellations?|revocations?|interceptions?|reprieve|moves?|budget"
    r"|legislation|sanctions|veto|reversal|ceasefire|truce|invasion|offensive|takeover"
    r"|explosions?|blasts?|clashes|reinstatement|defeat|inauguration|nomination|cuts|clampdown"
    r"|beatings?|stabbings?|jailing|freeing|hanging|burning|failure|baton charge)"
)
DONE = (
    r"(?:sentenced|convicted|acquitted|cleared|jailed|imprisoned|(?:re-?)?arrested|detained"
    r"|seized|raided|abducted|kidnapped|shot|killed|murdered|assassinated|executed|hanged"
    r"|beheaded|put to death|attacked|bombed|struck(?: down)?|hit|stormed|(?:opened )?fired?"
    r"|beaten|freed|released|pardoned|deported|expelled|extradited|evicted|charged|indicted"
    r"|banned|blocked|suspended|dissolved|shut down|closed|approved|adopted|passed|voted|signed"
    r"|rejected|dismissed|threw out|thrown out|overturned|quashed|upheld|ruled|ordered|announced"
    r"|confirmed|dropped|lifted|repealed|resigned|designated|issued|found (?:not )?(?:guilty"
    r"|dead)|found (?:him|her|them) (?:not )?guilty|found the body|handed (?:down|over)|placed"
    r"|extended|renewed|revoked|stripped|cancelled|vetoed|withdrew|withdrawn|pulled out"
    r"|intercepted|died|collapsed|sank|capsized|drowned|dispersed|imposed|introduced|unveiled"
    r"|scrapped|reinstated|resumed|dragged|taken|took|set (?:fire|ablaze|the \w+ on fire)"
    r"|declared|disappeared|forcibly returned|settled|agreed|nullified|refused|gunned down"
    r"|stabbed|recovered|burned|burnt|torched|failed|vowed|admitted|apologised|barred|deployed"
    r"|invaded|fell|destroyed|demolished|flattened|tear-gassed|brokered|granted|sworn in|elected"
    r"|nominated|reached|turned away|walked free|pulled from|charged|won|lost|threatened|snatched"
    r"|bundled|impounded|accused|summoned|sacked|ousted|assaulted|opened)"
)
TITLE_DONE = (
    r"(?:jails|jailed|sentences|sentenced|convicts|convicted|acquits|acquitted|arrests|arrested"
    r"|detains|detained|charged|frees|freed|released|kills?|killed|shot|executes|executed"
    r"|executions?|bans|banned|dissolves|dissolved|passes|passed|approves|adopts|signs|signed"
    r"|rejects|rejected|overturns|overturned|quash(?:es|ed)|upholds|upheld|rules|struck down"
    r"|strikes down|throws out|drops|dropped|scraps|scrapped|deports|deported|raids?|raided"
    r"|rounded up|attacks?|strikes?|storms?|issues?|orders?|votes?|vetoes|revokes|suspends|shuts"
    r"|shut|closes|falls|found dead|dies|dead|leaves \d+|fires?|nullifies|backs|gunned down"
    r"|abducted|targeted|placed|verdict|conviction|sentencing?|ruling|judge?ment|acquittal"
    r"|arrests?|killings?|murder|massacre|deaths?|dismissal|release|crackdown|coup|repeal"
    r"|bounties|decision|announcement|tragedy|pardons?|pardoned|found|burned|burnt|hanged"
    r"|hangings?|walks? free|leaves? jail|veto|vetoed|acquittals?|ceasefire|invasion|explosion"
    r"|raided|indicts|indicted|orders|ordered|dissolution|repeals|repealed|condemned|condemns"
    r"|welcomes|upholds|axes|axed|evicted|evictions|seized|seizes|abducts|kidnapped|missing"
    r"|dismissed|dismisses|resigns|ousted|vote|passing|blast|becomes|ends|threatens|threats?"
    r"|impound(?:s|ed)|clears|cleared|handed|welcomed|snatched|defeat|accused|summoned|sacked"
    r"|bomb(?:ing)?|storming|apology|opens investigation|repression)"
)
AMNESTY = r"amnesty(?: international)?(?: [a-z]+){0,3}?"
WHEN = r"(?:today|yesterday|earlier today|earlier|on \w+day|this \w+)"
NOT_NEWS = (
    r"\b(?:freedom[- ]of[- ]information|foi)\b|(?:commissioned|published|launched|conducted) in"
    r" response|" + SPAN + r" (?:investigation|research|inquiry|study|campaign)|anniversary"
    r"|to (?:an? |the |this )?(?:call|request|petition|survey|question|consultation|inquiry)"
)
