variable "name" {
  description = "Short name of the service; every object is named after it."
  type        = string
  default     = "orders"
}

variable "environment" {
  description = "Where the service runs."
  type        = string
  default     = "development"

  validation {
    condition     = contains(["development", "staging", "production"], var.environment)
    error_message = "The environment is development, staging or production."
  }
}

variable "region" {
  description = "Region of the service."
  type        = string
  default     = "eu-west-2"
}

variable "enable_cache" {
  description = "Whether to put a cache in front of the service."
  type        = bool
  default     = true
}

variable "enable_dns" {
  description = "Whether the service gets a zone of its own."
  type        = bool
  default     = false
}

variable "enable_monitoring" {
  description = "Whether the service is watched at all."
  type        = bool
  default     = true
}

variable "enable_queue" {
  description = "Whether jobs are queued."
  type        = bool
  default     = true
}

variable "enable_archive" {
  description = "Whether old orders are kept."
  type        = bool
  default     = true
}

variable "cache_ttl" {
  description = "Seconds an entry stays in the cache."
  type        = number
  default     = 300
}

variable "tags" {
  description = "Tags of every object."
  type        = map(string)
  default     = {}
}
