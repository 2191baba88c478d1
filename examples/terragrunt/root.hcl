# Included by every unit: where state is kept, which backend is generated, and what all units are given.

locals {
  environment = read_terragrunt_config(find_in_parent_folders("env.hcl"))
}

remote_state {
  backend = "local"

  config = {
    path = "${get_parent_terragrunt_dir()}/.state/${path_relative_to_include()}/tofu.tfstate"
  }

  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }
}

generate "versions" {
  path      = "versions.tofu"
  if_exists = "overwrite_terragrunt"

  contents = <<-EOF
    # For the environment ${local.environment.locals.name}.
    terraform {
      required_version = ">= 1.11.0"
    }
  EOF
}

inputs = {
  tags = {
    Environment = local.environment.locals.name
    ManagedBy   = "terragrunt"
  }
}
