command-settings-webhooks = Let other programs tell Laurel what members have done
