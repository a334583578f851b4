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
    r"|decide|open|begin"
    r"|start|take place|gather|meet)|scheduled|due (?:to|on|for)|set (?:to|for)|next"
    r"|tomorrow|upcoming|forthcoming|planned|prepar(?:es?|ing) (?:to|for)|opens|begins|every|nears"
    r"|deadline|approaches)\b"
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
    r"\b(?:research|report|briefing|study|analysis|survey|poll\w*|findings"
    r"|(?:new|amnesty(?: international)?(?:'s)?|years?|months?|in-depth)[- ](?:\w+ )?investigation"
    r"|investigation (?:by|has|finds|found|reveals|into life))\b"
)

NOUN = (
    r"(?:verdicts?|convictions?|sentences?|sentencing|rulings?|judge?ments?|decisions?|acquittals?"
    r"|(?:re-?)?arrests?|detentions?|killings?|murders?|assassinations?|massacres?|deaths?"
    r"|executions?|hangings?|beheadings?|attacks?|(?:air ?)?strikes?|bombings?|shootings?|raids?"
    r"|releases?|pardons?|votes?|passage|passing|adoption|approval|enactment|signing"
    r"|announcements?|deportations?|expulsions?|abductions?|kidnappings?|disappearances?"
    r"|dismissals?|resignations?|repeal|orders?|bills?|laws?|bans?|closures?|crackdowns?|coup"
    r"|shutdowns?|resumption|rejection|withdrawal|agreements?|deals?|indictments?|warrants?"
    r"|settlements?|apology|publication|statements?|speech(?:es)?|comments?|remarks?|plans?"
    r"|proposals?|refusals?|discovery|collapse|sinking|shipwrecks?|seizures?|ambush(?:es)?"
    r"|confirmation|extraditions?|evictions?|demolitions?|designations?|suspensions?|u-turns?"
    r"|state of emergency"
    r"|cancellations?|revocations?|interceptions?|reprieve|moves?|budget|legislation|sanctions"
    r"|veto|reversal|ceasefire|truce|invasion|offensive|takeover|explosions?|blasts?|clashes"
    r"|reinstatement|defeat|inauguration|nomination|cuts|clampdown|beatings?|stabbings?|jailing"
    r"|freeing|hanging|burning|failure|baton charge)"
)
DONE = (
    r"(?:sentenced|convicted|acquitted|cleared|jailed|imprisoned|(?:re-?)?arrested|detained|seized"
    r"|raided|abducted|kidnapped|shot|killed|murdered|assassinated|executed|hanged|beheaded"
    r"|put to death|attacked|bombed|struck(?: down)?|hit|stormed|(?:opened )?fired?|beaten|freed"
    r"|released|pardoned|deported|expelled|extradited|evicted|charged|indicted|banned|blocked"
    r"|suspended|dissolved|shut down|closed|approved|adopted|passed|voted|signed|rejected"
    r"|dismissed|threw out|thrown out|overturned|quashed|upheld|ruled|ordered|announced|confirmed"
    r"|dropped|lifted|repealed|resigned|designated|issued|found (?:not )?(?:guilty|dead)"
    r"|found (?:him|her|them) (?:not )?guilty|found the body|handed (?:down|over)|placed"
    r"|extended|renewed|revoked|stripped|cancelled|vetoed|withdrew|withdrawn|pulled out"
    r"|intercepted|died|collapsed|sank|capsized|drowned|dispersed|imposed|introduced|unveiled"
    r"|scrapped|reinstated|resumed|dragged|taken|took|set (?:fire|ablaze|the \w+ on fire)"
    r"|declared|disappeared|forcibly returned|settled|agreed|nullified|refused|gunned down|stabbed"
    r"|recovered|burned|burnt|torched|failed|vowed|admitted|apologised|barred|deployed|invaded|fell"
    r"|destroyed|demolished|flattened|tear-gassed|brokered|granted|sworn in|elected|nominated"
    r"|reached|turned away|walked free|pulled from|charged"
    r"|won|lost|threatened|snatched|bundled|impounded|accused|summoned|sacked|ousted|assaulted"
    r"|opened)"
)
TITLE_DONE = (
    r"(?:jails|jailed|sentences|sentenced|convicts|convicted|acquits|acquitted|arrests|arrested"
    r"|detains|detained|charged|frees|freed|released|kills?|killed|shot|executes|executed"
    r"|executions?"
    r"|bans|banned|dissolves|dissolved|passes|passed|approves|adopts|signs|signed|rejects|rejected"
    r"|overturns|overturned|quash(?:es|ed)|upholds|upheld|rules|struck down|strikes down|throws out"
    r"|drops|dropped|scraps|scrapped|deports|deported|raids?|raided|rounded up|attacks?|strikes?"
    r"|storms?|issues?|orders?|votes?|vetoes|revokes|suspends|shuts|shut|closes|falls|found dead"
    r"|dies|dead|leaves \d+|fires?|nullifies|backs|gunned down|abducted|targeted|placed"
    r"|verdict|conviction|sentencing?|ruling|judge?ment|acquittal|arrests?|killings?|murder"
    r"|massacre"
    r"|deaths?|dismissal|release|crackdown|coup|repeal|bounties|decision|announcement|tragedy"
    r"|pardons?|pardoned|found|burned|burnt|hanged|hangings?|walks? free|leaves? jail|veto|vetoed"
    r"|acquittals?|ceasefire|invasion|explosion|raided|indicts|indicted|orders|ordered|dissolution"
    r"|repeals|repealed|condemned|condemns|welcomes|upholds|axes|axed|evicted|evictions|seized"
    r"|seizes|abducts|kidnapped|missing|dismissed|dismisses|resigns|ousted|vote|passing|blast"
    r"|becomes|ends|threatens|threats?|impound(?:s|ed)|clears|cleared|handed|welcomed|snatched"
    r"|defeat"
    r"|accused|summoned|sacked|bomb(?:ing)?|storming|apology|opens investigation|repression)"
)
AMNESTY = r"amnesty(?: international)?(?: [a-z]+){0,3}?"
WHEN = r"(?:today|yesterday|earlier today|earlier|on \w+day|this \w+)"
NOT_NEWS = (
    r"\b(?:freedom[- ]of[- ]information|foi)\b|(?:commissioned|published|launched|conducted) in"
    r" response|" + SPAN + r" (?:investigation|research|inquiry|study|campaign)|anniversary"
    r"|to (?:an? |the |this )?(?:call|request|petition|survey|question|consultation|inquiry)"
)
