# A whole environment in one file: every unit comes from the catalog with its own values.

locals {
  environment = read_terragrunt_config("env.hcl")
  prefix      = "orders-${local.environment.locals.name}"
  units       = "${dirname(find_in_parent_folders("root.hcl"))}/catalog/units"
}

unit "network" {
  source = "${local.units}/network"
  path   = "network"

  values = {
    name = "${local.prefix}-network"
    cidr = local.environment.locals.cidr
  }
}

unit "app" {
  source = "${local.units}/app"
  path   = "app"

  values = {
    name         = "${local.prefix}-app"
    instances    = 2
    network_path = "../network"
  }
}

unit "worker" {
  source = "${local.units}/app"
  path   = "worker"

  values = {
    name         = "${local.prefix}-worker"
    instances    = 1
    network_path = "../network"
  }
}

unit "scheduler" {
  source = "${local.units}/app"
  path   = "scheduler"

  values = {
    name         = "${local.prefix}-scheduler"
    instances    = 1
    network_path = "../network"
  }
}
