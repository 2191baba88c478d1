locals {
  name = "staging"
  cidr = "10.30.0.0/16"
}
