workflow-name-condition-attribute = Có thuộc tính
workflow-condition-attribute = { $value ->
    [none] họ có thuộc tính { $name }
   *[other] thuộc tính { $name } của họ là { $value }
}
