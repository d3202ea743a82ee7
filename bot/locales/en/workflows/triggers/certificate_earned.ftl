workflow-name-trigger-certificate_earned = Certificate earned
workflow-trigger-certificate_earned = a member earns { $id ->
    [none] a certificate
   *[other] the certificate { $id }
}
