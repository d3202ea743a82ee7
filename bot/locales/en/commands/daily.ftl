command-daily = Check in for today and keep your streak
