command-why = See what you got points and rewards for, and why not
command-why-about = What about; points if you leave it out
