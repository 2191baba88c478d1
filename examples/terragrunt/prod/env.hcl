locals {
  name = "production"
  cidr = "10.20.0.0/16"
}
