command-leaderboard = See who earned the most points
command-leaderboard-span = Which period; this week if you leave it out
command-leaderboard-page = Which page to open
command-leaderboard-show = Post it in the channel for everyone
