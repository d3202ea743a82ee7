/** Các văn bản của bảng điều khiển. */

export default {
  "panel.tab-tour": "Tham quan",
  "panel.tab-controls": "Điều khiển",
  "panel.tab-wire": "Đường truyền",
  "panel.tab-tables": "Bảng",
  "panel.problem": "Không làm được: {text}",

  "refusal.panel-silent": "bot không trả lời. Bot đã dừng, hoặc còn đang khởi động.",
  "refusal.panel-data": 'dữ liệu phải là một đối tượng JSON, chẳng hạn {"id": "python-101"}.',
  "refusal.panel-busy": "một bước khác đang được thực hiện. Chờ một chút.",
  "refusal.panel-nothing": "không có kết quả. Hãy xem đường truyền để biết thêm.",
  "refusal.panel-start": "bot chưa khởi động được. Hãy thử lại.",

  "tour.title": "Dạo một vòng cùng Laurel",
  "tour.lead":
    "Bạn có thể tự làm từng bước, hoặc để chúng tôi làm thay. Cứ rời đi lúc nào cũng được, tiến độ vẫn còn đó.",
  "tour.finished": "Vậy là xong. Giờ bạn cứ thử thoải mái, hỏng gì cũng không sao.",
  "tour.progress": "{done}/{all}",
  "tour.progress-label": "Số bước đã xong",
  "tour.group-rewards": "Phần thưởng",
  "tour.group-workflows": "Phần thưởng tự đến",
  "tour.group-community": "Vừa với máy chủ của bạn",
  "tour.group-happens": "Xem mọi thứ diễn ra",
  "tour.state-todo": "chưa làm",
  "tour.state-busy": "đang làm",
  "tour.state-done": "đã xong",
  "tour.be": "Vào vai {name}",
  "tour.you-are": "Bạn đang là {name}",
  "tour.do": "Làm giúp tôi",
  "tour.doing": "Chờ một chút…",

  "tour.create": "Tạo một voucher",
  "tour.create-how":
    "Gõ `/reward create`, chọn loại *voucher* và đặt tên, chẳng hạn *Bookshop voucher*.",
  "tour.import": "Nhập mã của đối tác",
  "tour.import-how":
    "Tải tệp về rồi đưa vào `/codes import` cho *{voucher}*. Xem bản xem trước (tệp có vài lỗi, như ngoài đời) rồi bấm *Nhập*.",
  "tour.publish": "Đăng phần thưởng",
  "tour.publish-how":
    "Gõ `/reward publish` và chọn *{voucher}*. Từ giờ có thể trao nó cho thành viên.",
  "tour.claim": "Mua một món",
  "tour.claim-how":
    "Xem `/store`, rồi `/claim` món *Book Club mug* và bấm *Xác nhận*. Điểm chỉ bị trừ một lần, dù bạn bấm bao nhiêu lần.",
  "tour.give": "Trao voucher cho Mai",
  "tour.give-how":
    "Gõ `/grant member` với *{voucher}* và *Mai*; hoặc mở *Ứng dụng* trên tên Mai trong danh sách thành viên.",
  "tour.reveal": "Xem mã",
  "tour.reveal-how":
    "Mở tin nhắn riêng và bấm *Nhận mã*. Chỉ Mai thấy mã: thử vào vai người khác mà xem.",
  "tour.goals": "Huy hiệu khi đạt mục tiêu",
  "tour.goals-how":
    "Gõ `/workflow create`, bắt đầu từ *Huy hiệu cho mục tiêu*, chọn huy hiệu *Bookworm*, rồi bấm *Lưu và bật*.",
  "tour.courses": "Voucher khi học xong khóa học",
  "tour.courses-how":
    "Gõ `/workflow create` và đặt tên. Thêm *Hoàn thành khóa học*, điều kiện *Có vai trò* (Student) và bước *Trao phần thưởng* ({voucher}). Bấm *Lưu và bật*.",
  "tour.members": "Phiếu quà cho hội viên mới",
  "tour.members-how":
    "Dùng `/settings memberships` để nói rằng vai trò *Patron* là một gói hội viên. Rồi `/workflow create`, bắt đầu từ *Phiếu quà chào mừng*, chọn *Welcome tea*, bấm *Lưu và bật*.",
  "tour.moving": "Nhập điểm từ bot cũ",
  "tour.moving-how":
    "Tải về tệp mà bot cũ xuất ra rồi đưa vào `/points import`. Bản xem trước cho biết ai đang ở đây, ai không, và dòng nào bị bỏ qua. Bấm *Nhập*; nút *Hoàn tác* trên báo cáo lấy lại tất cả.",
  "tour.raffle": "Tham gia rút thăm",
  "tour.raffle-how":
    "Bấm *Tham gia* trên thẻ trong *#announcements*. Nút *Rút thăm thế nào?* chỉ cách để ai cũng kiểm tra được. Hết tuần, người trúng sẽ được hỏi.",
  "tour.role": "Mua một vai trò trong một tháng",
  "tour.role-how":
    "*Golden name* đang giảm giá ba ngày: hãy `/claim`. Vai trò tự đến, và hết sau 30 ngày.",
  "tour.thanks": "Cảm ơn một người",
  "tour.thanks-how":
    "Gõ `/thanks` và chọn *Bob*. Bob được vài điểm, không ai mất điểm nào. Ai cảm ơn ai thì chỉ người quản lý thấy.",
  "tour.badge": "Đạt mục tiêu",
  "tour.badge-how":
    "Viết ba tin nhắn trong *#general*. Chốc lát sau, mọi người đọc được tin về huy hiệu trong *#announcements*.",
  "tour.profile": "Xem các hình ảnh",
  "tour.profile-how":
    "Gõ `/profile`, rồi `/leaderboard`. Vào vai Linh, `/stats` cho thấy cộng đồng đang ra sao.",
  "tour.why": "Hỏi vì sao",
  "tour.why-how":
    "Gõ `/workflow runs` và mở lượt chạy: từng điều kiện, từng bước đều ở đó. `/audit` cho biết ai đã làm gì, còn `/why` cho biết các tin nhắn gần đây của chính bạn được bao nhiêu điểm.",
  "tour.school": "Để trường học gọi đến",
  "tour.school-how":
    "Trong *Điều khiển*, gửi webhook `course_complete` cho Mai, được ký đúng như trường học sẽ ký. Mai nhận được voucher.",
  "tour.week": "Để một tuần trôi qua",
  "tour.week-how":
    "Trong *Điều khiển*, cho đồng hồ chạy tới một tuần: mục tiêu bắt đầu lại, cuộc rút thăm có kết quả, lời nhắc được gửi, thứ gì hết hạn sẽ hết hạn.",

  "controls.clock": "Đồng hồ",
  "controls.clock-hint":
    "Discord và bot cùng tiến lên: mã hết hạn, mục tiêu khép lại, lời nhắc được gửi.",
  "controls.forward-1": "Một ngày",
  "controls.forward-7": "Một tuần",
  "controls.forward-30": "30 ngày",
  "controls.bot": "Bot",
  "controls.bot-hint":
    "Bot chạy trong tiến trình riêng. Cứ khởi động lại giữa chừng: không mất gì cả.",
  "controls.bot-starting": "đang khởi động…",
  "controls.bot-running": "đang chạy",
  "controls.bot-stopping": "đang dừng…",
  "controls.bot-stopped": "đã dừng",
  "controls.restart": "Khởi động lại bot",
  "controls.faults": "Sự cố của Discord",
  "controls.faults-hint": "Gây một sự cố, dùng bot, rồi xem đường truyền.",
  "controls.fault-429": "429 khi gửi tin",
  "controls.fault-500": "500 cho mọi yêu cầu",
  "controls.fault-slow": "Trả lời chậm",
  "controls.fault-disconnect": "Ngắt kết nối",
  "controls.fault-clear": "Bình thường trở lại",
  "controls.faults-waiting": "{count} yêu cầu tiếp theo sẽ gặp lỗi.",
  "controls.faults-slow": "Mỗi yêu cầu mất hai giây.",
  "controls.faults-none": "Mọi thứ đều ổn.",

  "webhook.title": "Một webhook có chữ ký",
  "webhook.hint":
    "Một chương trình khác, như trường học hay cửa hàng, báo cho Laurel biết ai đã làm gì.",
  "webhook.hint-first":
    "Một chương trình khác báo cho Laurel biết ai đã làm gì. Lần gọi đầu sẽ tạo một khóa bí mật, như Linh làm trong /settings webhooks.",
  "webhook.type": "Loại",
  "webhook.member": "Thành viên",
  "webhook.data": "Dữ liệu",
  "webhook.send": "Ký và gửi",
  "webhook.sent": "Nội dung đã gửi",

  "wire.title": "Đường truyền",
  "wire.hint": "Mọi yêu cầu của bot và mọi sự kiện Discord gửi cho nó. Mã và khóa được che.",
  "wire.filter": "Lọc",
  "wire.pause": "Tạm dừng",
  "wire.go-on": "Tiếp tục",
  "wire.empty": "Chưa có gì phù hợp. Hãy dùng bot, rồi nó sẽ hiện ở đây.",
  "wire.left-out": "{count} mục quá nhiều nên đã bị bỏ qua.",
  "wire.request": "Yêu cầu của bot",
  "wire.event": "Sự kiện từ Discord",
  "wire.files": "Kèm {count} tệp.",
  "wire.no-body": "Không có nội dung.",

  "tables.title": "Dữ liệu phía sau",
  "tables.hint":
    "Cơ sở dữ liệu của bot, chỉ để đọc, hàng mới nhất ở trên. Mã, khóa và bản nháp được che.",
  "tables.table": "Bảng",
  "tables.empty": "Bảng này trống.",
  "tables.newer": "Các hàng mới hơn",
  "tables.older": "Các hàng cũ hơn",
  "tables.page": "Trang {page}/{pages} · {total} hàng",
  "tables.masked": "Chỉ chủ nhân mới thấy",
};
