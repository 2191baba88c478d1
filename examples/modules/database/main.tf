variable "name" {
  description = "Name of the database."
  type        = string
}

variable "size" {
  description = "Gigabytes of storage."
  type        = number
  default     = 20
}

variable "network_id" {
  description = "Network of the database."
  type        = string
}

variable "subnets" {
  description = "Address ranges of its subnets."
  type        = list(string)
  default     = []
}

variable "tags" {
  description = "Tags of the database."
  type        = map(string)
  default     = {}
}

resource "terraform_data" "database" {
  input = { name = var.name, size = var.size, network = var.network_id, subnets = var.subnets, tags = var.tags }
}

output "endpoint" {
  description = "Where the database listens."
  value       = "${var.name}.${var.network_id}.internal:5432"
}
