command-store = See the rewards and what you can buy with your points
command-store-page = Which page to open
