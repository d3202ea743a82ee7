/** Texts of the panel. */

const many = (count, one, other) => `${count} ${count === 1 ? one : other}`;

export default {
  "panel.tab-tour": "Tour",
  "panel.tab-controls": "Controls",
  "panel.tab-wire": "Wire",
  "panel.tab-tables": "Tables",
  "panel.problem": "That did not work: {text}",

  "refusal.panel-silent": "the bot does not answer. It is stopped, or still starting.",
  "refusal.panel-data": 'the data must be a JSON object, such as {"id": "python-101"}.',
  "refusal.panel-busy": "another step is being done. Wait a moment.",
  "refusal.panel-nothing": "nothing came of it. The wire tells more.",
  "refusal.panel-start": "the bot did not start. Try it once more.",

  "tour.title": "A walk through Laurel",
  "tour.lead":
    "Do each step yourself, or let it be done. Leave whenever you like: it stays where it is.",
  "tour.finished": "That was all of it. Go on as you like: everything here is yours to break.",
  "tour.progress": "{done} of {all}",
  "tour.progress-label": "Steps done",
  "tour.group-rewards": "Rewards",
  "tour.group-workflows": "Rewards that come by themselves",
  "tour.group-community": "What fits your server",
  "tour.group-happens": "See it happen",
  "tour.state-todo": "to do",
  "tour.state-busy": "is being done",
  "tour.state-done": "done",
  "tour.be": "Be {name}",
  "tour.you-are": "You are {name}",
  "tour.do": "Do it for me",
  "tour.doing": "One moment…",

  "tour.create": "Create a voucher",
  "tour.create-how":
    "Type `/reward create`, choose *voucher* as its kind, and name it, say, *Bookshop voucher*.",
  "tour.import": "Import the partner’s codes",
  "tour.import-how":
    "Download the file and give it to `/codes import` for *{voucher}*. Look at the preview (the file has mistakes, as real ones do) and press *Import*.",
  "tour.publish": "Publish it",
  "tour.publish-how": "Type `/reward publish` and choose *{voucher}*. From now on it can be given.",
  "tour.claim": "Buy something",
  "tour.claim-how":
    "Look into `/store`, then `/claim` the *Book Club mug* and press *Confirm*. The points leave once, however often you press.",
  "tour.give": "Give Mai the voucher",
  "tour.give-how":
    "Type `/grant member` with *{voucher}* and *Mai*; or open *Apps* on her in the list of members.",
  "tour.reveal": "See the code",
  "tour.reveal-how":
    "Open the direct messages and press *Claim code*. Only Mai sees it: be somebody else, and look.",
  "tour.goals": "A badge for reaching a goal",
  "tour.goals-how":
    "Type `/workflow create`, start from *Badge for goals*, choose the badge *Bookworm*, then *Save and enable*.",
  "tour.courses": "A voucher for completing a course",
  "tour.courses-how":
    "Type `/workflow create` and name it. Add *Course completed*, the condition *Has a role* (Student) and the step *Give a reward* ({voucher}). *Save and enable*.",
  "tour.members": "A coupon for new patrons",
  "tour.members-how":
    "Say with `/settings memberships` that the role *Patron* means a membership. Then `/workflow create`, start from *Welcome coupon*, choose *Welcome tea*, *Save and enable*.",
  "tour.moving": "Import the points of another bot",
  "tour.moving-how":
    "Download what the old bot gave out and hand it to `/points import`. The preview says who is here, who is not, and what is left out. Press *Import*; *Undo* on the report takes it all back.",
  "tour.raffle": "Take part in the raffle",
  "tour.raffle-how":
    "Press *Take part* on the card in *#announcements*. *How is it drawn?* tells how anybody can check the draw. When the week is over, the winner is asked.",
  "tour.role": "Buy a role for a month",
  "tour.role-how":
    "The *Golden name* is on sale for three days: `/claim` it. The role comes by itself, and goes after 30 days.",
  "tour.thanks": "Thank somebody",
  "tour.thanks-how":
    "Type `/thanks` and choose *Bob*. He gets a few points, and nobody loses any. Who thanks whom is seen by managers only.",
  "tour.badge": "Reach the goal",
  "tour.badge-how":
    "Write three messages in *#general*. A moment later everybody reads of the badge in *#announcements*.",
  "tour.profile": "Look at the pictures",
  "tour.profile-how":
    "Type `/profile`, and `/leaderboard`. As Linh, `/stats` shows how the community is doing.",
  "tour.why": "Ask why",
  "tour.why-how":
    "Type `/workflow runs` and open the run: each condition and step is there. `/audit` tells who did what, and `/why` what your own latest messages paid.",
  "tour.school": "Let the school call",
  "tour.school-how":
    "Under *Controls*, send the webhook `course_complete` for Mai, signed as the school would sign it. She gets the voucher.",
  "tour.week": "Let a week pass",
  "tour.week-how":
    "Under *Controls*, move the clock by a week: goals begin anew, the raffle is drawn, reminders come, what expires does.",

  "controls.clock": "Clock",
  "controls.clock-hint":
    "Discord and the bot move on together: codes expire, goals close, reminders come.",
  "controls.forward-1": "A day",
  "controls.forward-7": "A week",
  "controls.forward-30": "30 days",
  "controls.bot": "The bot",
  "controls.bot-hint":
    "It is a process of its own. Restart it in the middle of something: nothing is lost.",
  "controls.bot-starting": "is starting…",
  "controls.bot-running": "is running",
  "controls.bot-stopping": "is stopping…",
  "controls.bot-stopped": "is stopped",
  "controls.restart": "Restart the bot",
  "controls.faults": "Discord’s faults",
  "controls.faults-hint": "Let something go wrong, then use the bot, and look at the wire.",
  "controls.fault-429": "429 for messages",
  "controls.fault-500": "500 for anything",
  "controls.fault-slow": "Slow answers",
  "controls.fault-disconnect": "Cut the connection",
  "controls.fault-clear": "All well again",
  "controls.faults-waiting": ({ count }) =>
    `The next ${many(count, "request fails", "requests fail")}.`,
  "controls.faults-slow": "Each request takes two seconds.",
  "controls.faults-none": "All is well.",

  "webhook.title": "A signed webhook",
  "webhook.hint": "Another program, such as a school or a shop, tells Laurel what somebody did.",
  "webhook.hint-first":
    "Another program tells Laurel what somebody did. The first call makes a secret, as Linh would in /settings webhooks.",
  "webhook.type": "Type",
  "webhook.member": "Member",
  "webhook.data": "Data",
  "webhook.send": "Sign and send",
  "webhook.sent": "What was sent",

  "wire.title": "The wire",
  "wire.hint":
    "Each request of the bot and each event that Discord sends it. Codes and tokens are masked.",
  "wire.filter": "Filter",
  "wire.pause": "Pause",
  "wire.go-on": "Go on",
  "wire.empty": "Nothing yet that fits. Use the bot, and it appears here.",
  "wire.left-out": ({ count }) =>
    `${many(count, "entry was", "entries were")} too many, and left out.`,
  "wire.request": "Request of the bot",
  "wire.event": "Event from Discord",
  "wire.files": ({ count }) => `With ${many(count, "file", "files")}.`,
  "wire.no-body": "No body.",

  "tables.title": "The tables behind it",
  "tables.hint":
    "The bot’s database, read only, the newest rows first. Codes, secrets and drafts are masked.",
  "tables.table": "Table",
  "tables.empty": "This table is empty.",
  "tables.newer": "Newer rows",
  "tables.older": "Older rows",
  "tables.page": ({ page, pages, total }) =>
    `Page ${page} of ${pages} · ${many(total, "row", "rows")}`,
  "tables.masked": "Not shown to anybody but its holder",
};
