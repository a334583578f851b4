"""English cues for news of the house: campaigns, anniversaries, people, events, essays."""

from __future__ import annotations

from traynews.core.data.model import Kind
from traynews.core.kind.cues import Cue
from traynews.core.kind.en.statement import SPAN

NEWS = (
    Cue(
        Kind.NEWS,
        "anniversary",
        f"^ ( more than / almost|nearly|over|exactly|just )? {SPAN} on|after|since|later|ago|into "
        "/ ^ on the ~? anniversary / ^ ~? anniversary",
    ),
    Cue(Kind.NEWS, "anniversary", "anniversary / years|months on !death !remand / birthday"),
    Cue(
        Kind.NEWS,
        "anniversary",
        "world|international|national ( !SAID ~ ){0,3} day / day against|of ~? action|"
        "remembrance / pride month / history month",
    ),
    Cue(
        Kind.NEWS,
        "campaign",
        "CAMPAIGN",
    ),
    Cue(
        Kind.NEWS,
        "campaign",
        "call to protect / open letter / book prize / write for rights / SUPPORTERS|children|"
        "people|families|members|branches|groups will / SUPPORTERS ~{0,5} sent|handed|gathered|"
        "have|carried|dressed|delivered|join|took / new global|international? campaign / launch|"
        "launches|launched|launching of? ~{0,4} campaign / relaunches|relaunched|relaunch / "
        "stands|stand with|by / joint campaign / ^ submission",
        unless=(
            "HAVE|WAS been? LY? PUT|arrested|detained|sentenced|jailed|charged / court|police",
        ),
    ),
    Cue(
        Kind.NEWS,
        "campaign",
        "free|admission|entry entry|admission|is free / is|are|now on show|display / is open "
        "until / lend their|her|his names|name|voice / sign up / closing date / join us|our|the / "
        "find out / how to / opinion piece / how you / this is her|his|their story / in their own "
        "words / submission to / apply now|by|here|for|online|today / we are looking / deadline "
        "for / ^ volunteer / was elected|appointed / elects|elected|appoints|appointed ~{0,3} as "
        "/ new chair|director|ceo|chief|secretary|board|trustees|office / general assembly",
    ),
    Cue(
        Kind.NEWS,
        "first person",
        "!we WE / we !condemn !welcome !urge !call !fear !demand !regret ~",
        "lead",
        unless=("we apologise",),
    ),
    Cue(
        Kind.NEWS,
        "essay",
        "myths / ^ ( why|how|what|who|five|six|seven|eight|ten|# things|ways|facts|questions|"
        "reasons / why|how|what|meet|who|where|inside|remembering|q ) / : why|how|what|meet|"
        "inside|voices / ?",
        "title",
    ),
)
