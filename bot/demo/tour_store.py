"""The first half of the tour: a manager sets up rewards, members use them."""

import asyncio
from datetime import UTC, datetime

from bot.demo.sample import ZONE, codes, picture
from bot.demo.steps import MUG, VOUCHER, Steps


class StoreTour(Steps):
    """Plays how rewards are set up, bought, given and redeemed."""

    async def play(self) -> None:
        """Play every scene in order."""
        await self.set_up()
        await self.buy()
        await self._fall_short()
        await self._last_unit()
        await self._give_a_voucher()
        await self._give_a_badge()
        await self._redeem()
        await self._show_audit()

    async def set_up(self) -> None:
        """Play what a manager does before anybody can buy."""
        await self._settle_in()
        await self._create_rewards()
        await self._fill_in_a_form()
        await self._import_codes()
        await self._give_points()

    async def _settle_in(self) -> None:
        self.transcript.chapter("Linh, who manages the server, settles Laurel in")
        linh, club = self._club.linh, self._club
        await self._command(linh, "settings timezone", zone=ZONE.key)
        await self._command(linh, "settings announcements", channel=club.announcements)

    async def _create_rewards(self) -> None:
        self.transcript.chapter("She creates rewards and publishes them")
        linh = self._club.linh
        await self._command(
            linh,
            "reward create",
            kind="coupon",
            name=MUG,
            description="A mug for long evenings.",
            cost=120,
            stock=25,
            image=picture("MUG", "#8d5b4c"),
        )
        await self.publish(MUG)
        for kind, name, more in (
            ("coupon", "Front-row seat", {"cost": 50, "stock": 1}),
            ("voucher", VOUCHER, {"description": "20 % off at Fahasa."}),
            ("badge", "First review", {"image": picture("1st", "#3a7d44")}),
            ("badge", "Night reader", {}),
        ):
            await linh.command("reward create", kind=kind, name=name, **more)
            await linh.command("reward publish", reward=name)
        self.transcript.says(
            "… and in the same way a coupon with one unit, a voucher and two badges."
        )
        await self._command(linh, "reward list")

    async def _fill_in_a_form(self) -> None:
        self.transcript.chapter("Who would rather fill in a form does that, and may mistype")
        linh = self._club.linh
        form = await self._command(linh, "reward create", kind="coupon")
        assert form.modal is not None
        self.transcript.does(linh, "fills in “Tea with the author” and sends it")
        card = await form.modal.submit({"Name": "Tea with the author"})
        self.transcript.sees(linh, card)
        prices = await self._press(linh, card, "Price and stock")
        assert prices.modal is not None
        self.transcript.does(linh, "types “fifty” for the price and 5 for the stock")
        wrong = await prices.modal.submit({"Price": "fifty", "Stock": "5"})
        self.transcript.sees(linh, wrong)
        again = await self._press(linh, wrong, "Fix it")
        assert again.modal is not None
        self.transcript.does(linh, "types 50; the stock is still there")
        self.transcript.sees(linh, await again.modal.submit({"Price": "50"}))

    async def _import_codes(self) -> None:
        self.transcript.chapter("She imports the partner's codes; the file has mistakes in it")
        await self.import_codes(codes(datetime.now(UTC).date()))

    async def _give_points(self) -> None:
        self.transcript.chapter("Members have taken part, and get points for it")
        linh, club = self._club.linh, self._club
        await self._command(linh, "points award", member=club.mai, amount=300, note="Reading week")
        await linh.command("points award", member=club.bob, amount=60)
        await linh.command("points award", member=club.an, amount=80)
        self.transcript.says("… and Bob gets 60, and An 80.")

    async def buy(self) -> None:
        """Play how a member buys."""
        self.transcript.chapter("Mai looks into the store and buys the mug")
        mai = self._club.mai
        await self._command(mai, "store")
        await self.claim(mai)
        await self._command(mai, "balance")

    async def _fall_short(self) -> None:
        self.transcript.chapter("Bob would like one too, but has too few points")
        await self._command(self._club.bob, "claim", reward=MUG)

    async def _last_unit(self) -> None:
        self.transcript.chapter("Bob and An both want the only front-row seat, at the same moment")
        bob, an = self._club.bob, self._club.an
        cards = [await member.command("claim", reward="Front-row seat") for member in (bob, an)]
        labels = [card.buttons[0] for card in cards]
        answers = await asyncio.gather(*(card.press(0) for card in cards))
        for member, label, answer in zip((bob, an), labels, answers, strict=True):
            self.transcript.does(member, f"presses [ {label} ]")
            self.transcript.sees(member, answer)

    async def _give_a_voucher(self) -> None:
        self.transcript.chapter(
            "Linh gives An a voucher; a direct message brings it, and only An sees the code"
        )
        await self.give(self._club.an)
        await self.reveal(self._club.an)

    async def _give_a_badge(self) -> None:
        self.transcript.chapter("Mai earns a badge, and everybody may know")
        mai = self._club.mai
        await self.give(mai, "First review")
        await self._announcement("First review")
        await self._command(mai, "profile")

    async def _redeem(self) -> None:
        self.transcript.chapter("Mai comes for her mug")
        linh, mai = self._club.linh, self._club.mai
        inventory = await self._command(mai, "rewards")
        await self._press(mai, inventory, "Use")
        found = await self._command(linh, "coupon find", member=mai)
        await self._press(linh, found, "Mark as used")

    async def _show_audit(self) -> None:
        self.transcript.chapter("Everything can be looked up afterwards")
        await self._command(self._club.linh, "audit")
