workflow-name-step-assign_reward = Give a reward
workflow-step-assign_reward = give *{ $reward }*
