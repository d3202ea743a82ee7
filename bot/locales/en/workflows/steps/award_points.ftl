workflow-name-step-award_points = Award points
workflow-step-award_points = award { POINTS($points, $currency) }
