output "zones" {
  value = local.zones
}
