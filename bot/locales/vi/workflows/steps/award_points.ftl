workflow-name-step-award_points = Cộng điểm
workflow-step-award_points = cộng { POINTS($points, $currency) }
