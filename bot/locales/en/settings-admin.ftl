settings-admin-saved = Saved.

settings-admin-timezone = The time zone is **{ $zone }**. It is { $clock } there now, and today is { $today }. Expiry dates end at midnight there.
settings-admin-timezone-ahead = The time zone is **{ $zone }**, where it is { $clock } now. This server had already reached { $today }, and days never go back: it stays { $today } until that day is over there too.
settings-admin-timezone-how = Change it with `/settings timezone zone:`.
settings-admin-mode-dual = Two balances: lifetime points and points to spend
settings-admin-mode-single = One balance: points to spend
settings-admin-wallet-dual = Members see **two balances**: the points they earned in total, and the points they can spend.
settings-admin-wallet-single = Members see **one balance**: the points they can spend. Lifetime points are still counted.
settings-admin-wallet-how = Change it with `/settings wallet mode:`.
settings-admin-currency = Points are called **{ $name }** here: { POINTS(25, $currency) }.
settings-admin-currency-none = Points are just called points here. Give them another name with `/settings currency name:`.
settings-admin-currency-reset = Call them points again
settings-admin-announcements = New badges are announced in { $channel }.
settings-admin-announcements-none = New badges are not announced. Choose a channel with `/settings announcements channel:`.
settings-admin-announcements-off = Stop announcing
settings-admin-notices = Managers are notified in { $channel } of what needs attention.
settings-admin-notices-none = Managers are not notified of what needs attention. Choose a channel with `/settings notices channel:`.
settings-admin-notices-pool = { $percent ->
    [0] Managers are notified when a voucher’s last code is gone.
   *[other] Managers are notified when only { $percent }% of a voucher’s imported codes are left.
}
settings-admin-notices-waiting-on = When a member takes no direct messages, Laurel says in the announcement channel that a reward is waiting for them.
settings-admin-notices-waiting-off = When a member takes no direct messages, their reward just waits in `/rewards`. To mention it in public, use `/settings notices tell_in_public:`.
settings-admin-notices-off = Stop notices
settings-admin-pictures-on = Laurel answers with **pictures**: profiles, badges, goals, leaderboards and statistics. Members who prefer text choose that in `/notifications`.
settings-admin-pictures-off = Laurel answers with **text only**. To have pictures of profiles, badges, goals, leaderboards and statistics, use `/settings pictures show:`.
settings-admin-missing-badges-on = Collections show in outline which badges a member **does not have yet**.
settings-admin-missing-badges-off = Collections show only the badges that a member has. To show the missing ones in outline, use `/settings pictures missing_badges:`.
settings-proxies = Trusted proxy bots: { $bots }
settings-proxies-none = No proxy bot is trusted yet. Add one with `/settings proxies add:`.
settings-proxies-how = A proxy bot deletes a member’s message and posts it again under another name. When a trusted one does that within 10 seconds, the member keeps the points for the message.
settings-proxy-no-bot = **add**: <@{ $user }> is not a bot. Choose the proxy bot itself.
settings-proxy-too-many = **add**: a server can trust up to { $most } proxy bots. Remove one first.
settings-admin-managers = Everyone with *Manage Server* or { $roles } is a manager.
settings-admin-managers-none = Everyone with *Manage Server* is a manager. Add a role with `/settings managers add:`.
settings-admin-managers-where = By default, Discord shows manager commands only to people with *Manage Server*. An administrator can show them to a role: open **Server Settings → Integrations → Laurel**, add the role and allow it.
settings-admin-managers-blind = Not added there yet, so they cannot see all the commands: { $roles }
settings-admin-managers-all-see = All these roles can see the commands.
settings-admin-managers-everybody = That would make everyone a manager. Choose a role that only managers have.
settings-admin-language-name = { LANGUAGE($value) }
settings-admin-language = Public messages are in **{ LANGUAGE($language) }**. Private answers use the language of each member’s Discord.
settings-admin-language-how = Change it with `/settings language language:`.

settings-admin-cannot-post = Laurel cannot post in { $channel }: it lacks { $missing }. Allow that in the channel's settings, then try again.
settings-admin-may-read-messages = *View Channel*
settings-admin-may-send-messages = *Send Messages*
settings-admin-may-attach-files = *Attach Files*
settings-admin-may-embed-links = *Embed Links*
settings-admin-thanks = Whoever is thanked with `/thanks` gets **{ POINTS($points, $currency) }**.
settings-admin-thanks-limits = { $quota ->
    [one] Each member may thank 1 other
   *[other] Each member may thank { $quota } others
} in a day, and be thanked { $cap ->
    [one] once
   *[other] { $cap } times
}. Who thanked whom is in `/audit`, for managers only.
settings-admin-thanks-none = Members cannot thank each other. To let them, use `/settings thanks points:`.
settings-admin-thanks-off = Switch thanks off
settings-bad-thanks = Give a whole number from { $least } to { $most }.
settings-leaderboard-title = ### Leaderboards posted when their time is over
settings-leaderboard-posted = **{ $span ->
    [week] Each week
    [quarter] Each quarter
   *[other] Each month
}** in { $channel }: { $places ->
    [one] the first place
   *[other] the first { $places } places
}
settings-leaderboard-not-posted = **{ $span ->
    [week] Each week
    [quarter] Each quarter
   *[other] Each month
}**: not posted
settings-leaderboard-how = Choose with `/settings leaderboard period: channel:`. It is posted a few minutes after the end, and mentions ping nobody. For prizes, use the workflow “Best three of the month”.
settings-leaderboard-stop = Stop
settings-leaderboard-channel-needed = **Channel**: say where to post it.
settings-leaderboard-bad-places = **Places**: give a whole number from 1 to { $most }.
