workflow-name-step-announce = Thông báo trong kênh
workflow-step-announce = viết “{ $text }” trong { $channel }
