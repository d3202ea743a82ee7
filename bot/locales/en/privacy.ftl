privacy-title = Your data
privacy-since = Known since { $day }.
privacy-nothing = Nothing is stored about you yet.
privacy-counts = Rewards: { $grants } · point movements: { $entries } · audit entries: { $audit }
privacy-profile-shown = Your profile is shown to other members. Hide it with `/privacy profile`.
privacy-profile-hidden = Your profile is hidden from other members. Show it with `/privacy profile`.
privacy-leaderboard-shown = You are on the leaderboard. Hide yourself with `/privacy leaderboard`.
privacy-leaderboard-hidden = You are hidden from the leaderboard. Show yourself with `/privacy leaderboard`.
privacy-never = The text of your messages is never stored. Download everything else with `/privacy export`.
privacy-exported = Everything that is stored about you, as JSON. Your codes are left out; see them in `/rewards`.
privacy-erase-title = Erase your data here?
privacy-erase-loses = You have { POINTS($points, $currency) } and { $rewards ->
    [0] no unclaimed code or coupon
    [one] 1 code or coupon that is not claimed or used
   *[other] { $rewards } codes or coupons that are not claimed or used
}. You lose all of that, without a refund.
privacy-erase-does = - In everything that stays (badges, point movements, who did what and when), a random number replaces you.
    - Attributes about you, what you typed into forms, your settings and messages still to be sent to you are deleted.
    - Rewards that each member gets only once do not come again.
    - While you are in this server, Laurel still knows that you are here and which roles you have.
    This cannot be undone.
privacy-erase-export = Download everything first with `/privacy export`.
privacy-erase-confirm = Erase my data
privacy-erased = Your data is erased. From now on you start over.
