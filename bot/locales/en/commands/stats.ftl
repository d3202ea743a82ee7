command-stats = See how the rewards programme is doing, in charts and numbers
command-stats-about = What about; points if you leave it out
command-stats-period = How far back; 12 weeks if you leave it out
