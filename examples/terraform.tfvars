name        = "orders"
environment = "development"

tags = {
  Team = "checkout"
}
