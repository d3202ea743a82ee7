notice-events-lost = There is more activity here than Laurel can store, so some of today’s messages and reactions were not counted. Joins, roles and memberships are never left out.
