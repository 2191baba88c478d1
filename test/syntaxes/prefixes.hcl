# Cut off at every character by the test; heredocs and block comments, which only their own end can end, stay out.
module "vpc-1" {
  source = "./modules/${var.kind}/%{ if var.a }b%{ else }c%{ endif }"
  zones  = [for k, v in merge(local.z, { "a" = [1, 2.5e3] }) : upper(v["x"].y[*].id) if v != null && !v.off]
  tags   = { (var.key) = "$${no} \" \u00e9", plain : provider::x::y(-1, tolist([])...), other = a ? b : c } // end
  lifecycle {
    enabled = var.on
  }
  nested = {
    deep = jsonencode({
      cidr = cidrsubnet(
        values.cidr, 8, 1
      )
    })
  }
}
