# Data sources and ephemeral resources that may be off. These need two small providers: run `tofu init` first.

terraform {
  required_providers {
    random = {
      source  = "hashicorp/random"
      version = "~> 3.7"
    }
    local = {
      source  = "hashicorp/local"
      version = "~> 2.5"
    }
  }
}

variable "read_banner" {
  description = "Whether to read the banner from a file."
  type        = bool
  default     = true
}

variable "generate_password" {
  description = "Whether a password is made up for this run. It is never stored."
  type        = bool
  default     = false
}

data "local_file" "banner" {
  count = var.read_banner ? 1 : 0

  filename = "${path.module}/banner.txt"
}

ephemeral "random_password" "database" {
  count = var.generate_password ? 1 : 0

  length  = 24
  special = false
}

locals {
  banner   = try(data.local_file.banner[0].content, "")
  password = var.generate_password ? ephemeral.random_password.database[0].result : null
}

module "login" {
  source = "./login"

  password = local.password
}

output "banner" {
  description = "What is shown at login."
  value       = local.banner
}
