command-revoke = Take a reward back from a member
command-revoke-member = Who has it; for people who left, paste their id
command-revoke-reward = Which of their rewards
