workflow-name-step-update_membership_tier = Change the tier of a membership
workflow-step-update_membership_tier = change their membership { $plan } to the tier { $tier }
