"""Names and cue words that tell what kind of thing a capitalised phrase names. Data only.

Short on purpose: the cues around a name ("President", "in", "Inc.", "said") decide most cases; the lists break ties.
"""

from __future__ import annotations

from .lexicon import word_set

__all__ = [
    "COUNTRIES",
    "DEMONYMS",
    "FIRST_NAMES",
    "ORGANISATION_WORDS",
    "PLACES",
    "PLACE_WORDS",
    "ROLES",
    "TITLES",
    "WEAPONS",
    "WEEKDAYS",
    "WIDE_PLACES",
]


WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")

COUNTRIES = word_set("""
    afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium
    belize bolivia bosnia botswana brazil britain bulgaria cambodia cameroon canada chad chile china colombia congo
    croatia cuba cyprus denmark ecuador egypt england eritrea estonia ethiopia finland france germany ghana
    greece guatemala guinea haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan
    jordan kazakhstan kenya kosovo kuwait laos latvia lebanon liberia libya lithuania luxembourg macedonia madagascar
    malawi malaysia mali malta mauritius mexico moldova mongolia montenegro morocco mozambique myanmar namibia nepal
    netherlands nicaragua niger nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal
    qatar romania russia rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan suriname sweden
    switzerland syria taiwan tajikistan tanzania thailand tunisia turkey uganda ukraine uruguay uzbekistan venezuela
    vietnam wales yemen zambia zimbabwe
    """) | {
    "costa rica", "dominican republic", "el salvador", "new zealand", "north korea", "saudi arabia", "sierra leone",
    "south africa", "south korea", "sri lanka", "uk", "united arab emirates", "united kingdom", "us",
}  # fmt: skip
"""Countries, by the name in lower case; not Georgia, which is a state as often."""

WIDE_PLACES = frozenset(country for country in COUNTRIES if " " not in country and len(country) > 2) | word_set("""
    georgia gaza africa asia europe america crimea kashmir chechnya catalonia
    korea zealand emirates arabia salvador rica kingdom states lanka
    alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa
    kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska
    nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming ontario quebec
    """)
"""Countries, continents and the parts of large countries: wider than a city."""

PLACES = WIDE_PLACES | word_set(
    """
    abuja accra addis algiers amman amsterdam ankara athens atlanta auckland austin baghdad baltimore bangkok barcelona
    beijing beirut belfast belgrade berlin birmingham bogota boston brasilia bratislava brisbane brussels bucharest
    budapest cairo calais cali canberra caracas cardiff charlotte chicago cincinnati cleveland copenhagen dallas
    damascus delhi denver detroit dhaka doha dubai dublin edinburgh frankfurt geneva glasgow hamburg hanoi havana
    helsinki houston islamabad istanbul jakarta jerusalem johannesburg kabul karachi kathmandu khartoum kyiv kiev lagos
    lahore leeds lima lisbon liverpool london lyon madrid managua manchester manila marseille medellin melbourne memphis
    miami milan milwaukee minneapolis minsk mogadishu montreal moscow mosul mumbai munich nairobi naples oslo ottawa
    oxford paris perth philadelphia phoenix pittsburgh portland prague pyongyang quito raqqa rangoon riyadh rome
    sacramento santiago sarajevo seattle seoul shanghai sofia stockholm strasbourg sydney taipei tallinn tehran tokyo
    toronto tripoli tunis turin vancouver vienna vilnius warsaw washington wellington zagreb zurich aleppo barranquilla
    cartagena soyapango ayacucho honolulu tucson orlando tampa omaha tulsa oakland fresno wuhan kharkiv odesa gaza
    """
)
PLACE_WORDS = word_set("""
    city town village province state county district department region street avenue road square airport river lake
    island islands mountain mountains valley bay beach port harbour harbor park hospital station stadium school
    university church mosque cathedral temple hotel market building house home office headquarters embassy base camp
    bridge border capital suburb neighborhood neighbourhood area zone coast sea ocean gulf desert peninsula farm hall
    highway motorway arena theatre theater museum prison plant factory court store mall bar club north south east west
    southern northern eastern western downtown san santa los las el la new saint st fort mount port upper lower
    boulevard
    municipality parish hill hills canton basin plaza tomb shrine refinery mine village canyon block
    """)
DEMONYMS = word_set("""
    american british french german spanish italian russian chinese japanese korean indian iranian iraqi syrian israeli
    palestinian saudi turkish egyptian colombian peruvian salvadoran guatemalan bolivian chilean honduran nicaraguan
    mexican brazilian argentine canadian australian polish ukrainian dutch greek swedish norwegian danish finnish
    pakistani afghan nigerian kenyan ethiopian european african asian arab latin western islamic muslim christian
    jewish catholic irish scottish welsh english cuban venezuelan ecuadorian swiss belgian austrian portuguese
    """)
FIRST_NAMES = word_set("""
    aaron abdul abdullah abraham adam ahmad ahmed alan albert alejandro alex alexander alfonso alfredo ali alice alvaro
    amanda amy ana andre andrea andreas andres andrew angela ann anna anne anthony antonio armando arthur arturo barbara
    benjamin bernard bill bob boris brian bruce carl carlos carmen carol caroline catherine cesar charles charlie chen
    chris christian christine christopher claire claudia craig daniel daniela dave david deborah diana diego dmitry
    donald dorothy douglas ed eduardo edward elena elizabeth emily emma emmanuel enrique eric ernesto evo felipe
    fernando frances francis francisco frank fred gabriel gary george gerardo gerhard giovanni gloria gonzalo gordon
    graham gregory guillermo gustavo hamid hans harold harry hassan hector helen henry hernan hillary hugo humberto
    ibrahim ignacio igor ivan jack jacob jacques jaime james jan jane janet jason javier jean jeff jennifer jeremy
    jessica jesus jim joan joe john jonathan jorge jose joseph joshua juan judith julia julian julio justin karen karl
    kate katherine keith kelly ken kenneth kevin kim larry laura lee leon leonardo leonid lewis li linda lisa louis
    lucy luis manuel marco marcos margaret maria mariela mario mark marta martin mary matthew mauricio max melissa
    michael michel michelle miguel mike mohamed mohammad mohammed monica muhammad nancy natalia nathan nelson nicholas
    nicolas nicole nigel nina oliver olga omar oscar pablo patricia patrick paul paula pedro peter philip pierre rachel
    rafael ralph ramon raul rebecca ricardo richard robert roberto rodrigo roger ron ronald rosa roy ruben russell
    ruth ryan samuel sandra sara sarah scott sean sergei sergio sharon simon sofia sophie stephanie stephen steve
    steven stuart susan teresa terry thomas tim timothy tom tony vicente victor viktor vincent virginia vladimir walter
    wang wayne william xi yusuf zhang donald angela theresa barack narendra recep benjamin volodymyr joko kamala
    """)
TITLES = word_set("""
    president mr mrs ms miss dr sir lord lady prince princess king queen gen general col colonel capt captain maj major
    lt lieutenant sgt sergeant cmdr commander adm admiral officer detective sheriff judge justice senator sen rep
    congressman congresswoman governor gov mayor minister premier chancellor secretary ambassador professor prof
    archbishop bishop father fr rev reverend pope cardinal rabbi imam ayatollah sheikh coach chairman chairwoman chief
    executive director spokesman spokeswoman spokesperson lawyer attorney prosecutor deputy leader candidate inspector
    constable superintendent corporal private engineer doctor architect deputy
    """)
ROLES = TITLES | word_set("""
    head manager founder author actor actress singer player striker midfielder goalkeeper defender scientist researcher
    economist analyst expert journalist reporter editor teacher student businessman businesswoman landowner farmer
    peasant policeman policewoman soldier guard driver pilot nurse priest missionary nun politician lawmaker legislator
    councilman councillor diplomat consul magistrate activist campaigner artist writer poet novelist composer owner
    worker labourer unionist trader banker investor entrepreneur inventor explorer champion cyclist boxer golfer
    resident suspect gunman victim witness mother wife husband brother sister son daughter fellow adviser advisor
    historian professor ceo cfo resident veteran member representative congressman rector dean magnate rancher
    """)
ORGANISATION_WORDS = word_set("""
    party front army movement group organisation organization union federation association council committee commission
    agency ministry department bureau office institute university college school bank company corporation corp inc ltd
    plc llc co group holdings airlines airways motors systems technologies club team united city fc league cup court
    congress parliament senate assembly government police guard forces brigade battalion command force navy troops
    network foundation society church brotherhood cartel mafia alliance coalition confederation service services
    hospital museum theatre orchestra newspaper times post journal tribune news press television radio tv channel board
    authority administration centre center fund trust partners brothers path militia jihad qaeda taliban hamas
    hezbollah guerrillas guerrilla rebels commando commandos patrol patrols squads squad units liberation ring
    regime embassy court
    """)
WEAPONS = word_set("""
    bomb bombs dynamite grenade grenades rifle rifles pistol pistols gun guns machinegun machineguns submachinegun
    submachineguns mortar mortars rocket rockets missile missiles knife knives machete machetes explosive explosives
    device devices charge charges tnt mine mines shotgun shotguns revolver revolvers handgun handguns firearm firearms
    weapon weapons bullet bullets bazooka bazookas cocktail cocktails launcher launchers axe hammer sword poison
    torpedo ak 47 uzi ar 15 drone drones shell shells artillery gasoline petrol acid car-bomb bullet ammunition
    gunfire gunshots stones rocks truck
    """) - frozenset({"47", "15", "ar", "charge"})
