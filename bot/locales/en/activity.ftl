notice-events-lost = More is going on here than I can take down, so some of today’s messages and reactions were not counted. Joins, roles and memberships are never left out.
