variable "region" {
  description = "Where everything stands."
  type        = string
}
