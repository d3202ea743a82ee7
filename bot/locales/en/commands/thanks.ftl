command-thanks = Thank a member; they get a few points, and yours stay
command-thanks-member = Who helped you
