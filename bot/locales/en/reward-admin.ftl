# Commands
command-reward = Make rewards and look after them
command-reward-create = Make a reward: a badge, a voucher or a coupon
command-reward-create-kind = What it is; this stays as it is once created
command-reward-edit = Change a reward; without options, on a card with forms
command-reward-edit-reward = Which one
command-reward-preview = See a reward as members see it
command-reward-preview-reward = Which one
command-reward-publish = Put a reward on offer
command-reward-publish-reward = Which draft
command-reward-unpublish = Take a reward off offer; what members hold stays theirs
command-reward-unpublish-reward = Which one
command-reward-archive = Put a reward away for good; what members hold stays theirs
command-reward-archive-reward = Which one
command-reward-list = See all rewards, newest first
command-reward-list-state = Only these; otherwise drafts and published ones
command-reward-list-page = Which page
command-reward-stats = See how a reward fares
command-reward-stats-reward = Which one
command-reward-option-name = What it is called, up to 80 characters
command-reward-option-description = What members read about it
command-reward-option-cost = Coupons: how many points it costs
command-reward-option-stock = Coupons: how many there are in all
command-reward-option-expires = The last day on which it can be had, as YYYY-MM-DD
command-reward-option-limit = How many one member may have
command-reward-option-required-role = Only members with this role can claim it
command-reward-option-instructions = What those who hold it read: how to use it
command-reward-option-badge-role = Badges: a role that comes with it
command-reward-option-image = A PNG, JPEG, WebP or GIF of up to 8 MB

# Words
rewards-kind-badge = Badge
rewards-kind-voucher = Voucher
rewards-kind-coupon = Coupon
rewards-state-draft = draft
rewards-state-published = published
rewards-state-archived = archived

# Forms, their fields, and the same words on cards
rewards-section-basics = Basics
rewards-section-price = Price and stock
rewards-section-limits = Limits
rewards-section-picture = Picture
rewards-field-name = Name
rewards-field-description = Description
rewards-hint-description = What members read about it.
rewards-field-instructions = Instructions
rewards-hint-instructions = What those who hold it read: how to use it.
rewards-field-badge-role = Role
rewards-hint-badge-role = Comes with the badge. One that you could give by hand.
rewards-field-cost = Price
rewards-hint-cost = In points, such as 120.
rewards-field-stock = Stock
rewards-hint-stock = How many there are in all, those already given included.
rewards-field-give-at-most = Give at most
rewards-hint-give-at-most = How often it is given at most, those given already included. Empty: as long as there are codes.
rewards-field-expiry = Expiry date
rewards-hint-expiry = The last day on which it can be had, such as 2030-12-31. Empty: none.
rewards-field-limit = Limit per member
rewards-hint-limit = How many one member may have. Empty: no limit.
rewards-field-required-role = Required role
rewards-required-role-gone = ⚠️ deleted, so nobody can claim this. Choose another role, or *@everyone* if all may.
rewards-hint-required-role = Only its members can claim it. You can still give it to anybody.
rewards-field-picture = Picture
rewards-hint-picture = PNG, JPEG, WebP or GIF, up to 8 MB. Empty: stays as it is.
rewards-field-codes = Codes

# What came of it
rewards-created = Saved as a draft. Only managers see it until you press *Publish*.
rewards-saved = Saved.
rewards-unchanged = Nothing was different, so nothing changed.
rewards-extended = { $count ->
    [one] One coupon that a member holds is good for longer now.
   *[other] { $count } coupons that members hold are good for longer now.
}
rewards-published = { $kind ->
    [coupon] Published: members find it in `/store` now.
   *[other] Published: it can be given now, and members find it in `/store` under *Earned*.
}
rewards-published-without-codes = Published, but it cannot be given yet: add codes with `/codes import`.
rewards-unpublished = Taken off offer. What members hold stays theirs.
rewards-archived = Archived. What members hold stays theirs, and the name is free again.

# The card
rewards-to-do = Before it can be published
rewards-publish = Publish
rewards-unpublish = Unpublish
rewards-preview = Preview
rewards-drop-picture = Remove picture
rewards-archive = Archive
rewards-no-description = No description yet: add one under *Basics*.
rewards-not-set = not set yet
rewards-stock = { $left } of { $total } left
rewards-codes = { $count ->
    [0] no usable codes; add some with `/codes import`
    [one] 1 usable code
   *[other] { $count } usable codes
}
rewards-limit = { $limit ->
    [0] none
    [one] once
   *[other] { $limit } times
}
rewards-expired = expired after { DATETIME($day, dateStyle: "long") }
rewards-preview-means = This is how members see it in `/store` once it is published.
rewards-archive-question = Archive { $reward }?
rewards-archive-means = This is final: it cannot be claimed or given any more. { $granted ->
    [0] Nobody holds one.
    [one] One was given; it stays with its member.
   *[other] { $granted } were given; they stay with their members.
}

# The list
rewards-list-title = { $count ->
    [one] 1 reward
   *[other] { $count } rewards
}
rewards-list-empty = There are no rewards yet. Make the first one with `/reward create`.
rewards-list-all-archived = Every reward is archived. `/reward list` with *state* shows them; make a new one with `/reward create`.
rewards-list-none = There are none like that. `/reward list` without options shows drafts and published ones.
rewards-list-pick = Open one…
rewards-given = { $count ->
    [0] none given
   *[other] { $count } given
}

# How it fares
rewards-count = { $count }
rewards-stats-given = Given
rewards-stats-sources = How
rewards-stats-states = Now
rewards-stats-revoked = Revoked
rewards-stats-points = Members paid
rewards-source-claim = { $count } bought
rewards-source-manager = { $count } by managers
rewards-source-goal = { $count } for goals
rewards-source-workflow = { $count } by workflows
rewards-grant-held = { $count } held
rewards-grant-used = { $count } used
rewards-grant-expired = { $count } expired
rewards-code-available = { $count } in stock
rewards-code-assigned = { $count } waiting to be claimed
rewards-code-claimed = { $count } claimed
rewards-code-expired = { $count } expired
rewards-code-void = { $count } withdrawn
