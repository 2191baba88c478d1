variable "application" {
  type = string
}

variable "environment" {
  type = string
}

resource "terraform_data" "web" {
  input = "${lower(var.application)}-${lower(var.environment)}-${terraform.workspace}"
}

resource "terraform_data" "queue" {
  input = "${lower(var.application)}-${lower(var.environment)}-${terraform.workspace}"
}

output "name" {
  value = "${lower(var.application)}-${lower(var.environment)}-${terraform.workspace}"
}
