# What managers are told; causes of others are in the files of their families
notice-pool-low = Few usable codes of **{ $reward }** are left. Bring more with `/codes import`.
notice-pool-empty = **{ $reward }** has no usable code left. Bring more with `/codes import`.
notice-messages-refused = Discord is not letting Laurel send direct messages at the moment. Laurel tries again by itself every few minutes; meanwhile everything that members were given waits in their `/rewards`. If it matters today, tell them in a channel.
notice-workflow-failed = The workflow **{ $workflow }** could not finish a run. { $because } Once that is mended, `/workflow runs` offers *Retry*.
notice-goal-failed = The reward of the goal **{ $goal }** could not be given. { $because } Once that is mended, `/workflow runs` offers *Retry*.
notice-event-failed = Something that happened could not be taken up, by a mistake of ours: nothing came of it. The log of Laurel says why (event { $event }).
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
