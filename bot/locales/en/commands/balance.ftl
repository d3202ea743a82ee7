command-balance = See your points and where they came from
command-balance-page = Which page of your history to open
