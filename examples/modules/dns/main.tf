variable "zone" {
  description = "Name of the zone."
  type        = string
}

variable "records" {
  description = "Names in the zone."
  type        = list(string)
  default     = []
}

resource "terraform_data" "zone" {
  input = var.zone
}

resource "terraform_data" "record" {
  for_each = toset(var.records)

  input = "${each.key}.${terraform_data.zone.input}"
}

output "fqdn" {
  description = "Full name of the zone."
  value       = "${terraform_data.zone.input}."
}
