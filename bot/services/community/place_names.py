"""What people call places that tzdata knows by other names: to find a time zone, never to be shown.

tzdata names the largest city of a zone and, in English, each country.
"""

COUNTRIES: dict[str, tuple[str, ...]] = {
    "AE": ("UAE", "Emirates"),
    "AU": ("Úc",),
    "CN": ("Trung Quốc",),
    "CZ": ("Czechia",),
    "DE": ("Deutschland", "Đức"),
    "ES": ("España", "Tây Ban Nha"),
    "FR": ("Pháp",),
    "GB": ("UK", "United Kingdom", "Great Britain", "England", "Scotland", "Wales", "Anh"),
    "IN": ("Ấn Độ",),
    "IT": ("Italia", "Ý"),
    "JP": ("Nhật Bản", "Nhật"),
    "KH": ("Campuchia",),
    "KR": ("South Korea", "Korea", "Hàn Quốc"),
    "LA": ("Lào",),
    "MM": ("Burma",),
    "NL": ("Holland", "Hà Lan"),
    "RU": ("Nga",),
    "SG": ("Xin-ga-po",),
    "TH": ("Thái Lan",),
    "TR": ("Türkiye",),
    "TW": ("Đài Loan",),
    "US": ("US", "USA", "America", "Mỹ", "Hoa Kỳ"),
    "VN": ("Việt Nam",),
}
"""By the code of ISO 3166."""

CITIES: dict[str, tuple[str, ...]] = {
    "Africa/Johannesburg": ("Cape Town", "Durban", "Pretoria"),
    "Africa/Lagos": ("Abuja",),
    "America/Argentina/Buenos_Aires": ("Buenos Aires",),
    "America/Chicago": ("Austin", "Dallas", "Houston", "San Antonio", "Minneapolis"),
    "America/Los_Angeles": ("Las Vegas", "Portland", "San Diego", "San Francisco", "Seattle"),
    "America/Mexico_City": ("Guadalajara", "Puebla"),
    "America/New_York": (
        *("Atlanta", "Boston", "Miami", "Orlando", "Philadelphia"),
        *("Washington", "Washington DC", "NYC"),
    ),
    "America/Sao_Paulo": ("Brasilia", "Rio de Janeiro", "Rio"),
    "America/Toronto": ("Montreal", "Ottawa", "Quebec"),
    "America/Edmonton": ("Calgary",),
    "Asia/Dubai": ("Abu Dhabi",),
    "Asia/Ho_Chi_Minh": (
        *("Ho Chi Minh City", "HCMC", "TPHCM", "Thành phố Hồ Chí Minh", "Sài Gòn"),
        *("Hà Nội", "Đà Nẵng", "Huế", "Cần Thơ", "Hải Phòng", "Nha Trang", "Biên Hòa"),
    ),
    "Asia/Jakarta": ("Bandung", "Surabaya", "Medan"),
    "Asia/Karachi": ("Islamabad", "Lahore"),
    "Asia/Kolkata": (
        *("Bangalore", "Bengaluru", "Chennai", "Delhi", "New Delhi"),
        *("Hyderabad", "Mumbai", "Bombay", "Pune"),
    ),
    "Asia/Manila": ("Cebu", "Quezon City"),
    "Asia/Shanghai": ("Beijing", "Guangzhou", "Shenzhen", "Bắc Kinh", "Thượng Hải"),
    "Asia/Bangkok": ("Chiang Mai", "Phuket", "Băng Cốc"),
    "Asia/Seoul": ("Busan",),
    "Asia/Tokyo": ("Osaka", "Kyoto", "Nagoya", "Sapporo"),
    "Australia/Sydney": ("Canberra",),
    "Europe/Berlin": ("Cologne", "Frankfurt", "Hamburg", "Munich", "München", "Stuttgart"),
    "Europe/Istanbul": ("Ankara",),
    "Europe/Kyiv": ("Kharkiv", "Lviv", "Odesa"),
    "Europe/London": ("Birmingham", "Edinburgh", "Glasgow", "Liverpool", "Manchester"),
    "Europe/Madrid": ("Barcelona", "Valencia"),
    "Europe/Moscow": ("Saint Petersburg", "St Petersburg"),
    "Europe/Paris": ("Lyon", "Marseille", "Toulouse"),
    "Europe/Rome": ("Milan", "Naples", "Turin"),
    "Europe/Warsaw": ("Krakow",),
    "Europe/Zurich": ("Basel", "Bern", "Geneva"),
    "Pacific/Auckland": ("Wellington",),
}
"""Large cities whose name no zone bears, by zone."""
