privacy-title = What is kept about you
privacy-since = Known since { $day }.
privacy-nothing = Nothing is kept about you yet.
privacy-counts = Rewards: { $grants } · point movements: { $entries } · entries in the audit: { $audit }
privacy-profile-shown = Your profile is shown to other members. Hide it with `/privacy profile`.
privacy-profile-hidden = Your profile is hidden from other members. Show it with `/privacy profile`.
privacy-leaderboard-shown = You are on the leaderboard. Stay off it with `/privacy leaderboard`.
privacy-leaderboard-hidden = You are left out of the leaderboard. Join in with `/privacy leaderboard`.
privacy-never = What you write is never stored. Take everything along with `/privacy export`.
privacy-exported = Everything that is kept about you, as JSON. Codes are left out: they are safe in `/rewards`.
privacy-erase-title = Erase your data here?
privacy-erase-loses = You have { POINTS($points, $currency) } and { $rewards ->
    [0] no unclaimed code or coupon
    [one] 1 code or coupon that is not claimed or used
   *[other] { $rewards } codes or coupons that are not claimed or used
}. Erasing ends all of that, without a refund.
privacy-erase-does = - A random number takes the place of your name in everything that stays: badges, point movements, who did what and when.
    - Notes about you, what you typed into forms, your settings and what is still to be sent to you are deleted.
    - What happens once for each member does not happen for you again.
    - As long as you are on this server, Laurel goes on knowing that you are here and which roles you have.
    This cannot be undone.
privacy-erase-export = Take everything along first with `/privacy export`.
privacy-erase-confirm = Erase my data
privacy-erased = Your data is erased. From here on you begin anew.
