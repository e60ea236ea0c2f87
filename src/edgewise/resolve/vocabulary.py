"""The words that names are made of: titles, corporate forms, parts of a body, places, first names. General knowledge, no single case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set(
    """
    president vice senator sen representative rep congressman congresswoman governor gov mayor judge justice secretary
    director chairman chairwoman chair ceo attorney general gen colonel col captain capt lieutenant lt sergeant sgt admiral
    sheriff officer minister prime chancellor king queen prince princess pope dr mr mrs ms miss prof professor speaker
    ambassador sir dame lord lady rev reverend hon former acting deputy commissioner agent detective chief
    amb superintendent supt baroness viscount archbishop cardinal rabbi imam ayatollah sheikh honorable commander cmdr corporal comptroller
    treasurer councilman councilwoman councilmember councillor cllr assemblyman assemblywoman mx mme monsieur herr frau
    """
)
POSTS = _set(
    "leader whip spokesman spokeswoman founder candidate administrator inspector solicitor counsel undersecretary premier adjutant"
)
OFFICES = _set(
    """
    state defense treasury energy education labor commerce transportation interior agriculture homeland security veterans affairs health
    human services national intelligence war army navy foreign housing urban development finance justice
    """
)
"""What a secretary or minister is one of: "Secretary of State Jane Roe"."""
ALSO_LAST_NAMES = _set(
    "king queen prince princess pope lord judge justice major chief page bishop dean miss general sir lady cardinal commander"
)
"""Titles that are last names, too: they begin a name, or follow another title ("Crown Prince"), else they are part of it."""

RULERS = _set("pope king queen prince princess emperor empress sultan emir saint")
"""Titles before a first name: who bears it has other names, too."""

SMALL = _set("of the and for on in to & a an de la")
PARTICLES = _set("bin ibn von van der den de da di du la le del dos ter ten al el ul")
_NUMERALS = "ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv"
SUFFIXES = {"jr": "Jr.", "junior": "Jr.", "sr": "Sr.", "senior": "Sr.", **{word: word.upper() for word in _NUMERALS.split()}}

LEGAL_FORMS: Mapping[str, str] = {
    **dict.fromkeys(("inc", "incorporated", "corp", "corporation", "co", "company", "pbc"), "a corporation"),
    **dict.fromkeys(("llc", "lp", "llp"), "a partnership or LLC"),
    **dict.fromkeys(("ltd", "limited"), "a limited company"),
    **dict.fromkeys(("plc",), "a PLC"),
    **dict.fromkeys(("sa", "sas", "spa", "srl", "sarl"), "an S.A. or the like"),
    **dict.fromkeys(("ag", "gmbh", "se", "aktiengesellschaft", "kgaa"), "an AG or GmbH"),
    **dict.fromkeys(("nv", "bv"), "an N.V. or B.V."),
    **dict.fromkeys(("ab", "as", "asa", "oyj", "oy"), "a Nordic company"),
    **dict.fromkeys(("pjsc", "oao", "ooo", "pao"), "a Russian company"),
}
"""Corporate forms, marks aside, and of what kind of body: two of one name and of two kinds are two bodies in a register."""

COUNTRY = _set("us united states usa american national federal")

SOFT = _set(
    """
    inc incorporated corp corporation company companies co llc ltd limited plc llp group holding holdings technologies technology systems
    system international global worldwide enterprises industries partners firm law bank fund agency service services usa
    capital network networks coalition alliance tribe tribal nation nations confederacy families brothers sovereign official
    """
)
"""Words that add little to a name ("Northwind", "Northwind Technologies"): with one more or less, a person has to look."""

PEOPLE = _set(
    """
    employees workers lawyers agents officers lobbyists staff officials supporters investors members users families
    victims teams team leadership
    journalists associates executives family engineers contractors shareholders donors survivors lawmakers
    drivers couriers moderators customers subscribers students faculty nurses pilots residents tenants voters managers inmates detainees
    personnel clients patients trustees bosses
    """
)
"""Words for the people of a body, who are not the body."""

PARTS = PEOPLE | _set(
    """
    division office bureau department subcommittee unit branch section directorate campaign administration cloud robotics ventures elections
    review inspector procurement investigation investigations executive caucus majority minority committees subsidiary police workers
    """
)
"""Words that, put after the name of a body, name a part of it, its people, or another body."""

BODIES = _set(
    """
    foundation university college school center institute institution association union journal news committee council board trust times
    post labs research court press network networks pac superpac society club church hospital library museum
    """
)
"""Words that, put after a name, make another body of it, or are left out where everybody knows it: "Brookings"."""

PRESS = _set(
    "press post times news nation hill information journal herald guardian intercept dispatch observer independent sun mirror star atlantic"
)
"""Words with which, after an article, a newspaper may be called: "The Free Press" is not every free press."""

WEAK = SOFT | COUNTRY | _set("department office bureau agency ministry institute project board council organization pac superpac")
"""Words that alone do not make another body of one that has another such word, or none."""

GENERIC = _set(
    """
    federal state national local county city district circuit appeals court courts supreme grand jury military army navy police department
    office agency administration government congress senate house legislature committee inspector general inspectors attorney attorneys
    prosecutor prosecutors civil rights division legal defense fund secretary union guard party board council commission public central
    bank university school college election elections news media center services service security foundation association coalition
    bureau authority fund institute corporation organization
    prison staff press us u s american united states intelligence republicans democrats republican democratic law firm company companies
    """
)
"""Words of which no name that many bodies share has any other: "Federal District Court"."""

KINDS = _set(
    """
    court party legislature department police guard committee assembly senate house university council bureau commission office
    democrats republicans union association governor ministry parliament army bar caucus chamber school district
    """
)
"""What every state or country has one of: with a place it is that place's, without one perhaps another's."""

HEADS = _set("department ministry bureau office division")
"""Heads of a name that stand first or last: "Department of Energy", "Energy Department"."""

UNORDERED = _set("committee subcommittee circuit government ministry embassy")
"""Words that mark a name whose words come in any order: "House Committee on the Judiciary"."""

FEDERAL = _set("agency administration bureau service services commission enforcement protection corps marshals circuit")
"""Words of a federal body, with which the country may be said or left out: "U.S. Marshals Service"."""

SHORT_FORMS = {
    "dept": "department", "intl": "international", "assn": "association", "assoc": "association", "univ": "university", "cmte": "committee",
    "govt": "government", "natl": "national", "bros": "brothers", "admin": "administration", "corp": "corporation",
    "inst": "institute", "dist": "district", "tribal": "tribe", "organisation": "organization", "defence": "defense", "centre": "center",
    "saint": "st", "fort": "ft", "mount": "mt",
}  # fmt: skip

DEMONYMS = {
    "afghan": "afghanistan", "argentine": "argentina", "australian": "australia", "austrian": "austria", "belgian": "belgium",
    "brazilian": "brazil", "british": "uk", "britain": "uk", "bulgarian": "bulgaria", "canadian": "canada", "chilean": "chile",
    "chinese": "china", "colombian": "colombia", "cuban": "cuba", "danish": "denmark", "dutch": "netherlands", "egyptian": "egypt",
    "ethiopian": "ethiopia", "finnish": "finland", "french": "france", "german": "germany", "greek": "greece", "hungarian": "hungary",
    "indian": "india", "indonesian": "indonesia", "iranian": "iran", "iraqi": "iraq", "irish": "ireland", "israeli": "israel",
    "italian": "italy", "japanese": "japan", "kenyan": "kenya", "libyan": "libya", "mexican": "mexico", "moroccan": "morocco",
    "nigerian": "nigeria", "norwegian": "norway", "pakistani": "pakistan", "philippine": "philippines", "polish": "poland",
    "portuguese": "portugal", "romanian": "romania", "russian": "russia", "rwandan": "rwanda", "saudi": "saudi arabia",
    "serbian": "serbia", "spanish": "spain", "swedish": "sweden", "swiss": "switzerland", "syrian": "syria", "taiwanese": "taiwan",
    "thai": "thailand", "turkish": "turkey", "ukrainian": "ukraine", "venezuelan": "venezuela", "vietnamese": "vietnam",
}  # fmt: skip
"""Of a country, and the country: the "French government" is the "Government of France"."""
ORGANS = _set("government ministry embassy parliament army military navy police foreign")
"""What a country has one of, that is named after it in either way."""

IN_SHORT = {
    "united states america": "us", "united states": "us", "usa": "us", "united kingdom": "uk", "united arab emirates": "uae",
    "district columbia": "dc",
}  # fmt: skip
"""Countries and the like that are named in several ways everywhere, and the one in which they are compared."""

_ORDINALS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth
eighteenth nineteenth twentieth
"""
ORDINALS = {
    word: f"{n}{'st' if n == 1 else 'nd' if n == 2 else 'rd' if n == 3 else 'th'}" for n, word in enumerate(_ORDINALS.split(), start=1)
}

STATES = _set(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas
    kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey mexico
    york carolina dakota ohio oklahoma oregon pennsylvania rhode tennessee texas utah vermont virginia washington wisconsin wyoming
    """
)
COUNTRIES = _set(
    """
    afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium bolivia bosnia
    botswana brazil bulgaria burundi cambodia cameroon canada chile china colombia croatia cuba cyprus denmark ecuador egypt eritrea
    estonia ethiopia finland france gabon gambia germany ghana greece guatemala guinea haiti honduras hungary iceland india indonesia
    iran iraq ireland israel italy jamaica japan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia lebanon liberia libya lithuania
    luxembourg malawi malaysia mali malta mauritania mauritius moldova mongolia montenegro morocco mozambique myanmar namibia nepal
    netherlands nicaragua niger nigeria norway oman pakistan panama paraguay peru philippines poland portugal qatar romania russia rwanda
    senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tajikistan tanzania thailand tunisia
    turkey turkmenistan uganda ukraine uruguay uzbekistan venezuela vietnam yemen zambia zimbabwe
    """
)
"""Countries of one word; two of them are two, however like their names."""
PLACES = (
    STATES
    | COUNTRIES
    | _set(
        """
    north south east west northern southern eastern western central columbia dc puerto rico angeles francisco diego chicago houston boston
    philadelphia phoenix dallas seattle miami atlanta detroit denver orlando baltimore
    afghanistan africa african albania argentina argentine armenia asia asian australia australian austria austrian azerbaijan bahrain
    bangladesh belarus belgium belgian brazil brazilian britain british bulgaria canada canadian chile china chinese colombia colombian
    croatia cuba cuban cyprus czech denmark danish dubai egypt egyptian england english estonia europe european finland finnish france
    french german germany ghana greece greek guatemala hungary hungarian iceland india indian indonesia indonesian iran iranian iraq iraqi
    ireland irish israel israeli italy italian japan japanese jordan kazakhstan kenya korea korean kosovo kuwait latvia lebanon libya libyan
    lithuania london luxembourg malaysia malta mexican moldova moscow myanmar netherlands dutch nigeria nigerian norway norwegian pakistan
    palestine palestinian panama peru philippines polish poland portugal qatar romania russia russian rwanda saudi scotland scottish serbia
    singapore slovakia slovenia soviet spain spanish sudan sweden swedish swiss switzerland syria syrian taiwan thai thailand tunisia turkey
    turkish uganda ukraine ukrainian uk venezuela vietnam vietnamese wales yemen zimbabwe
    """
    )
)
"""Words of places and peoples that tell one body from another: "Georgia Supreme Court"."""

REGIONS = PLACES | _set("america americas us usa emea apac deutschland nederland")
"""Words after which a corporate form is that of a subsidiary there: "Northwind Ireland Ltd"."""

TRADES = _set(
    """
    energy food foods healthcare pharma pharmaceuticals insurance motors telecom records airlines dental realty logistics aviation chemical
    chemicals oil gas mining steel entertainment electric electronics semiconductor semiconductors biotech financial mobility wireless
    """
)
SCHOLARLY = _set("foundation university college school institute institution association union journal news society church hospital museum")
"""With TRADES: what is no firm of any trade, "Northwind Foods" or "Northwind Institute", beside FIRMS, "Northwind Group"."""
FIRMS = _set("group holding holdings technologies technology systems enterprises industries partners network networks capital")

SIDES = _set("house senate republican democratic libertarian republicans democrats labour conservative federal state")
"""Chambers and parties: one is never the other."""


_NICKNAMES = (
    "alexander alex sasha", "andrew andy drew", "anthony antony tony", "albert al bert", "alfred al fred", "alan al", "arthur art",
    "abraham abe", "calvin cal", "benjamin ben", "bernard bernie", "charles charlie chuck chas ches", "christopher chris",
    "daniel dan danny",
    "david dave", "donald don donny", "edward ed eddie ted ned", "eugene gene", "francis frank", "franklin frank", "frederick fred",
    "gerald jerry gerry", "gregory greg", "harold hal harry", "henry hank harry", "jacob jake", "james jim jimmy jamie", "jeffrey jeff",
    "john jack johnny", "jonathan jon", "joseph joe joey", "kenneth ken kenny", "lawrence larry", "leonard len leo", "lewis lew",
    "louis lou", "matthew matt", "michael mike mick", "mitchell mitch", "nathaniel nate", "nicholas nick", "patrick pat", "peter pete",
    "philip phil", "raymond ray", "richard rick dick rich", "robert bob bobby rob", "ronald ron", "rudolph rudy", "russell russ",
    "samuel sam", "stephen steve", "steven steve", "theodore ted", "thomas tom tommy", "timothy tim", "vincent vince", "vladimir vlad",
    "walter walt", "william bill billy will", "zachary zach zak zack", "gabriel gabe", "gilbert gil", "herbert herb", "martin marty",
    "norman norm", "stuart stu", "victor vic", "wesley wes", "emmanuel manny", "manuel manny", "curtis curt", "clarence", "marcus marc",
    "eric", "mark", "paul", "george", "adam", "douglas doug", "clifford cliff", "terrence terry", "jerome jerry", "dennis denny",
    "joshua josh",
)  # fmt: skip
_WOMENS = (
    "abigail abby", "alexandra alex sasha", "amanda mandy", "barbara barb", "catherine cathy kate", "christine chris chrissy",
    "cynthia cindy", "christina chris tina", "eleanor ellie", "gabrielle gabby", "gwendolyn gwen", "janet jan", "jessica jess",
    "josephine jo josie", "martha marty", "melissa missy", "penelope penny", "sarah sally", "tamara tammy", "veronica ronnie",
    "deborah debbie", "elizabeth liz beth betsy", "jacqueline jackie", "jennifer jen jenny", "judith judy", "katherine kate kathy katie",
    "kathleen kathy", "kimberly kim", "margaret maggie meg peggy", "nancy nan", "pamela pam", "patricia pat patty", "rebecca becky",
    "samantha sam", "sandra sandy", "susan sue susie", "theresa terry", "victoria vicky", "virginia ginny ginni", "danielle dani",
    "stephanie steph", "valerie val",
)  # fmt: skip
_OF_MEN = _set(
    """
    aaron adrian alejandro alfonso alberto alessandro allen andre angelo antonio armando arnold barry bart boris brad bradley
    brandon brent brett brian bruce bryan byron carl carlos cesar chad christian christopher claude clay clayton clint colin corey
    cory craig dale damian darren darrell dean derek diego dirk dominic duane dwight earl edgar eduardo elliot emilio enrique eric
    erik ernest ernesto evan felipe felix fernando floyd francisco fritz geoffrey geoff gerard giovanni giuseppe glenn gordon
    graham grant guillermo gustavo guy hans hector heinrich helmut herman howard hugh hugo ian ignacio isaac ivan jared jason
    javier jay jeremy jeremiah jesse jonas jorge jose juan julio julian jurgen justin karl keith kevin kurt kyle lars leon
    leonardo lloyd lorenzo lucas luigi luis luke malcolm manfred marco marcos mario marshall martin matteo max maurice mauricio
    miguel milton neil nelson nicolas noah oliver oscar otto pablo pedro perry philippe pierre rafael ralph ramon randall randy
    raul reginald ricardo roberto rodney rodrigo roger roland rolf ross roy ruben salvador scott sean sebastian sergio seth shane
    shawn simon spencer stanley stefan sven terence todd tomas travis trevor tyler vernon warren wayne wilhelm wolfgang xavier
    yves
    """
)
_SPELT = (
    "alexei aleksei alexey aleksey aleksej", "alexander aleksandr alexandr oleksandr", "dmitry dmitri dmitriy dmitrii dmytro",
    "mikhail michail mykhailo", "sergei sergey serhiy sergej", "yuri yury yuriy iurii", "yevgeny evgeny yevgeniy evgeni evgenii",
    "volodymyr vladimir wladimir", "nikolai nikolay mykola", "viktor victor", "andrei andrey andrii", "oleg oleh", "igor ihor",
    "suleiman suleyman sulejman sulaiman", "mohammed muhammad mohamed mohammad muhammed mohamad", "ahmed ahmad", "hussein husayn hossein",
    "yusuf youssef yousef yousuf", "khalid khaled", "omar umar", "osama usama", "abdullah abdallah abdulla", "ibrahim ebrahim",
    "muammar moammar muammer", "moktada muqtada moqtada",
)  # fmt: skip


def _groups(*tables: Iterable[str]) -> Mapping[str, frozenset[int]]:
    rows = [row.split() for table in tables for row in table]
    return {name: frozenset(n for n, row in enumerate(rows) if name in row) for row in rows for name in row}


CALLED = _groups(_NICKNAMES, _WOMENS)
"""First names, and the numbers of the groups of short and long forms that they are in."""
SPELT = _groups(_SPELT)
"""Names that are written in several ways in our letters, and the groups of these."""
OF_BOTH = frozenset(name for row in _NICKNAMES for name in row.split()) & frozenset(name for row in _WOMENS for name in row.split())
"""Short forms that are a man's or a woman's: "Chris" is mostly short for Christopher, and of Christina it is to be asked."""
PET_NAMES = _set(
    """
    ace bibi bo bubba bud buddy butch buzz chip doc duke dusty flip jeb junior kid lefty mack mitt moose newt pip red rocky rusty scooter
    skip skipper sly sonny sparky spike tex tiger tip trey tripp woody zeke
    """
)
"""Names that a person of any first name may be called by."""
MENS = frozenset(name for row in (*_NICKNAMES, *_OF_MEN) for name in row.split()) - frozenset(n for row in _WOMENS for n in row.split())
"""First names of men, who seldom take another last name."""
CHINESE_OR_KOREAN = _set(
    """
    cai cao chan chau chen cheng cheung chiang chiu cho choi chow chu deng dong du feng gao guo han he ho hsu hu huang jang jeong jiang jung
    kang kao kim kwok kwon lam lau law lee leung li liang lim lin liu low luo ma ng pak pan park peng seo shin sun tan tang tian tsai tsang
    tse wang wong wu xi xiao xie xu yang ye yeung yip yoon yu yuan yue zeng zhang zhao zheng zhou zhu
    """
)
"""Last names of languages whose names are written in ways that have no letter in common: "Kwok", "Guo"."""
COMMON_LAST = _set(
    """
    smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore
    jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen
    hill flores green adams nelson baker hall rivera campbell mitchell carter roberts kim wang li chen zhang singh khan ivanov jimenez kelly
    """
)
"""Last names that so many people have that a short first name or a missing middle one leaves it open who is meant."""
FREQUENT_LAST = _set(
    """
    phillips evans turner parker edwards collins stewart morris murphy cook rogers morgan cooper peterson reed bailey bell ward cox
    richardson wood watson brooks bennett gray james hughes price myers long foster sanders ross powell sullivan russell jenkins perry
    butler barnes fisher henderson coleman simmons patterson jordan reynolds hamilton graham wallace west cole hayes gibson kennedy ellis
    harrison mcdonald marshall murray freeman wells webb simpson stevens tucker porter hunter hicks crawford henry boyd mason kennedy
    warren dixon ramos reyes burns gordon shaw holmes rice robertson hunt black daniels palmer mills nichols grant knight ferguson rose
    stone hawkins dunn perkins hudson spencer gardner stephens payne pierce berry matthews arnold wagner willis ray watkins olson
    carroll duncan snyder hart cunningham bradley lane andrews ruiz harper fox riley armstrong carpenter weaver greene lawrence elliott
    """
)
FREQUENT_FIRST = _set("john james robert michael william david richard joseph thomas charles mary patricia jennifer linda elizabeth susan")
"""With FREQUENT_LAST: names of which a missing middle name leaves it open who is meant: "Michael Jordan", "Michael B. Jordan"."""
