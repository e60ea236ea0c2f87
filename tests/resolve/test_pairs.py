"""Which pairs of names a person is asked about, what speaks for and against each, and which are never asked."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from edgewise.model import Entity, EntityType
from edgewise.project import builtin
from edgewise.resolve.alike import signs_of
from edgewise.resolve.pairs import Pair, Pile, find_pairs
from edgewise.resolve.people import first_names_fit, person_of
from edgewise.resolve.sign import odds
from edgewise.resolve.words import words_of

NAMES = builtin().names


def thing(name: str, type: EntityType = "Organization", *aliases: str, scope: str | None = None) -> Entity:
    return Entity(name, type, aliases, scope)


def person(name: str, scope: str | None = None) -> Entity:
    return Entity(name, "Person", (), scope)


def pairs(
    *entities: Entity,
    claims: dict[str, int] | None = None,
    links: dict[str, set[str]] | None = None,
    documents: dict[str, set[str]] | None = None,
) -> tuple[Pair, ...]:
    """The pairs of these entities; of claims, links and documents what is given by name."""
    name_of = {entity.id: entity.name for entity in entities}
    id_of = {entity.name: entity.id for entity in entities}
    pile = Pile(
        lambda id: name_of.get(id, id),
        lambda id: (documents or {}).get(name_of[id], ()),
        lambda id: (claims or {}).get(name_of[id], 0),
        lambda id: [id_of.get(n, n) for n in (links or {}).get(name_of.get(id, id), ())],
    )
    return find_pairs(entities, NAMES, pile)


def signs(left: Entity, right: Entity) -> list[str]:
    assert signs_of(left, right) == signs_of(right, left) or odds(signs_of(left, right)) == odds(signs_of(right, left))
    return [sign.words for sign in signs_of(left, right)]


@pytest.mark.parametrize(
    ("left", "right", "sign"),
    [
        ("Office of Detention Oversight", "Detention Oversight Office", "one name in two forms"),
        ("Detention Oversight Task Force", "Task Force Detention Oversight", "the same words in another order"),
        ("JP Morgan", "JPMorgan", "spelt alike but for marks, spaces and small words"),
        ("Metro Transit Board", "MTB", "MTB could abbreviate Metro Transit Board"),
        ("Northwind", "Nortwind", "one letter differs in “northwind”"),
        ("Borealis", "Boraelis", "two letters are turned round in “borealis”"),
        ("Acme Rail Police", "U.S. Acme Rail Police", "only one says “us”"),
        ("Northwind", "Northwind Technologies", "only one adds “technologies”"),
        ("Northwind", "Northwind Fraud Division", "“fraud division” names a part of the other, or its people"),
        ("Acme Rail", "Acme Water", "one says “rail” where the other says “water”"),
        ("Task Force 1", "Task Force 2", "they differ in a number"),
    ],
)
def test_what_speaks_for_and_against_two_names(left: str, right: str, sign: str) -> None:
    assert signs(thing(left), thing(right)) == [sign]


@pytest.mark.parametrize(
    ("left", "right", "sign"),
    [
        ("Jane Roe", "Jane M. Roe", "the same first and last name"),
        ("William Roe", "Bill Roe", "the same last name, and “Bill” can be short for William"),
        ("Pamela Roe", "Pam Roe", "the same last name, and “Pam” can be short for Pamela"),
        ("J. Roe", "Jane Roe", "the same last name, and “J.” could be Jane"),
        ("Roe, Jane", "Governor Jane Roe", "one name in two forms"),
        ("Springfield Mayor Jane Roe", "Jane Roe", "one name in two forms"),
        ("Roe", "Jane Roe", "Jane Roe has that last name"),
        ("Jane Roessler", "Jane Rossler", "the same first name, and one letter differs in the last one"),
        ("Jane Roe", "Anna Roe", "the same last name, but other first names"),
        ("John Roe Jr.", "John Roe Sr.", "one is Jr., the other Sr."),
    ],
)
def test_what_speaks_for_and_against_two_people(left: str, right: str, sign: str) -> None:
    assert sign in signs(person(left), person(right))


def test_the_parts_of_a_name() -> None:
    roe = person_of("Attorney General Jane M. Roe Jr.")
    assert (roe.first, roe.middle, roe.last, roe.suffix) == ("jane", ("m",), "roe", "Jr.")
    assert person_of("Roe, Jane") == person_of("Jane Roe")
    assert person_of("Roe").first == ""
    assert words_of("The U.S. Department of Defense & Co.'s") == ("us", "department", "defense", "co")
    assert first_names_fit("ted", "edward")
    assert not first_names_fit("ted", "tom")


def test_the_pair_that_moves_most_claims_comes_first_and_the_smaller_thing_moves() -> None:
    first, second = pairs(
        thing("Northwind"), thing("Nortwind"), person("Bill Roe"), person("William Roe"),
        claims={"Northwind": 9, "Nortwind": 2, "Bill Roe": 40, "William Roe": 12},
    )  # fmt: skip
    assert (first.left.name, first.right.name, first.moves) == ("Bill Roe", "William Roe", 12)
    assert (second.left.name, second.right.name, second.moves) == ("Northwind", "Nortwind", 2)
    assert first.worth > second.worth


def test_links_and_documents_speak_for_or_against() -> None:
    two = (thing("Northwind"), thing("Northwind Technologies"), thing("Palantir"))
    (alone,) = pairs(*two)
    (linked,) = pairs(*two, links={"Northwind": {"Palantir"}, "Northwind Technologies": {"Palantir"}, "Palantir": {"Northwind"}})
    (together,) = pairs(*two, documents={"Northwind": {"1", "2"}, "Northwind Technologies": {"1", "2"}})
    assert together.score < alone.score < linked.score
    assert "both are linked to Palantir" in [s.words for s in linked.signs]
    assert "named in 2 documents together" in [s.words for s in together.signs]
    assert pairs(*two, links={"Northwind": {"Northwind Technologies"}}) == (), "the documents say that they are two"


def test_what_is_never_asked() -> None:
    assert pairs(thing("Amazon"), thing("Amazon Web Services"), thing("Amazon Rekognition", "System")) == ()
    assert pairs(thing("local police", scope="1"), thing("local police", scope="2")) == ()
    assert pairs(thing("FTX"), thing("FTC")) == ()
    assert pairs(thing("Georgia"), thing("Georgia", "Place")) == ()
    assert pairs(thing("Fusion Center 7"), thing("Fusion Center 9")) == ()
    assert pairs(person("Jane Roe"), person("Anna Roe")) == ()
    assert pairs() == ()


def test_a_last_name_alone_is_asked_of_its_document_and_less_where_several_have_it() -> None:
    roe = person("Roe", scope="1")
    (one,) = pairs(roe, person("Jane Roe"), documents={"Roe": {"1"}, "Jane Roe": {"1"}})
    assert (one.left.name, one.right, [s.words for s in one.signs]) == (
        "Jane Roe", roe, ["Jane Roe has that last name", "named in the same document"],
    )  # fmt: skip
    several = pairs(roe, person("Jane Roe"), person("Ann Roe"), documents={"Roe": {"1"}, "Jane Roe": {"1"}, "Ann Roe": {"1"}})
    assert {p.left.name for p in several} == {"Jane Roe", "Ann Roe"}
    assert all(p.score < one.score for p in several)
    strangers = [person("Roe", scope=str(n)) for n in range(5)]
    assert len(pairs(*strangers)) == 4, "each with the first, where nobody has a first name"


def test_initials_meet_their_long_form_among_many_names() -> None:
    many = [
        thing(name) for name in ("Metro Transit Board", "MTB", "Borealis", "Acme Data", "Springfield Rail Police", "U.S. Rail Guard", "RG")
    ]
    assert [{p.left.name, p.right.name} for p in pairs(*many)] == [{"MTB", "Metro Transit Board"}, {"RG", "U.S. Rail Guard"}]


def test_an_acronym_that_means_something_already_is_a_weak_sign() -> None:
    board, bureau = thing("Metro Transit Board", "Organization", "MTB"), thing("Mountain Trail Bureau")
    (weak,) = pairs(board, bureau)
    (strong,) = pairs(thing("MTB"), bureau)
    assert weak.score < strong.score


def test_what_is_called_so_sometimes_is_asked() -> None:
    (pair,) = pairs(thing("Department of Defense"), thing("Department of War"), thing("Department of Rail"))
    assert [s.words for s in pair.signs] == ["Department of Defense is called Department of War sometimes"]


def test_the_order_of_the_names_changes_nothing_and_many_names_take_no_square() -> None:
    rng = random.Random(7)
    syllables = ["bor", "eal", "nor", "win", "lis", "tek", "cor", "dan", "mar", "vel", "ost", "ria"]
    made = {f"{''.join(rng.choices(syllables, k=3)).title()} {''.join(rng.choices(syllables, k=3)).title()}" for _ in range(6_000)}
    entities = [Entity(name, rng.choice(("Organization", "Person"))) for name in sorted(made)]
    started = time.process_time()
    found = pairs(*entities)
    assert time.process_time() - started < 20, "a square of them would take minutes"
    rng.shuffle(entities)
    assert pairs(*entities) == found


@pytest.mark.shared
def test_on_annotated_pairs_the_same_are_likelier(shared: Path) -> None:
    types: dict[str, EntityType] = {"org": "Organization", "person": "Person", "group": "Group", "system": "System", "place": "Place"}
    odds_of: dict[str, list[float]] = {"same": [], "different": [], "unsure": []}
    for line in (shared / "gold" / "names" / "pairs.jsonl").read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        left, right = (Entity(pair[end], types.get(pair[f"{end}_type"], "Work")) for end in ("left", "right"))
        odds_of[pair["label"]].append(odds(signs_of(left, right)))
    likely = {label: sum(value >= 0 for value in values) / len(values) for label, values in odds_of.items()}
    assert likely["same"] > 0.5
    assert likely["different"] < 0.05
