// The provider that is built into OpenTofu (`terraform.io/builtin/terraform`): its resource and its data source.
//
// Origin: OpenTofu 1.12.6, `internal/builtin/providers/tf`. Its functions stand in `functions.ts`.

import { attribute, body, named } from "./define.js";
import type { AttributeSchema, BodySchema, Named } from "./schema.js";

/** The full address; `terraform_…` resource types belong to it without being required. */
export const builtinProviderAddress = "terraform.io/builtin/terraform";

/** The schema of a resource or data source, with what only reading gives. */
export interface BuiltinObject extends BodySchema {
  readonly url: string;
  /** Attributes that the object has after it was created or read, and that cannot be set. */
  readonly results: Named<AttributeSchema>;
}

const docs = "https://opentofu.org/docs/language/";

export const terraformData: BuiltinObject = {
  ...body(
    "Stores a value in the state, and is replaced when another value changes. Needs no provider; often a trigger for other resources, or a place for provisioners.",
    {
      attributes: {
        input: attribute("any", "dynamic", "A value to store; `output` has it after the apply."),
        triggers_replace: attribute("any", "dynamic", "When this value changes, the resource is replaced."),
      },
    },
  ),
  url: `${docs}resources/tf-data/`,
  results: named({
    output: attribute("any", "dynamic", "The value of `input`, known after the apply."),
    id: attribute("string", "dynamic", "A unique id of the object."),
  }),
};

export const terraformRemoteState: BuiltinObject = {
  ...body("Reads the outputs of another configuration from its state.", {
    attributes: {
      backend: attribute(
        "string",
        "dynamic",
        "The kind of storage, as in a `backend` block, or `remote` for a cloud service.",
        {
          required: true,
        },
      ),
      config: attribute("any", "dynamic", "The arguments of the backend, as an object."),
      workspace: attribute("string", "dynamic", "The workspace to read.", { default: "default" }),
      defaults: attribute("any", "dynamic", "Outputs to use where the state has none of that name, as an object."),
    },
  }),
  url: `${docs}state/remote-state-data/`,
  results: named({ outputs: attribute("any", "dynamic", "The outputs of the other root module, as an object.") }),
};

export const builtinResources: Named<BuiltinObject> = named({ terraform_data: terraformData });

export const builtinDataSources: Named<BuiltinObject> = named({ terraform_remote_state: terraformRemoteState });
