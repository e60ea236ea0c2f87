"""Keys that open once: what is spent, old, forged or of another server opens nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from guarded import Clock

from edgewise.web.keys import TOKEN_SECONDS, Keys

SECRET, OTHER = b"s" * 32, b"o" * 32


def test_a_token_opens_once() -> None:
    keys = Keys(8765, SECRET)
    first, second = keys.mint(), keys.mint()
    assert [keys.spend(first), keys.spend(first), keys.spend(second), keys.spend(second)] == [True, False, True, False]


def test_a_token_minted_in_another_process_opens_and_one_of_another_secret_or_port_does_not() -> None:
    keys = Keys(8765, SECRET)
    assert keys.spend(Keys(8765, SECRET).mint())
    assert not keys.spend(Keys(8765, OTHER).mint())
    assert not keys.spend(Keys(8766, SECRET).mint())


@pytest.mark.parametrize(("later", "opens"), [(0, True), (TOKEN_SECONDS, True), (TOKEN_SECONDS + 1, False), (-2, False)])
def test_a_token_opens_for_ten_minutes(later: int, opens: bool) -> None:
    clock = Clock()
    keys = Keys(8765, SECRET, clock)
    token = keys.mint()
    clock.now += later
    assert keys.spend(token) is opens


def test_a_spent_token_stays_spent_as_long_as_it_would_be_fresh_and_is_forgotten_then() -> None:
    clock = Clock()
    keys = Keys(8765, SECRET, clock)
    token = keys.mint()
    assert keys.spend(token)
    clock.now += TOKEN_SECONDS
    assert keys.spend(keys.mint())
    assert not keys.spend(token)
    clock.now += 1
    assert keys.spend(keys.mint())
    assert not keys.spend(token)
    assert len(keys._spent) == 2


def test_of_many_who_spend_one_token_at_once_one_gets_in() -> None:
    keys, askers = Keys(8765, SECRET), 8
    together = Barrier(askers)

    def spend(token: str) -> bool:
        together.wait(10)
        return keys.spend(token)

    with ThreadPoolExecutor(askers) as pool:
        for _ in range(50):
            assert sum(pool.map(spend, [keys.mint()] * askers)) == 1


def _changed(token: str) -> list[str]:
    minted, nonce, code = token.split("-")
    return [
        f"{int(minted) + 1}-{nonce}-{code}", f"0{minted}-{nonce}-{code}", f"{minted}-{'0' * 32}-{code}", f"{minted}-{nonce}-{'0' * 64}",
        f"{minted}-{nonce}", f"{minted}-{nonce}-", f"{token}\n", f" {token}", token.upper(), "", "-", "x", "é" * 10, "\ud800",
        f"{'9' * 400}-{nonce}-{code}", f"{'١' * 10}-{nonce}-{code}",
    ]  # fmt: skip


def test_a_changed_token_opens_nothing() -> None:
    keys = Keys(8765, SECRET)
    token = keys.mint()
    assert [changed for changed in _changed(token) if keys.spend(changed)] == []
    assert keys.spend(token)


def test_a_session_is_known_by_its_whole_value_among_others() -> None:
    keys = Keys(8765, SECRET)
    session = keys.open_session()
    assert keys.session(["junk", session]) == session
    assert keys.session([session[:-1], session + "0", session.upper(), "", "é", keys.mint()]) is None
    assert keys.session([]) is None


def test_a_session_of_another_server_or_of_none_is_no_session() -> None:
    """The last, made with the right secret, was never opened here: that of a server that ran before with the same secret, say."""
    keys = Keys(8765, SECRET)
    for other in (Keys(8765, OTHER), Keys(8766, SECRET), Keys(8765, SECRET)):
        assert keys.session([other.open_session()]) is None


def test_the_token_of_a_form_fits_its_session_alone() -> None:
    keys = Keys(8765, SECRET)
    mine, other = keys.open_session(), keys.open_session()
    assert keys.fits(mine, keys.form_token(mine))
    assert not keys.fits(mine, keys.form_token(other))
    assert not any(keys.fits(mine, token) for token in ("", "é", mine, keys.proof(mine), keys.form_token(mine)[:-1]))


def test_the_proof_is_of_the_secret_the_port_and_the_nonce() -> None:
    keys = Keys(8765, SECRET)
    assert keys.proves(Keys(8765, SECRET).proof("a" * 64), "a" * 64)
    assert not keys.proves(keys.proof("b" * 64), "a" * 64)
    assert not keys.proves(Keys(8765, OTHER).proof("a" * 64), "a" * 64)
    assert not keys.proves(Keys(8766, SECRET).proof("a" * 64), "a" * 64)


def test_whoever_may_ask_for_proofs_can_make_no_other_code_of_them() -> None:
    """The nonce is the asker's, and everybody may ask: whatever it is, its proof is no code of a token, a session or a form."""
    keys = Keys(8765, SECRET)
    minted, nonce, code = keys.mint().split("-")
    random, signed = keys.open_session().split("-")
    asked = [f"{minted}\n{nonce}", f"token\n8765\n{minted}\n{nonce}", random, f"session\n8765\n{random}", f"\n{random}", ""]
    assert not {keys.proof(text) for text in asked} & {code, signed, keys.form_token(f"{random}-{signed}")}
