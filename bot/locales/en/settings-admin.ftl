command-settings = See and change how Laurel works here
command-settings-timezone = See or choose the time zone whose midnight ends a day
command-settings-timezone-zone = A city or country, such as Hanoi; leave it out to see the present one
command-settings-wallet = See or choose how balances are shown
command-settings-wallet-mode = Two balances or one; leave it out to see the present choice
command-settings-currency = See or choose what points are called
command-settings-currency-name = Such as stars; leave it out to see the present name
command-settings-announcements = See or choose where new badges are announced
command-settings-announcements-channel = The channel; leave it out to see the present one
command-settings-notices = See or choose where managers are told what needs them
command-settings-notices-channel = The channel; leave it out to see the present one
command-settings-notices-low-pool-percent = Tell when so many percent of a voucher's codes are left
command-settings-notices-tell-in-public = Say in public that something waits for who takes no direct messages
command-settings-proxies = See or change which bots post again what members wrote (such as PluralKit)
command-settings-proxies-add = A proxy bot to trust
command-settings-proxies-remove = A proxy bot to trust no more
command-settings-managers = See or change whose role makes them managers
command-settings-managers-add = A role whose holders become managers
command-settings-managers-remove = A role whose holders stop being managers
command-settings-language = See or choose the language of what everybody reads
command-settings-language-language = The language; leave it out to see the present one

settings-admin-saved = Saved.

settings-admin-timezone = The time zone is **{ $zone }**. It is { $clock } there now, and today is { $today }; a date is over when that day ends there.
settings-admin-timezone-ahead = The time zone is **{ $zone }**, where it is { $clock } now. This server had already reached { $today }, and days never go back: it stays { $today } until that day is over there too.
settings-admin-mode-dual = Two balances: lifetime points and points to spend
settings-admin-mode-single = One balance: points to spend
settings-admin-wallet-dual = Members see **two balances**: what they gained in a lifetime, and what they can spend.
settings-admin-wallet-single = Members see **one balance**: what they can spend. Lifetime points are still counted.
settings-admin-wallet-how = Change that with `/settings wallet mode:`.
settings-admin-currency = Points are called **{ $name }** here: { POINTS(25, $currency) }.
settings-admin-currency-none = Points are called points here. Give them a name of your own with `/settings currency name:`.
settings-admin-currency-reset = Call them points again
settings-admin-announcements = New badges are announced in { $channel }.
settings-admin-announcements-none = New badges are not announced. Choose a channel with `/settings announcements channel:`.
settings-admin-announcements-off = Stop announcing
settings-admin-notices = Managers are told in { $channel } what needs them.
settings-admin-notices-none = Managers are not told what needs them. Choose a channel with `/settings notices channel:`.
settings-admin-notices-pool = A voucher's codes are running low when { $percent } % of what was imported is left.
settings-admin-notices-waiting-on = When a member takes no direct messages, Laurel says in the announcement channel that something waits for them.
settings-admin-notices-waiting-off = When a member takes no direct messages, what they get waits in `/rewards`, and nothing is said in public. Change that with `/settings notices tell_in_public:`.
settings-admin-notices-off = Stop telling
settings-proxies = Trusted proxy bots: { $bots }
settings-proxies-none = No proxy bot is trusted yet. Add one with `/settings proxies add:`.
settings-proxies-how = A proxy bot deletes what a member wrote and posts it under another name. When one of these does so within 10 seconds, the member keeps the points for the message.
settings-proxy-no-bot = **add**: <@{ $user }> is not a bot. Choose the proxy bot itself.
settings-proxy-too-many = **add**: a server can trust up to { $most } proxy bots. Remove one first.
settings-admin-managers = Managers are those with *Manage Server*, and everybody with { $roles }.
settings-admin-managers-none = Managers are those with *Manage Server*. Add a role with `/settings managers add:`.
settings-admin-managers-where = Discord hides managers' commands from everybody without *Manage Server*. An administrator shows them to a role under **Server Settings → Integrations → Laurel**: add the role there and allow it.
settings-admin-managers-blind = Not allowed there yet, so these cannot see all the commands: { $roles }
settings-admin-managers-all-see = All these roles can see the commands.
settings-admin-managers-everybody = That would make everybody a manager. Choose a role that only managers hold.
settings-admin-language-en = English
settings-admin-language-vi = Vietnamese
settings-admin-language = What everybody reads is in **{ $language ->
    [vi] Vietnamese
   *[other] English
}**. Private answers follow each member's own Discord.
settings-admin-language-how = Change that with `/settings language language:`.

settings-admin-cannot-post = Laurel cannot post in { $channel }: it lacks { $missing }. Allow that in the channel's settings, then try again.
settings-admin-may-read-messages = *View Channel*
settings-admin-may-send-messages = *Send Messages*
settings-admin-may-attach-files = *Attach Files*
settings-admin-may-embed-links = *Embed Links*
