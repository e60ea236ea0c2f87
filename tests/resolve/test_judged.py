"""What people decided about names: any order, the same graph; what was said to be two is never one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from making import claim, document, graph, mention

from edgewise.model import Document, Entity, EntityType, Judgement, Key
from edgewise.project import builtin
from edgewise.resolve.judged import Groups, at_odds, holding
from edgewise.resolve.names import Resolution

FIRMS = ("Acme Data", "Acme Analytics", "Acme Insight", "AcmeCorp")
FILING = document("Acme Data and Acme Analytics, Acme Insight and AcmeCorp filed. ICE and Immigration and Customs Enforcement did not.")
MARKET = document("ICE runs an exchange, as Immigration and Customs Enforcement does not. Powell and Jerome Powell came, and Trump.")
COURT = document("Powell ruled. Trump and Donald Trump watched. Acme Data was heard, and ICE.")
MENTIONS = (
    *(mention(FILING, name) for name in (*FIRMS, "ICE", "Immigration and Customs Enforcement")),
    *(mention(MARKET, name) for name in ("ICE", "Immigration and Customs Enforcement")),
    *(mention(MARKET, name, "Person") for name in ("Powell", "Jerome Powell", "Trump")),
    *(mention(COURT, name, "Person") for name in ("Powell", "Trump", "Donald Trump")),
    mention(COURT, "Acme Data"), mention(COURT, "ICE"),
)  # fmt: skip
AGENCY = "Immigration and Customs Enforcement"


def key(name: str, document: Document | None = None, type: EntityType = "Organization") -> Key:
    return Key(name, type, document.id if document is not None else None)


def person(name: str, document: Document | None = None) -> Key:
    return key(name, document, "Person")


def judged(*verdicts: tuple[Key, str, Key]) -> list[Judgement]:
    """Judgements, a second apart."""
    return [
        Judgement(verdict, "ana", f"2026-01-01T00:00:{second:02}.000000Z", "", left, right)  # type: ignore[arg-type]  # a verdict
        for second, (left, verdict, right) in enumerate(verdicts)
    ]


def resolved(judgements: Sequence[Judgement]) -> Resolution:
    return Resolution(MENTIONS, (), judgements, builtin().names)


def entity(judgements: Sequence[Judgement], name: str, document: Document, type: EntityType = "Organization") -> Entity:
    return resolved(judgements).entity(name, type, document.id)


KEYS = (*(key(name) for name in (*FIRMS, "ICE", AGENCY)), key("ICE", MARKET), key("Acme Data", COURT), person("Powell", MARKET),
        person("Powell"), person("Jerome Powell"), person("Trump", COURT), person("Donald Trump"))  # fmt: skip
JUDGED = st.builds(
    Judgement, st.sampled_from(["SAME", "DIFFERENT", "UNSURE"]), st.just("ana"), st.sampled_from(["1", "2", "3"]), st.just(""),
    st.sampled_from(KEYS), st.sampled_from(KEYS),
)  # fmt: skip


@given(st.lists(JUDGED, max_size=8), st.randoms(use_true_random=False))
def test_any_order_of_judgements_gives_the_same_graph(judgements: list[Judgement], random: object) -> None:
    shuffled = [Judgement(j.verdict, j.by, j.at, j.why, j.left, j.right) for j in judgements]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis' random.Random
    one, other = resolved(judgements), resolved(shuffled)
    assert one.entities == other.entities
    assert [one.entity(m.name, m.type, m.document) for m in MENTIONS] == [other.entity(m.name, m.type, m.document) for m in MENTIONS]


@settings(max_examples=300)
@given(st.lists(JUDGED, max_size=8))
def test_what_is_judged_different_is_never_one_thing(judgements: list[Judgement]) -> None:
    them, held = resolved(judgements), holding(judgements).values()
    ends = [(j, k) for j in held for k in (j.left, j.right) if k is not None]
    singled_out = {k for j, k in ends if j.verdict == "SAME" and k.document is not None}
    used = {(m.name, m.type, m.document) for m in MENTIONS}

    def meant(k: Key) -> set[Entity]:
        """What a key means, wherever it is not said of a single document what it means there."""
        documents = [k.document] if k.document is not None else [d.id for d in (FILING, MARKET, COURT)]
        own = [d for d in documents if k.document is not None or Key(k.name, k.type, d) not in singled_out]
        return {them.entity(k.name, k.type, d) for d in own if (k.name, k.type, d) in used}

    for judgement in held:
        left, right = judgement.left, judgement.right
        if judgement.verdict == "DIFFERENT" and left is not None and right is not None and left.name != right.name:
            assert meant(left).isdisjoint(meant(right)), judgement


@given(st.lists(JUDGED, max_size=8))
def test_left_and_right_are_alike(judgements: list[Judgement]) -> None:
    at_once = [j for j in judgements if j.at == "1"]  # of one time the id decides, which knows left from right
    turned = [Judgement(j.verdict, j.by, j.at, j.why, j.right, j.left) for j in at_once]
    if len({frozenset((j.left, j.right)) for j in at_once}) == len(at_once) and sum(j.verdict == "SAME" for j in at_once) < 2:
        assert resolved(at_once).entities == resolved(turned).entities


def test_of_contradicting_judgements_the_later_joins_and_none_joins_what_is_different() -> None:
    data, analytics, insight = (key(name) for name in FIRMS[:3])
    said = [(data, "SAME", analytics), (analytics, "SAME", insight), (data, "DIFFERENT", insight)]
    for first, second, third in ((0, 1, 2), (2, 0, 1), (0, 2, 1)):
        judgements = judged(said[first], said[second], said[third])
        one, two, three = (entity(judgements, name, FILING) for name in FIRMS[:3])
        assert (one != two, two == three) == (True, True), "A is B was said before B is C"
    judgements = judged(said[1], said[0], said[2])
    one, two, three = (entity(judgements, name, FILING) for name in FIRMS[:3])
    assert (one == two, two != three) == (True, True)


def test_a_chain_of_judgements_is_one_thing_with_all_its_names() -> None:
    chain = judged(*((key(a), "SAME", key(b)) for a, b in pairwise(FIRMS)))
    (one,) = {entity(chain, name, FILING) for name in FIRMS}
    assert {one.name, *one.aliases} == set(FIRMS)
    assert one.name == "Acme Data", "it is called so most often"


def test_a_declared_thing_keeps_its_name_and_a_unit_never_becomes_its_parent() -> None:
    aws, amazon = key("Amazon Web Services"), key("Amazon")
    joined = judged((key("Acme Data"), "SAME", amazon))
    assert entity(joined, "Acme Data", FILING).name == "Amazon"
    both = judged((key("Acme Data"), "SAME", amazon), (key("Acme Data"), "SAME", aws))
    assert entity(both, "Acme Data", FILING).name == "Amazon Web Services", "the later one; both would make a unit its parent"


def test_an_alias_is_parted_whichever_side_it_stands_on_and_is_no_alias_any_more() -> None:
    for parted in (judged((key("ICE"), "DIFFERENT", key(AGENCY))), judged((key(AGENCY), "DIFFERENT", key("ICE")))):
        ice, agency = (entity(parted, name, FILING) for name in ("ICE", AGENCY))
        assert (ice.name, agency.name) == ("ICE", AGENCY)
        assert "ICE" not in agency.aliases
        assert entity(parted, "ICE", MARKET) == ice


def test_an_alias_can_be_parted_in_one_document_and_joined_there_with_another_thing() -> None:
    parted = judged((key("ICE", MARKET), "DIFFERENT", key("ICE")), (key("ICE", MARKET), "SAME", key("AcmeCorp")))
    assert entity(parted, "ICE", MARKET) == entity(parted, "AcmeCorp", FILING)
    assert entity(parted, "ICE", FILING).name == AGENCY
    back = judged((key("ICE"), "DIFFERENT", key(AGENCY)), (key("ICE", MARKET), "SAME", key(AGENCY)))
    assert entity(back, "ICE", MARKET).name == AGENCY
    assert entity(back, "ICE", FILING).name == "ICE"


def test_a_name_of_all_documents_can_mean_another_thing_in_one() -> None:
    said = judged((key("Acme Data", COURT), "SAME", key("Acme Insight")))
    assert entity(said, "Acme Data", COURT) == entity(said, "Acme Insight", FILING)
    assert entity(said, "Acme Data", FILING).name == "Acme Data"


def test_a_last_name_can_be_said_of_all_documents_but_for_one() -> None:
    said = [(person("Powell"), "SAME", person("Jerome Powell"))]
    jerome = entity(judged(*said), "Jerome Powell", MARKET, "Person")
    assert {entity(judged(*said), "Powell", doc, "Person") for doc in (MARKET, COURT)} == {jerome}
    said.append((person("Powell", COURT), "DIFFERENT", person("Jerome Powell")))
    assert entity(judged(*said), "Powell", MARKET, "Person") == jerome
    assert entity(judged(*said), "Powell", COURT, "Person").scope == COURT.id


def test_a_last_name_that_is_parted_from_whom_we_know_by_it_means_somebody_of_its_document() -> None:
    said = judged((person("Trump"), "DIFFERENT", person("Donald Trump")))
    assert [entity(said, "Trump", doc, "Person").scope for doc in (MARKET, COURT)] == [MARKET.id, COURT.id]
    assert entity(said, "Donald Trump", COURT, "Person").scope is None


def test_who_is_parted_from_the_agency_does_not_speak_for_its_parent() -> None:
    doc = document("ICE said DHS uses Rekognition.")
    used = claim(doc, "DHS", "uses", "Rekognition", said_by="ICE")
    parted = judged((key("ICE"), "DIFFERENT", key(AGENCY)))
    tiers = [graph(used, documents=(doc,), judgements=tuple(some)).resolved[0].tier for some in ([], parted)]
    assert tiers == [2, 3]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7))), st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7))))
def test_groups_part_what_is_apart_and_are_groups(apart: list[tuple[int, int]], joins: list[tuple[int, int]]) -> None:
    groups = Groups(apart)
    for one, other in joins:
        assert groups.join(one, other) == (other in groups.of(one))
    for one, other in combinations(range(8), 2):
        assert (groups.of(one) == groups.of(other)) == (other in groups.of(one))
    assert all(one == other or other not in groups.of(one) for one, other in apart)


def test_what_people_judge_differently_is_listed_the_one_that_holds_first() -> None:
    def said(by: str, verdict: str, day: int, *names: str, undoes: str | None = None) -> Judgement:
        left, right = (key(name) for name in names)
        return Judgement(verdict, by, f"2026-01-0{day}T00:00:00Z", "", left, right, undoes=undoes)  # type: ignore[arg-type]

    pair = ("Acme Data", "Acme Insight")
    ana, ben = said("ana", "SAME", 1, *pair), said("ben", "DIFFERENT", 2, *pair[::-1])
    agreed = (said("ana", "SAME", 3, "ICE", AGENCY), said("ben", "SAME", 4, "ICE", AGENCY))
    (odd,) = at_odds([ana, ben, *agreed]).values()
    assert odd == (ben, ana)
    assert at_odds([ana, ben, said("ana", "DIFFERENT", 5, *pair)]) == {}, "Ana thinks so, too, by now"
    assert at_odds([ana, ben, said("ben", "SAME", 5, *pair, undoes=ben.id)]) == {}, "Ben took it back"
