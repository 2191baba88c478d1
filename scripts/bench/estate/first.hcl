include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "${get_repo_root()}/modules//@module@"
}

inputs = {
  name       = "@component@"
  network_id = ""
  names      = []
  size       = @size@
  tags       = {}
}
