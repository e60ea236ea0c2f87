"""The forms of a name that is an address: one mailbox wherever it stands, and no words to be compared."""

from __future__ import annotations

import pytest

from edgewise.resolve.forms import form_of, is_address, is_described, is_surname


@pytest.mark.parametrize("name", ["jane.roe@ice.example", "press@agency.example", "j@x"])
def test_an_address_is_a_name_everywhere(name: str) -> None:
    assert is_address(name)
    assert not is_described(name)
    assert not is_surname(name)


@pytest.mark.parametrize("name", ["Jane Roe", "local law enforcement", "Roe @ ICE", "@ice"])
def test_what_is_no_address_is_none(name: str) -> None:
    assert not is_address(name)


def test_an_address_has_one_form_whatever_its_capitals_and_no_other_address_shares_it() -> None:
    assert form_of("Jane.Roe@ICE.example", "Person") == form_of("jane.roe@ice.example", "Person")
    assert form_of("jane.roe@ice.example", "Person") != form_of("janeroe@ice.example", "Person")
    assert form_of("jane-roe@ice.example", "Organization") != form_of("jane.roe@ice.example", "Organization")
