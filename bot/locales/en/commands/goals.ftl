command-goals = See your progress, how much time is left and what you get
command-goals-page = Which page to open
