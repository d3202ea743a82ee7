workflow-name-condition-attribute = Has an attribute
workflow-condition-attribute = { $value ->
    [none] they have the attribute { $name }
   *[other] their attribute { $name } is { $value }
}
