resource "aws_instance" "web" {
  ami   = var.ami
  names = [for k, v in local.all : "${k}-x" if v != null]
  tags = {
    Name = "a", Env = data.x.y[*].id
  }
  text = <<-EOT
    a ${b}
      c
    EOT
}
