environment       = "production"
enable_dns        = true
enable_monitoring = true
cache_ttl         = 3600

tags = {
  Team       = "checkout"
  CostCentre = "4711"
}
