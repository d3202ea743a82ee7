"""How fast direct messages may follow each other."""

from bot.ui.deliveries.pace import A_MINUTE, AT_ONCE, Pace


def test_some_at_once_and_then_so_many_a_minute() -> None:
    now = 0.0
    pace = Pace(lambda: now)
    sent = 0
    while pace.allows():
        pace.spend()
        sent += 1
    assert sent == AT_ONCE
    for _ in range(600):
        now += 0.1
        if pace.allows():
            pace.spend()
            sent += 1
    assert AT_ONCE + A_MINUTE - 1 <= sent <= AT_ONCE + A_MINUTE


def test_a_long_quiet_time_saves_up_no_more() -> None:
    now = 0.0
    pace = Pace(lambda: now)
    now = 3600.0
    sent = 0
    while pace.allows():
        pace.spend()
        sent += 1
    assert sent == AT_ONCE
