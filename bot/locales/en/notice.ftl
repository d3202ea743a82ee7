# What managers are told; causes of others are in the files of their families
notice-pool-low = **{ $reward }** has few usable codes left. Add more with `/codes import`.
notice-pool-empty = **{ $reward }** has no usable codes left. Add more with `/codes import`.
notice-messages-refused = Discord does not let Laurel send direct messages at the moment. Laurel tries again every few minutes. Members find everything they were given in `/rewards`; if it is urgent, let them know in a channel.
notice-workflow-failed = A run of the workflow **{ $workflow }** failed. { $because } Fix that, then press *Retry* in `/workflow runs`.
notice-goal-failed = The reward of the goal **{ $goal }** could not be given. { $because } Fix that, then press *Retry* in `/workflow runs`.
notice-event-failed = Something that a member did could not be handled because of an error in Laurel, so it had no effect. Laurel’s log has details (event { $event }).
notice-gone-manager = The role **{ $gone }** was deleted, so its holders are no managers any more. Choose another role with `/settings managers`.
notice-gone-mark = The role **{ $gone }** was deleted. It was linked to **{ $subject }**. Link another role with `/settings memberships`.
notice-gone-tier = The role **{ $gone }** was deleted, and its tier with it. Add another tier with `/settings tiers`.
notice-gone-required = The role **{ $gone }** was deleted. **{ $reward }** requires it, so nobody can claim it for now. Choose another role with `/reward edit`, or *@everyone* if everyone may claim it.
notice-gone-badge = The role **{ $gone }** was deleted, so the badge **{ $reward }** no longer comes with a role. Choose another with `/reward edit`.
notice-gone-delivered = The role **{ $gone }** was deleted. **{ $reward }** delivers it, so it is sold out for now. Choose another role with `/reward edit`.
notice-role-not-for-sale = Laurel cannot give <@&{ $role }>, so { $count ->
    [one] **{ $reward }** is
    [2] **{ $reward }** and another coupon are
   *[other] **{ $reward }** and other coupons are
} sold out. In **Server Settings → Roles**, drag Laurel’s role above it and give Laurel *Manage Roles*. Roles with moderator permissions are never given.
notice-coupon-returned = **{ $reward }** of <@{ $member }> could not be delivered: { $because } The coupon was taken back, and what was paid is back in their wallet.
delivery-failed-role-gone = the role was deleted.
delivery-failed-role-out-of-reach = Laurel cannot give <@&{ $role }>.
delivery-failed-nothing-to-change = they got <@&{ $role }> from elsewhere meanwhile.
delivery-failed-member-left = they left the server.
delivery-failed-other = Discord did not take <@&{ $role }> for a day.
notice-gone-announcements = The channel **{ $gone }** was deleted, so nothing is announced for now. Choose another with `/settings announcements`.
notice-gone-leaderboard = The channel **{ $gone }** was deleted, so leaderboards are not posted there any more. Choose another with `/settings leaderboard`.
notice-gone-notices = The channel **{ $gone }** was deleted, so notices for managers are only shown in `/settings notices`. Choose another channel there.
notice-gone-raffle-role = The role **{ $gone }** was deleted. The raffle of **{ $reward }** requires it, so nobody can take part or win. Cancel it with `/raffle end` and create another.
notice-gone-raffle-channel = The channel **{ $gone }** was deleted, and the card of the raffle of **{ $reward }** with it. Nobody else can take part. It is drawn as planned; `/raffle list` shows who wins.
notice-gone-workflow = **{ $gone }** was deleted. The workflow **{ $workflow }** uses it, so it is disabled. Choose something else with `/workflow edit`, then enable it again.
notice-undelivered-channel-gone = A channel that Laurel should post in is gone (<#{ $channel }>). Choose another with `/settings announcements`, or in the workflow that uses it.
notice-undelivered-channel-closed = Laurel cannot post in <#{ $channel }>. Allow it *View Channel*, *Send Messages*, *Embed Links* and *Attach Files* there.
notice-undelivered-role-gone = A role that Laurel should give was deleted. Choose another where it is used: a badge with `/reward edit`, a tier with `/settings tiers`, or a workflow.
notice-undelivered-role-out-of-reach = Laurel cannot give or take <@&{ $role }>. In **Server Settings → Roles**, drag Laurel’s role above it and give Laurel *Manage Roles*. Roles with moderator permissions are never given.
notice-undelivered-refused = Discord did not accept something that Laurel sent (error { $code }). `/settings notices` shows how much; `python -m bot doctor` may say what is missing.
notice-undelivered-away = Some messages or roles could not be delivered, because Discord could not be reached for a day. `/settings notices` shows how many.
notice-undelivered-slowed-down = Some messages or roles could not be delivered, because Discord’s rate limit lasted for a day. `/settings notices` shows how many.
notice-undelivered-not-taken = A call of the workflow **{ $workflow }** to another program did not arrive. { $because }
notice-undelivered-stumbled = Some messages or roles could not be delivered for a day because of an error in Laurel. `/settings notices` shows how many, and the log has details.
notice-undelivered-unsure = Some messages may not have arrived: the connection broke, and Laurel did not risk sending them twice. `/settings notices` shows how many.
notice-no-outgoing-secret = Workflows’ calls to other programs are waiting, because there is no secret to sign them with. Make one with `/settings webhooks`, and put it into those programs.
notice-undelivered-no-secret = Workflows’ calls to other programs waited for a month and were given up, because there was no secret to sign them with. Make one with `/settings webhooks`.
notice-latest = **Latest notices to managers**
notice-undelivered = **What could not be delivered in the last 30 days**
notice-undelivered-line = { $count } × { $kind }: { $why } ({ $when })
audit-did-settings-waiting-notice = { $actor } turned the public notice that a reward is waiting { $after ->
    [True] on
   *[other] off
}
notice-gone-left-out = The role **{ $gone }** was deleted. Its holders were left out of earning; now they earn again. Leave another role out with `/points places`.
notice-gone-place = **{ $gone }** was deleted, and what was said of earning there. If it was a category, its channels now pay what is paid elsewhere; change that with `/points places`.
notice-gone-boost = **{ $gone }** was deleted, so the boost there is over, or goes on only in its other channels. See `/points boost`.
