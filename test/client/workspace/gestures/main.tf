locals {
  zones = ["a", "b"]
}

resource "terraform_data" "zone" {
  count = length(local.zones)
}
