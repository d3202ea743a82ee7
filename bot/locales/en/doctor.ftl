# What `doctor` finds
doctor-token = The token works: this is { $name }.
doctor-intent = Laurel may see who the members are.
doctor-intent-missing = “Server Members Intent” is off. Switch it on at discord.com/developers, in your application, under Bot.
doctor-database = The database is at schema { $version }.
doctor-database-empty = The database is empty. `python -m bot run` sets it up when it starts.
doctor-database-old = The database is at schema { $there }; `python -m bot run` brings it to { $ours } when it starts.
doctor-database-too-new = The database was written by a newer Laurel (schema { $there }; this one knows { $ours }), so it will not start. Update Laurel, or restore a backup from before.
doctor-database-damaged = The database file is damaged, or DATABASE_URL names a file that is no database ({ $reason }). Stop Laurel and put the newest copy from BACKUP_DIR in its place; README.md says how, under “Restore”.
doctor-database-away = The database cannot be used right now ({ $reason }). Check DATABASE_URL, that the disk has room, and that no other process holds it.
doctor-open-to-others = Others on this machine can look into { $path }. Close it to them: chmod go= "{ $path }"
doctor-clock = The clock is right.
doctor-clock-wrong = { $seconds ->
    [one] The clock is 1 second off.
   *[other] The clock is { $seconds } seconds off.
} Let the system set it (for example: timedatectl set-ntp true).
doctor-webhooks = Webhooks are taken; others call { $address }.
doctor-webhooks-off = Webhooks are not taken. To take them, set WEBHOOK_BIND.
doctor-backup = The database was copied to { $folder } { $days ->
    [0] in the last 24 hours
    [one] 1 day ago
   *[other] { $days } days ago
}.
doctor-backup-none = The database is copied to { $folder } every night; there is no copy yet.
doctor-backup-off = The database is not copied at night, since BACKUP_KEEP is 0.
doctor-backup-old = The last copy of the database in { $folder } is { $days } days old. If Laurel was running, its log says why (backup.failed).
doctor-backup-closed = The database cannot be copied to { $folder }. Make it a folder that Laurel may write to, or set BACKUP_DIR.
doctor-nowhere = Laurel is not on any server yet. Invite it: { $url }
doctor-community = { $community }: everything is in order.
doctor-community-closed = { $community }: Discord does not let Laurel look there (code { $code }). Invite it again with the link of README.md.
doctor-channel-gone = { $community }: the channel for { $purpose ->
    [announcements] announcements is gone. Choose another with /settings announcements.
   *[notices] notices is gone. Choose another with /settings notices.
}
doctor-channel-closed = { $community }: in #{ $channel }, Laurel lacks { $permissions }. Allow it there: Edit Channel → Permissions → Laurel.
doctor-cannot-give-roles = { $community }: badges carry roles, but Laurel lacks “Manage Roles”. Allow it: Server Settings → Roles → Laurel.
doctor-role-too-high = { $community }: the role “{ $role }” of a badge stands above Laurel's own. Drag Laurel's role above it: Server Settings → Roles.
doctor-role-gone = { $community }: the role of the badge “{ $reward }” is gone. Choose another with /reward edit.
doctor-managers-blind = { $community }: managers with the role “{ $role }” do not see the commands for managers. Show them: Server Settings → Integrations → Laurel.
doctor-events-lost = { $community }: more happened than Laurel could store. In the last week, { $count ->
    [one] 1 message or reaction was not counted.
   *[other] { $count } messages and reactions were not counted.
} A faster disk or PostgreSQL helps.
