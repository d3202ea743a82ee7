workflow-name-step-set_user_attribute = Đặt thuộc tính
workflow-step-set_user_attribute = đặt thuộc tính { $name } là { $value }
