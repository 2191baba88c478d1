resource "terraform_data" "vault" {
  input = "${lower(var.application)}-${lower(var.environment)}-${terraform.workspace}"
}

resource "terraform_data" "plan" {
  triggers_replace = [terraform_data.vault.id]
  input            = "${lower(var.application)}-${lower(var.environment)}-${terraform.workspace}"
}
