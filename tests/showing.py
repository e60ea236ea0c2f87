"""Makes shown claims, links, answers and pictures for tests of views, in our own words about the public record of Amazon and ICE."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from edgewise.model import Contest, EntityType, Standing, Support, identity
from edgewise.project import builtin
from edgewise.questions.nouns import Answer, Background, ClaimShown, EntityShown, Lead, LinkShown, RouteShown, Searched
from edgewise.views.picture import Picture

AMAZON, AWS, REKOGNITION, ICM = "Amazon", "Amazon Web Services", "Amazon Rekognition", "Investigative Case Management"
ICE, HSI, DHS = "Immigration and Customs Enforcement", "Homeland Security Investigations", "Department of Homeland Security"
FBI, DOJ, POGO = "Federal Bureau of Investigation", "Department of Justice", "Project On Government Oversight"
TYPES: dict[str, EntityType] = {
    REKOGNITION: "System",
    ICM: "System",
    "FALCON": "System",
    "Jeff Bezos": "Person",
    "Brian Huseman": "Person",
    "Andy Jassy": "Person",
    "Amazon employees": "Group",
    "government agencies": "Group",
    "Redwood City": "Place",
    "Project Tyr": "Event",
    "the June 2018 emails": "Work",
}


def entity(name: str, type: EntityType | None = None, aliases: tuple[str, ...] = ()) -> EntityShown:
    """An entity of that name; its type is the usual one of a name in `TYPES`, else Organization."""
    kind = type or TYPES.get(name, "Organization")
    return EntityShown(identity("entity", name, kind), name, kind, aliases)


def sentence(subject: str, relation: str, object: str, about: str | None = None, indirect: bool = False) -> str:
    """How the built-in ontology reads it; an unknown relation reads "subject relation object"."""
    known = builtin().ontology.relations.get(relation)
    return known.sentence(subject, object, about, indirect=indirect) if known else f"{subject} {relation} {object}"


def claim(subject: str, relation: str, object: str, quote: str, **given: Any) -> ClaimShown:
    """A claim; what is not given is what a plain newspaper sentence has."""
    about, indirect = given.get("about"), given.get("indirect", False)
    usual: dict[str, Any] = {
        "id": identity("claim", subject, relation, object, quote),
        "subject": subject,
        "relation": relation,
        "object": object,
        "about": about,
        "sentence": sentence(subject, relation, object, about, indirect),
        "quote": quote,
        "document": identity("document", given.get("title", "What Amazon sells to the border police")),
        "source": "stories/amazon-and-ice.txt",
        "title": "What Amazon sells to the border police",
        "start": 120,
        "end": 120 + len(quote),
        "said_by": None,
        "tier": 3,
        "polarity": "affirmed",
        "modality": "confirmed",
        "date": None,
        "place": None,
        "amount": None,
        "role": None,
        "indirect": False,
        "published": "2018-10-23",
        "url": "https://news.example/amazon-and-ice",
        "read_by": ("reader@1", "rules@2"),
        "confidence": 0.94,
    }
    return ClaimShown(**(usual | given))


def link(*claims: ClaimShown, standing: Standing = "reported", contesting: tuple[ClaimShown, ...] = (), **given: Any) -> LinkShown:
    """The link that the claims, all of one subject, relation and object, make."""
    first = claims[0]
    support: Support = "reported" if standing in ("disputed", "refuted") else standing  # type: ignore[assignment]
    contest: Contest = "denied" if contesting else "uncontested"
    dates = sorted(one.date for one in claims if one.date)
    usual: dict[str, Any] = {
        "id": identity("link", first.subject, first.relation, first.object, first.about),
        "subject": first.subject,
        "relation": first.relation,
        "object": first.object,
        "subject_id": entity(first.subject).id,
        "object_id": entity(first.object).id,
        "about": first.about,
        "symmetric": first.relation in ("contracts_with", "met_with", "partners_with"),
        "indirect": first.indirect,
        "sentence": first.sentence,
        "standing": standing,
        "support": support,
        "contest": contest,
        "claims": claims,
        "contesting": contesting,
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
    }
    return LinkShown(**(usual | given))


HOSTS = link(
    claim(
        AWS,
        "hosts",
        ICM,
        "The case files that Palantir built for the agency sit on servers rented from Amazon.",
        said_by="Mijente",
        date="2018",
    ),
    claim(
        AWS,
        "hosts",
        ICM,
        "Palantir's case management runs in the Amazon cloud.",
        title="Who holds the files",
        url=None,
        source="notes/cloud.md",
    ),
)
USES = link(
    claim(ICE, "uses", ICM, "Agents open every investigation in ICM.", said_by=ICE, tier=1, title="Privacy assessment", date="2016-06"),
    standing="confirmed",
)
PITCHED = link(
    claim(
        AWS,
        "pitched_to",
        ICE,
        "In June 2018 Amazon's sales people showed the agency its face recognition in Redwood City.",
        about=REKOGNITION,
        said_by=POGO,
        date="2018-06",
        place="Redwood City",
    ),
    claim(
        AWS,
        "pitched_to",
        ICE,
        "Emails show a sales meeting about Rekognition.",
        about=REKOGNITION,
        said_by="The Daily Beast",
        date="2018-06-12",
    ),
    standing="confirmed",
)
NO_CONTRACT = claim(
    ICE,
    "contracts_with",
    AWS,
    "A spokeswoman said the agency has no contract with Amazon for face recognition.",
    said_by=ICE,
    tier=2,
    polarity="negated",
    about=REKOGNITION,
)
CONTRACT = link(
    claim(ICE, "contracts_with", AWS, "Critics say that a contract is already signed.", said_by="critics", tier=4, about=REKOGNITION),
    standing="disputed",
    contesting=(NO_CONTRACT,),
)
PILOT = claim(
    ICE, "uses", REKOGNITION, "It could not be confirmed that the agency uses Rekognition.", modality="unconfirmed", date="2018-10"
)
BIDDER = claim(AWS, "contracts_with", DHS, "Amazon is expected to bid for the biometrics cloud.", modality="planned", amount="$4.3 billion")
PART = link(claim(AWS, "part_of", AMAZON, "Amazon Web Services is the cloud arm of Amazon.", said_by=AMAZON, tier=2))
LINKS = (
    PITCHED,
    HOSTS,
    USES,
    CONTRACT,
    PART,
    link(claim("Palantir", "develops", ICM, "Palantir wrote the case management system.", said_by="Palantir", tier=2)),
    link(
        claim(
            "Palantir", "contracts_with", ICE, "The award notice names Palantir Technologies.", tier=1, amount="$41 million", date="2014"
        ),
        standing="confirmed",
    ),
    link(claim(HSI, "part_of", ICE, "HSI is the investigative arm of ICE.", said_by=ICE, tier=2)),
    link(claim(HSI, "uses", "FALCON", "Its analysts search FALCON daily.")),
    link(claim("Palantir", "develops", "FALCON", "FALCON, too, is Palantir's.", said_by="activists", tier=4), standing="alleged"),
    link(claim(ICE, "part_of", DHS, "ICE belongs to the homeland department.", tier=1), standing="confirmed"),
    link(
        claim(FBI, "uses", REKOGNITION, "The bureau tried Rekognition in Project Tyr.", said_by=DOJ, tier=1, date="2019"),
        standing="confirmed",
    ),
    link(claim(FBI, "part_of", DOJ, "The bureau is part of the Justice Department."), standing="reported"),
    link(claim(AMAZON, "develops", REKOGNITION, "Amazon built Rekognition.", said_by=AMAZON, tier=2)),
    link(
        claim(
            AMAZON,
            "supplies_to",
            "government agencies",
            "We provide it to government agencies.",
            said_by="Brian Huseman",
            tier=2,
            about=REKOGNITION,
        )
    ),
    link(claim("Brian Huseman", "works_for", AMAZON, "Brian Huseman is a vice president there.", role="vice president for public policy")),
    link(
        claim(
            "Amazon employees",
            "demands_of",
            AMAZON,
            "Employees asked the company to stop the sales.",
            said_by="Amazon employees",
            tier=4,
            date="2018-06-21",
        ),
        standing="alleged",
    ),
    link(
        claim(POGO, "reported", "the June 2018 emails", "POGO obtained the emails."),
        claim(POGO, "reported", "the June 2018 emails", "The emails were released to POGO."),
    ),
    link(
        claim(AWS, "met_with", ICE, "They met again in October.", said_by="a former official", tier=4, date="2018-10"), standing="alleged"
    ),
    link(claim(AMAZON, "supplies_to", ICE, "As host, not as contractor, Amazon serves the agency.", indirect=True)),
    link(claim("Orlando Police Department", "tested", REKOGNITION, "Orlando ran a pilot.", date="2018"), standing="reported"),
    link(
        claim("Andy Jassy", "leads", AWS, "Jassy has led the cloud unit since 2006.", date="2006"),
        standing="confirmed",
        contesting=(claim("Andy Jassy", "leads", AWS, "Jassy no longer leads it.", said_by=AWS, tier=2, polarity="negated"),),
    ),
)

ALIASES = {
    AWS: ("AWS",),
    ICE: ("ICE", "U.S. Immigration and Customs Enforcement"),
    ICM: ("ICM",),
    FBI: ("FBI",),
    POGO: ("POGO",),
    REKOGNITION: ("Rekognition",),
}


def entities_of(*links: LinkShown) -> tuple[EntityShown, ...]:
    """The ends of the links, each once."""
    names = dict.fromkeys(name for one in links for name in (one.subject, one.object))
    return tuple(entity(name, aliases=ALIASES.get(name, ())) for name in names)


PICTURE = Picture(
    title="How is Amazon linked to ICE?",
    entities=entities_of(*LINKS),
    links=LINKS,
    focus=(entity(AMAZON).id, entity(ICE).id),
    note="16 of 212 neighbours shown.",
    denials=(NO_CONTRACT,),
    unconfirmed=(PILOT, BIDDER),
)

ROUTES = Answer(
    question="how is AWS linked to ICE?",
    form="linked",
    names=(entity(AWS, aliases=("AWS",)), entity(ICE, aliases=("ICE",))),
    routes=(
        RouteShown("confirmed", "confirmed", "uncontested", (PITCHED,)),
        RouteShown("reported", "reported", "uncontested", (HOSTS, USES)),
        RouteShown("disputed", "reported", "denied", (CONTRACT,)),
    ),
    denials=(NO_CONTRACT,),
    unconfirmed=(PILOT,),
    background=(Background(HSI, ICE),),
    searched=Searched(5, 124),
    cypher="MATCH (a)-[r]->(b) WHERE r.id IN $ids RETURN a, r, b",
)
NO_ROUTE = Answer(
    question="how is Microsoft linked to the FBI?",
    form="linked",
    names=(entity("Microsoft"), entity(FBI)),
    leads=(Lead("Microsoft", FBI, "Microsoft and the FBI were both named in the filing.", "d", "stories/filing.txt", 40, 93),),
    nearest=(replace(USES, standing="alleged", support="alleged"),),
    searched=Searched(5, 124),
)
FACTS = Answer(
    question="who uses Rekognition?",
    form="who",
    names=(entity(REKOGNITION),),
    facts=(LINKS[11], LINKS[20]),
    searched=Searched(5, 124),
)
SPEECH = Answer(
    question="who declined to say whether Amazon works with ICE?",
    form="who_declined",
    names=(entity(AMAZON), entity(ICE)),
    speech=(claim(AMAZON, "declined_to_comment", ICE, "Amazon would not say whether it works with the agency.", said_by=AMAZON, tier=2),),
    searched=Searched(5, 124),
)
NOTHING = Answer(question="who owns FALCON?", form="who", names=(entity("FALCON"),), searched=Searched(5, 124))
NOT_UNDERSTOOD = Answer(question="why is the sky blue?", form=None, forms=("how is X linked to Y", "who uses X"), searched=Searched(5, 124))
