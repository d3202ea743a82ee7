hook-title = Webhook
hook-intro = Các chương trình khác báo cho Laurel tại đây rằng ai đó đã mua gói thành viên, học xong một khóa, v.v.; các quy trình sẽ xử lý. Cách gửi và cách ký có trong `docs/webhooks.md`.
hook-address = Gửi POST tới:
hook-address-local = Đây là địa chỉ trên chính máy chạy Laurel. Người vận hành có thể đặt địa chỉ công khai (WEBHOOK_URL).
hook-off = Hiện Laurel không nhận lời gọi nào. Người vận hành cần đặt WEBHOOK_BIND rồi khởi động lại.
hook-no-secret = Chưa có khóa bí mật nên chưa ai gọi được. Hãy tạo một khóa và đưa vào chương trình sẽ gọi.
hook-secret = Còn hiệu lực: khóa do { $by } tạo { $made }.
hook-secret-until = Còn hiệu lực đến { $until }: khóa trước đó, do { $by } tạo { $made }.
hook-make = Tạo khóa bí mật
hook-replace = Tạo khóa mới
hook-replace-really = Tạo khóa mới? Bạn chỉ thấy nó một lần. Khóa hiện tại còn hiệu lực đến { $until } để kịp chuyển đổi; khóa trước nữa hết hiệu lực ngay.
hook-end = Hủy khóa
hook-end-really = Hủy khóa này? Từ giờ mọi lời gọi ký bằng nó sẽ bị từ chối.
hook-ended = Khóa này không còn hiệu lực.
hook-made = Đây là khóa bí mật. Hãy chép lại ngay vì nó không hiện lần nữa. Ai có khóa này đều có thể trao phần thưởng ở đây.
hook-made-old = Khóa trước đó còn hiệu lực đến { $until }.
hook-calls = Những lời gọi gần đây
hook-calls-none = Chưa có ai gọi.
hook-call-stored = `{ $type }` cho { $member }: { $became }
hook-call-forgotten = `{ $type }`: xong
hook-call-repeated = `{ $type }`: lời gọi cũ được gửi lại; không có gì xảy ra lần thứ hai
hook-call-known = `{ $type }`: vốn đã như vậy; không có gì xảy ra
hook-call-refused = bị từ chối: { $why }
hook-call-unsigned = bị từ chối: sai chữ ký, hoặc thời gian lệch quá năm phút
hook-became-pending = đang chờ đến lượt
hook-became-done = xong
hook-became-ignored = không có tác dụng ({ $why })
hook-became-failed = gặp lỗi ({ $why })

# Điều báo cho bên gọi khi họ làm sai
hook-unsigned = Chữ ký sai hoặc thiếu, hoặc thời gian lệch quá năm phút. Hãy ký “id.timestamp.body” theo standardwebhooks.com và gửi webhook-id, webhook-timestamp, webhook-signature.
hook-too-many = Quá nhiều lời gọi. Hãy chờ theo Retry-After; có thể gửi lại cùng webhook-id.
hook-too-long = Nội dung quá dài; chỉ nhận tối đa { $most } KiB.
hook-database-away = Chưa lưu được gì: cơ sở dữ liệu đang không dùng được. Hãy gửi lại y như vậy sau.
hook-ours = webhook-id bắt đầu bằng laurel_, như id các lời gọi của chính Laurel. Không thể gửi ngược lại.
hook-bad-body = Nội dung phải là một đối tượng JSON, mã hóa UTF-8: type, member và data.
hook-bad-type = type phải nói điều gì đã xảy ra, ví dụ "course_complete".
hook-unknown-type = type phải là một trong: { $types }.
hook-bad-member = member phải là một Discord id ở dạng chuỗi, ví dụ "80351110224678912".
hook-bad-data = data phải là một đối tượng gồm các giá trị JSON, không có NaN, số quá lớn hay ký tự NUL.
hook-bad-data-id = data.id phải nêu nó nói về cái gì, từ 1 đến 100 ký tự, ví dụ "python-101".
hook-bad-data-plan = data.plan phải nêu tên gói thành viên, ví dụ "gold".
hook-bad-data-tier = data.tier phải là chuỗi, ví dụ "annual", hoặc bỏ trống.
hook-bad-data-action = data.action phải là tên một hành động, ví dụ "survey".
hook-unknown-action = data.action là { $given }, chưa có quản lý nào đặt tên này. Hãy đặt bằng /points rules.

# Vì sao lời gọi của chúng ta không được nhận
outgoing-bad-address = Không gọi được địa chỉ này.
outgoing-not-https = Chỉ có thể gọi { $host } bằng https.
outgoing-private = { $host } không nằm trên internet công cộng; người vận hành Laurel có thể cho phép.
outgoing-no-secret = Chưa có khóa bí mật để ký. Hãy tạo bằng `/settings webhooks`.
outgoing-redirected = Địa chỉ trả lời bằng chuyển hướng ({ $status }), Laurel không đi theo.
outgoing-answered = Địa chỉ trả lời bằng lỗi ({ $status }).
outgoing-unreachable = Không kết nối được tới { $host }.
outgoing-slow = { $host } không trả lời kịp.

audit-did-webhooks-secret-made = { $actor } đã tạo khóa bí mật cho webhook
audit-did-webhooks-secret-ended = { $actor } đã hủy một khóa bí mật của webhook
