variable "instances" {
  description = "How many there are."
  type        = number
  default     = 2
}

resource "terraform_data" "instance" {
  count = var.instances
}
