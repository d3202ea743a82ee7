command-revoke = Thu hồi một phần thưởng của thành viên
command-revoke-member = Ai đang giữ; với người đã rời đi, hãy dán ID của họ
command-revoke-reward = Phần thưởng cần thu hồi, trong số họ đang giữ
