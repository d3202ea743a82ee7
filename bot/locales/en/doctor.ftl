# What `doctor` finds
doctor-token = The token works: this is { $name }.
doctor-intent = Laurel can see the members (“Server Members Intent” is on).
doctor-intent-missing = “Server Members Intent” is off. Turn it on at discord.com/developers, in your application, under Bot.
doctor-database = The database is at schema { $version }.
doctor-database-empty = The database is empty. `python -m bot run` sets it up when it starts.
doctor-database-old = The database is at schema { $there }; `python -m bot run` upgrades it to { $ours } when it starts.
doctor-database-too-new = The database was written by a newer Laurel (schema { $there }; this one knows up to { $ours }), so this one does not start. Update Laurel, or restore a backup from before.
doctor-database-damaged = The database file is damaged, or DATABASE_URL names a file that is not a database ({ $reason }). Stop Laurel and put the newest copy from BACKUP_DIR in its place; README.md says how, under “Restore”.
doctor-database-away = The database cannot be used right now ({ $reason }). Check DATABASE_URL, that the disk has free space, and that no other process has locked it.
doctor-postgres = PostgreSQL { $version } allows { $connections } connections. Each process opens up to { $pool }, so there is room for { $processes } processes.
doctor-postgres-few = PostgreSQL { $version } allows only { $connections } connections, and a process opens up to { $pool }. Raise max_connections (or the limit of this role or database), or put PgBouncer in between; docs/scaling.md says how.
doctor-postgres-old = PostgreSQL { $version } is older than { $oldest }, the oldest with which Laurel has been tried. Upgrade the server.
doctor-pooler-transaction = A pooler, such as PgBouncer, stands before PostgreSQL { $version } and lends a connection for one transaction at a time. Laurel noticed: it keeps no prepared statements and no settings there. How many connections there are, the pooler decides (default_pool_size).
doctor-pooler-session = A pooler, such as PgBouncer, stands before PostgreSQL { $version } and lends a connection for as long as a process runs, so it saves none: each process takes up to { $pool }. Set pool_mode = transaction in pgbouncer.ini; docs/scaling.md says how.
doctor-pooler-too-few = A pooler, such as PgBouncer, stands before PostgreSQL { $version } and had no connection for a second transaction at the same time. Raise default_pool_size in pgbouncer.ini; docs/scaling.md says to what.
doctor-letters = Pictures show Arabic and Hebrew names backwards, and flags and joined emoji in pieces, because a library is missing. Install libfribidi0 (Debian, Ubuntu) or fribidi (others), then start Laurel again.
doctor-open-to-others = Other users of this machine can read { $path }. Make it private: chmod go= "{ $path }"
doctor-clock = The clock is right.
doctor-clock-wrong = { $seconds ->
    [one] The clock is 1 second off.
   *[other] The clock is { $seconds } seconds off.
} Let the system set it (for example: timedatectl set-ntp true).
doctor-shards = This process has { $ours } of { $count } { $count ->
    [one] shard
   *[other] shards
} (Discord recommends { $shards }), and { $remaining } of { $total } connections a day are left.
doctor-shards-too-few = Laurel is on { $communities } servers, and Discord allows 2,500 for each shard. Set SHARD_COUNT to { $shards } or more, or leave it out.
doctor-webhooks = Webhooks are on; other programs call { $address }.
doctor-webhooks-off = Webhooks are off. To receive them, set WEBHOOK_BIND.
doctor-backup = The last backup in { $folder } was made { $days ->
    [0] in the last 24 hours
    [one] 1 day ago
   *[other] { $days } days ago
}.
doctor-backup-none = The database is backed up to { $folder } every night; there is no backup yet.
doctor-backup-off = There are no nightly backups, because BACKUP_KEEP is 0.
doctor-backup-old = The last backup in { $folder } is { $days } days old. If Laurel was running, its log says why (backup.failed).
doctor-backup-closed = Backups cannot be written to { $folder }. Let Laurel write to that folder, or set BACKUP_DIR to another one.
doctor-nowhere = Laurel is not in any server yet. Invite it: { $url }
doctor-community = { $community }: everything is fine.
doctor-community-closed = { $community }: Discord does not let Laurel look at this server (code { $code }). Invite it again with the link in README.md.
doctor-channel-gone = { $community }: the channel for { $purpose ->
    [announcements] announcements was deleted. Choose another with /settings announcements.
   *[notices] notices was deleted. Choose another with /settings notices.
}
doctor-channel-closed = { $community }: in #{ $channel }, Laurel lacks { $permissions }. Allow it there: Edit Channel → Permissions → Laurel.
doctor-cannot-give-roles = { $community }: rewards, tiers or workflows give roles, but Laurel lacks “Manage Roles”. Allow it: Server Settings → Roles → Laurel.
doctor-role-too-high = { $community }: the role “{ $role }”, which { $by ->
    [tier] a tier gives,
    [workflow] the workflow “{ $name }” gives or takes,
   *[reward] “{ $name }” gives,
} is above Laurel’s own role. Drag Laurel’s role above it: Server Settings → Roles.
doctor-role-gone = { $community }: the role { $by ->
    [tier] of the tier with rank { $name } was deleted. Make another role a tier with /settings tiers.
    [workflow] that the workflow “{ $name }” gives or takes was deleted. Choose another with /workflow edit.
   *[reward] that “{ $name }” gives was deleted. Choose another with /reward edit.
}
doctor-managers-blind = { $community }: managers with the role “{ $role }” cannot see the manager commands. Show them: Server Settings → Integrations → Laurel.
doctor-events-lost = { $community }: there was more activity than Laurel could store. In the last week, { $count ->
    [one] 1 message or reaction was not counted.
   *[other] { $count } messages and reactions were not counted.
} A faster disk or PostgreSQL helps.
