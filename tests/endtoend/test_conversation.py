"""A test that fails shows what was said on Discord; here it is looked at without a failure."""

from bot.localdiscord import Community, LocalDiscord, Member
from db.database import Database
from tests.endtoend.conversation import Conversation
from tests.endtoend.rewards import award, coupon


async def test_it_has_what_members_did_and_saw_and_what_the_bot_requested(
    db: Database, club: Community, mai: Member, conversation: Conversation, discord: LocalDiscord
) -> None:
    await coupon(db, club)
    await award(db, mai, 300)
    card = await mai.command("claim", reward="Mug")
    await card.press("Confirm")
    (_, events), (_, requests) = conversation.sections()
    for line in ("Mai command: ", "only for Mai, Laurel: ## Claim Mug?", "[Confirm]", "is yours"):
        assert line in events
    assert "/TOKEN/callback -> 200" in requests
    tokens = {
        request.path.split("/")[3] for request in discord.requests if "callback" in str(request)
    }
    assert tokens
    assert not any(token in requests for token in tokens)
