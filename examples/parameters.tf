# Siblings that differ in one name: one block with `for_each` says the same, and `moved` blocks keep their state.

resource "terraform_data" "parameter_db_host" {
  input = {
    path      = "/orders/DB_HOST"
    type      = "SecureString"
    tier      = "Standard"
    value     = "set by hand"
    encrypted = true
    overwrite = false
  }

  triggers_replace = [var.name, var.environment, var.region]
}

resource "terraform_data" "parameter_db_name" {
  input = {
    path      = "/orders/DB_NAME"
    type      = "SecureString"
    tier      = "Standard"
    value     = "set by hand"
    encrypted = true
    overwrite = false
  }

  triggers_replace = [var.name, var.environment, var.region]
}

resource "terraform_data" "parameter_db_user" {
  input = {
    path      = "/orders/DB_USER"
    type      = "SecureString"
    tier      = "Standard"
    value     = "set by hand"
    encrypted = true
    overwrite = false
  }

  triggers_replace = [var.name, var.environment, var.region]
}

resource "terraform_data" "parameter_db_password" {
  input = {
    path      = "/orders/DB_PASSWORD"
    type      = "SecureString"
    tier      = "Standard"
    value     = "set by hand"
    encrypted = true
    overwrite = false
  }

  triggers_replace = [var.name, var.environment, var.region]
}

resource "terraform_data" "parameter_api_key" {
  input = {
    path      = "/orders/API_KEY"
    type      = "SecureString"
    tier      = "Standard"
    value     = "set by hand"
    encrypted = true
    overwrite = false
  }

  triggers_replace = [var.name, var.environment, var.region]
}

resource "terraform_data" "parameter_api_secret" {
  input = {
    path      = "/orders/API_SECRET"
    type      = "SecureString"
    tier      = "Standard"
    value     = "set by hand"
    encrypted = true
    overwrite = false
  }

  triggers_replace = [var.name, var.environment, var.region]
}

resource "terraform_data" "parameter_signing_key" {
  input = {
    path      = "/orders/SIGNING_KEY"
    type      = "SecureString"
    tier      = "Standard"
    value     = "set by hand"
    encrypted = true
    overwrite = false
  }

  triggers_replace = [var.name, var.environment, var.region]
}

resource "terraform_data" "parameter_webhook_url" {
  input = {
    path      = "/orders/WEBHOOK_URL"
    type      = "SecureString"
    tier      = "Standard"
    value     = "set by hand"
    encrypted = true
    overwrite = false
  }

  triggers_replace = [var.name, var.environment, var.region]
}
