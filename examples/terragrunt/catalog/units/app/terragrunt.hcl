include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "${dirname(find_in_parent_folders("root.hcl"))}/../modules//app"
}

dependency "network" {
  config_path = values.network_path

  mock_outputs = {
    network_id = "network-0"
    subnets    = ["10.0.0.0/24"]
  }
}

inputs = {
  name       = values.name
  instances  = try(values.instances, 1)
  network_id = dependency.network.outputs.network_id
  subnets    = dependency.network.outputs.subnets
}
