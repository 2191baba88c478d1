locals {
   ragged = 1
}
