# The same condition on block after block. Name it once, then turn it into `enabled`, or move the group to a module.

resource "terraform_data" "dashboard" {
  count = var.environment == "production" && var.enable_monitoring ? 1 : 0

  input = "${var.name}-${var.environment}-dashboard"
}

resource "terraform_data" "alarm_topic" {
  count = var.environment == "production" && var.enable_monitoring ? 1 : 0

  input = "${var.name}-${var.environment}-alarms"
}

resource "terraform_data" "latency_alarm" {
  count = var.environment == "production" && var.enable_monitoring ? 1 : 0

  input = {
    topic     = terraform_data.alarm_topic[0].output
    metric    = "latency"
    threshold = 500
  }
}

resource "terraform_data" "error_alarm" {
  count = var.enable_monitoring && var.environment == "production" ? 1 : 0

  input = {
    topic     = terraform_data.alarm_topic[0].output
    metric    = "errors"
    threshold = 5
  }
}

resource "terraform_data" "on_call" {
  count = var.environment == "production" && var.enable_monitoring == true ? 1 : 0

  input = {
    topic = terraform_data.alarm_topic[0].output
    team  = "${var.name}-on-call"
  }
}
