output "log_id" {
  description = "Id of the log, or null where none is kept."
  value       = try(terraform_data.log[0].id, null)
}
