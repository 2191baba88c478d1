variable "cidr" {
  type = string
}

output "id" {
  value = var.cidr
}
