# What managers are told; causes of others are in the files of their families
notice-pool-low = Few usable codes of **{ $reward }** are left. Bring more with `/codes import`.
notice-pool-empty = **{ $reward }** has no usable code left. Bring more with `/codes import`.
notice-messages-refused = Discord is not letting Laurel send direct messages at the moment. Laurel tries again by itself every few minutes; meanwhile everything that members were given waits in their `/rewards`. If it matters today, tell them in a channel.
notice-workflow-failed = The workflow **{ $workflow }** could not finish a run. { $because } Once that is mended, `/workflow runs` offers *Retry*.
notice-goal-failed = The reward of the goal **{ $goal }** could not be given. { $because } Once that is mended, `/workflow runs` offers *Retry*.
notice-event-failed = Something that happened could not be taken up, by a mistake of ours: nothing came of it. The log of Laurel says why (event { $event }).
notice-gone-manager = The role **{ $gone }** was deleted, so its holders are no managers any more. Choose another role with `/settings managers`.
notice-gone-mark = The role **{ $gone }** was deleted. It meant **{ $subject }**, which no role means now. Choose another with `/settings memberships`.
notice-gone-tier = The role **{ $gone }** was deleted, and its tier with it. Make another with `/settings tiers`.
notice-gone-required = The role **{ $gone }** was deleted. **{ $reward }** requires it, so nobody can claim it for now. Choose another role with `/reward edit`, or *@everyone* if all may claim it.
notice-gone-badge = The role **{ $gone }** was deleted, so the badge **{ $reward }** carries no role any more. Choose another with `/reward edit`.
notice-gone-announcements = The channel **{ $gone }** was deleted, so nothing is announced for now. Choose another with `/settings announcements`.
notice-gone-notices = The channel **{ $gone }** was deleted. What managers should know is only in `/settings notices` until you choose another there.
notice-gone-workflow = **{ $gone }** was deleted. The workflow **{ $workflow }** names it and is switched off. Choose something else with `/workflow edit`, then enable it again.
notice-undelivered-channel-gone = A channel that Laurel should post in is gone (<#{ $channel }>). Choose another with `/settings announcements`, or in the workflow that names it.
notice-undelivered-channel-closed = Laurel may not post in <#{ $channel }>. Allow it *View Channel*, *Send Messages*, *Embed Links* and *Attach Files* there.
notice-undelivered-role-gone = A role that Laurel should give is gone. Choose another where it is used: a badge with `/reward edit`, a tier with `/settings tiers`, or a workflow.
notice-undelivered-role-out-of-reach = Laurel cannot give or take <@&{ $role }>. In **Server Settings → Roles**, put Laurel’s role above it and give Laurel *Manage Roles*; a role that may moderate is never given.
notice-undelivered-refused = Discord refused something that Laurel should deliver (error { $code }). `/settings notices` shows how much; `python -m bot doctor` may say what is missing.
notice-undelivered-away = Something could not be delivered, since Discord was out of reach for a day. `/settings notices` shows how much.
notice-undelivered-slowed-down = Something could not be delivered, since Discord took no more from Laurel for a day. `/settings notices` shows how much.
notice-undelivered-not-taken = A call of the workflow **{ $workflow }** to another server did not arrive. { $because }
notice-undelivered-stumbled = Laurel failed at delivering something for a day. `/settings notices` shows how much, and the log says why.
notice-undelivered-unsure = Something may have arrived or not: the connection broke at the wrong moment, and Laurel did not risk sending it twice. `/settings notices` shows how much.
notice-no-outgoing-secret = Calls of workflows to other programs wait: they are signed with a secret of their own, and there is none yet. Make it with `/settings webhooks`, and put it into those programs.
notice-undelivered-no-secret = Calls of workflows to other programs have waited for a month and were given up: there was no secret to sign them with. Make one with `/settings webhooks`.
notice-latest = **What managers were told last**
notice-undelivered = **What could not be delivered in the last 30 days**
notice-undelivered-line = { $count } × { $kind }: { $why } ({ $when })
audit-did-settings-waiting-notice = { $actor } let Laurel { $after ->
    [True] say
   *[other] no longer say
} in public that something waits for somebody
