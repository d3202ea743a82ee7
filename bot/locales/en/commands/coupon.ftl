command-coupon = Check members’ coupons and mark them as used
command-coupon-redeem = See whose coupon it is, and mark it as used
command-coupon-redeem-code = The redemption code that the member shows you
command-coupon-find = Look up a coupon by its redemption code, or all coupons of a member
command-coupon-find-code = The redemption code
command-coupon-find-member = The member
command-coupon-find-page = Which page
