variable "name" {
  description = "Name of the bucket."
  type        = string
}

variable "retention" {
  description = "Days an object is kept."
  type        = number
}

variable "versioned" {
  description = "Whether old versions are kept."
  type        = bool
  default     = false
}

variable "tags" {
  description = "Tags of the bucket."
  type        = map(string)
  default     = {}
}

resource "terraform_data" "bucket" {
  input = {
    name      = var.name
    retention = var.retention
    versioned = var.versioned
    tags      = var.tags
  }
}

output "name" {
  description = "Name of the bucket."
  value       = terraform_data.bucket.output.name
}
