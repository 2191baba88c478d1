# A unit of the catalog: what differs between environments comes from `values`.

include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "${dirname(find_in_parent_folders("root.hcl"))}/../modules//network"
}

inputs = {
  name = values.name
  cidr = values.cidr
}
