"""The demo, as somebody who has just fetched Laurel starts it."""

import asyncio
import sys
from pathlib import Path

# Each line is one thing that a newcomer does, right or wrong.
TYPED = """\
help
bogus
as [/red]
/
/stor
/claim
/claim reward:?
/claim reward:Book Club mug
press Nonsense
press confirm
fill Name=x
inbox 9 Claim code
as linh
/points award member:Nobody amount:1
/points award member:Mai amount:many
/codes import reward:Bookshop voucher file:nowhere.csv
/codes import reward:Bookshop voucher file:{file}
press Import
/reward create kind:coupon
fill Nome=x
fill Name=Tea party
press Limits
fill Expiry date=yesterday
press Fix it
fill Expiry date=
say Good evening
say And hello
as bob
react 9 👍
react 1 👍
role An Patron
as linh
/settings tiers role:Patron rank:1 multiplier:1.5
/settings memberships role:Patron means:membership_purchased name:Patron
/settings setup
press Next
choose 2: general
/workflow create
fill
/points rules action:post_created points:2 cap:3
look general
apps Bob Grant reward
choose Night reader
/revoke member:Bob reward:?
/workflow export workflow:Badge for goals
/workflow import file:badge-for-goals.yaml
"""


async def test_it_plays_its_tour_and_then_whatever_is_typed(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("CODE,EXPIRY_DATE\nHELLO-1234,2999-01-01\n")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "demo",
        "--terminal",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    written, _ = await process.communicate(TYPED.format(file=own).encode())
    shown = written.decode()
    assert process.returncode == 0, shown
    assert "Traceback" not in shown
    _, _, after = shown.partition("Your turn")
    for seen in (
        "Book Club mug is yours",
        "Still needed: reward.",
        "There is no member “[/red]”",
        "1 code was added to Bookshop voucher",
        "Expiry date = yesterday",
        "1 · @Patron · ×1.5",
        "@Patron: Membership Patron",
        "Managers are notified in #general",
        "use 1 to 80 characters",
        "There is no option cap;",
        "message 4 in #general, by Linh",
        "Messages in #general are numbered 1 to 5.",
        "@Bob got Night reader.",
        "Loaded from the file.",
    ):
        assert seen in after
    assert "does not take" not in after
