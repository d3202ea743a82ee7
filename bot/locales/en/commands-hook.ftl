command-settings-webhooks = Let other programs report what members did
