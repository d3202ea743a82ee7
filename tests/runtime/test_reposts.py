"""One post of a trusted proxy accounts for one deletion, before or after it, and nearby only."""

from datetime import timedelta

from bot.runtime.reposts import MOST, WITHIN, Reposts
from tests.support.databases import NOON

ROOM, PROXY, OTHER = 900, 55, 56
TRUSTED = frozenset({PROXY})
SOON = timedelta(seconds=1)


def test_a_post_accounts_for_one_deletion() -> None:
    for apart in (-WITHIN, -SOON, timedelta(), SOON, WITHIN):
        reposts = Reposts()
        reposts.posted(ROOM, PROXY, NOON + apart)
        assert reposts.account_for(ROOM, NOON, TRUSTED)
        assert not reposts.account_for(ROOM, NOON, TRUSTED)


def test_what_is_elsewhere_untrusted_or_long_past_accounts_for_nothing() -> None:
    reposts = Reposts()
    reposts.posted(ROOM + 1, PROXY, NOON)
    reposts.posted(ROOM, OTHER, NOON)
    reposts.posted(ROOM, PROXY, NOON - WITHIN - SOON)
    assert not reposts.account_for(ROOM, NOON, TRUSTED)
    assert reposts.account_for(ROOM, NOON, {OTHER})


def test_the_oldest_posts_are_forgotten() -> None:
    reposts = Reposts()
    for _ in range(MOST + 5):
        reposts.posted(ROOM, PROXY, NOON)
    accounted = [reposts.account_for(ROOM, NOON, TRUSTED) for _ in range(MOST + 5)]
    assert accounted == [True] * MOST + [False] * 5
