# What the command line says

# Settings: what was expected
program-setting-discord-token = Thiếu DISCORD_TOKEN. Hãy chép .env.example thành .env, nếu chưa có, rồi ghi token của bot vào đó; bạn tìm thấy nó tại discord.com/developers, trong ứng dụng của bạn, mục Bot → Reset Token.
program-setting-database-url = DATABASE_URL không đúng. Cần một tệp như sqlite:///data/laurel.db, hoặc một máy chủ như postgresql+asyncpg://user:password@host/name.
program-setting-convert-to = CONVERT_TO bị thiếu, sai, hoặc trùng với DATABASE_URL. Hãy ghi vào .env địa chỉ của một cơ sở dữ liệu mới, còn trống, ví dụ postgresql+asyncpg://user:password@host/name hoặc sqlite:///data/laurel.db.
program-setting-discord-api-url = DISCORD_API_URL không đúng. Cần một địa chỉ kèm phiên bản, như https://discord.com/api/v10.
program-setting-discord-gateway-url = DISCORD_GATEWAY_URL không đúng. Cần một địa chỉ như wss://gateway.discord.gg.
program-setting-discord-cdn-url = DISCORD_CDN_URL không đúng. Cần một địa chỉ như https://cdn.discordapp.com.
program-setting-shard-count = SHARD_COUNT không thể là “{ $given }”. Cần tổng số shard, từ 1 đến 10000; bỏ trống để dùng số mà Discord đề nghị.
program-setting-shards = SHARDS không thể là “{ $given }”. Cần một vài số nhỏ hơn SHARD_COUNT, cách nhau bằng dấu phẩy, ví dụ 0,1; các shard còn lại cần tiến trình riêng, và việc đó cần PostgreSQL. Bỏ trống để tiến trình này nhận tất cả.
program-setting-webhook-bind = WEBHOOK_BIND không thể là “{ $given }”. Cần máy chủ và cổng, ví dụ 127.0.0.1:8300; bỏ trống nếu không nhận webhook.
program-setting-webhook-url = WEBHOOK_URL không đúng. Cần địa chỉ mà bên ngoài dùng để tới WEBHOOK_BIND, ví dụ https://laurel.example.
program-setting-webhook-trusted-proxies = WEBHOOK_TRUSTED_PROXIES không thể là “{ $given }”. Cần các địa chỉ hoặc mạng, cách nhau bằng dấu phẩy, ví dụ 127.0.0.1, 10.0.0.0/8.
program-setting-webhook-private-addresses = WEBHOOK_PRIVATE_ADDRESSES không thể là “{ $given }”. Cần yes hoặc no.
program-setting-backup-dir = BACKUP_DIR không thể là “{ $given }”. Cần một thư mục, ví dụ data/backups/nightly.
program-setting-backup-keep = BACKUP_KEEP không thể là “{ $given }”. Cần số bản sao lưu hằng đêm được giữ lại, từ 0 (không tạo) đến 3650.
program-setting-log-level = LOG_LEVEL không thể là “{ $given }”. Cần DEBUG, INFO, WARNING hoặc ERROR.
program-setting-log-format = LOG_FORMAT không thể là “{ $given }”. Cần console hoặc json.

# Why it does not start
program-wrong-token = Discord không chấp nhận DISCORD_TOKEN này. Hãy tạo token mới tại discord.com/developers, trong ứng dụng của bạn, mục Bot → Reset Token, rồi ghi vào .env.
program-intents-missing = “Server Members Intent” đang tắt nên Laurel không xem được danh sách thành viên. Hãy bật tại discord.com/developers, trong ứng dụng của bạn, mục Bot, rồi khởi động lại.
program-discord-refuses = Discord từ chối bản Laurel này (mã gateway { $code }) và sẽ lại từ chối. Hãy cập nhật Laurel; xem mục “Upgrade” trong README.md.
program-discord-unreachable = Không kết nối được tới Discord tại { $url }. Hãy kiểm tra kết nối mạng, và DISCORD_API_URL nếu bạn đã đặt.
program-wrong-shards = Discord yêu cầu chia Laurel thành nhiều shard hơn: mỗi shard chỉ được 2.500 máy chủ. Hãy đặt SHARD_COUNT theo `python -m bot doctor`, hoặc bỏ trống.
program-starts-used-up = Hôm nay Laurel đã kết nối quá nhiều lần nên Discord không cho khởi động đủ số shard (mỗi ngày được { $total } lần). Cố thử tiếp sẽ làm mất token. Laurel có thể chạy tiếp sau { $minutes } phút; hãy xem log để biết vì sao Laurel kết nối nhiều như vậy.
program-webhooks-taken = Không nhận được webhook tại { $address } ({ $reason }). Hãy kiểm tra WEBHOOK_BIND, và xem có chương trình nào khác đang dùng cổng đó không.
program-database-too-new = Cơ sở dữ liệu được ghi bởi một bản Laurel mới hơn (lược đồ { $version }), nên không có gì bị thay đổi. Hãy cập nhật Laurel, hoặc khôi phục bản sao lưu cũ hơn.
program-database-away = Hiện không dùng được cơ sở dữ liệu ({ $reason }). Hãy kiểm tra DATABASE_URL, dung lượng đĩa, và xem có tiến trình nào khác đang khóa nó không.
program-database-damaged = Tệp cơ sở dữ liệu bị hỏng, hoặc DATABASE_URL chỉ tới một tệp không phải cơ sở dữ liệu ({ $reason }). Hãy dừng Laurel, chuyển tệp đó đi chỗ khác và thay bằng bản sao lưu mới nhất trong BACKUP_DIR; xem mục “Restore” trong README.md.
program-database-in-use = Một Laurel khác (tiến trình { $pid }) đang dùng cơ sở dữ liệu này, mà tệp SQLite chỉ cho phép một. Hãy dừng tiến trình đó trước; nếu cần chạy nhiều, hãy dùng PostgreSQL.

# What was done
program-migrated = Cơ sở dữ liệu đã ở lược đồ { $version }.
program-migrated-already = Cơ sở dữ liệu vốn đã ở lược đồ { $version }; không cần làm gì.
program-distributed = { $tables } bảng nay được chia theo cộng đồng giữa các máy của Citus.
program-distributed-already = Mọi bảng vốn đã được chia giữa các máy của Citus; không cần làm gì.
program-distribute-backup = Việc này di chuyển mọi hàng, nên hãy sao lưu trước: pg_dump --format=custom --file=laurel.dump "$DATABASE_URL" (bỏ “+asyncpg”). Sau đó chạy `python -m bot migrate --distribute --backed-up`.
program-distribute-no-sqlite = Cơ sở dữ liệu này là một tệp SQLite, mà tệp thì nằm trên một máy. Citus dành cho PostgreSQL.
program-distribute-no-extension = PostgreSQL này không có Citus, nên không có gì thay đổi. Hãy cài Citus trên mọi máy, chạy CREATE EXTENSION citus trong cơ sở dữ liệu này ở từng máy, rồi thêm các máy bằng citus_add_node.
program-backed-up = Đã ghi { $file } ({ $kilobytes } KB).
program-backup-postgres = Cơ sở dữ liệu này là máy chủ PostgreSQL. Hãy sao lưu bằng công cụ của nó: pg_dump --format=custom --file=laurel.dump "$DATABASE_URL" (bỏ “+asyncpg”).
program-check-clean = Mọi thứ đều khớp: số dư, tồn kho, giới hạn, mã và phần đã trao.
program-check-under-way = Việc nhập { $file } ở cộng đồng { $community } chưa xong: đã có { $added }/{ $wanted } mã. Laurel đang chạy sẽ tự làm tiếp.
program-check-finding = { $rule } ở cộng đồng { $community }, dòng { $subject }: cần { $expected }, nhưng thấy { $found }
program-check-notices = Các dòng có “!” là để quản lý của cộng đồng đó xem lại. Không số dư, kho hay phần thưởng nào bị sai vì chúng.
program-check-not-now = Cơ sở dữ liệu ở lược đồ { $there }, còn bản Laurel này cần { $ours }. Hãy chạy `python -m bot migrate` trước.
program-check-none = Chưa có cơ sở dữ liệu. Hãy chạy Laurel một lần (`python -m bot run`) hoặc chạy `python -m bot migrate` để tạo.
program-converting = Đang chép sang CONVERT_TO và đối chiếu
program-converted = Đã chép { $rows } hàng, hàng nào cũng giống nhau ở cả hai bên. Trong .env, hãy ghi địa chỉ ở CONVERT_TO vào DATABASE_URL, xóa CONVERT_TO rồi khởi động Laurel. Hãy giữ cơ sở dữ liệu cũ đến khi bạn yên tâm.
program-convert-rows = Cơ sở dữ liệu ở CONVERT_TO đã có dữ liệu (trong bảng { $table }), nên chưa có gì được chép. Hãy tạo một cơ sở dữ liệu mới, còn trống, và ghi địa chỉ của nó vào CONVERT_TO.
program-convert-divided = Cơ sở dữ liệu ở CONVERT_TO đã được Citus chia ra, nên chưa có gì được chép. Hãy cho CONVERT_TO một cơ sở dữ liệu mới, còn trống, rồi chia nó sau: `python -m bot migrate --distribute`.
program-convert-unlike = Một hàng của bảng { $table } sẽ không còn giống như cũ ở CONVERT_TO, nên chưa có gì được chép. Hãy dùng tiếp DATABASE_URL như hiện nay và báo lỗi này giúp chúng tôi; nếu dữ liệu không nên để người khác thấy, SECURITY.md chỉ cách báo riêng.
program-convert-failed = Chưa có gì được chép: không dùng được CONVERT_TO đến cuối ({ $reason }). Hãy kiểm tra địa chỉ, tên người dùng và mật khẩu, máy chủ có trả lời không và còn chỗ trống không, rồi chạy lại `python -m bot convert`.
program-convert-wrong = Có chỗ không khớp (các dòng có ✗), nên hãy dùng tiếp DATABASE_URL như hiện nay. Nếu không rõ vì sao, hãy khôi phục một bản sao lưu mà `python -m bot check` thấy đúng.
