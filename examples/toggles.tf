# One `count` per toggle, and every way to refer to what may not be there.
# Put the cursor on a `count` and open the light bulb: "Use lifecycle.enabled instead of count".

resource "terraform_data" "cache" {
  count = var.enable_cache ? 1 : 0

  input = {
    name = "${var.name}-${var.environment}-cache"
    ttl  = var.cache_ttl
  }
}

resource "terraform_data" "cache_warmer" {
  count = var.enable_cache ? 1 : 0

  input = terraform_data.cache[0].output.name

  depends_on = [terraform_data.cache]

  lifecycle {
    replace_triggered_by = [terraform_data.cache[0].input]
  }
}

module "dns" {
  source = "./modules/dns"
  count  = var.enable_dns ? 1 : 0

  zone    = "${var.name}.example.com"
  records = [for cache in terraform_data.cache : cache.input.name]
}

resource "terraform_data" "queue" {
  count = (!var.enable_queue ? 0 : 1)

  input = "${var.name}-${var.environment}-queue"
}

# The queue had no `count` once. Turning it into `enabled` has to keep this history whole.
moved {
  from = terraform_data.queue
  to   = terraform_data.queue[0]
}

# Not provably 0 or 1, so this one is refused, with its reason, under Refactor….
resource "terraform_data" "replica" {
  count = length(var.tags)

  input = "${var.name}-replica-${count.index}"
}

locals {
  # Each of these is rewritten when its toggle becomes `enabled`.
  cache_name    = var.enable_cache ? terraform_data.cache[0].output.name : "none"
  cache_ttl     = try(terraform_data.cache[0].output.ttl, 0)
  has_cache     = length(terraform_data.cache) > 0
  all_caches    = terraform_data.cache
  zone_endpoint = try("https://${module.dns[0].fqdn}/", "http://localhost/")

  # These stay as they are: a splat of an object that is off is an empty list.
  cache_id       = one(terraform_data.cache[*].id)
  cache_ids      = join(",", terraform_data.cache[*].id)
  cache_fallback = element(concat(terraform_data.cache.*.id, [""]), 0)
  zones          = module.dns[*].fqdn
}
