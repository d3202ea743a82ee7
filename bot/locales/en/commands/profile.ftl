command-profile = See a member's badges, tier and streak
command-profile-member = Whose profile; yours if you leave it out
command-profile-show = Post it in the channel for everyone
