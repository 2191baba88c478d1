variable "logging" {
  description = "Whether the service keeps a log."
  type        = bool
  default     = true
}

resource "terraform_data" "log" {
  count = var.logging ? 1 : 0

  input = "kept for 30 days"
}
