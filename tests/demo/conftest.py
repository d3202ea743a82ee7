"""What the tests of the demo share."""

import pytest

from bot.demo.sample import Club, found
from bot.demo.typed import Things
from tests.support.discord import patient_discord


@pytest.fixture
def club() -> Club:
    """Return the sample community; nobody need be connected to it."""
    return found(patient_discord())


@pytest.fixture
def things(club: Club) -> Things:
    """Return what can be named in the sample."""
    return Things(club)
