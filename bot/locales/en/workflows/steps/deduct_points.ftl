workflow-name-step-deduct_points = Deduct points
workflow-step-deduct_points = deduct { POINTS($points, $currency) }
