"""Words by which speakers are told: posts, particles of names, verbs of saying; folded."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z-]+")

PARTICLES = frozenset(
    _WORD.findall(
        "abd abu al am ap ben bin bint da dal de del della den der di do dos du e el ibn la las le "
        "los o ould st te ter ul ur van vom von y zu"
    )
)
POSTS = frozenset(
    _WORD.findall(
        "adviser advisers advisor advocacy affairs ambassador amnestie amnesty amnistia asesor "
        "asesora assistant association attorney board campaign campaigner campaigners campaigning "
        "campaigns captain ceo cfo chair chairman chairperson chairwoman charge chargee chef "
        "chercheur chercheuse chief commission commissioner conseiller conseillere coo coordinador "
        "coordinadora coordinator council counsel country court crisis cto department deputy "
        "directeur director directora directrice direktor direktorin direttore direttrice doctor "
        "dr editor europe executive expert experta experte experten expertin experto foundation "
        "general generaldirektor generalsekretar generalsekretarin geschaftsfuhrer "
        "geschaftsfuhrerin geschaftsleiter geschaftsleiterin government head high human "
        "institutions interim international internationale internacional investigador "
        "investigadora judge jurist justice lawyer lead leader leiter leiterin legal "
        "manager media minister ministerin ministry mr mrs ms network office officer "
        "organisation organization party police policy portavoce portavoz porte-parole prasident "
        "prasidentin president presidenta presidente prime prof professor program programme "
        "prosecutor referent referentin refugee regional representative research researcher "
        "researchers response responsable ricercatore ricercatrice rights secretaire secretaria "
        "secretario secretary section security segretaria segretario senior sir specialist "
        "spokesman spokesperson spokeswoman sprecher sprecherin state strategist subdirector "
        "subdirectora supreme team technologist union united unit university vice vorsitzende "
        "vorsitzender watch woordvoerder writer"
    )
)
NEVER_FIRST = frozenset(
    _WORD.findall(
        "a according after also although an and another as asked at because before but by citing "
        "during each every following for from he her here his how if in it its later many "
        "meanwhile my now on one our quoting reacting responding she since so some speaking that "
        "the their then there these they this those though today tomorrow we what when where "
        "while who why with yesterday you"
    )
)
"""Words that begin a sentence in capitals, and no name."""

SAID = (
    r"(?:said|says|stated|states|added|adds|commented|comments|explained|explains|warned|warns"
    r"|recalls|recalled|asks|asked|writes|wrote|puts it this way|put it this way|replied|replies"
    r"|answers|answered|remembers|remembered|argues|argued|recounts|recounted|testified|observed"
    r"|continued|concluded|noted|told \w+|declared|urged|insisted|insists|remarked|went on to say"
    r"|tells \w+|told (?:the )?\w+ \w+|tweeted|posted|confirmed|acknowledged|admitted|stressed"
    r"|emphasi[sz]ed|pointed out|responded|claimed|claims|joked"
    r"|(?:a|ont) (?:declare|dit|ajoute|explique|affirme|souligne|reagi|commente|conclu|averti"
    r"|poursuivi|denonce|deplore|estime|indique|raconte|rappele)|declare|souligne|explique|ajoute"
    r"|poursuit|affirme|conclut|reagit|deplore|estime|rappelle|raconte|tient a rappeler|temoigne"
    r"|(?:ha|han) (?:dicho|declarado|afirmado|senalado|manifestado|anadido|explicado|advertido"
    r"|comentado|asegurado|concluido|denunciado|lamentado|subrayado|recordado)|dijo|declaro|afirmo"
    r"|senalo|anadio|manifesto|explico|aseguro|advirtio|concluyo|indico|agrego|sostuvo|denuncio"
    r"|lamento|asevero|subrayo|reitero|expreso|afirma|senala|explica|denuncia|asegura|advierte"
    r"|sagte|sagt|erklarte|erklart|kommentierte|kommentiert|betonte|betont|kritisierte|kritisiert"
    r"|berichtete|berichtet|warnte|warnt|forderte|fordert|meinte|meint|schrieb|schreibt"
    r"|(?:ha|hanno) (?:detto|dichiarato|affermato|commentato|aggiunto|spiegato|sottolineato"
    r"|concluso|denunciato)|dichiara|afferma|commenta|spiega|sottolinea"
    r"|disse|afirmou|declarou|acrescentou|explicou|sublinhou|denunciou|concluiu"
    r"|zegt|zei|aldus|verklaarde|verklaart|vertelt|sager|sade|siger|sagde|sier)"
)
