locals {
  environment = "@env@"
}
