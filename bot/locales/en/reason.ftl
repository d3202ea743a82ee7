reason-label = Reason
reason-hint = Whoever held it reads this, and it is kept in /audit.
