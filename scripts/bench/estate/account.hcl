locals {
  account_name = "@account@"
  account_id   = "@account_id@"
}
