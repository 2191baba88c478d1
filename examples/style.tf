# Small things with a quick fix each, and heredocs whose tags name their language.

locals {
  service  = var.name
  regional = lookup({ "eu-west-2" = "london", "eu-west-1" = "dublin" }, var.region, "elsewhere")
  unused   = "${local.service}-${local.regional}"

  cloud_init = <<-YAML
    #cloud-config
    hostname: ${local.service}
    %{~if var.enable_cache~}
    packages: [redis-tools]
    %{~endif~}
  YAML

  bootstrap = <<-SH
    #!/usr/bin/env bash
    set -euo pipefail
    echo "starting ${local.service} with $${SHELL}"
  SH

  policy = <<-JSON
    {
      "Statement": [{ "Effect": "Allow", "Resource": "${local.cache_name}" }]
    }
  JSON
}
