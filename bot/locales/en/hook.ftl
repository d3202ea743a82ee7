hook-title = Webhooks
hook-intro = Other programs tell Laurel here that somebody bought a membership, finished a course and so on. Workflows can react to it. `docs/webhooks.md` says what to send and how to sign it.
hook-address = Send calls to:
hook-address-local = This address only works on Laurel’s own machine. Whoever runs Laurel can set the public one (WEBHOOK_URL).
hook-off = Webhooks are off. Whoever runs Laurel can turn them on: set WEBHOOK_BIND and restart.
hook-no-secret = There is no secret yet, so nobody can call. Make one, and put it into the program that will call.
hook-secret = Valid: the secret that { $by } made { $made }.
hook-secret-until = Valid until { $until }: the previous secret, which { $by } made { $made }.
hook-make = Make a secret
hook-replace = Make a new secret
hook-replace-really = Make a new secret? You see it only once. The current one stays valid until { $until }, so you have time to switch. An older one stops working now.
hook-end = Revoke
hook-end-really = Revoke this secret? Calls signed with it are refused from now on.
hook-ended = The secret is not valid any more.
hook-made = This is the secret. Copy it now: it is not shown again. Whoever has it can give out rewards here.
hook-made-old = The previous one is valid until { $until }.
hook-outgoing = **Calls to other programs**, made by the workflow step *Call a webhook*, are signed with a separate secret.
hook-outgoing-waiting = { $count ->
    [one] 1 call waits until there is one.
   *[other] { $count } calls wait until there is one.
}
hook-outgoing-no-secret = There is none yet, so these calls wait. Make one, and put it into the programs that Laurel calls.
hook-outgoing-make = Make an outgoing secret
hook-outgoing-replace = Make a new outgoing secret
hook-outgoing-replace-really = Make a new secret for calls to other programs? You see it only once. Until { $until } each call is signed with both, so you have time to switch. An older one stops working now.
hook-outgoing-made = This is the secret for calls to other programs. Copy it now: it is not shown again. They use it to check that a call comes from Laurel.
hook-outgoing-made-old = Until { $until } each call is signed with the one before it as well.
hook-calls = Last calls
hook-calls-none = Nobody has called yet.
hook-call-stored = `{ $type }` for { $member }: { $became }
hook-call-forgotten = `{ $type }`: done
hook-call-repeated = `{ $type }`: the same call again; nothing happened a second time
hook-call-known = `{ $type }`: already known; nothing happened
hook-call-refused = refused: { $why }
hook-call-unsigned = refused: a wrong signature, a header twice, or a time more than five minutes off
hook-became-pending = waiting
hook-became-done = done
hook-became-ignored = did nothing ({ $why })
hook-became-failed = failed ({ $why })

# What a caller is told who did something wrong
hook-unsigned = The signature is wrong or missing, or the time is more than five minutes off. Sign “id.timestamp.body” as standardwebhooks.com says, and send webhook-id, webhook-timestamp and webhook-signature, each once.
hook-too-many = Too many calls. Wait as long as Retry-After says, then send the same call again with the same webhook-id.
hook-full = Too many connections right now. Wait as long as Retry-After says, then send the same call again.
hook-stumbled = Laurel failed to handle this call; its log says why. Send the same call again later.
hook-too-long = The body is too long: at most { $most } KiB are accepted.
hook-database-away = Nothing was stored: the database cannot be reached. Send the same call again later.
hook-not-yet = Nothing was stored: Laurel has just joined this server and is still loading its members. Send the same call again later.
hook-ours = webhook-id begins with laurel_, like Laurel’s own calls, which cannot be sent back to it. Use another id.
hook-bad-body = The body must be a JSON object, in UTF-8: type, member and data.
hook-bad-type = type must say what happened, such as "course_complete".
hook-unknown-type = type must be one of: { $types }.
hook-bad-member = member must be a Discord id as a string, such as "80351110224678912".
hook-bad-data = data must be an object of JSON values, without NaN, numbers that are too large, or NUL characters.
hook-bad-data-id = data.id must name what it is about, in 1 to 100 characters, such as "python-101".
hook-bad-data-plan = data.plan must name the membership's plan, such as "gold".
hook-bad-data-tier = data.tier must be a string, such as "annual", or be left out.
hook-bad-data-action = data.action must be the name of an action, such as "survey".
hook-unknown-action = data.action is { $given }, which is not an action here. A manager can add it with /points rules.

# Why a call of ours was not taken
outgoing-bad-address = The address cannot be called.
outgoing-not-https = { $host } can only be called with https.
outgoing-private = { $host } is not on the public internet. Whoever runs Laurel can allow such addresses (WEBHOOK_PRIVATE_ADDRESSES).
outgoing-no-secret = There is no secret to sign with. Make one with `/settings webhooks`.
outgoing-redirected = The address answered with a redirect ({ $status }), which Laurel does not follow.
outgoing-answered = The address answered with an error ({ $status }).
outgoing-unreachable = { $host } cannot be reached.
outgoing-slow = { $host } does not answer in time.

audit-did-webhooks-secret-made = { $actor } made a secret for webhooks
audit-did-webhooks-secret-ended = { $actor } revoked a secret for webhooks
audit-did-webhooks-outgoing-secret-made = { $actor } made a secret for calls to other programs
audit-did-webhooks-outgoing-secret-ended = { $actor } revoked a secret for calls to other programs
