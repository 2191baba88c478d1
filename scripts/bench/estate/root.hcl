# What every unit of the estate includes.

locals {
  account = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region  = read_terragrunt_config(find_in_parent_folders("region.hcl"))
  env     = read_terragrunt_config(find_in_parent_folders("env.hcl"))

  account_id  = local.account.locals.account_id
  region_name = local.region.locals.region
  environment = local.env.locals.environment
}

remote_state {
  backend = "s3"

  config = {
    bucket  = "state-${local.account_id}-${local.region_name}"
    key     = "${path_relative_to_include()}/tofu.tfstate"
    region  = local.region_name
    encrypt = true
  }

  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }
}

generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<-EOT
    provider "aws" {
      region              = "${local.region_name}"
      allowed_account_ids = ["${local.account_id}"]
    }
  EOT
}

inputs = merge(
  local.account.locals,
  local.region.locals,
  local.env.locals,
)
