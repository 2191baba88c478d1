// # winrm-connection
//
// Reports a WinRM connection, which a later version of OpenTofu will no longer make.
//
// Windows has an SSH server of its own.
//
// - target: opentofu@1.12
//
// ```hcl
// resource "terraform_data" "a" {
//   connection {
//     type = "winrm"
// #          ^^^^^^^ warning[winrm-connection]: WinRM connections are deprecated and will be removed; Windows can be reached by SSH
//     host = "10.0.0.1"
//   }
// }
// ```
import { literalString } from "../../../model/access.js";
import { supports } from "../../../model/builtins/featureVersions.js";
import type { Rule } from "../rule.js";

export const winrmConnection: Rule = {
  id: "winrm-connection",
  group: "deprecated",
  scope: "file",
  defaultLevel: "warning",
  tags: ["deprecated"],
  phase: "validate",
  visit: {
    attribute(attribute, where, ctx) {
      if (attribute.name.name !== "type" || where.path.at(-1) !== "connection" || where.path[0] !== "resource") return;
      if (literalString(attribute.value) !== "winrm" || !supports("winrm-deprecation", ctx.product)) return;
      ctx.report(
        attribute.value.range,
        "WinRM connections are deprecated and will be removed; Windows can be reached by SSH",
        { summary: "WinRM connection type is deprecated" },
      );
    },
  },
};
