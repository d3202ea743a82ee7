"""What every command uses: cards, forms, actions, answers, errors."""
