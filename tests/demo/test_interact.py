"""Finding the entry of a list, and the fields of a form, that somebody means."""

import pytest

from bot.demo.interact import find_entry, parse_fields
from bot.demo.parsing import EntityLookup, InputError
from bot.demo.sample import SampleCommunity
from bot.localdiscord import Modal
from bot.localdiscord.model.modal import as_field
from bot.localdiscord.wire import ComponentType, Json

CHANNELS: Json = {"type": ComponentType.CHANNEL_SELECT, "placeholder": "Announce in"}
STAFF: Json = {"type": ComponentType.CHANNEL_SELECT, "placeholder": "Tell staff in"}
DRINKS: Json = {
    "type": ComponentType.STRING_SELECT,
    "options": [{"label": "Tea", "value": "t"}, {"label": "2 cups", "value": "c"}],
}


def test_the_only_list_with_an_entry_is_meant(things: EntityLookup, club: SampleCommunity) -> None:
    assert find_entry([CHANNELS, DRINKS], "general", things) == (0, club.general)
    assert find_entry([CHANNELS, DRINKS], "tea", things) == (1, "Tea")
    assert find_entry([CHANNELS, DRINKS], "2 cups", things) == (1, "2 cups")
    assert find_entry([DRINKS], "1", things) == (0, "Tea")


@pytest.mark.parametrize("typed", ["2: general", "2:general", "2 general"])
def test_a_number_says_which_list_is_meant(
    things: EntityLookup, club: SampleCommunity, typed: str
) -> None:
    assert find_entry([CHANNELS, STAFF], typed, things) == (1, club.general)


@pytest.mark.parametrize("typed", ["general", "nowhere", "3: general", ""])
def test_lists_are_named_if_none_is_clear(things: EntityLookup, typed: str) -> None:
    with pytest.raises(InputError, match=r"(?s)1: .*Announce in.*2: .*Tell staff in"):
        find_entry([CHANNELS, STAFF], typed, things)


def test_one_list_says_what_it_holds(things: EntityLookup) -> None:
    with pytest.raises(InputError, match="there is: Tea, 2 cups"):
        find_entry([DRINKS], "Coffee", things)


class Form(Modal):
    """A form that nobody has opened."""

    def __init__(self, *labels: Json) -> None:
        self.fields = {found.label: found for found in map(as_field, labels) if found}


def field(label: str, control: Json) -> Json:
    return {"type": ComponentType.LABEL, "label": label, "component": control}


def test_fields_may_be_left_as_they_are_or_emptied(
    things: EntityLookup, club: SampleCommunity
) -> None:
    preset = {"default_values": [{"id": str(club.general.id)}]}
    form = Form(field("Channel", {**CHANNELS, **preset, "required": False}))
    assert parse_fields(form, "", things) == {}
    assert parse_fields(form, "Channel=", things) == {"Channel": ""}
    assert parse_fields(form, "Channel=announcements", things) == {"Channel": club.announcements}


def test_a_needed_field_may_not_be_empty(things: EntityLookup) -> None:
    form = Form(field("Name", {"type": ComponentType.TEXT_INPUT, "required": True}))
    for typed in ("", "Name="):
        with pytest.raises(InputError, match="Still needed: Name"):
            parse_fields(form, typed, things)


def test_several_entries_are_typed_with_commas(things: EntityLookup) -> None:
    form = Form(field("Drinks", {**DRINKS, "max_values": 2}))
    assert parse_fields(form, "Drinks=tea, 2 cups", things) == {"Drinks": ["Tea", "2 cups"]}
