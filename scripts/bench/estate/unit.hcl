include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

terraform {
  source = "${get_repo_root()}/modules//@module@"
}

locals {
  name = "@component@-${include.root.locals.environment}"
  tags = {
    component = "@component@"
    team      = "team-@team@"
  }
}

dependency "network" {
  config_path = "../@first@"

  mock_outputs = {
    id    = "id-mock"
    names = ["mock"]
  }
}

dependency "store" {
  config_path = "../@second@"

  mock_outputs = {
    id = "id-mock"
  }
}

inputs = {
  name       = local.name
  network_id = dependency.network.outputs.id
  names      = dependency.network.outputs.names
  store_id   = dependency.store.outputs.id
  size       = @size@
  tags       = merge(local.tags, { account = include.root.locals.account_id })
}
