notice-events-lost = Ở đây có nhiều hoạt động hơn mức Laurel kịp ghi lại, nên một số tin nhắn và biểu cảm hôm nay chưa được tính. Lượt tham gia, vai trò và gói hội viên thì không bao giờ bị bỏ sót.
