"""Saved questions: what they give, the same on both stores; what a header must say; what a caller may pass."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from making import claim, document, graph, mention

from edgewise.errors import DeclarationError, NameUnknown, UsageError
from edgewise.model import Claim, Document, Projection, Record
from edgewise.project import builtin
from edgewise.questions.saved import SavedQuery, load_queries, run
from edgewise.stores.base import Store
from edgewise.stores.neo4j import Neo4jStore
from edgewise.stores.sqlite import SqliteStore

STORY = {"publisher": "POGO", "published": "2018-10-23", "title": "A pitch", "url": "https://example.org/pitch"}
SAID: tuple[tuple[dict[str, Any], str, tuple[str, str, str], dict[str, Any]], ...] = (
    (STORY, "AWS hosts ICM, the contract shows.", ("AWS", "hosts", "ICM"), {}),
    (STORY, "ICE uses ICM to build cases.", ("ICE", "uses", "ICM"), {}),
    ({"publisher": "The Verge", "title": "Cases"}, "Agents of ICE rely on ICM.", ("ICE", "uses", "ICM"), {}),
    ({"publisher": "Mijente"}, "ICM was written by Palantir.", ("Palantir", "develops", "ICM"), {}),
    (STORY, "In June 2018 AWS met ICE to sell Rekognition.", ("AWS", "pitched_to", "ICE"), {"about": "Rekognition", "date": "2018-06"}),
    ({}, "ICE has not confirmed that it uses Rekognition.", ("ICE", "uses", "Rekognition"), {"modality": "unconfirmed"}),
    ({}, "ICE said it has no contract with AWS.", ("ICE", "contracts_with", "AWS"), {"polarity": "negated", "said_by": "ICE"}),
    ({}, "AWS has a contract with ICE worth $1 million.", ("AWS", "contracts_with", "ICE"), {"amount": "$1 million", "date": "2019"}),
    ({}, "Microsoft is expected to bid for a contract with ICE.", ("Microsoft", "contracts_with", "ICE"), {"modality": "planned"}),
    ({}, "Jane Roe works for Palantir.", ("Jane Roe", "works_for", "Palantir"), {}),
)


@cache
def pile() -> tuple[tuple[Record, ...], Projection]:
    """Ten documents of one sentence, their claims, and the graph that they give."""
    documents: list[Document] = []
    claims: list[Claim] = []
    mentions = []
    for given, text, ends, more in SAID:
        doc = document(text, **given)
        documents.append(doc)
        claims.append(claim(doc, *ends, **more))
        mentions += [mention(doc, name) for name in (ends[0], ends[2])]
    drawn = graph(*claims, documents=tuple(documents), mentions=tuple(mentions))
    return (*documents, *claims, *mentions), drawn


def filled(store: Store) -> Store:
    records, projection = pile()
    store.add(records)
    store.project(projection)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with SqliteStore(tmp_path / "pile.db") as made:
        yield filled(made)


@cache
def queries() -> dict[str, SavedQuery]:
    return dict(load_queries(*builtin().queries))


def ask(store: Store, question: str, /, **values: str) -> tuple[tuple[Any, ...], ...]:
    return run(store, queries(), question, values, builtin()).rows


GIVEN: dict[str, dict[str, str]] = {
    "amounts": {}, "between": {"first": "Amazon Web Services", "second": "ICE"}, "denials": {"name": "AWS"}, "disputed": {},
    "hosts_of_what_it_uses": {"name": "ICE"}, "links_of": {"name": "ICE"}, "most_linked": {"least": "2"},
    "naming_both": {"first": "AWS", "second": "ICE"}, "one_document": {}, "people_of": {"name": "Palantir"}, "pitches": {"since": "2018"},
    "said_by": {"name": "ICE"}, "timeline": {"name": "ICE", "since": "2018-06"},
    "unconfirmed": {"name": "U.S. Immigration and Customs Enforcement"},
    "users_of_its_systems": {"name": "Palantir"},
}  # fmt: skip
"""Every saved question, with values under which it has rows."""


def test_there_is_a_test_of_every_saved_question() -> None:
    assert sorted(GIVEN) == sorted(queries())
    assert len(queries()) >= 10


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_each_gives_rows_under_the_columns_it_declares(store: Store, name: str) -> None:
    found = run(store, queries(), name, GIVEN[name], builtin())
    assert found.rows
    assert found.columns == queries()[name].columns


@pytest.mark.neo4j
def test_each_gives_the_same_rows_in_the_same_order_on_both_stores(store: Store, neo4j_store: Neo4jStore) -> None:
    filled(neo4j_store)
    for name, values in GIVEN.items():
        assert run(neo4j_store, queries(), name, values, builtin()) == run(store, queries(), name, values, builtin()), name


ICE, AWS = "Immigration and Customs Enforcement", "Amazon Web Services"


def test_who_hosts_and_develops_what_ice_uses(store: Store) -> None:
    found = [(row[0], row[2], row[3], row[4]) for row in ask(store, "hosts_of_what_it_uses", name="ICE")]
    assert found == [
        (ICE, "Investigative Case Management", "develops", "Palantir"),
        (ICE, "Investigative Case Management", "hosts", AWS),
    ]


def test_a_pitch_is_listed_with_its_date_and_an_older_one_left_out(store: Store) -> None:
    assert [row[:3] + row[-2:] for row in ask(store, "pitches")] == [(AWS, ICE, "Amazon Rekognition", "2018-06", "2018-06")]
    assert ask(store, "pitches", since="2018-07") == ()


def test_a_denial_is_answered_with_its_words_and_its_speaker(store: Store) -> None:
    assert [(row[0], row[5]) for row in ask(store, "denials", name="ICE")] == [(ICE, "ICE said it has no contract with AWS.")]
    assert ask(store, "denials", name="Palantir") == ()


def test_what_is_unconfirmed_or_planned_is_no_link(store: Store) -> None:
    found = {(row[0], row[1], row[2], row[3]) for row in ask(store, "unconfirmed", name="ICE")}
    assert found == {("unconfirmed", ICE, "uses", "Amazon Rekognition"), ("planned", "Microsoft", "contracts_with", ICE)}
    links = {(row[0], row[1], row[2]) for row in ask(store, "links_of", name="ICE")}
    assert (ICE, "uses", "Amazon Rekognition") not in links
    assert not any("Microsoft" in row for row in links)
    assert (ICE, "uses", "Investigative Case Management") in links


def test_the_contract_that_ice_denies_is_disputed(store: Store) -> None:
    found = ask(store, "disputed")
    assert [{row[0], row[2]} for row in found] == [{AWS, ICE}]
    assert found[0][1] == "contracts_with"
    assert found[0][6] != "uncontested"


def test_one_document_leaves_out_what_two_documents_say(store: Store) -> None:
    found = {(row[0], row[1], row[2]): row[7] for row in ask(store, "one_document")}
    assert (ICE, "uses", "Investigative Case Management") not in found
    assert found[AWS, "hosts", "Investigative Case Management"] == "A pitch"


def test_a_timeline_starts_where_it_is_asked_to(store: Store) -> None:
    assert [row[0] for row in ask(store, "timeline", name="ICE")] == ["2018-06", "2019"]
    assert [row[0] for row in ask(store, "timeline", name="ICE", since="2018-07")] == ["2019"]


def test_between_two_names_denials_stand_beside_claims(store: Store) -> None:
    found = [(row[0], row[1], row[3]) for row in ask(store, "between", first="AWS", second="ICE")]
    assert (ICE, "contracts_with", "negated") in found
    assert (AWS, "contracts_with", "affirmed") in found


@pytest.mark.parametrize("name", ["ICE", "ice", "Immigration and Customs Enforcement", "U.S. Immigration and Customs Enforcement"])
def test_a_name_is_found_by_any_of_its_names(store: Store, name: str) -> None:
    assert ask(store, "links_of", name=name) == ask(store, "links_of", name=ICE) != ()


class TestWhatACallerPasses:
    def test_an_unknown_question_lists_the_known_ones(self, store: Store) -> None:
        with pytest.raises(UsageError, match=r"no saved question 'links'; known: amounts, between, .*links_of"):
            ask(store, "links", name="ICE")

    def test_a_missing_parameter_is_named_with_what_it_is(self, store: Store) -> None:
        with pytest.raises(UsageError, match=r"'naming_both' needs parameter second; its parameters: first \(a name: one name\), second"):
            ask(store, "naming_both", first="ICE")

    def test_an_unknown_parameter_lists_the_known_ones(self, store: Store) -> None:
        with pytest.raises(UsageError, match=r"has no parameter who; its parameters: name \(a name: the vendor\)"):
            ask(store, "users_of_its_systems", name="Palantir", who="ICE")
        with pytest.raises(UsageError, match=r"has no parameter name; its parameters: \(none\)"):
            ask(store, "disputed", name="ICE")

    @pytest.mark.parametrize(("query", "values"), [("most_linked", {"least": "many"}), ("pitches", {"since": "June 2018"})])
    def test_a_value_of_the_wrong_type_says_what_is_right(self, store: Store, query: str, values: dict[str, str]) -> None:
        with pytest.raises(UsageError, match=r"write a (whole number, like 3|date as 2018, 2018-06 or 2018-06-12)"):
            ask(store, query, **values)

    def test_an_unknown_name_lists_the_nearest(self, store: Store) -> None:
        with pytest.raises(NameUnknown, match="Palantir"):
            ask(store, "links_of", name="Palantirr")


HEADER = '// title: T\n// parameters:\n//   name: {type: name, says: "who"}\n// columns: [n]\n'
BODY = "MATCH (e:Entity) WHERE e.name_key = $name RETURN e.name AS n"


class TestHeaders:
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            (BODY, "the header: should be a mapping"),
            ("// title: [\n" + BODY, "the header: is not YAML"),
            ("// columns: [n]\n" + BODY, "the key 'title' is missing"),
            ("// tilte: T\n" + HEADER + BODY, "unknown key 'tilte'; known keys: columns, parameters, title"),
            (
                HEADER.replace("type: name", "type: nmae") + BODY,
                r"parameters.name.type: 'nmae' is not known; known: date, name, number, text",
            ),
            (HEADER.replace("says", "syas") + BODY, "parameters.name: unknown key 'syas'"),
            (HEADER.replace("type: name", 'type: number, default: "3"') + BODY, "parameters.name.default: '3' is no number"),
            (HEADER.replace("type: name", "type: date, default: June") + BODY, "parameters.name.default: 'June': write a date"),
            (HEADER.replace("[n]", "[m]") + BODY, "columns: the statement gives n, not m"),
            (HEADER + "MATCH (e:Entity) RETURN e.name AS n", r"parameters.name: the statement has no \$name"),
            ("// title: T\n// columns: [n]\n" + BODY, r"no value for \$name"),
            (HEADER + "CREATE (e:Entity {name: $name}) RETURN e.name AS n", "CREATE would write"),
        ],
    )
    def test_one_that_is_wrong_is_refused_naming_file_and_key(self, tmp_path: Path, text: str, says: str) -> None:
        (tmp_path / "mine.cypher").write_text(text, encoding="utf-8")
        with pytest.raises(DeclarationError, match=rf"mine\.cypher: .*{says}"):
            load_queries(tmp_path)

    def test_a_good_one_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "mine.cypher").write_text(HEADER + BODY, encoding="utf-8")
        (query,) = load_queries(tmp_path).values()
        assert (query.name, query.title, query.columns, query.text) == ("mine", "T", ("n",), BODY)
        assert [(p.name, p.type, p.default) for p in query.parameters] == [("name", "name", None)]

    def test_the_name_of_a_file_is_a_plain_word(self, tmp_path: Path) -> None:
        (tmp_path / "My Query.cypher").write_text(HEADER + BODY, encoding="utf-8")
        with pytest.raises(DeclarationError, match="lower_snake_case"):
            load_queries(tmp_path)

    def test_a_folder_that_is_not_there_has_none(self, tmp_path: Path) -> None:
        assert load_queries(tmp_path / "queries") == {}


def test_what_was_said_about_a_claim_is_no_link_and_what_is_demanded_no_denial(tmp_path: Path) -> None:
    """As on the pages: an agency that declined to comment is linked to nobody by that, and a demand denies nothing."""
    doc = document("Amazon declined to comment on ICE. The ACLU demanded that Amazon stop selling Rekognition to ICE. ICE uses ICM.")
    said = [
        claim(doc, "Amazon", "declined_to_comment", "ICE"),
        claim(doc, "Amazon", "acknowledged", "ICE", polarity="negated"),
        claim(doc, "Amazon", "supplies_to", "ICE", about="Rekognition", polarity="negated", modality="possible"),
        claim(doc, "ICE", "uses", "ICM"),
    ]
    with SqliteStore(tmp_path / "said.db") as store:
        store.add([doc, *said])
        store.project(graph(*said, documents=(doc,)))
        assert [row[1] for row in ask(store, "links_of", name="ICE")] == ["uses"]
        assert ask(store, "links_of", name="Amazon") == ()
        assert {row[0]: row[1] for row in ask(store, "most_linked")} == {ICE: 1, "Investigative Case Management": 1}
        assert [row[1] for row in ask(store, "one_document")] == ["uses"]
        assert ask(store, "denials", name="Amazon") == ()
