command-claim = Đổi điểm lấy một phiếu quà
command-claim-reward = Phiếu quà bạn muốn
