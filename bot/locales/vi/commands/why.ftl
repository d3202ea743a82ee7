command-why = Xem vì sao bạn được hay không được điểm và phần thưởng
command-why-about = Về điều gì; bỏ trống là về điểm
