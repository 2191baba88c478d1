// The `terraform` block with all it may hold, and OpenTofu's `language` block.
//
// Origin: OpenTofu 1.12.6, `internal/configs` (module.go, provider_requirements.go, cloud.go, language.go).

import { backendBodies, removedBackends } from "./backends.js";
import { cloudAttributes, cloudWorkspaces } from "./backendsRemote.js";
import { attribute, block, label, NEVER } from "./define.js";
import { encryptionBlock } from "./encryption.js";

const docs = "https://opentofu.org/docs/language/";

/** The object that describes one provider inside `required_providers`. */
export const requiredProviderEntry = attribute(
  "any",
  "const",
  "A provider that the module needs, by its local name: an object with `source` and `version`.",
  {
    fields: {
      source: attribute(
        "string",
        "const",
        "The address of the provider: `namespace/type`, with a registry host in front where it is not the default one.",
        { meaning: "provider-source" },
      ),
      version: attribute("string", "const", "Which versions of the provider are fine.", {
        meaning: "version-constraint",
      }),
      configuration_aliases: attribute(
        "list(any)",
        "static-traversal-list",
        "Further configurations of the provider that callers must pass in, such as `[aws.peer]`.",
        { meaning: "provider-reference" },
      ),
    },
  },
);

export const terraformBlock = block(
  "Settings of the module: required providers, where the state is kept, how it is encrypted. There may be several of these blocks.",
  {
    url: `${docs}settings/`,
    attributes: {
      required_version: attribute(
        "string",
        "const",
        "Which versions can run the module. OpenTofu 1.12 looks at it only in `.tofu` files, since in `.tf` files it usually speaks of Terraform; there, `language { compatible_with { … } }` speaks to OpenTofu. Prereleases cannot be named.",
        { meaning: "version-constraint" },
      ),
      experiments: attribute(
        "any",
        "ignored",
        "Switched on experiments of early Terraform versions; OpenTofu passes over it.",
      ),
      language: attribute("any", "ignored", "The edition of the language in Terraform; OpenTofu passes over it."),
    },
    blocks: {
      required_providers: block(
        "The providers that the module needs, by local name. Only one such block in the whole module.",
        { max: 1, url: `${docs}providers/requirements/`, freeform: { entry: requiredProviderEntry } },
      ),
      backend: block(
        "Where the state is kept. Arguments may also come from `tofu init -backend-config`; variables and locals are allowed since OpenTofu 1.8.",
        {
          labels: [label("type", "The kind of storage.", { values: Object.keys(backendBodies) })],
          max: 1,
          url: `${docs}settings/backends/configuration/`,
          openBody: "backend",
          byLabel: backendBodies,
          removedLabels: removedBackends,
        },
      ),
      cloud: block(
        "Keeps state and runs in a cloud service that speaks the protocol of Terraform Cloud. Not together with `backend`.",
        {
          max: 1,
          since: { terraform: "1.1" },
          // What the service does not know is found by `init` only, never by `validate`.
          openBody: "backend",
          url: `${docs}settings/tf-cloud/`,
          attributes: cloudAttributes,
          blocks: { workspaces: cloudWorkspaces },
        },
      ),
      provider_meta: block(
        "Values for a provider about this module, for provider and module authors who work together. Only constants.",
        {
          labels: [label("provider", "The local name of the provider.")],
          openBody: "provider",
        },
      ),
      encryption: encryptionBlock,
    },
  },
);

const tofuOnly = { opentofu: "1.12", terraform: NEVER };

export const languageBlock = block("Which OpenTofu the module is written for. Terraform does not know this block.", {
  since: tofuOnly,
  inOverride: false,
  attributes: {
    edition: attribute("any", "keyword", "The edition of the language. There is one so far.", {
      values: ["tofu2024"],
      since: tofuOnly,
    }),
    experiments: attribute(
      "any",
      "keyword-list",
      "Experiments to switch on. There are none at present, so the list must be empty.",
      { since: tofuOnly },
    ),
  },
  blocks: {
    compatible_with: block(
      "The versions that the module works with. OpenTofu passes over arguments that speak of other software.",
      {
        openBody: "unknown",
        attributes: {
          opentofu: attribute(
            "string",
            "const",
            "The OpenTofu versions that can run the module. Versions before 1.12 do not understand this block, so it should exclude them.",
            { meaning: "version-constraint" },
          ),
        },
      },
    ),
  },
});
