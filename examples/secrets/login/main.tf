variable "password" {
  description = "The password, if there is one. It is never stored."
  type        = string
  default     = null
  ephemeral   = true
}

output "connection" {
  description = "What a client connects with."
  value       = "postgres://orders:${coalesce(var.password, "none")}@localhost/orders"
  ephemeral   = true
}
