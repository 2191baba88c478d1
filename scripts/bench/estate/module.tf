variable "name" {
  type = string
}

variable "network_id" {
  type = string
}

variable "store_id" {
  type    = string
  default = null
}

variable "names" {
  type = list(string)
}

variable "size" {
  type = number
}

variable "tags" {
  type = map(string)
}

resource "terraform_data" "this" {
  input = {
    name = var.name
    size = var.size
    tags = var.tags
  }
}

output "id" {
  value = terraform_data.this.id
}

output "names" {
  value = concat(var.names, [var.name])
}
