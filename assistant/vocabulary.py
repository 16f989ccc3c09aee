"""The word lists by which `assistant.supporting` tells what a sentence asserts. Plain data: standard library only.

The lists err on one side: a word that is missing here makes the check stricter far more often than looser.
"""

from __future__ import annotations

__all__ = [
    "ASIDES",
    "BE",
    "BREAKS",
    "DAYS",
    "EMBEDDING",
    "ENTAILED_BY",
    "FORMS",
    "IMPERATIVE",
    "LOCAL",
    "MODAL",
    "NEAR_DAYS",
    "NEGATION",
    "NEUTRAL",
    "NOT_NOUNS",
    "NOT_VERBS",
    "OFFICIAL",
    "PERSONS",
    "PHRASES",
    "PREPOSITIONS",
    "PROTECTED",
    "REPORTING",
    "STOP",
    "VERBS",
]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


BE = _set("is are was were be been being am")
MODAL = _set("may might can could would should will shall must")
PREPOSITIONS = _set(
    "in on at near from to with for of into onto over under through during within around across between among along "
    "by against without behind above below toward towards since until till before after about inside outside via "
    "amid than as"
)
STOP = (
    BE
    | MODAL
    | PREPOSITIONS
    | _set(
        "he she they it him her them his hers their its who whom whose which that this these those a an the and or "
        "but what when where while why how as then there here i we you my our your us me do does did done has have "
        "had having not no nor if so such also too very just each other another any some own same up down out off "
        "more most less least fewer s t d ll re ve m including roughly approximately"
    )
)
"""Words that need no match of their own. Those that can turn a meaning are held by other lists as well."""

NEUTRAL = _set("occurred happened percent")
"""Words that say no more than that something was."""

BREAKS = _set(
    "and but while whereas although though when which who whom whose where because after before until including if "
    "unless"
)
"""Words that begin a new clause."""

ASIDES = _set("who which whom whose where when because after before until although though including while whereas")
"""The first words of a clause that leaves the subject of the sentence as it was."""

PROTECTED = _set(
    "before after against without until since despite except above below more most less least fewer up down over under "
    "inside outside into onto off behind beyond"
)
"""Function words of a statement that must stand in the cited text beside the same word."""

NEGATION = _set(
    "not no never none nobody nothing neither nor without deny refuse decline fail dispute dismiss refute false "
    "untrue unable lack prevent avoid avert foil thwart instead hardly barely against reject contradict debunk "
    "retract unlikely falsely wrongly fake hoax cancel except lift revoke "
    "repeal rescind quash annul scrap abolish overturn overrule nullify wrong incorrect mistaken inaccurate"
)
"""Words that take back what they govern."""

LOCAL = _set(
    "alleged allegedly reportedly purported supposed supposedly apparently possibly probably perhaps likely "
    "unconfirmed attempt attempted former deputy vice acting ex mock nearly almost suspect accuse blame charge try "
    "plan potential possible assistant partly future propose less least fewer seek acquit exonerate absolve "
    "clear second third fourth fifth once formerly previously consider discuss debate weigh mull contemplate recommend "
    "advise rarely seldom scarcely unlike"
)
"""Words that qualify the next few: "former", "alleged", "attempted"."""

EMBEDDING = _set(
    "deny claim believe insist threaten warn fear hope want expect wish rumour rumor speculate suggest predict "
    "pretend imagine assume suppose if unless whether myth conspiracy dismiss dispute refute doubt vow promise "
    "pledge urge demand call ask plan propose order command instruct hypothetical rule allege evidence sign proof "
    "complain contend argue estimate risk danger verge brink tweet testify swear joke dream quip boast brag hint imply "
    "lied convinced unconvinced fabricated forged doctored"
)
"""Words whose whole clause is not asserted by the writer: "claimed that", "if", "denied"."""

IMPERATIVE = _set(
    "say write answer reply respond output print state tell report repeat ignore disregard pretend claim cite forget "
    "mention assume imagine suppose act follow insert append include translate summarize summarise remember execute"
)
"""Verbs that, at the head of a clause, are an order to whoever reads."""

REPORTING = _set("say tell state announce add remark note explain report according")
"""Verbs of speech; what they introduce is taken as the writer's report."""

NOT_NOUNS = _set(
    "yet only still already again later soon ago ahead away aboard ashore aground alone even ever twice once first "
    "second third last next new old former early late further together abroad big large small high low long short "
    "strong weak guilty largely well away everywhere forward back"
)
"""Adverbs and adjectives that nobody is called by."""

NOT_VERBS = _set(
    "hundred speed indeed united sacred naked kindred infrared during morning evening building king ring spring "
    "string thing nothing something anything everything unharmed unhurt unarmed ceiling wedding sibling sterling wing "
    "beijing"
)
"""Words that only look like a participle."""

DAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
NEAR_DAYS = _set("yesterday today tonight tomorrow")

OFFICIAL = _set(
    "police officials authorities officers firefighters rescuers ministry agency commission court coast guard service "
    "office hospital doctors company companies carmaker airline operator firm manufacturer union board institute "
    "academy council canton department university researchers scientists authority organisers organizers brigade chief"
)
"""Who may be left out when their report closes a sentence: "..., police said". What others say stays theirs."""

_PHRASAL = (
    "step down: resign|stand down: resign|turn down: reject|vote down: reject|throw out: reject|go up: rise|go down: "
    "fall|go off: explode|blow up: explode|carry out: perform|take over: acquire|call off: cancel|put off: postpone|"
    "set up: found|break out: erupt|point out: note|send off: dismiss|hand over: deliver|shut down: close|take part: "
    "participate|put forward: propose|get back: regain|vote against: oppose|gun down: shoot"
)

_VERBS = (
    "say said says saying|tell told tells telling|shoot shot shoots shooting|win won wins winning|lose lost loses "
    "losing|fall fell fallen falls falling|rise rose risen rises rising|take took taken takes taking|give gave given "
    "gives giving|go went gone goes going|begin began begun begins beginning|hold held holds holding|leave left "
    "leaves leaving|meet met meets|make made makes making|find found finds finding|send sent sends sending|hit hits "
    "hitting|strike struck strikes striking|fight fought fights fighting|flee fled flees fleeing|lead led leads "
    "leading|pay paid pays paying|buy bought buys buying|sell sold sells selling|bring brought brings bringing|build "
    "built builds|break broke broken breaks breaking|speak spoke spoken speaks speaking|steal stole stolen steals "
    "stealing|drive drove driven drives driving|fly flew flown flies flying|die died dies dying|run ran runs running|"
    "come came comes coming|become became becomes becoming|see saw seen sees seeing|know knew known knows|grow grew "
    "grown grows growing|throw threw thrown throws throwing|write wrote written writes writing|choose chose chosen "
    "chooses choosing|burn burned burnt burns burning|catch caught catches catching|think thought thinks thinking|"
    "feel felt feels feeling|keep kept keeps keeping|stand stood stands standing|sit sat sits sitting|withdraw "
    "withdrew withdrawn withdraws withdrawing|beat beaten beats beating|bear bore borne born|cut cuts cutting|"
    "quit quits quitting|set sets setting|hurt hurts hurting|sink sank sunk sinks sinking|swear swore sworn|"
    "slay slew slain|put puts putting|let lets letting|shut shuts shutting|seek sought seeks seeking|"
    "show showed shown shows showing|"
    "draw drew drawn draws drawing|blow blew blown blows blowing|hear heard hears hearing|freeze froze frozen freezes "
    "freezing|feed fed feeds feeding|teach taught teaches teaching|lay laid lays|deal dealt deals|mean meant means|"
    "spend spent spends spending|wear wore worn|ride rode ridden|hide hid hidden|sue sued sues suing|get got gets "
    "getting gotten"
)
_NOUNS = (
    "man men|woman women|child children|person people persons|wife wives|life lives|half halves|foot feet|news|"
    "kilometre kilometres kilometer kilometers km kms|metre metres meter meters|kilogram kilograms kilo kilos kg|"
    "tonne tonnes ton tons|programme programmes program programs|politics|policeman policemen|policewoman policewomen|"
    "gunman gunmen|spokesman spokesmen|spokeswoman spokeswomen"
)
FORMS = {form: forms.split()[0] for forms in f"{_VERBS}|{_NOUNS}".split("|") for form in forms.split()}
"""Forms that no suffix rule reduces, with the stem they share."""

PHRASES = {tuple(head.split()): tail for head, _, tail in (entry.partition(": ") for entry in _PHRASAL.split("|"))}
"""Verbs with a particle, each with the one verb that says the same."""

VERBS = frozenset(forms.split()[0] for forms in _VERBS.split("|")) | _set(
    "kill wound injure arrest detain attack accuse blame claim deny approve reject defeat visit rescue kidnap abduct "
    "murder assassinate bomb suspend dismiss hire appoint replace succeed support oppose back condemn praise "
    "criticise criticize thank help free release charge convict acquit sentence invade threaten warn urge ask order "
    "own acquire resign open close ban according want persuade"
)
"""Verbs whose base form is taken for a verb; other words only when they end in -ed or -ing."""

_PERSONS = (
    "civilian man woman child worker student passenger miner pedestrian resident villager soldier officer victim "
    "tourist patient demonstrator protester pilgrim fisherman farmer policeman teacher pupil sailor migrant refugee "
    "shopper guest skier customer volunteer adult journalist reporter nurse doctor firefighter scientist researcher "
    "hostage guard spectator runner voter employee swimmer climber visitor driver schoolteacher"
)
PERSONS = frozenset(_PERSONS.split()) | _set(
    "minister mayor president premier chancellor governor ambassador envoy senator lawmaker judge prosecutor lawyer "
    "director manager owner chairman chairwoman head chief leader secretary spokesman spokeswoman spokesperson deputy "
    "coach player captain writer author artist actor actress singer scientist professor priest bishop king queen "
    "prince princess general colonel major gunman attacker suspect witness neighbour neighbor friend brother sister "
    "father mother son daughter wife husband uncle aunt cousin boy girl girlfriend boyfriend colleague rival successor "
    "predecessor candidate skipper pilot engineer economist analyst activist founder boss commander ruler"
)
"""Nouns that a pronoun for a person may mean."""

_SAME = (
    "attack assault|blast explosion|quake earthquake|fire blaze|wounded injured hurt|stated said told announced|buy "
    "purchase acquire|begin start|rise increase climb|fall drop decline decrease|hit strike|resign quit|reject "
    "refuse|allow permit|ban prohibit|paper newspaper|jail imprison|end finish|close shut|help aid assist|inform "
    "tell|firm company|lawyer attorney|film movie|hostage captive|rebel insurgent|soldier troop|agreement accord "
    "pact|poll survey|home house|reduce cut lower|release free|seize capture|postpone delay|stay remain|get receive|"
    "need require|largest biggest|large big|employee worker|transport carry|plane aircraft airliner|inquiry "
    "investigation probe|prize award|area region|street road|nearly almost|doctor physician|operate run|head lead|"
    "look seek|praise laud|condemn denounce|show demonstrate|choose select|find discover|repair mend fix|damage harm|"
    "forbid prohibit|search hunt|teenager teen|illness disease|talk negotiation|kidnap abduct|demonstrator protester|"
    "protest demonstration|prison jail|truck lorry|petrol gasoline|country nation|build construct|vow promise pledge|"
    "annual yearly|gun firearm|flood flooding|pupil schoolchild|salary wage|obtain get|outcome result|perish die|"
    "complete finish|inhabitant resident"
)
_ENTAILED = (
    "die: killed dead slay murdered assassinate|dead: killed died murdered assassinate|killed: dead murdered "
    "assassinate slay|murder: assassinate assassination|storm: hurricane typhoon cyclone|fire: wildfire|officer: "
    "policeman policewoman|weapon: gun pistol rifle knife|gun: pistol rifle|kidnapping: kidnap abduct|abduction: "
    "abduct kidnap|assassination: assassinate|election: elect|appointment: appoint|departure: depart leave|arrival: "
    "arrive|construction: build construct|destruction: destroy|evacuation: evacuate|demolition: demolish|injury: "
    "injure wound hurt|victory: win|purchase: buy|sale: sell|detained: arrested|said: stated told announced added "
    "remarked reported according noted|reported: said told stated according announced|according: said told stated "
    "announced added reported noted|added: said|noted: said|announced: said|exploded: explosion|vehicle: car truck "
    "van bus|attacker: gunman bomber|vessel: ship boat ferry tanker|ship: ferry tanker|teacher: schoolteacher|"
    "leader: lead head chief|lead: leader|head: leader chief|winner: win|win: winner|owner: own|own: owner|"
    "explosion: explode|collision: collide|collide: collision|death: die kill dead|treatment: treat|decision: decide|"
    "decide: decision|resignation: resign|announcement: announce|agreement: agree|approval: approve|rejection: "
    "reject|closure: close|opening: open|release: freed|investigate: inquiry investigation probe|shooting: shoot "
    f"shot fire|bombing: bomb|theft: steal|thief: steal|robbery: rob|people: {_PERSONS}"
)


def _entailed() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for group in _SAME.split("|"):
        for word in group.split():
            found.setdefault(word, []).extend(other for other in group.split() if other != word)
    for entry in _ENTAILED.split("|"):
        head, _, tail = entry.partition(": ")
        found.setdefault(head, []).extend(tail.split())
    return {head: tuple(dict.fromkeys(tail)) for head, tail in found.items()}


ENTAILED_BY = _entailed()
"""For a word of a statement, the words of a source that say it too. One-way: who was killed has died."""
