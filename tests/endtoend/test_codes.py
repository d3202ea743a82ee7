"""/codes, as managers use it and members cannot."""

from typing import Any

import pytest
from sqlmodel import col, select

from bot.localdiscord import Answer, Community, File, LocalDiscord, Member, Permissions
from bot.texts import t
from db.database import Database
from db.session import Session
from db.tables import Code, CodeImport, Delivery, RewardKind
from tests.endtoend.deliveries import settled
from tests.support import factories
from tests.support.bot import RunningBot
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")


async def voucher(db: Database, club: Community, name: str = "Bookshop") -> int:
    """Put a voucher on offer, without any code."""

    def use_case(session: Session) -> int:
        factories.add_community(session, community_id=club.id)
        return factories.publish(session, RewardKind.VOUCHER, name, community_id=club.id)

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
        assert done.buttons == ["Undo this import"]
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
        for text in (
            "New: 1",
            "Already here: 1",
            "Already here with another date, which stays: 1",
            "Twice in the file: 1",
            "Already expired: 1",
            "Cannot be read: 2",
        ):
            assert text in card.text
        await card.until(lambda shown: shown.followups)
        (rejected,) = card.followups[0].files
        assert rejected.data.decode("utf-8-sig").splitlines() == [
            "LINE,CODE,EXPIRY_DATE,REASON",
            "2,HERE,2030-12-31,is already here",
            "3,MOVED,2031-12-31,is already here with another date",
            "4,NEW-1,2030-12-31,is in the file twice",
            "5,OLD,2025-06-01,has already expired",
            "6,NO-DATE,soon,“soon” is not a date; write it as YYYY-MM-DD",
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
        file = csv("3.14E+05,2030-12-31", "0042,2030-12-31", "A,2030-02-30", "B 31/12/2030")
        card = await linh.command("codes import", reward="Bookshop", file=file)
        assert card.text.count("Please check") == 2
        assert "line 4" in card.text
        assert "no such day" in card.text
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
            factories.add_community(session, community_id=club.id)
            factories.publish(session, RewardKind.BADGE, "Reader", community_id=club.id)

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
        await helper.remove_role(role)
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


class TestAnotherVoucher:
    async def test_its_codes_are_left_out_unless_the_manager_insists(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        await voucher(db, club, "Cinema")
        await imported(linh, "A1", "A2")
        file = csv("A1,2030-12-31", "B1,2030-12-31")
        card = await linh.command("codes import", reward="Cinema", file=file)
        assert "New: 1" in card.text
        assert "Already in another voucher, so left out: 1" in card.text
        assert card.buttons == ["Import", "Import those in other vouchers too", "Cancel"]
        await card.until(lambda shown: shown.followups)
        (rejected,) = card.followups[0].files
        assert b"1,A1,2030-12-31,is already in another voucher" in rejected.data
        card = await card.press("Import those in other vouchers too")
        assert "imported anyway: 1" in card.text
        card = await card.press("Leave those in other vouchers out")
        assert "left out: 1" in card.text
        card = await card.press("Import those in other vouchers too")
        await card.press("Import")
        assert await pool(db, club) == ["A1", "A2", "A1", "B1"]


class TestUndo:
    async def test_from_the_report(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await voucher(db, club)
        done = await imported(linh, "AAAA-1111", "BBBB-2222", "CCCC-3333")
        await linh.command("grant member", reward="Bookshop", member=mai)
        asked = await done.press("Undo this import")
        assert "2 codes that nobody has yet are removed" in asked.text
        assert "1 has been given" in asked.text
        undone = await asked.press("Undo the import")
        assert undone.message is done.message
        assert "2 codes were removed" in undone.text
        assert undone.buttons == []
        assert await pool(db, club) == ["AAAA-1111"]
        text = (await linh.command("audit")).text
        assert "undid the import of codes.csv into Bookshop" in text.replace("*", "")
        again = await linh.command("codes undo", reward="Bookshop")
        assert "no import to undo" in again.text

    async def test_by_command_the_newest_or_the_one_that_is_named(
        self, bot: RunningBot, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        await imported(linh, "A1")
        await imported(linh, "B1", "B2")
        await linh.command("settings timezone", zone="Pacific/Kiritimati")  # where it is tomorrow
        offered = await linh.autocomplete("codes undo", "import", "cod", reward="Bookshop")
        assert all("2025-06-03" in choice.name for choice in offered)
        assert [choice.name.split(" · ")[2] for choice in offered] == ["2 codes", "1 code"]
        card = await linh.command("codes undo", reward="Bookshop", **{"import": offered[1].value})
        await bot.restart()
        await card.press("Undo the import")
        assert await pool(db, club) == ["B1", "B2"]
        card = await linh.command("codes undo", reward="Bookshop")
        assert "2 codes that nobody has yet" in card.text
        await card.press("Not now")
        assert await pool(db, club) == ["B1", "B2"]


class TestFromTheCard:
    async def test_a_voucher_s_card_leads_to_the_same_import(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        card = await linh.command("reward edit", reward="Bookshop")
        opened = await card.press("Import codes")
        assert opened.modal is not None
        seen = await opened.modal.submit({"File of codes": csv("AAAA-1,2030-12-31")})
        assert "New: 1" in seen.text
        await seen.press("Import")
        assert await pool(db, club) == ["AAAA-1"]

    async def test_how_often_it_is_given_at_most(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await voucher(db, club)
        await imported(linh, "AAAA-1", "BBBB-2")
        card = await linh.command("reward edit", reward="Bookshop")
        opened = await card.press("Limits")
        assert opened.modal is not None
        card = await opened.modal.submit({"Give at most": "1"})
        assert "Give at most: 1 of 1 left" in card.text.replace("*", "")
        await linh.command("grant member", reward="Bookshop", member=mai)
        refused = await linh.command("grant member", reward="Bookshop", member=linh)
        assert "sold out" in refused.text
        assert [code.state for code in await rows(db, Code, club)] == ["assigned", "available"]


class TestUnclearFiles:
    async def test_one_column_of_codes_asks_until_when_they_are_good(
        self, bot: RunningBot, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        card = await linh.command("codes import", reward="Bookshop", file=csv("AAAA-1", "BBBB-2"))
        assert "2 codes have no date" in card.text
        assert "First choose below" in card.text
        assert "nothing to import" not in card.text
        assert card.buttons == ["The first line is a heading", "Cancel"]
        await bot.restart()
        asked = await card.choose("One date for all of them …")
        assert asked.modal is not None
        wrong = await asked.modal.submit({"Good until": "soon"})
        assert "Good until" in wrong.text
        again = await wrong.press("Fix it")
        assert again.modal is not None
        fixed = await again.modal.submit({"Good until": "2030-12-31"})
        assert "New: 2" in fixed.text
        card = await card.choose("They never expire")
        assert "New: 2" in card.text
        await card.press("Import")
        assert await pool(db, club) == ["AAAA-1", "BBBB-2"]
        listed = await linh.command("codes list", reward="Bookshop")
        assert "2030" not in listed.text

    async def test_the_column_and_the_order_of_day_and_month_are_asked(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        file = csv("1,AAAA-1,3/10/2030", "2,BBBB-2,4/10/2030")
        card = await linh.command("codes import", reward="Bookshop", file=file)
        assert "Which column has the codes?" in card.text
        card = await card.choose("Column 2: –")
        assert "could be two dates" in card.text
        card = await card.choose("The day: 3 October", select=1)
        assert "line 1 · AAAA-1 · 2030-10-03" in card.text
        await card.press("Import")
        assert await pool(db, club) == ["AAAA-1", "BBBB-2"]

    async def test_marks_of_a_spreadsheet_can_be_kept(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        file = csv('="00123",2030-12-31')
        card = await linh.command("codes import", reward="Bookshop", file=file)
        assert "Spreadsheet marks: 1" in card.text
        card = await card.press("Keep the marks")
        card = await card.press("Leave the marks out")
        await card.press("Import")
        assert await pool(db, club) == ["00123"]


class TestAfterARestart:
    async def test_a_preview_can_still_be_confirmed(
        self, bot: RunningBot, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        card = await linh.command("codes import", reward="Bookshop", file=csv("A1,2030-12-31"))
        await bot.restart()
        await card.press("Import")
        assert await pool(db, club) == ["A1"]


class TestList:
    async def test_codes_are_listed_but_never_shown(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await voucher(db, club)
        await imported(linh, "LONG-CODE-1*_3", "SHORT")
        await linh.command("grant member", reward="Bookshop", member=mai)
        answer = await linh.command("codes list", reward="Bookshop")
        assert answer.ephemeral
        assert "Ready to give: 1" in answer.text.replace("*", "")
        assert r"#1 …1\*\_3 · assigned" in answer.text
        assert mai.mention in answer.text
        assert "#2 · available · good until 2030-12-31" in answer.text
        assert "LONG" not in answer.text
        assert "SHORT" not in answer.text
        assigned = await linh.command("codes list", reward="Bookshop", state="assigned")
        assert "#1" in assigned.text
        assert "#2" not in assigned.text
        void = await linh.command("codes list", reward="Bookshop", state="void")
        assert "No code is in that state" in void.text

    async def test_it_pages_within_a_state(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await voucher(db, club)
        await imported(linh, *(f"CODE-{number:04}" for number in range(12)))
        await linh.command("grant member", reward="Bookshop", member=mai)
        card = await linh.command("codes list", reward="Bookshop", state="available")
        assert card.buttons == ["Next"]
        second = await card.press("Next")
        assert second.message is card.message
        assert "…0001" in second.text
        assert "…0000" not in second.text
        assert second.buttons == ["Previous"]

    async def test_an_empty_voucher_says_what_to_do(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        answer = await linh.command("codes list", reward="Bookshop")
        assert "/codes import" in answer.text


class TestExport:
    async def test_what_is_still_to_be_given_comes_in_a_private_file(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await voucher(db, club)
        await imported(linh, "AAAA-1111", "BBBB-2222")
        await linh.command("grant member", reward="Bookshop", member=mai)
        answer = await linh.command("codes export", reward="Bookshop")
        assert answer.ephemeral
        (file,) = answer.files
        assert file.data.decode().split() == ["CODE,EXPIRY_DATE", "BBBB-2222,2030-12-31"]

        async def audit_has_export() -> bool:  # once it has arrived
            return "exported 1 code" in (await linh.command("audit")).text

        await until(audit_has_export)
        await linh.command("grant member", reward="Bookshop", member=club.add_member("Bob"))
        nothing = await linh.command("codes export", reward="Bookshop")
        assert nothing.files == []
        assert "/codes import" in nothing.text


class TestNumbers:
    async def test_what_a_list_shows_is_what_void_takes(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        await imported(linh, "AAAA-1111", "BBBB-2222")
        lines = ["CCCC-3333,2030-12-31", "DDDD-4444,2030-12-31"]
        card = await linh.command(
            "codes import", reward="Bookshop", file=csv(*lines, name="second.csv")
        )
        await card.press("Import")
        shown = await linh.command("codes list", reward="Bookshop")
        assert "#4 …4444 · available · good until 2030-12-31 · second.csv" in shown.text
        assert "#2 …2222 · available · good until 2030-12-31 · codes.csv" in shown.text
        offered = await linh.autocomplete("codes void", "code", "", reward="Bookshop")
        assert [choice.name for choice in offered] == [
            f"#{n} …{n}{n}{n}{n} · available" for n in (4, 3, 2, 1)
        ]
        (second,) = await linh.autocomplete("codes void", "code", "#2", reward="Bookshop")
        card = await linh.command("codes void", reward="Bookshop", code=second.value)
        assert "…2222" in card.text
        await card.press("Withdraw")
        assert [code.state for code in await rows(db, Code, club)] == [
            "available",
            "void",
            "available",
            "available",
        ]


class TestVoid:
    async def test_a_code_that_nobody_holds(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        await imported(linh, "AAAA-1111", "BBBB-2222")
        card = await linh.command("codes void", reward="Bookshop", code="#2")
        assert card.ephemeral
        assert "…2222" in card.text
        assert "Nobody holds it" in card.text
        done = await card.press("Withdraw")
        assert done.message is card.message
        assert [code.state for code in await rows(db, Code, club)] == ["available", "void"]
        assert "withdrew code #2" in (await linh.command("audit")).text

    async def test_a_code_that_is_held(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await voucher(db, club)
        await imported(linh, "AAAA-1111")
        await linh.command("grant member", reward="Bookshop", member=mai)
        card = await linh.command("codes void", reward="Bookshop", code="1111")
        assert mai.mention in card.text
        done = await card.press("Withdraw")
        assert mai.mention in done.text
        assert [code.state for code in await rows(db, Code, club)] == ["void"]
        withdrawn = [one for one in await rows(db, Delivery, club) if one.kind == "code_withdrawn"]
        assert [one.member_id for one in withdrawn] == [mai.id]

    async def test_the_reason_reaches_its_holder_and_the_audit(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await voucher(db, club)
        await imported(linh, "AAAA-1111")
        await linh.command("grant member", reward="Bookshop", member=mai)
        card = await linh.command("codes void", reward="Bookshop", code="#1")
        asked = await card.press("Give a reason…")
        assert asked.modal is not None
        done = await asked.modal.submit({"Reason": "The shop closed"})
        assert done.message is card.message
        assert [code.state for code in await rows(db, Code, club)] == ["void"]
        await settled(db, club)
        assert mai.direct_messages[-1].text.endswith(
            t("en", "delivery-reason", reason="The shop closed")
        )
        audit = (await linh.command("audit")).text.splitlines()[1]
        assert "withdrew code #1" in audit
        assert audit.endswith(": The shop closed")

    async def test_not_now_leaves_it(self, db: Database, club: Community, linh: Member) -> None:
        await voucher(db, club)
        await imported(linh, "AAAA-1111")
        card = await linh.command("codes void", reward="Bookshop", code="AAAA-1111")
        await card.press("Not now")
        assert [code.state for code in await rows(db, Code, club)] == ["available"]

    async def test_pressed_or_delivered_twice_it_happens_once(
        self, discord: LocalDiscord, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        await imported(linh, "AAAA-1111")
        cards = [await linh.command("codes void", reward="Bookshop", code="#1") for _ in range(2)]
        discord.deliver_twice()
        await cards[0].press("Withdraw")
        assert "already withdrawn" in (await cards[1].press("Withdraw")).text
        again = await linh.command("codes void", reward="Bookshop", code="#1")
        assert "already withdrawn" in again.text
        assert again.buttons == []
        assert (await linh.command("audit")).text.count("withdrew") == 1

    async def test_unknown_and_ambiguous_codes_are_refused(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await voucher(db, club)
        await imported(linh, "AAAA-1111", "BBBB-1111", "SHORT-1")
        for code, text in (
            ("1111", "Several codes"),
            ("RT-1", "no such code"),
            ("#9", "has no code"),
            ("aaaa-1111", "no such code"),
        ):
            refused = await linh.command("codes void", reward="Bookshop", code=code)
            assert text in refused.text
            assert refused.buttons == []


async def test_members_see_no_codes_and_withdraw_none(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await voucher(db, club)
    await imported(linh, "AAAA-1111")
    assert await mai.autocomplete("codes list", "reward", "", force=True) == []
    for command, options in (
        ("codes list", {}),
        ("codes export", {}),
        ("codes void", {"code": "#1"}),
    ):
        refused = await mai.command(command, reward="Bookshop", **options, force=True)
        assert refused.ephemeral
        assert "for managers" in refused.text
        assert refused.files == []
    role = club.add_role("Helper", permissions=Permissions.MANAGE_GUILD)
    helper = club.add_member("Huy", roles=[role])
    card = await helper.command("codes void", reward="Bookshop", code="#1")
    await helper.remove_role(role)
    assert "for managers" in (await card.press("Withdraw")).text
    assert [code.state for code in await rows(db, Code, club)] == ["available"]
