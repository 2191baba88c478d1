// Backends that need no cloud storage, and those of a Terraform Cloud-like service.
//
// Origin: OpenTofu 1.12.6, `internal/backend/{local,remote,remote-state/inmem}` and `internal/cloud`.

import { attribute, block, body } from "./define.js";

const docs = "https://opentofu.org/docs/language/settings/backends/";

const hostname = attribute("string", "early", "The host of the service.");
const token = attribute(
  "string",
  "early",
  "The token to log in with. Better kept in the CLI configuration or in the environment.",
  { sensitive: true },
);

export const local = body("Keeps the state in a file of this machine.", {
  url: `${docs}local/`,
  attributes: {
    path: attribute("string", "early", "The state file.", { default: "terraform.tfstate", meaning: "path" }),
    workspace_dir: attribute("string", "early", "The directory for the states of other workspaces.", {
      meaning: "path",
    }),
  },
});

export const inmem = body("Keeps the state in memory until OpenTofu ends. Meant for tests of OpenTofu itself.", {
  attributes: { lock_id: attribute("string", "early", "Start with the state locked under this id.") },
});

export const remote = body(
  "Keeps the state, and runs plans, in a service that speaks the protocol of Terraform Cloud.",
  {
    url: `${docs}remote/`,
    attributes: {
      hostname,
      organization: attribute("string", "early", "The organization that owns the workspaces.", {
        required: "elsewhere",
      }),
      token,
    },
    blocks: {
      workspaces: block("Which workspaces belong to the configuration.", {
        max: 1,
        choices: [{ kind: "exactly-one", names: ["name", "prefix"] }],
        attributes: {
          name: attribute("string", "early", "The one workspace to use.", { conflicts: ["prefix"] }),
          prefix: attribute("string", "early", "What stands before the workspace's name in the service.", {
            conflicts: ["name"],
          }),
        },
      }),
    },
  },
);

export const cloudAttributes = {
  hostname,
  organization: attribute("string", "early", "The organization that owns the workspaces.", {
    environment: ["TF_CLOUD_ORGANIZATION"],
  }),
  token,
};

export const cloudWorkspaces = block("Which workspaces belong to the configuration.", {
  max: 1,
  attributes: {
    name: attribute("string", "early", "The one workspace to use.", {
      conflicts: ["tags"],
      environment: ["TF_WORKSPACE"],
    }),
    tags: attribute("set(string)", "early", "Use all workspaces that have these tags.", { conflicts: ["name"] }),
    project: attribute("string", "early", "The project in which new workspaces are made.", {
      environment: ["TF_CLOUD_PROJECT"],
    }),
  },
});
