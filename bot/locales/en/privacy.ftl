privacy-title = What is kept about you
privacy-since = Known since { $day }.
privacy-nothing = Nothing is kept about you yet.
privacy-counts = Rewards: { $grants } · point movements: { $entries } · entries in the audit: { $audit }
privacy-profile-shown = Your profile is shown to other members. Hide it with `/privacy profile`.
privacy-profile-hidden = Your profile is hidden from other members. Show it with `/privacy profile`.
privacy-never = What you write is never stored. Take everything along with `/privacy export`.
privacy-exported = Everything that is kept about you, as JSON. Codes are left out: they are safe in `/rewards`.
