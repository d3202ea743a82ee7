workflow-name-step-deduct_points = Trừ điểm
workflow-step-deduct_points = trừ { POINTS($points, $currency) }
