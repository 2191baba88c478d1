# Assertions on instances are references too: they are rewritten with the toggle.

run "development_has_no_alarms" {
  command = plan

  assert {
    condition     = length(terraform_data.alarm_topic) == 0
    error_message = "Alarms are for production only."
  }

  assert {
    condition     = terraform_data.cache[0].input.ttl == 300
    error_message = "The cache keeps entries for five minutes."
  }
}

run "production_is_watched" {
  command = plan

  variables {
    environment = "production"
    enable_dns  = true
  }

  assert {
    condition     = terraform_data.latency_alarm[0].input.threshold == 500
    error_message = "Half a second is too slow."
  }

  assert {
    condition     = length(module.dns) == 1
    error_message = "Production has a zone."
  }
}

run "without_a_cache" {
  command = plan

  variables {
    enable_cache = false
    enable_queue = false
  }

  assert {
    condition     = length(terraform_data.cache) == 0 && local.cache_name == "none"
    error_message = "No cache was asked for."
  }
}

run "unknown_environment" {
  command = plan

  variables {
    environment = "moon"
  }

  expect_failures = [var.environment]
}
