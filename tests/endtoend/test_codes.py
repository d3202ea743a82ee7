"""/codes, as managers use it and members cannot."""

from typing import Any

import pytest
from sqlmodel import col, select

from bot.localdiscord import Answer, Community, File, LocalDiscord, Member, Permissions
from db.database import Database
from db.session import Session
from db.tables import Code, CodeImport, RewardKind
from tests.support import scene

pytestmark = pytest.mark.usefixtures("bot")


async def voucher(db: Database, club: Community, name: str = "Bookshop") -> int:
    """Put a voucher on offer, without any code."""

    def use_case(session: Session) -> int:
        scene.found(session, community_id=club.id)
        return scene.publish(session, RewardKind.VOUCHER, name, community_id=club.id)

    return await db.write(use_case)


async def rows(db: Database, table: type[Any], club: Community) -> list[Any]:
    """Every row of a community, oldest first."""

    def use_case(session: Session) -> list[Any]:
        chosen = select(table).where(table.community_id == club.id)
        return list(session.exec(chosen.order_by(col(table.id))))

    return await db.read(use_case)


async def pool(db: Database, club: Community) -> list[str]:
    """The codes that are there."""
    return [code.value for code in await rows(db, Code, club)]


def csv(*lines: str, name: str = "codes.csv") -> File:
    """A file of codes."""
    return File(name, "\r\n".join(lines).encode("utf-8-sig"))


async def imported(linh: Member, *codes: str, reward: str = "Bookshop") -> Answer:
    """Bring codes in."""
    lines = [f"{code},2030-12-31" for code in codes]
    card = await linh.command("codes import", reward=reward, file=csv(*lines))
    return await card.press("Import")


class TestImport:
    async def test_nothing_counts_before_it_is_confirmed(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        file = csv("CODE,EXPIRY_DATE", "SUMMER25,2030-08-31", "PARTNER_10,2030-12-31")
        card = await linh.command("codes import", reward="Bookshop", file=file)
        assert card.ephemeral
        assert "New: 2" in card.text
        assert r"line 3 · PARTNER\_10 · 2030-12-31" in card.text
        assert card.files == []
        assert await pool(db, club) == []
        done = await card.press("Import")
        assert done.message is card.message
        assert "2 codes were added" in done.text
        assert done.buttons == []
        assert await pool(db, club) == ["SUMMER25", "PARTNER_10"]

    async def test_the_rows_that_stay_out_come_back_with_their_reasons(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        await imported(linh, "HERE", "MOVED")
        file = csv(
            "NEW-1,2030-12-31",
            "HERE,2030-12-31",
            "MOVED,2031-12-31",
            "NEW-1,2030-12-31",
            "OLD,2025-06-01",
            "NO-DATE,soon",
            ",2030-12-31",
        )
        card = await linh.command("codes import", reward="Bookshop", file=file)
        for told in (
            "New: 1",
            "Here already: 1",
            "Here already with another date, which stays: 1",
            "Twice in the file: 1",
            "Expired already: 1",
            "Not readable: 2",
        ):
            assert told in card.text
        (rejected,) = card.files
        assert rejected.data.decode("utf-8-sig").splitlines() == [
            "LINE,CODE,EXPIRY_DATE,REASON",
            "2,HERE,2030-12-31,is here already",
            "3,MOVED,2031-12-31,is here already with another date",
            "4,NEW-1,2030-12-31,stands further up in the file",
            "5,OLD,2025-06-01,has expired already",
            "6,NO-DATE,soon,“soon” is no date of the form YYYY-MM-DD",
            "7,,2030-12-31,there is no code",
        ]
        done = await card.press("Import")
        assert done.files == []
        assert await pool(db, club) == ["HERE", "MOVED", "NEW-1"]

    async def test_the_same_file_again_adds_nothing(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        await imported(linh, "A1", "A2")
        file = csv("A1,2030-12-31", "A2,2030-12-31")
        card = await linh.command("codes import", reward="Bookshop", file=file)
        assert "nothing to import" in card.text
        assert card.buttons == ["Cancel"]
        assert await pool(db, club) == ["A1", "A2"]

    async def test_a_code_that_a_spreadsheet_mangled_is_pointed_out(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        file = csv("3.14E+05,2030-12-31", "0042,2030-12-31")
        card = await linh.command("codes import", reward="Bookshop", file=file)
        assert "Look twice" in card.text
        await card.press("Import")
        assert await pool(db, club) == ["3.14E+05", "0042"]

    async def test_cancelled_it_cannot_be_imported_any_more(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        file = csv("A1,2030-12-31")
        card = await linh.command("codes import", reward="Bookshop", file=file)
        other = await linh.command("codes import", reward="Bookshop", file=file)
        done = await card.press("Cancel")
        assert done.buttons == []
        assert await pool(db, club) == []
        await other.press("Import")
        assert await pool(db, club) == ["A1"]

    async def test_a_press_delivered_twice_imports_once(
        self, discord: LocalDiscord, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        card = await linh.command("codes import", reward="Bookshop", file=csv("A1,2030-12-31"))
        discord.deliver_twice()
        done = await card.press("Import")
        assert "1 code was added" in done.text
        assert await pool(db, club) == ["A1"]
        assert (await linh.command("audit")).text.count("imported") == 1

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"CODE,EXPIRY_DATE\r\n",
            b"\x89PNG\r\n\x1a\n\0\0\0",
            "MÃ,2030-12-31\r\n".encode("latin-1"),
            b'A1,2030-12-31\r\n"A2,2030-12-31\r\n',
            b"just a letter to a friend",
        ],
    )
    async def test_what_is_no_csv_is_refused_and_nothing_is_kept(
        self, content: bytes, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        file = File("codes.csv", content)
        refused = await linh.command("codes import", reward="Bookshop", file=file)
        assert refused.ephemeral
        assert refused.buttons == []
        assert "reference" not in refused.text
        assert [one.state for one in await rows(db, CodeImport, club)] in ([], ["abandoned"])

    async def test_only_vouchers_take_codes(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        def badge(session: Session) -> None:
            scene.found(session, community_id=club.id)
            scene.publish(session, RewardKind.BADGE, "Reader", community_id=club.id)

        await db.write(badge)
        await voucher(db, club)
        offered = await linh.autocomplete("codes import", "reward", "")
        assert [choice.name for choice in offered] == ["Bookshop"]
        for reward in ("Reader", "Nonsense"):
            refused = await linh.command("codes import", reward=reward, file=csv("A1,2030-12-31"))
            assert refused.buttons == []
        assert await rows(db, CodeImport, club) == []

    async def test_the_longest_rows_fit_into_a_card(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        long = [f"{'*' * 120}{number:03}" for number in range(30)]
        await imported(linh, *long[:10])
        await linh.command(
            "codes import", reward="Bookshop", file=csv(*[f"{c},2030-12-31" for c in long])
        )
        lines = [
            *(f"{code},2030-12-31" for code in long[:5]),
            *(f"{code},2031-12-31" for code in long[5:10]),
            *(f"{code},2030-12-31" for code in long[10:15] * 2),
            *(f"{code},2025-01-01" for code in long[15:20]),
            *(f"{code},{'*' * 120}" for code in long[20:25]),
            *(f"{number}E+{'1' * 120},2030-12-31" for number in range(5)),
        ]
        card = await linh.command(
            "codes import", reward="Bookshop", file=csv(*lines, name=f"{'_' * 90}.csv")
        )
        assert card.buttons == ["Import", "Cancel"]

    async def test_members_are_refused(self, db: Database, club: Community, mai: Member) -> None:
        await voucher(db, club)
        file = csv("A1,2030-12-31")
        refused = await mai.command("codes import", reward="Bookshop", file=file, force=True)
        assert "for managers" in refused.text
        role = club.add_role("Helper", permissions=Permissions.MANAGE_GUILD)
        helper = club.add_member("Huy", roles=[role])
        card = await helper.command("codes import", reward="Bookshop", file=file)
        helper.take(role)
        for button in ("Import", "Cancel"):
            assert "for managers" in (await card.press(button)).text
        assert await pool(db, club) == []

    async def test_a_voucher_of_another_community_takes_none(
        self, discord: LocalDiscord, db: Database, club: Community, linh: Member
    ) -> None:
        other = discord.add_community("Chess club")
        theirs = await voucher(db, other)
        file = csv("A1,2030-12-31")
        refused = await linh.command("codes import", reward=str(theirs), file=file)
        assert "no reward called" in refused.text
        assert await rows(db, CodeImport, other) == []
