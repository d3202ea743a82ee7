hook-title = Webhooks
hook-intro = Other programs tell Laurel here that somebody bought a membership, finished a course and so on; workflows take it up. What is sent and how it is signed is in `docs/webhooks.md`.
hook-address = They post to:
hook-address-local = That is the address on Laurel's own machine. Whoever runs Laurel can set the public one (WEBHOOK_URL).
hook-off = Laurel takes no calls at present. Whoever runs it has to set WEBHOOK_BIND, and start it again.
hook-no-secret = There is no secret yet, so nobody can call. Make one, and put it into the program that will.
hook-secret = Valid: the secret that { $by } made { $made }.
hook-secret-until = Valid until { $until }: the one before it, which { $by } made { $made }.
hook-make = Make a secret
hook-replace = Make a new secret
hook-replace-really = Make a new secret? You see it once. The present one stays valid until { $until }, so that there is time to change over; one before it ends now.
hook-end = End it
hook-end-really = End this secret? What is signed with it is not valid from now on.
hook-ended = The secret is not valid any more.
hook-made = This is the secret. Copy it now, for it is not shown again. Whoever has it can give out rewards here.
hook-made-old = The one before it is valid until { $until }.
hook-outgoing = **Calls to other programs**, which a workflow's step *webhook* makes, are signed with a secret of their own.
hook-outgoing-waiting = { $count ->
    [one] 1 call waits until there is one.
   *[other] { $count } calls wait until there is one.
}
hook-outgoing-no-secret = There is none yet, so these calls wait. Make one, and put it into the programs that Laurel calls.
hook-outgoing-make = Make an outgoing secret
hook-outgoing-replace = Make a new outgoing secret
hook-outgoing-replace-really = Make a new secret for calls to other programs? You see it once. Until { $until } each call is signed with both, so that there is time to change over; one before them ends now.
hook-outgoing-made = This is the secret for calls to other programs. Copy it now, for it is not shown again. With it they see that a call comes from Laurel.
hook-outgoing-made-old = Until { $until } each call is signed with the one before it as well.
hook-calls = Last calls
hook-calls-none = Nobody has called yet.
hook-call-stored = `{ $type }` for { $member }: { $became }
hook-call-forgotten = `{ $type }`: done
hook-call-repeated = `{ $type }`: the same call again; nothing happened a second time
hook-call-known = `{ $type }`: was so already; nothing happened
hook-call-refused = refused: { $why }
hook-call-unsigned = refused: a wrong signature, a header twice, or a time more than five minutes off
hook-became-pending = next in line
hook-became-done = done
hook-became-ignored = did nothing ({ $why })
hook-became-failed = went wrong ({ $why })

# What a caller is told who did something wrong
hook-unsigned = The signature is wrong or missing, or the time is more than five minutes off. Sign “id.timestamp.body” as standardwebhooks.com says, and send webhook-id, webhook-timestamp and webhook-signature, each once.
hook-too-many = Too many calls. Wait as long as Retry-After says; the same webhook-id may be sent again.
hook-full = Too many are connected at present. Wait as long as Retry-After says, and send the same again.
hook-stumbled = Laurel stumbled over this call; its log says why. Send the same again later.
hook-too-long = The body is too long; at most { $most } KiB are taken.
hook-database-away = Nothing was stored: the database is away. Send the same again later.
hook-not-yet = Nothing was stored: Laurel has just come to this server, and is getting to know its members. Send the same again later.
hook-ours = webhook-id begins with laurel_, as the ids of Laurel’s own calls do. They cannot be sent back.
hook-bad-body = The body must be a JSON object, in UTF-8: type, member and data.
hook-bad-type = type must say what happened, such as "course_complete".
hook-unknown-type = type must be one of: { $types }.
hook-bad-member = member must be a Discord id as a text, such as "80351110224678912".
hook-bad-data = data must be an object of JSON values, without NaN, numbers too large, or NUL in a text.
hook-bad-data-id = data.id must name what it is about, in 1 to 100 characters, such as "python-101".
hook-bad-data-plan = data.plan must name the membership's plan, such as "gold".
hook-bad-data-tier = data.tier must be a text, such as "annual", or be left out.
hook-bad-data-action = data.action must be the name of an action, such as "survey".
hook-unknown-action = data.action is { $given }, which no manager has named yet. Name it with /points rules.

# Why a call of ours was not taken
outgoing-bad-address = The address cannot be called.
outgoing-not-https = { $host } can be called with https only.
outgoing-private = { $host } is not on the public internet; whoever runs Laurel may allow that.
outgoing-no-secret = There is no secret to sign with. Make one with `/settings webhooks`.
outgoing-redirected = The address answered with a redirect ({ $status }), which is not followed.
outgoing-answered = The address answered with an error ({ $status }).
outgoing-unreachable = { $host } cannot be reached.
outgoing-slow = { $host } does not answer in time.

audit-did-webhooks-secret-made = { $actor } made a secret for webhooks
audit-did-webhooks-secret-ended = { $actor } ended a secret for webhooks
audit-did-webhooks-outgoing-secret-made = { $actor } made a secret for calls to other programs
audit-did-webhooks-outgoing-secret-ended = { $actor } ended a secret for calls to other programs
