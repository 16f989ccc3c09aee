"""Word families: words that tell of the same kind of event, so that "Who was killed?" finds "the dead". Data only."""

from __future__ import annotations

from .words import stems_of

__all__ = ["DEEDS", "FAMILIES", "HUMANS", "LIGHT", "OFFICES", "UNACCUSATIVE", "WIDER", "families_of", "is_human"]


_LINES = """
kill: kill die dead death fatal fatally fatality slay murder murderer assassinate toll lives massacre
kill: execute execution perish lethal homicide
wound: wound wounded injure injured injury injuries hurt casualty
arrest: arrest detain detained detention custody hold held capture apprehend imprison jail round
charge: charge charged indict indictment prosecute
convict: convict conviction guilty
sentence: sentence sentenced jail jailed prison
claim: claim claimed claims responsibility admit credit
accuse: accuse accusation blame suspect allege allegedly attribute implicate charge hold responsible
deny: deny denied denial reject refute disclaim
say: say said tell told state add announce declare report note explain remark comment
attack: attack attacked assault raid ambush strike offensive shelling hit storm target
bomb: bomb bombed bombing bombs explosion explode blast blow detonate dynamite blown device car-bomb
shoot: shoot shot shooting gunfire gunned fire fired open machinegun
kidnap: kidnap kidnapping abduct abduction hostage seize seized abductor ransom
release: release freed free
rescue: rescue save saved pull survive
displace: displace displaced homeless evacuate evacuated flee fled uproot shelter
missing: missing unaccounted disappear
burn: burn arson fire torch set blaze
resign: resign resignation quit step stood
appoint: appoint appointed name named nominate nominee hire chosen choose select elect succeed
dismissed: fire fired sack sacked oust ousted remove
elect: elect election vote win
win: win won victory beat defeat triumph winner champion title
lose: lose lost defeat loss beaten
sign: sign agree agreement deal accord
approve: approve approval pass adopt back endorse clear ratify
refuse: reject refuse turn veto block
rise: rise rose increase grow grew jump climb gain surge soar up higher
fall: fall fell drop decline slump plunge tumble slide lose down cut lower decrease
buy: buy bought purchase acquire acquisition takeover
sell: sell sold sale
cost: cost price worth pay paid spend value
steal: steal stole stolen theft rob robbery robbed loot heist
build: build built construct construction erect
begin: begin start launch open commence inaugurate
end: end close finish shut conclude
cancel: cancel cancelled canceled ground suspend scrap postpone halt delay call
announce: announce announcement unveil declare reveal
meet: meet met meeting summit talk talks
warn: warn warning caution
demand: demand urge call request ask appeal
criticise: criticise criticize condemn denounce rebuke slam blast attack
praise: praise hail welcome applaud congratulate
call: call describe dismiss dub label brand name
dismiss: dismiss dismissing play shrug
order: order instruct command ban
ban: ban prohibit outlaw bar forbid
crash: crash collide collision derail wreck
flood: flood flooding floods inundate
destroy: destroy destroyed demolish ruin raze flatten damage
damage: damage damaged destroy
find: find found discover discovery detect locate
study: study research survey researchers
create: create invent develop design found founded establish form
marry: marry married wed wedding husband wife spouse
born: born birth birthplace
play: play played match game
score: score scored goal
own: own owner owned belong
work: work job employ employed
write: write wrote written author
direct: direct directed director
visit: visit visited trip travel arrive
move: move moved relocate transfer
vote: vote voted ballot
fine: fine fined penalty
sue: sue sued lawsuit
award: award awarded prize honour honor receive won
cause: cause caused trigger blame due because
threaten: threaten threat vow
negotiate: negotiate negotiation talk talks mediate
protest: protest demonstrate demonstration rally march strike
escape: escape flee fled
deploy: deploy send dispatch
invest: invest investment fund
lead: lead led leader head chair run chief
succeed: succeed replace successor
hide: hide hid conceal
use: use used
"""


def _read() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    members: dict[str, frozenset[str]] = {}
    homes: dict[str, set[str]] = {}
    for line in _LINES.strip().splitlines():
        name, words = line.split(":", 1)
        members[name] = members.get(name, frozenset()) | stems_of(words)
        for member in members[name]:
            homes.setdefault(member, set()).add(name)
    return members, {member: frozenset(names) for member, names in homes.items()}


FAMILIES, _HOMES = _read()

WIDER = {
    "attack": frozenset({"attack", "bomb", "shoot", "kill", "burn", "kidnap", "destroy"}),
    "bomb": frozenset({"bomb", "attack", "destroy"}),
    "shoot": frozenset({"shoot", "kill", "attack", "wound"}),
    "kill": frozenset({"kill", "shoot"}),
    "burn": frozenset({"burn", "attack"}),
    "kidnap": frozenset({"kidnap"}),
}
"""For an event that is named by a noun ("the attack on ..."): the families in which a sentence may tell of it."""

DEEDS = frozenset(WIDER)

LIGHT = stems_of(
    "attempt carry carried take place occur happen behind conduct commit perpetrate perpetrated responsible stage "
    "involve be do have get make become give go come organization organisation group use"
)
"""Verbs that only introduce the noun that names the event: "carried out the bombing", "took place"."""

HUMANS = stems_of("people person persons victim human life lives body bodies other others individual casualty")

OFFICES = stems_of(
    "president minister mayor governor king queen chancellor premier chairman chairwoman captain coach director head "
    "leader owner chief champion manager pope secretary ceo"
)
"""Offices that one person holds at a time."""

UNACCUSATIVE = stems_of(
    "die dead death perish fatal fall rise crash explode collapse happen occur toll missing survive drown sink erupt"
)
"""Verbs whose subject undergoes the event."""


def families_of(stemmed: str) -> frozenset[str]:
    """The names of the families that a stemmed word belongs to."""
    return _HOMES.get(stemmed, frozenset())


_NOT_HUMAN = stems_of(
    "day hour minute week month year time vehicle car bus building house home bomb shot round "
    "mile kilometer kilometre meter metre attack block percent dollar peso bullet street "
    "point unit explosion truck rifle grenade plane helicopter town city p.m a.m pm am "
    "district vote seat"
)


def is_human(stemmed: str) -> bool:
    """Whether a counted noun may be people: not hours, cars or votes."""
    return stemmed not in _NOT_HUMAN
