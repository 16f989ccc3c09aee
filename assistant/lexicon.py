"""The words the reader knows how to tag: function words, verbs and their irregular forms. Data only, no logic.

The verbs are those that follow "to", "will", "did" and the like in a large sample of news, checked by eye.
"""

from __future__ import annotations

__all__ = [
    "ADVERBS",
    "AUXILIARIES",
    "BARE_VERBS",
    "BE",
    "COMMON_FIRST",
    "CONJUNCTIONS",
    "DETERMINERS",
    "IRREGULAR",
    "NOT_VERBS",
    "PREPOSITIONS",
    "PRONOUNS",
    "STOP",
    "VERBS",
    "WH",
    "word_set",
]


def word_set(listed: str) -> frozenset[str]:
    """The words of a list with spaces between them."""
    return frozenset(listed.split())


BE = word_set("is are was were be been being am 's 're isn't aren't wasn't weren't")
AUXILIARIES = BE | word_set(
    "has have had having do does did will would can could may might must shall should cannot can't won't wouldn't "
    "couldn't didn't doesn't don't hasn't haven't hadn't shouldn't mustn't get gets got"
)
DETERMINERS = word_set(
    "the a an this that these those his her its their our my your each every any some no all both either neither "
    "another such several many most more few fewer other"
)
PREPOSITIONS = word_set(
    "of in on at by for from to with into onto over under after before between among amid during through throughout "
    "against about around near outside inside within without across along behind beside beyond despite toward towards "
    "until upon via per than as like off out up down since because due including except unlike following"
)
PRONOUNS = word_set(
    "he she it they him them i we us you me himself herself itself themselves hers theirs one everyone someone "
    "anyone nobody nothing there"
)
CONJUNCTIONS = word_set("and or but nor so yet if although though while when where whether unless once")
WH = word_set("who whom whose what which when where why how that")
ADVERBS = word_set(
    "not never least also just only still already now then later again soon ever even too very well far almost nearly "
    "meanwhile however therefore thus here together instead apparently reportedly allegedly ago n't"
)
STOP = (
    AUXILIARIES
    | DETERMINERS
    | PREPOSITIONS
    | PRONOUNS
    | CONJUNCTIONS
    | WH
    | ADVERBS
    | word_set("please tell according article articles news report reported exactly actually currently")
) - frozenset({"behind", "against", "no", "off", "out", "up", "down"})
NOT_VERBS = word_set(
    "hundred indeed need speed seed feed breed united red bed morning evening building king thing something nothing "
    "anything everything ring spring string wing ceiling sibling wedding sacred naked wicked beloved shed sled weed "
    "during according following including regarding concerning trafficking housing funding "
    "banking training engineering "
    "manufacturing marketing advertising shipping mining farming fishing hearing gathering "
    "warning briefing spending ruling meaning offspring breeding"
)
COMMON_FIRST = word_set(
    "police officials security forces government three two four five six seven eight nine ten people workers residents "
    "authorities soldiers doctors protesters investigators scientists researchers rescuers prosecutors hours days "
    "shares prices sources witnesses members thousands hundreds dozens last next early late president minister "
    "guerrillas terrorists rebels troops firefighters officers students teachers parents families experts analysts "
    "state local national first second third former new old best good great today yesterday tomorrow parliament "
    "meanwhile earlier another attackers gunmen militants extremists unidentified heavy three least about"
)

IRREGULAR = {
    form: base
    for base, forms in (
        line.split(":")
        for line in (
            "say:said;tell:told;take:took taken;make:made;give:gave given;go:went gone going;come:came;see:saw seen;"
            "know:knew known;get:got gotten;think:thought;find:found;leave:left;feel:felt;bring:brought;begin:began "
            "begun;keep:kept;hold:held;write:wrote written;stand:stood;hear:heard;mean:meant;meet:met;run:ran;pay:paid;"
            "sit:sat;speak:spoke spoken;lead:led;grow:grew grown;lose:lost;fall:fell fallen;send:sent;build:built;"
            "draw:drew drawn;break:broke broken;spend:spent;rise:rose risen;drive:drove driven;buy:bought;wear:wore "
            "worn;choose:chose chosen;seek:sought;throw:threw thrown;catch:caught;deal:dealt;win:won;teach:taught;"
            "sell:sold;lie:lay lain lying;shoot:shot;strike:struck stricken;steal:stole stolen;sing:sang sung;"
            "swear:swore sworn;sink:sank sunk;fly:flew flown;fight:fought;flee:fled;hide:hid hidden;hang:hung hanged;"
            "shake:shook shaken;ride:rode ridden;arise:arose arisen;become:became;understand:understood;wake:woke;"
            "forget:forgot forgotten;overthrow:overthrew overthrown;withdraw:withdrew withdrawn;undergo:underwent;"
            "overcome:overcame;foresee:foresaw;bear:born borne;beat:beaten;bite:bit bitten;blow:blew blown;"
            "eat:ate eaten;freeze:froze frozen;lend:lent;mistake:mistook;swim:swam swum;swing:swung;tear:tore torn;"
            "undertake:undertook undertaken;uphold:upheld;die:died dying;kidnap:kidnapped;sue:sued suing;light:lit;"
            "bind:bound;bleed:bled;dig:dug;feed:fed;lay:laid;slay:slew slain;spin:spun;sweep:swept;"
            "show:shown;prove:proven;do:did done;have:had has;use:used;agree:agreed"
        ).split(";")
    )
    for form in forms.split()
}

VERBS = word_set("""
    abandon abduct abide abolish absorb accelerate accept access accommodate accompany accomplish accuse achieve
    acknowledge acquire act adapt add address adjourn adjust administer admit adopt advance advise advocate affect
    afford again agree aid aim air alert align allege allow alter ambush amend analyze announce answer apologise
    apologize appeal appear appease apply appoint appreciate approach approve argue arise arrange arrest arrive ask
    assassinate assemble assert assess assist assume assure attend attract authorize avert avoid ban bear beat
    become begin believe belong benefit bet bid blame block blow bolster bomb boost borrow boycott break breathe
    bring broadcast broker build burn bury buy calculate call calm cancel cap captain capture care carry cast catch
    cause cease celebrate certify challenge change check cheer choose circumvent claim clarify clean climb clinch
    cling close coach coincide collaborate collapse collect combat combine come commemorate commence comment commit
    communicate compare compensate compete complete complicate comply conceal concede concentrate conclude condemn
    conduct confirm confront congratulate connect conserve consider consolidate construct consult consume contact
    contain contend continue contribute control convene convert convict convince cook cool cooperate coordinate cope
    correct cost count counter cover crack crash create criticise criticize cross crush cry curb curtail cut dampen
    dance date debate decide declare decrease deepen default defeat defend defer define deflect delay delete deliver
    demand demonstrate denounce deny depart depend deploy deprive derail descend describe destroy detail detain
    detect deter determine develop die dig direct disappear disappoint disclose discourage discover discredit
    discuss dismantle dismiss disperse displace disrupt dissolve distinguish distract distribute diversify divert
    divide divorce dock dominate donate double download draft drag draw dress drink drive drop drown dub dump earn
    ease eat educate elaborate elect elevate eliminate embrace emerge emphasize employ emulate enable enact
    encourage endorse endure enforce engage enhance enjoy enrich enshrine ensure enter entertain equalise eradicate
    erupt escalate escape establish estimate evacuate evade evaluate evolve examine exceed exclude execute exercise
    exist exit expand expect expel experience expire explain explode exploit explore expose express extend extract
    extradite face facilitate fail fall feature feed feel fend fight figure file fill finalize finance find fine
    finish fit fix flee flip float flood flourish fly focus follow force forge forget forgive form foster free
    freeze fuel fulfil fulfill function fund further gain garner gather gauge generate get give govern grab graduate
    grant grasp greet grind grow guarantee guard guess guide hack hail halt hammer handle hang happen harm haunt
    have heal hear help hide highlight hire hit hold honor honour hospitalise host hunt hurt identify ignore imagine
    impeach implement implicate import impose imprison improve inaugurate incite include incorporate increase
    indicate indict infect inflict influence inform inherit inject injure insist inspire install institute integrate
    intensify interact interfere interpret intervene intimidate introduce invade invest investigate invite involve
    isolate jail jeopardize join jump justify keep kick kidnap kill knock know land launch lay lead lean learn leave
    legalize lend let leverage levy lie lift limit list listen live load locate look loot lose lure maintain make
    manage manufacture march mark marry massacre maximize mean meet mention merge minimize mislead miss mitigate
    moderate modernize monitor mount mourn move multiple murder muster name navigate need negotiate nominate note
    notify obey observe obtain occupy occur offer offset open operate oppose opt orbit organise organize oust outbid
    outline overcome overhaul oversee overthrow overturn overwhelm owe own pack paint pardon participate pass pause
    pave pay peer penalise perform permit persist persuade phase pick play plead pledge portray pose postpone pour
    praise pray predict prefer prepare present preserve pretend prevail prevent prioritize probe proceed produce
    prohibit promise promote prompt propel propose prosecute protect protest prove provide provoke publish pull
    punish purchase pursue push put qualify quarantine quash quell quit quote race raise ramp rank ransom ratify
    reach react read realise realize reassure rebuild receive reclaim recognise recognize recommend reconsider
    recover recruit redeem reduce reelect refer reflect reform refrain refuse regain register regulate rein
    reinforce reinstate reintroduce reiterate reject relax release relegate relieve relocate rely remain remember
    remind remove rename renew rent reopen repair repay repeal repeat replace replicate represent repurchase require
    reschedule rescue resemble reset reshape resign resist resolve respect respond restart restore restrict
    restructure resume retain retaliate rethink retire retrieve return revamp reveal reverse review revise revisit
    revive reward ride rise rob roll root ruin rule run rush sack sacrifice safeguard sanction satisfy save say
    scare score scrap seal secure see seek seem seize select sell send sequence serve set settle shake shape share
    shed shell shield shift shine shoot shop shoulder show showcase shrink shut sign signal silence sing sink sit
    skip slash sleep slide slip slow smuggle snap soar soften solve sometimes sound spare spark speak specify
    speculate speed spell spend spin split spread sprint spur squeeze stab stabilise stabilize stall stamp stand
    star start stave stay steal steer stem step stick stimulate stir stop stream strengthen stress stretch strike
    strip strive struggle submit subscribe subsidise succeed sue suffer suggest supplement supply support suppress
    surpass surrender survive suspect suspend sustain swallow swear sweep swing switch table tackle take talk tame
    tap target taste tax teach tear tell terminate test testify thank then think threaten thrive throw thwart tie
    tighten tip topple total tout track trade traffic train transfer transform translate transplant transport travel
    treat trigger trim trust try tune turn uncover undergo undermine understand undertake undo unfold unite unleash
    unravel unseat unveil upend upgrade uphold urge use utilize vacate vaccinate vandalise vary venture verify veto
    violate visit volunteer vote vow wait walk want warn waste watch weaken wear weigh welcome well win wipe wish
    withdraw withhold withstand witness wonder work worry worsen wound wrap write yield    """)

BARE_VERBS = word_set(
    "attack flood drown bomb burst protest riot strike rule plan study campaign fire stage cost claim vote score fight "
    "resign apologise confess testify retire reopen resume damage shoot debate oppose warn raid loot hurt injure "
    "crash explode sink rescue evacuate defuse declare expel fine sue appeal plead veto ban back quit break beat "
    "be have go do say die lead own help lower raise climb slump withdraw swim sail arrive"
)
"""Further verbs in their bare form, many of them nouns as often: for a place where only a verb can stand."""
