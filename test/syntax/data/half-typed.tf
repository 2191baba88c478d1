a {
  x = foo.
  y = 1
  z = "${foo.}"
  w = 
}
b {}
