command-settings-webhooks = Cho các chương trình khác báo với Laurel thành viên đã làm gì
