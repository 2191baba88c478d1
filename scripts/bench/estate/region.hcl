locals {
  region = "@region@"
}
