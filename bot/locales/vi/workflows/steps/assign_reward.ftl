workflow-name-step-assign_reward = Trao phần thưởng
workflow-step-assign_reward = trao *{ $reward }*
