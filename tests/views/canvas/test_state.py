"""A state is its address: read and written the same, cut ids and all, and what is off is named."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.errors import UsageError
from edgewise.model import ENTITY_TYPES
from edgewise.resolve.standing import STANDINGS
from edgewise.views.canvas import CanvasState, Filter, Pin, Step, state_of

A, B, C = "a" * 64, "b" * 64, "c" * 64
ids = st.text("0123456789abcdef", min_size=16, max_size=16)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(str.strip).filter(bool)
starts = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"around": st.lists(ids, min_size=1, max_size=3, unique=True).map(tuple)}),
    st.fixed_dictionaries({"ends": st.tuples(texts, texts)}),
    st.fixed_dictionaries({"cypher": texts}),
    st.fixed_dictionaries(
        {"query": texts, "values": st.dictionaries(texts, texts, max_size=2).map(lambda given: tuple(sorted(given.items())))}
    ),
    st.fixed_dictionaries({"links": st.lists(ids, min_size=1, max_size=3, unique=True).map(tuple)}),
)
steps = st.lists(
    st.one_of(
        st.builds(Step, st.sampled_from(["+", "-", "x", "o", "a"]), st.tuples(ids)),
        st.builds(Step, st.just("r"), st.lists(ids, min_size=2, max_size=2, unique=True).map(tuple)),
    ),
    max_size=5,
).map(tuple)
filters = st.sets(
    st.one_of(
        st.builds(Filter, st.just("type"), st.sampled_from(ENTITY_TYPES)),
        st.builds(Filter, st.just("relation"), st.sampled_from(["hosts", "pitched_to"])),
        st.builds(Filter, st.just("standing"), st.sampled_from(STANDINGS)),
    )
).map(lambda some: tuple(sorted(some, key=str)))
years = st.none() | st.tuples(st.integers(0, 9999), st.integers(0, 9999)).map(lambda two: (min(two), max(two)))


@given(starts, steps, filters, years, st.just("") | ids, st.data())
def test_a_state_is_read_back_from_its_address(
    start: dict[str, object],
    steps: tuple[Step, ...],
    filters: tuple[Filter, ...],
    years: tuple[int, int] | None,
    chosen: str,
    data: st.DataObject,
) -> None:
    places = st.integers(-1_000_000, 1_000_000)
    some = data.draw(
        st.lists(st.builds(Pin, ids, places, places, st.integers(0, len(steps))), max_size=3, unique_by=lambda p: (p.id, p.after))
    )
    pins = tuple(sorted(some, key=lambda pin: (pin.after, pin.id)))
    state = CanvasState(steps=steps, pins=pins, filters=filters, years=years, chosen=chosen, **start)  # type: ignore[arg-type]
    again = state_of(parse_qs(state.address))
    assert again == state
    assert again.address == state.address


def test_long_ids_and_other_orders_are_the_same_picture() -> None:
    one = state_of({"around": [A], "step": [f"+{A}", f"r{A}~{B}"], "no": ["type:Person", "relation:hosts"], "chosen": [B]})
    other = state_of(
        {
            "no": ["relation:hosts", "type:Person", "relation:hosts"],
            "chosen": [B[:16]],
            "step": [f"+{A[:20]}", f"r{A[:16]}~{B[:16]}"],
            "around": [A[:16], A],
        }
    )
    assert one == other
    assert (
        one.address
        == f"around={'a' * 16}&step=%2B{'a' * 16}&step=r{'a' * 16}~{'b' * 16}&no=relation%3Ahosts&no=type%3APerson&chosen={'b' * 16}"
    )


def test_a_plus_that_an_address_made_a_space_is_a_plus() -> None:
    assert state_of(parse_qs(f"around={A}&step=+{A}")).steps == (Step("+", (A[:16],)),)


def test_a_pin_holds_since_the_steps_that_were_done() -> None:
    state = state_of({"around": [A], "pin": [f"{B}:10:-20"]})
    assert state.pins == (Pin(B[:16], 10, -20, 0),)
    grown = state.then("+", A).pinned(B, 30.4, 40)
    assert grown.pins == (Pin(B[:16], 10, -20, 0), Pin(B[:16], 30, 40, 1))
    assert grown.pinned(B, 1, 2).pins == (Pin(B[:16], 10, -20, 0), Pin(B[:16], 1, 2, 1))
    assert grown.undone().pins == state.pins
    assert grown.unpinned(B).pins == ()
    assert state_of({"pin": [f"{B}:1:2:9"]}).pins == (Pin(B[:16], 1, 2, 0),)


def test_a_filter_is_put_on_and_taken_off() -> None:
    state = CanvasState().toggled("type", "Person").toggled("relation", "hosts")
    assert [str(one) for one in state.filters] == ["relation:hosts", "type:Person"]
    assert state.toggled("type", "Person") == CanvasState().toggled("relation", "hosts")


def test_undoing_gives_the_picture_before() -> None:
    state = state_of({"around": [A]}).toggled("type", "Person")
    assert state.then("+", A).then("x", B).undone().undone() == state
    assert state.undone() == state


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"around": ["ICE"]}, "around is 'ICE'; give the id of a name or link, 16 to 64 hex digits"),
        ({"around": [A], "cypher": ["RETURN 1"]}, "around and cypher are both given: a picture starts from one of"),
        ({"from": ["ICE"]}, "from and to are given together"),
        ({"p.name": ["ICE"]}, "p.name is a parameter of a saved question: give query, too"),
        ({"hops": ["3"]}, "'hops' is no parameter of a picture; known: around, from, to,"),
        ({"step": [f"*{A}"]}, "it starts with one of \\+ - x o a r"),
        ({"step": ["+"]}, "step is ''; give the id"),
        ({"step": [f"r{A}"]}, "r takes two different ids, rID~ID"),
        ({"step": [f"r{A}~{A[:16]}"]}, "r takes two different ids"),
        ({"step": [f"+{A}~{B}"]}, "every other step one"),
        ({"step": [f"+{A}"] * 501}, "step is given 501 times, at most 500 are read"),
        ({"pin": [f"{A}:1.5:2"]}, "pin is .* give ID:X:Y in whole pixels"),
        ({"pin": [f"{A}:1000001:2"]}, "at most 1,000,000 from the middle"),
        ({"no": ["Person"]}, "no is 'Person'; give type:WORD, relation:WORD or standing:WORD"),
        ({"no": ["type:Robot"]}, "type is one of Organization, Person"),
        ({"no": ["standing:denied"]}, "standing is one of confirmed, reported, alleged, disputed, refuted"),
        ({"no": ["relation:<b>"]}, "no is 'relation:<b>'"),
        ({"years": ["2019-2015"]}, "years is 2019-2015; give the first and the last year"),
        ({"years": ["last year"]}, "years is 'last year'"),
        ({"chosen": ["x"]}, "chosen is 'x'"),
        ({"cypher": ["M" * 4001]}, "'cypher' has 4,001 characters; give at most 4,000"),
    ],
)  # fmt: skip
def test_what_is_off_is_named(query: dict[str, list[str]], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        state_of(query)


def test_what_is_empty_is_not_given() -> None:
    assert state_of({"around": [""], "step": [" "], "years": [""], "chosen": [""]}) == CanvasState()
