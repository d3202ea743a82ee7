"""What the tests of the demo share."""

import pytest

from bot.demo.parsing import EntityLookup
from bot.demo.sample import SampleCommunity, create_sample
from tests.support.discord import patient_discord


@pytest.fixture
def club() -> SampleCommunity:
    """Return the sample community; nobody need be connected to it."""
    return create_sample(patient_discord())


@pytest.fixture
def things(club: SampleCommunity) -> EntityLookup:
    """Return what can be named in the sample."""
    return EntityLookup(club)
