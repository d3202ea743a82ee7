# What the command line says

# Settings: what was expected
program-setting-discord-token = DISCORD_TOKEN is missing. Copy .env.example to .env, unless that is done, and put the bot's token into it; you find it at discord.com/developers, in your application, under Bot → Reset Token.
program-setting-database-url = DATABASE_URL is wrong. Expected a file such as sqlite:///data/laurel.db, or a server such as postgresql+asyncpg://user:password@host/name.
program-setting-convert-to = CONVERT_TO is missing, wrong, or the same as DATABASE_URL. Put the address of a new, empty database into .env, such as postgresql+asyncpg://user:password@host/name or sqlite:///data/laurel.db.
program-setting-discord-api-url = DISCORD_API_URL is wrong. Expected an address with its version, such as https://discord.com/api/v10.
program-setting-discord-gateway-url = DISCORD_GATEWAY_URL is wrong. Expected an address such as wss://gateway.discord.gg.
program-setting-discord-cdn-url = DISCORD_CDN_URL is wrong. Expected an address such as https://cdn.discordapp.com.
program-setting-shard-count = SHARD_COUNT cannot be “{ $given }”. Expected the number of all shards, from 1 to 10000; leave it out to have as many as Discord recommends.
program-setting-shards = SHARDS cannot be “{ $given }”. Expected some of the numbers below SHARD_COUNT with commas between them, such as 0,1; the others need processes of their own, which need PostgreSQL. Leave it out to have all in this process.
program-setting-webhook-bind = WEBHOOK_BIND cannot be “{ $given }”. Expected a host and a port, such as 127.0.0.1:8300; leave it out to take no webhooks.
program-setting-webhook-url = WEBHOOK_URL is wrong. Expected the address at which others reach WEBHOOK_BIND, such as https://laurel.example.
program-setting-webhook-trusted-proxies = WEBHOOK_TRUSTED_PROXIES cannot be “{ $given }”. Expected addresses or networks with commas between them, such as 127.0.0.1, 10.0.0.0/8.
program-setting-webhook-private-addresses = WEBHOOK_PRIVATE_ADDRESSES cannot be “{ $given }”. Expected yes or no.
program-setting-backup-dir = BACKUP_DIR cannot be “{ $given }”. Expected a folder, such as data/backups/nightly.
program-setting-backup-keep = BACKUP_KEEP cannot be “{ $given }”. Expected how many nightly copies stay, from 0 (none are made) to 3650.
program-setting-log-level = LOG_LEVEL cannot be “{ $given }”. Expected DEBUG, INFO, WARNING or ERROR.
program-setting-log-format = LOG_FORMAT cannot be “{ $given }”. Expected console or json.

# Why it does not start
program-wrong-token = Discord does not accept this DISCORD_TOKEN. Make a new one at discord.com/developers, in your application, under Bot → Reset Token, and put it into .env.
program-intents-missing = “Server Members Intent” is off, so Laurel cannot see the members. Turn it on at discord.com/developers, in your application, under Bot, and start again.
program-discord-refuses = Discord refuses this version of Laurel (gateway code { $code }), and would do so again. Update Laurel; README.md says how, under “Upgrade”.
program-discord-unreachable = Discord cannot be reached at { $url }. Check the internet connection, and DISCORD_API_URL if you set it.
program-wrong-shards = Discord wants Laurel divided into more shards: each may have 2,500 servers at the most. Set SHARD_COUNT as `python -m bot doctor` says, or leave it out.
program-starts-used-up = Laurel has connected so often today that Discord lets too few of its shards start ({ $total } are allowed a day). Trying on would cost the token. It goes on in { $minutes } { $minutes ->
    [one] minute
   *[other] minutes
}; find out from the log why it connects so often.
program-webhooks-taken = Laurel cannot listen for webhooks at { $address } ({ $reason }). Check WEBHOOK_BIND, and that no other program uses that port.
program-database-too-new = The database was written by a newer Laurel (schema { $version }), so nothing was changed. Update Laurel, or restore a backup from before.
program-database-away = The database cannot be used right now ({ $reason }). Check DATABASE_URL, that the disk has free space, and that no other process has locked it.
program-database-damaged = The database file is damaged, or DATABASE_URL names a file that is not a database ({ $reason }). Stop Laurel, move the file aside and put the newest copy from BACKUP_DIR in its place; README.md says how, under “Restore”.
program-database-in-use = Another Laurel (process { $pid }) is using this database, and a SQLite file allows only one. Stop that one first; to run several, use PostgreSQL.

# What was done
program-migrated = The database is now at schema { $version }.
program-migrated-already = The database is already at schema { $version }; there was nothing to do.
program-distributed = { $tables ->
    [one] One table is now divided among the machines of Citus, by community.
   *[other] { $tables } tables are now divided among the machines of Citus, by community.
 }
program-distributed-already = All tables are already divided among the machines of Citus; there was nothing to do.
program-distribute-backup = This moves every row, so make a backup first: pg_dump --format=custom --file=laurel.dump "$DATABASE_URL" (without “+asyncpg”). Then run `python -m bot migrate --distribute --backed-up`.
program-distribute-no-sqlite = This database is a SQLite file, and a file stays on one machine. Citus is for PostgreSQL.
program-distribute-no-extension = This PostgreSQL has no Citus, so nothing was changed. Install Citus on every machine, run CREATE EXTENSION citus in this database on each of them, and add them with citus_add_node.
program-backed-up = Wrote { $file } ({ $kilobytes } KB).
program-backup-postgres = This database is a PostgreSQL server. Back it up with its own tool: pg_dump --format=custom --file=laurel.dump "$DATABASE_URL" (without “+asyncpg”).
program-check-clean = Everything adds up: balances, stock, limits, codes and grants.
program-check-under-way = The import of { $file } in community { $community } is not finished: { $added } of { $wanted } codes are added. Laurel continues it while it runs.
program-check-finding = { $rule } in community { $community }, row { $subject }: expected { $expected }, found { $found }
program-check-notices = Lines with “!” are for managers of that community to look at. No balance, stock or grant is wrong by them.
program-check-not-now = The database is at schema { $there }, and this Laurel expects { $ours }. Run `python -m bot migrate` first.
program-check-none = There is no database yet. Start Laurel once (`python -m bot run`), or run `python -m bot migrate`, and it makes one.
program-converting = Copying to CONVERT_TO and comparing
program-converted = { $rows ->
    [one] 1 row was
   *[other] { $rows } rows were
} copied, and each is the same on both sides. In .env, give DATABASE_URL the address from CONVERT_TO, remove CONVERT_TO, and start Laurel. Keep the old database until you are content.
program-convert-rows = The database in CONVERT_TO already holds something (in table { $table }), so nothing was copied. Make a new, empty one and put its address into CONVERT_TO.
program-convert-divided = The database in CONVERT_TO is already divided by Citus, so nothing was copied. Give CONVERT_TO a new, empty one, and divide that afterwards: `python -m bot migrate --distribute`.
program-convert-unlike = A row of table { $table } would not be the same in CONVERT_TO, so nothing was copied. Stay with DATABASE_URL as it is, and please report this; SECURITY.md says how if the data is not for others to see.
program-convert-failed = Nothing was copied: CONVERT_TO could not be used to the end ({ $reason }). Check its address, user and password, that it answers, and that it has free space; then run `python -m bot convert` again.
program-convert-wrong = Something does not add up (the lines with ✗), so stay with DATABASE_URL as it is. If you cannot tell why, restore a backup that `python -m bot check` finds right.
