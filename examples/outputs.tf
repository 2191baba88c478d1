output "cache" {
  description = "Name, lifetime and id of the cache."
  value = {
    name     = local.cache_name
    ttl      = local.cache_ttl
    id       = local.cache_id
    ids      = local.cache_ids
    fallback = local.cache_fallback
    present  = local.has_cache
    count    = length(local.all_caches)
  }
}

output "endpoint" {
  description = "Where the service answers."
  value       = local.zone_endpoint
}

output "zones" {
  description = "Zones of the service, none or one."
  value       = local.zones
}

output "queue" {
  description = "Name of the queue, or null."
  value       = one(terraform_data.queue[*].output)
}

output "on_call" {
  description = "Who is called when an alarm rings."
  value       = try(terraform_data.on_call[0].output.team, "nobody")
}

output "database" {
  description = "Path of the parameter that holds the database's host."
  value       = terraform_data.parameter_db_host.output.path
}

output "invoices" {
  description = "The bucket of invoices."
  value       = module.bucket_invoices.name
}
