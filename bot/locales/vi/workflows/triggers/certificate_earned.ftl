workflow-name-trigger-certificate_earned = Nhận chứng chỉ
workflow-trigger-certificate_earned = một thành viên nhận { $id ->
    [none] một chứng chỉ
   *[other] chứng chỉ { $id }
}
