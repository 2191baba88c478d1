// Test files (`*.tofutest.hcl`, `*.tftest.hcl`) and mock files.
//
// Origin: OpenTofu 1.12.6, `internal/configs/test_file.go` and `mock_provider.go`.

import { providerBlock } from "./configuration.js";
import { attribute, block, body, label, NEVER } from "./define.js";
import { conditionBlock } from "./metaArguments.js";
import type { BlockSchema } from "./schema.js";

const docs = "https://opentofu.org/docs/cli/commands/test/";
const mocking = { opentofu: "1.8", terraform: "1.7" };

const variables = (doc: string): BlockSchema =>
  block(doc, {
    max: 1,
    freeform: { entry: attribute("any", "dynamic", "The value of the input variable of this name.") },
  });

const values = attribute("any", "const", "The attributes to return, as an object. What is left out is made up.");

const resourceTarget = attribute("any", "static-traversal", "The address of what is replaced, without instance keys.", {
  required: true,
  meaning: "resource-address",
});

const overrideResource = block(
  "Pretends that a managed resource was created, with these attributes, without asking its provider.",
  {
    since: mocking,
    attributes: { target: resourceTarget, values },
  },
);

const overrideData = block(
  "Pretends that a data source was read, with these attributes, without asking its provider.",
  {
    since: mocking,
    attributes: { target: resourceTarget, values },
  },
);

const overrideModule = block("Leaves out everything in a module call, and gives these outputs in its place.", {
  since: mocking,
  attributes: {
    target: attribute("any", "static-traversal", "The address of the module call.", {
      required: true,
      meaning: "module-address",
    }),
    outputs: attribute("any", "const", "The outputs, as an object. What is left out is null."),
  },
});

const overrides = { override_resource: overrideResource, override_data: overrideData, override_module: overrideModule };

const defaults = attribute(
  "any",
  "const",
  "Attributes to return for every object of this type, as an object. What is left out is made up.",
);

const mocks = {
  mock_resource: block("What the mock returns for a type of managed resource.", {
    labels: [label("type", "The resource type.")],
    attributes: { defaults },
  }),
  mock_data: block("What the mock returns for a type of data source.", {
    labels: [label("type", "The type of the data source.")],
    attributes: { defaults },
  }),
  override_resource: overrideResource,
  override_data: overrideData,
};

const run = block(
  "One step of the test: a plan or an apply of the module, and what must hold afterwards. Steps run in the order of the file.",
  {
    labels: [label("name", "The name in the report; later steps read its outputs as `run.NAME.output`.")],
    url: docs,
    attributes: {
      command: attribute("any", "keyword", "Whether to only plan, or also to apply.", {
        values: ["plan", "apply"],
        default: "apply",
      }),
      providers: attribute(
        "map(any)",
        "static-map",
        "Which provider configurations of the test file the step uses, by the name they have in the module.",
        {
          meaning: "provider-map",
        },
      ),
      expect_failures: attribute(
        "list(any)",
        "static-traversal-list",
        "Objects whose checks must fail in this step: variables, outputs, checks, resources.",
        {
          meaning: "checkable-reference",
        },
      ),
    },
    blocks: {
      assert: conditionBlock(
        "What must hold after the step. May use all objects of the module, its outputs as `output.NAME`, and those of earlier steps.",
      ),
      plan_options: block("How to plan.", {
        max: 1,
        attributes: {
          mode: attribute("any", "keyword", "A normal plan, or one that only brings the state up to date.", {
            values: ["normal", "refresh-only"],
            default: "normal",
          }),
          refresh: attribute("bool", "const", "Whether to read the real objects first.", { default: true }),
          replace: attribute("list(any)", "static-traversal-list", "Resources to replace, as `-replace` does.", {
            meaning: "resource-address",
          }),
          target: attribute("list(any)", "static-traversal-list", "Objects to limit the plan to, as `-target` does.", {
            meaning: "object-address",
          }),
        },
      }),
      variables: variables("Values of input variables for this step; they go before those of the file."),
      module: block("Runs the step on another module, such as one that prepares what the test needs.", {
        max: 1,
        attributes: {
          source: attribute("string", "const", "Where that module is: a local directory or a registry address.", {
            required: true,
            meaning: "module-source",
          }),
          version: attribute("string", "const", "Which versions of a registry module are fine.", {
            meaning: "version-constraint",
          }),
        },
      }),
      ...overrides,
    },
  },
);

export const testFileSchema = body("A file of tests for the module.", {
  blocks: {
    run,
    variables: variables("Values of input variables for all steps of the file."),
    provider: providerBlock,
    mock_provider: block("Stands in for a provider: plans and applies without reaching any real service.", {
      labels: [label("name", "The provider's local name.")],
      since: mocking,
      attributes: {
        alias: attribute("string", "const", "A second name, so that several configurations can be told apart."),
        for_each: attribute(
          "any",
          "early",
          "One configuration for each element of a map or a set of strings. Needs `alias`.",
          {
            since: { opentofu: "1.11", terraform: NEVER },
          },
        ),
      },
      blocks: mocks,
    }),
    ...overrides,
  },
});

/** Mock files belong to Terraform's `mock_provider { source = … }`; OpenTofu does not read them. */
export const mockFileSchema = body("A file of mocks for tests, read by Terraform only.", { blocks: mocks });
