module "network" {
  source = "./network"
  cidr   = local.cidr
}

locals {
  cidr   = "10.0.0.0/16"
  subnet = cidrsubnet(local.cidr, 8, 1)
  zones  = ["a", "b"]
}

resource "aws_instance" "web" {
  count     = length(local.zones)
  subnet_id = module.network.id
  user_data = <<-EOT
    hello
  EOT
}

output "subnet" {
  value = local.subnet
}
