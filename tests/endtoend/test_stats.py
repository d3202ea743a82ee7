"""/stats and /reward stats: charts with what they say, files of numbers, and for managers only."""

import csv
import io

import pytest

from bot.localdiscord import Answer, Community, File, Member, Permissions
from bot.localdiscord import components as parts
from db.database import Database
from db.tables import AuditEntry
from tests.endtoend.conftest import choose_pictures
from tests.endtoend.rewards import coupon, issue_reward, voucher
from tests.endtoend.test_codes import rows
from tests.support.databases import Clock
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")

FORMULA = '=HYPERLINK("https://example.com";"Mug")'


def about(shown: Answer) -> list[str]:
    """Return what is said of each picture on a card."""
    message = shown.message
    assert message is not None
    galleries = [part for part in parts.walk(message.components) if part.get("items")]
    return [item["description"] for gallery in galleries for item in gallery["items"]]


def table(file: File) -> list[list[str]]:
    """Return the rows of a file."""
    assert file.data.startswith("\N{BYTE ORDER MARK}".encode())
    return list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"))))


async def sent(shown: Answer) -> File:
    """Ask for the file of a card and return it; the card stays."""
    answer = await shown.press("Get the CSV")
    assert answer.ephemeral
    assert answer.message is not shown.message
    (file,) = answer.files
    return file


async def exported(db: Database, club: Community, subject: str, times: int) -> None:
    """Wait until the audit says that numbers were handed out so often."""

    async def recorded() -> bool:  # once Discord has the file
        entries = await rows(db, AuditEntry, club)
        lines = [one.details for one in entries if one.action == "stats.exported"]
        return lines == [{"subject": subject}] * times

    await until(recorded)


async def lived(
    db: Database, clock: Clock, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    """Let two weeks pass, with pictures: Mai buys two mugs, Bob looks at one of two codes."""
    await db.write(choose_pictures, club.id, True)
    mug = await coupon(db, club, FORMULA, cost=10, stock=30)
    codes = await voucher(db, club, "AAAA-1", "BBBB-2", "CCCC-3", name="Books")
    await linh.command("points award", member=mai, amount=120)
    await linh.command("points award", member=bob, amount=30)
    for _ in range(2):
        await (await mai.command("claim", reward=FORMULA)).press("Confirm")
    clock.forward(weeks=1)
    await linh.command("points award", member=mai, amount=60)
    for _ in range(6):
        clock.forward(days=0.5)
        await issue_reward(db, bob, mug)
    await issue_reward(db, bob, codes)
    await issue_reward(db, bob, codes)
    await (await bob.command("rewards")).press("Claim code")
    await linh.command("points deduct", member=bob, amount=5)


async def test_points_are_shown_and_handed_out(
    db: Database, clock: Clock, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    await lived(db, clock, club, linh, mai, bob)
    shown = await linh.command("stats")
    assert shown.ephemeral
    assert [file.name for file in shown.files] == ["stats-points-1.webp", "stats-points-2.webp"]
    assert "**In 12 weeks**: 210 points issued, 25 spent." in shown.text
    assert "**Last full week**: 150 issued (after 0 the week before), 20 spent." in shown.text
    assert "60 issued, 5 spent; 1 member earned, 1 claimed" in shown.text
    points, members = about(shown)
    assert points.startswith("Points issued and spent each week. In 12 weeks: 210 points issued")
    assert members.startswith("Members who earned and who claimed. Members, last full week: 2")

    shown = await shown.press("A year")
    assert "**In 52 weeks**: 210 points issued, 25 spent." in shown.text
    assert len(shown.files) == 2
    assert len(table(await sent(shown))) == 53
    shown = await shown.press("4 weeks")
    assert "**In 4 weeks**: 210 points issued, 25 spent." in shown.text
    head, *numbers = table(await sent(shown))
    assert head[:3] == ["WEEK", "ISSUED", "SPENT"]
    assert [row[0] for row in numbers] == ["2025-05-19", "2025-05-26", "2025-06-02", "2025-06-09"]
    assert [row[1:] for row in numbers[-2:]] == [
        ["150", "20", "0", "150", "0", "20", "0", "0", "0", "0", "2", "1", *["0"] * 5],
        ["60", "5", "0", "60", "0", "0", "0", "0", "5", "0", "1", "1", *["0"] * 5],
    ]
    assert str(mai.id) not in str(numbers)
    await exported(db, club, "points", 2)
    assert "exported the statistics of points" in (await linh.command("audit")).text


async def test_redemption_stock_and_workflows(
    db: Database, clock: Clock, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    await lived(db, clock, club, linh, mai, bob)
    shown = await (await linh.command("stats", period="4")).press("Redemption")
    assert "**Coupons**: 8 given in 4 weeks. 0 of them (0%) used by now" in shown.text
    assert "**Voucher codes**: 2 given in 4 weeks. 1 of them (50%) claimed by now" in shown.text
    coupons, codes = about(shown)
    assert "Coupons: 8 given in 4 weeks" in coupons
    assert "Voucher codes: 2 given" in codes
    assert "Last full week: 0 given (the same as the week before)" in codes
    assert table(await sent(shown))[-2:] == [
        ["2025-06-02", "2", "0", "0", "0", "0", "0"],
        ["2025-06-09", "6", "0", "0", "2", "1", "0"],
    ]

    shown = await shown.press("Stock")
    # Eight in ten days, so the twenty-two that are left last for 27.5 more.
    assert "22 left, about 6 a week: empty by <t:" in shown.text
    assert "22 left, about 6 a week: empty by Thu, Jul 10 at this pace." in about(shown)[0]
    assert "**Books**: 1 left, too little given of late" in shown.text
    head, first, second = table(await sent(shown))
    assert first == [f"'{FORMULA}", "coupon", "22", "8", "10", "runs-out", "2025-07-10", ""]
    assert second == ["Books", "voucher", "1", "2", "10", "unknown", "", ""]
    assert len(head) == len(first)

    shown = await shown.press("Workflows")
    assert "No workflow ran in these weeks" in shown.text
    assert shown.files == []
    assert len(table(await sent(shown))) == 1


async def test_one_reward_over_time(
    db: Database, clock: Clock, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    await lived(db, clock, club, linh, mai, bob)
    shown = await linh.command("reward stats", reward=FORMULA, period="4")
    assert "**Total given**: 8" in shown.text
    assert "2 members have it." in shown.text
    assert "22 left, about 6 a week: empty by <t:" in shown.text
    assert "Given: 8 in 4 weeks, 2 last week, 6 this week so far." in about(shown)[0]
    assert "empty by Thu, Jul 10 at this pace." in about(shown)[1]
    assert table(await sent(shown)) == [
        ["WEEK", "GIVEN", "CLAIMED", "USED", "EXPIRED", "REVOKED"],
        ["2025-05-19", "0", "0", "0", "0", "0"],
        ["2025-05-26", "0", "0", "0", "0", "0"],
        ["2025-06-02", "2", "0", "0", "0", "0"],
        ["2025-06-09", "6", "0", "0", "0", "0"],
    ]
    shown = await (await shown.press("A year")).press("12 weeks")
    assert len(table(await sent(shown))) == 13
    shown = await linh.command("reward stats", reward="Books", period="4")
    assert "Claimed: 1 in 4 weeks, 0 last week, 1 this week so far." in about(shown)[0]
    await exported(db, club, "reward", 2)
    assert "exported the statistics of" in (await linh.command("audit")).text


async def test_they_are_told_in_vietnamese(
    db: Database, clock: Clock, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    await lived(db, clock, club, linh, mai, bob)
    an = club.add_member("An", locale="vi", permissions=Permissions.MANAGE_GUILD)
    shown = await an.command("stats")
    assert "**Trong 12 tuần**: phát ra 210 điểm, chi tiêu 25 điểm." in shown.text
    assert about(shown)[0].startswith("Điểm phát ra và chi tiêu mỗi tuần.")
    shown = await shown.press("Tồn kho")
    assert "còn 22, mỗi tuần khoảng 6: với tốc độ này sẽ hết vào Th 5, 10 thg 7." in about(shown)[0]
    answer = await shown.press("Tải CSV")
    assert table(answer.files[0])[0][0] == "REWARD"  # for programs, so in one language


async def test_where_nothing_has_happened_it_says_so(club: Community, linh: Member) -> None:
    shown = await linh.command("stats")
    assert "No points have moved" in shown.text
    for label, text in (
        ("Redemption", "No coupon and no code"),
        ("Stock", "Nothing on offer can run out"),
        ("Workflows", "No workflow ran"),
    ):
        shown = await shown.press(label)
        assert text in shown.text
        assert shown.files == []


async def test_who_prefers_text_reads_tables(
    db: Database, clock: Clock, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    await lived(db, clock, club, linh, mai, bob)
    await linh.command("settings pictures", show=False)
    shown = await linh.command("stats", period="4")
    assert shown.files == []
    assert shown.text.split("```")[1].split("\n")[1:-1] == [
        "Week    Issued  Spent  Earned  Claimed",
        "May 19       0      0       0        0",
        "May 26       0      0       0        0",
        "Jun 2      150     20       2        1",
        "Now         60      5       1        1",
    ]
    shown = await shown.press("Stock")
    assert "22 left, about 6 a week: empty by <t:" in shown.text
    assert "```" not in shown.text  # the lines say all of it
    await linh.command("settings pictures", show=True)
    choices = await linh.command("notifications")
    await choices.press(len(choices.buttons) - 1)  # pictures, for herself alone
    shown = await linh.command("reward stats", reward=FORMULA, period="4")
    assert shown.files == []
    assert "Now         6     0\n```" in shown.text
