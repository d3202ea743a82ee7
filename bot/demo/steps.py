"""What members do in the tours, whether it is printed, or done in the page for whoever asks."""

from bot.demo.labels import label
from bot.demo.scene import Scene, in_language
from bot.localdiscord.model.answer import Answer
from bot.localdiscord.model.files import File
from bot.localdiscord.model.member import Member

VOUCHER = "Bookshop voucher"
MUG = "Book Club mug"
BADGE = "Bookworm"
TEA = "Welcome tea"
PRIZE = "Tea with the author"
GOLD = "Golden name"
GOAL = "Talk of the week"
FOR_GOALS = "Badge for goals"
FOR_STUDENTS = "Vouchers for students"
FOR_PATRONS = "Welcome coupon"

POSTS = (
    "I have finished the first chapter.",
    "The second one is even better!",
    "Who reads the third one tonight?",
)


class Steps(Scene):
    """Each does one thing as somebody of the sample community."""

    async def create_voucher(self) -> None:
        """Linh creates a voucher."""
        await self._command(
            self._club.linh,
            "reward create",
            kind="voucher",
            name=VOUCHER,
            description="20 % off at Fahasa.",
        )

    async def import_codes(self, file: File, reward: str = VOUCHER) -> None:
        """Linh imports a partner's file of codes."""
        linh = self._club.linh
        preview = await self._command(linh, "codes import", reward=reward, file=file)
        await self._press(linh, preview, "Import")

    async def publish(self, reward: str = VOUCHER, **when: object) -> None:
        """Linh publishes a reward, at once or as the options say."""
        await self._command(self._club.linh, "reward publish", reward=reward, **when)

    async def claim(self, member: Member, reward: str = MUG) -> None:
        """A member buys a coupon."""
        confirm = await self._command(member, "claim", reward=reward)
        await self._press(member, confirm, "Confirm")

    async def give(self, member: Member, reward: str = VOUCHER) -> None:
        """Linh gives a member a reward."""
        await self._command(self._club.linh, "grant member", reward=reward, member=member)

    async def reveal(self, member: Member, reward: str = VOUCHER) -> None:
        """A member opens the direct message about a voucher, and looks at the code."""
        message = await self._direct_message(member, reward)
        self.transcript.does(member, "presses the button under it")
        self.transcript.sees(member, await message.press(0, by=member))

    async def make_goal(self) -> None:
        """Linh makes a goal that is soon reached."""
        await self._command(
            self._club.linh,
            "goal create",
            name=GOAL,
            period="weekly",
            counts="post_created",
            target=len(POSTS),
            count_all=True,  # nobody wants to watch cooldowns pass
        )

    async def reward_goals(self) -> None:
        """Linh sets up a ready-made workflow: a badge for whoever completes a goal."""
        await self._ready_made(FOR_GOALS, BADGE)

    async def reward_courses(self, voucher: str) -> None:
        """Linh puts a workflow together: a voucher for students who complete a course."""
        linh = self._club.linh
        form = await self._command(linh, "workflow create")
        card = await self._send(linh, form, Name=FOR_STUDENTS)
        card = await self._add(linh, card, 1, "Course completed")
        card = await self._add(linh, card, 1, "Has a role", Role=self._club.student)
        card = await self._add(linh, card, 0, "Give a reward", Reward=voucher)
        card = await self._add(
            linh, card, 0, "Send a direct message", Text="Well done, {member}! Enjoy {reward}."
        )
        self.transcript.sees(linh, card)
        await self._press(linh, card, "Save and enable")

    async def reward_memberships(self) -> None:
        """Linh says what a role means, and sets up a ready-made workflow for who gets it."""
        await self._command(
            self._club.linh,
            "settings memberships",
            role=self._club.patron,
            means="membership_purchased",
            name="Patron",
        )
        await self._ready_made(FOR_PATRONS, TEA)

    async def chat(self, member: Member) -> None:
        """A member writes as many posts as the goal asks for."""
        for post in POSTS:
            self.transcript.does(member, f"writes in #general: {post}")
            await member.post(post, channel=self._club.general)

    async def import_points(self, file: File) -> None:
        """Linh imports what everybody had with another bot."""
        linh = self._club.linh
        preview = await self._command(linh, "points import", file=file)
        await self._press(linh, preview, "Import")

    async def open_raffle(self, reward: str = PRIZE) -> None:
        """Linh opens a raffle of one unit."""
        linh, channel = self._club.linh, self._club.announcements
        asked = await self._command(
            linh, "raffle create", reward=reward, units=1, until="5d", channel=channel
        )
        await self._press(linh, asked, "Open the raffle")
        await self._announcement(reward)

    async def take_part(self, member: Member, reward: str = PRIZE) -> None:
        """A member takes part in the newest raffle of a reward."""
        cards = [card for card in self._club.announcements.messages if reward in card.text]
        self.transcript.does(member, "takes part in the raffle")
        self.transcript.sees(member, await cards[-1].press(0, by=member))

    async def thank(self, member: Member, whom: Member) -> None:
        """A member thanks another."""
        await self._command(member, "thanks", member=whom)

    async def profile(self, member: Member) -> None:
        """A member looks at how others see them."""
        await self._command(member, "profile")

    async def runs(self, workflow: str) -> None:
        """Linh looks at what a workflow did."""
        await self._command(self._club.linh, "workflow runs", workflow=workflow)

    async def _ready_made(self, template: str, reward: str) -> None:
        linh = self._club.linh
        form = await self._command(linh, "workflow create")
        card = await self._send(linh, form, Start_from=template)
        form = await self._press(linh, card, card.buttons[0])
        card = await self._send(linh, form, Reward=reward)
        await self._press(linh, card, "Save and enable")

    async def _add(
        self, member: Member, card: Answer, lists: int, part: str, **settings: object
    ) -> Answer:
        """Choose a part in a select of the card, and fill in its modal without showing it."""
        filled = ", ".join(f"{name}: {value}" for name, value in settings.items())
        self.transcript.does(member, f"adds “{part}”" + (f" with {filled}" if filled else ""))
        options = [str(option["label"]) for option in card.selects[lists]["options"]]
        answer = await card.choose(label(part, options, member.locale), select=lists)
        if answer.modal is None:
            return answer
        return await answer.modal.submit(in_language(answer.modal, settings, member.locale))
