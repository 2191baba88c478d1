variable "name" {
  description = "Name of the application."
  type        = string
}

variable "instances" {
  description = "How many copies run."
  type        = number
  default     = 1
}

variable "network_id" {
  description = "Network of the application."
  type        = string
}

variable "subnets" {
  description = "Address ranges of its subnets."
  type        = list(string)
  default     = []
}

variable "database" {
  description = "Where its database listens, if it has one."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of the application."
  type        = map(string)
  default     = {}
}

resource "terraform_data" "app" {
  count = var.instances

  input = { name = "${var.name}-${count.index}", network = var.network_id, subnets = var.subnets, database = var.database, tags = var.tags }
}

output "names" {
  description = "Names of the running copies."
  value       = terraform_data.app[*].output.name
}
