// What Terraform understands and OpenTofu does not, laid over OpenTofu's schema where the product is Terraform.
//
// Origin: Terraform's changelogs 1.7 to 1.15; those after 1.11 were read, not run. Bodies of `action` are the
// provider's, so an incomplete list here never makes an error.

import { attribute, block, label, NEVER, named } from "./define.js";
import type { FileKind } from "./fileKinds.js";
import type { Overlay } from "./schema.js";

const terraform = (version: string) => ({ opentofu: NEVER, terraform: version });

const overrideDuring = attribute(
  "any",
  "keyword",
  "Whether the values count when planning already, or only when applying.",
  {
    values: ["plan", "apply"],
    default: "apply",
    since: terraform("1.11"),
  },
);

const during: Overlay = { attributes: { override_during: overrideDuring } };
const overrides = { override_resource: during, override_data: during, override_module: during };
const mocks = { mock_resource: during, mock_data: during, override_resource: during, override_data: during };

const actionTrigger = block("Runs actions when something happens to the resource.", {
  since: terraform("1.14"),
  attributes: {
    events: attribute(
      "list(any)",
      "keyword-list",
      "What must happen: `before_create`, `after_create`, `before_update`, `after_update`.",
      {
        required: true,
      },
    ),
    condition: attribute("bool", "dynamic", "Run the actions only where this is true."),
    actions: attribute("list(any)", "static-traversal-list", "The actions to run, in this order.", { required: true }),
  },
});

export const terraformOverlays: Readonly<Partial<Record<FileKind, Overlay>>> = {
  configuration: {
    blocks: {
      action: block("Something a provider can do that is not creating, changing or destroying an object.", {
        labels: [label("type", "The type of the action."), label("name", "The name within the module.")],
        since: terraform("1.14"),
        openBody: "unknown",
      }),
    },
    inside: {
      resource: { inside: { lifecycle: { blocks: { action_trigger: actionTrigger } } } },
      output: {
        attributes: {
          type: attribute("any", "type-expr", "The type that the value is converted to.", { since: terraform("1.15") }),
        },
      },
    },
  },
  test: {
    blocks: {
      test: block("Settings for the whole file.", {
        max: 1,
        since: terraform("1.12"),
        attributes: {
          parallel: attribute("bool", "const", "Whether steps may run at the same time.", { default: false }),
        },
      }),
    },
    inside: {
      run: {
        attributes: {
          state_key: attribute("string", "const", "Steps with the same key share a state.", {
            since: terraform("1.11"),
          }),
          parallel: attribute("bool", "const", "Whether the step may run beside others.", { since: terraform("1.12") }),
          skip_cleanup: attribute("bool", "const", "Leave what the step created in place after the test.", {
            since: terraform("1.14"),
          }),
        },
        blocks: {
          backend: block("Keeps the state of the step after the test.", {
            labels: [label("type", "The kind of storage.")],
            max: 1,
            openBody: "unknown",
            since: terraform("1.14"),
          }),
        },
        inside: overrides,
      },
      mock_provider: {
        attributes: {
          source: attribute("string", "const", "A directory of mock files to read.", {
            meaning: "path",
            since: terraform("1.7"),
          }),
          override_during: overrideDuring,
        },
        inside: mocks,
      },
      ...overrides,
    },
  },
  mock: { inside: mocks },
};

/** Block types of Terraform files that OpenTofu does not read at all; only for messages. */
export const terraformOnlyFiles = named({
  ".tfquery.hcl": "Terraform's search files",
  ".tfcomponent.hcl": "Terraform's stack components",
  ".tfstack.hcl": "Terraform's stacks (old name)",
  ".tfdeploy.hcl": "Terraform's stack deployments",
  ".tfpolicy.hcl": "Terraform's policies",
});
