workflow-name-trigger-boost_started = Server boosted
workflow-trigger-boost_started = a member starts boosting the server
