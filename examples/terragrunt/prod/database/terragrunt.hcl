include "root" {
  path = find_in_parent_folders("root.hcl")
}

locals {
  environment = read_terragrunt_config(find_in_parent_folders("env.hcl"))
  prefix      = "orders-${local.environment.locals.name}"
  modules     = "${dirname(find_in_parent_folders("root.hcl"))}/../modules"
}

terraform {
  source = "${local.modules}//database"
}

dependency "network" {
  config_path = "../network"

  mock_outputs = {
    network_id = "network-0"
    subnets    = ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]
  }
  mock_outputs_allowed_terraform_commands = ["validate", "plan"]
}

inputs = {
  name       = "${local.prefix}-database"
  size       = 200
  network_id = dependency.network.outputs.network_id
  subnets    = dependency.network.outputs.subnets
}
