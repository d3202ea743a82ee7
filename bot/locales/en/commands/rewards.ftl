command-rewards = See your rewards and open your codes
command-rewards-page = Which page to open
