command-audit = See who did what and when
command-audit-member = Only entries about this member
command-audit-actor = Only what this member did
command-audit-page = Which page
command-audit-kind = Only entries about this
command-audit-reward = Only entries about this reward
