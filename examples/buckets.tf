# Module calls that differ in a few values, each with the same map of tags and the same name prefix.

module "bucket_invoices" {
  source = "./modules/bucket"

  name      = "${var.name}-${var.environment}-${substr(var.region, 0, 2)}-invoices"
  retention = 365
  versioned = true

  tags = merge(var.tags, {
    Service     = var.name
    Environment = var.environment
    Region      = var.region
    ManagedBy   = "opentofu"
  })
}

module "bucket_exports" {
  source = "./modules/bucket"

  name      = "${var.name}-${var.environment}-${substr(var.region, 0, 2)}-exports"
  retention = 30
  versioned = true

  tags = merge(var.tags, {
    Service     = var.name
    Environment = var.environment
    Region      = var.region
    ManagedBy   = "opentofu"
  })
}

module "bucket_uploads" {
  source = "./modules/bucket"

  name      = "${var.name}-${var.environment}-${substr(var.region, 0, 2)}-uploads"
  retention = 7
  versioned = true

  tags = merge(var.tags, {
    Service     = var.name
    Environment = var.environment
    Region      = var.region
    ManagedBy   = "opentofu"
  })
}

module "bucket_reports" {
  source = "./modules/bucket"

  name      = "${var.name}-${var.environment}-${substr(var.region, 0, 2)}-reports"
  retention = 90
  versioned = true

  tags = merge(var.tags, {
    Service     = var.name
    Environment = var.environment
    Region      = var.region
    ManagedBy   = "opentofu"
  })
}
