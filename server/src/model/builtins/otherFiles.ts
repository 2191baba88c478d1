// Files beside the configuration: values of variables, and the lock file of the providers.
//
// Origin: OpenTofu 1.12.6, `internal/tofu/variables.go`, `internal/depsfile`.

import { attribute, block, body, label } from "./define.js";

export const variablesFileSchema = body("Values for the input variables of the root module.", {
  freeform: { entry: attribute("any", "const", "The value of the input variable of this name.") },
});

export const lockFileSchema = body(
  "Which version of each provider was chosen. `tofu init` writes it; commit it, do not edit it.",
  {
    blocks: {
      provider: block("The choice for one provider.", {
        labels: [label("source", "The full address of the provider, with its registry host.")],
        attributes: {
          version: attribute("string", "const", "The version that is used.", { required: true }),
          constraints: attribute(
            "string",
            "const",
            "What the modules required when it was chosen. Only for information.",
            {
              meaning: "version-constraint",
            },
          ),
          hashes: attribute("list(string)", "const", "Checksums of the packages that are accepted."),
        },
      }),
    },
  },
);
