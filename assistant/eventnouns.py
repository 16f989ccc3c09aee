"""Nouns that name what news is about, and the nouns that verbs make: "killed" gives "the killing of". Data only."""

from __future__ import annotations

from .lexicon import word_set
from .words import stem

__all__ = ["EVENTS", "NOUN_OF"]

EVENTS = word_set("""
    attack assault raid ambush bombing explosion blast shooting killing murder assassination massacre slaying
    beheading kidnapping abduction hijacking siege standoff shootout strike airstrike protest demonstration riot
    march rally coup rebellion uprising election referendum vote crash accident collision derailment sinking
    shipwreck capsizing fire blaze wildfire arson robbery theft heist burglary flood flooding earthquake quake
    storm hurricane typhoon cyclone tornado avalanche landslide mudslide eruption drought famine outbreak epidemic
    pandemic war battle fighting clash offensive operation invasion trial verdict hearing merger takeover deal
    acquisition bid purchase sale auction talks summit meeting conference negotiation match game final race
    tournament championship launch landing mission resignation appointment arrest execution death drowning rescue
    evacuation collapse stampede spill leak blackout shutdown closure scandal incident disaster tragedy
    catastrophe crisis plot visit inquiry investigation ceremony speech debate release ceasefire truce
    agreement treaty dispute recall hack breach cyberattack shelling
    """)

_PAIRS = """
    kill killing of; murder murder of; assassinate assassination of; shoot shooting of; attack attack on; stab
    stabbing of; bomb bombing of; kidnap kidnapping of; abduct abduction of; hijack hijacking of; seize seizure
    of; steal theft of; rob robbery of; burn burning of; destroy destruction of; arrest arrest of; detain
    detention of; release release of; rescue rescue of; elect election of; appoint appointment of; resign
    resignation of; die death of; drown drowning of; explode explosion of; crash crash of; derail derailment of;
    sink sinking of; capsize capsizing of; win winning of; collapse collapse of; buy purchase of; acquire
    acquisition of; sell sale of; approve approval of; reject rejection of; close closure of; discover discovery
    of; invade invasion of; ban ban on; launch launch of; sign signing of; cancel cancellation of; evacuate
    evacuation of; convict conviction of; sentence sentencing of; execute execution of; expel expulsion of; poison
    poisoning of; torture torture of; wound wounding of; injure injuring of; raid raid on; ambush ambush of;
    recall recall of; dismiss dismissal of; sack sacking of; suspend suspension of
"""
NOUN_OF = {stem(verb): noun for verb, _, noun in (pair.strip().partition(" ") for pair in _PAIRS.split(";"))}
"""The stem of a verb and its noun with the preposition of what undergoes it."""
