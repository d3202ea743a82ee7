notice-events-lost = Hoạt động ở đây nhiều hơn mức mình kịp ghi lại, nên một số tin nhắn và cảm xúc hôm nay chưa được tính. Việc tham gia, vai trò và tư cách thành viên thì không bao giờ bị bỏ sót.
