command-notifications = Choose which messages you get from Laurel, and whether with pictures
