locals {
    region="eu-central-1"
  name    =    "service"
}
