privacy-title = Những gì được lưu về bạn
privacy-since = Có dữ liệu về bạn từ { $day }.
privacy-nothing = Chưa lưu gì về bạn.
privacy-counts = Phần thưởng: { $grants } · biến động điểm: { $entries } · mục nhật ký: { $audit }
privacy-profile-shown = Hồ sơ của bạn đang hiển thị với mọi người. Ẩn bằng `/privacy profile`.
privacy-profile-hidden = Hồ sơ của bạn đang được ẩn. Hiện lại bằng `/privacy profile`.
privacy-never = Nội dung bạn viết không bao giờ được lưu. Tải tất cả về bằng `/privacy export`.
privacy-exported = Toàn bộ dữ liệu về bạn, dạng JSON. Không có các mã: chúng vẫn an toàn trong `/rewards`.
