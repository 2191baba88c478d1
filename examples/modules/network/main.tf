variable "name" {
  description = "Name of the network."
  type        = string
}

variable "cidr" {
  description = "Address range of the network."
  type        = string
}

variable "tags" {
  description = "Tags of the network."
  type        = map(string)
  default     = {}
}

resource "terraform_data" "network" {
  input = { name = var.name, cidr = var.cidr, tags = var.tags }
}

output "network_id" {
  description = "Id of the network."
  value       = terraform_data.network.id
}

output "subnets" {
  description = "Address ranges of the subnets."
  value       = cidrsubnets(var.cidr, 8, 8, 8)
}
