locals {
   ragged = var.nowhere
   absent = module.nowhere.id
}
