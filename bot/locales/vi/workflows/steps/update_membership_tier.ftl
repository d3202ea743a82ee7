workflow-name-step-update_membership_tier = Đổi hạng của gói hội viên
workflow-step-update_membership_tier = chuyển gói { $plan } của họ sang hạng { $tier }
