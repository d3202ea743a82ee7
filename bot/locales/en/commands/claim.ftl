command-claim = Buy a coupon with your points
command-claim-reward = Which coupon
