include "root" {
  path = find_in_parent_folders("root.hcl")
}

locals {
  environment = read_terragrunt_config(find_in_parent_folders("env.hcl"))
  prefix      = "orders-${local.environment.locals.name}"
  modules     = "${dirname(find_in_parent_folders("root.hcl"))}/../modules"
}

terraform {
  source = "${local.modules}//network"
}

inputs = {
  name = "${local.prefix}-network"
  cidr = local.environment.locals.cidr
}
