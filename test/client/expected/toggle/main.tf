variable "logging" {
  description = "Whether the service keeps a log."
  type        = bool
  default     = true
}

resource "terraform_data" "log" {
  input = "kept for 30 days"

  lifecycle {
    enabled = var.logging
  }
}
