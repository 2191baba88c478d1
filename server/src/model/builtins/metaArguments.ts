// Arguments and blocks that several kinds of objects share: `count`, `for_each`, `lifecycle`, conditions, `dynamic`.
//
// Origin: OpenTofu 1.12.6, `internal/configs`; version history from its changelogs.

import { attribute, block, label, NEVER } from "./define.js";
import type { BlockSchema } from "./schema.js";

const docs = "https://opentofu.org/docs/language/";

export const count = attribute(
  "number",
  "dynamic",
  "How many instances there are: a whole number, known when planning. `count.index` is then the number of the instance, from 0. For zero or one instance, `lifecycle { enabled = … }` keeps references free of `[0]`.",
  { conflicts: ["for_each"] },
);

export const forEach = attribute(
  "any",
  "dynamic",
  "One instance for each element of a map, an object or a set of strings, known when planning and neither sensitive nor ephemeral. `each.key` and `each.value` are then the element. A list must first become a set: `toset(…)`.",
  { conflicts: ["count"] },
);

export const provider = attribute(
  "any",
  "static-traversal",
  "The provider configuration to use: a local name, with an alias if there is one, such as `aws.europe`. Where the configuration has `for_each`, its instance is chosen by a key: `aws.by_region[each.key]`.",
  { meaning: "provider-reference" },
);

export const dependsOn = attribute(
  "list(any)",
  "static-traversal-list",
  "Objects that must be done first although no expression mentions them. Names whole resources, modules and the like; attributes of them are not allowed.",
  { meaning: "object-reference" },
);

function enabled(what: string) {
  return attribute(
    "bool",
    "dynamic",
    `Whether the ${what} exists at all. Where it is false, the object is \`null\` in expressions, so references need a guard such as \`try(…)\`. Known when planning, not null, not sensitive; not together with \`count\` or \`for_each\`.`,
    { default: true, since: { opentofu: "1.11", terraform: NEVER } },
  );
}

const condition = attribute(
  "bool",
  "dynamic",
  "An expression that must be true. It has to mention at least one other object of the module.",
  { required: true, meaning: "condition" },
);

const errorMessage = attribute(
  "string",
  "dynamic",
  "What the user reads where the condition is false: whole sentences, without sensitive or ephemeral values.",
  { required: true },
);

/** A block with `condition` and `error_message`. */
export function conditionBlock(doc: string, parts: Partial<BlockSchema> = {}): BlockSchema {
  const { max: _unlimited, ...rest } = parts;
  return block(doc, { ...rest, attributes: { condition, error_message: errorMessage } });
}

const precondition = conditionBlock(
  "Checked before OpenTofu works on the object: what it takes for granted. May not refer to the object itself.",
  { url: `${docs}expressions/custom-conditions/` },
);

const postcondition = conditionBlock(
  "Checked after the object has been created, changed or read: what it guarantees. `self` is the object.",
  { url: `${docs}expressions/custom-conditions/` },
);

export const outputPrecondition = conditionBlock(
  "Checked before the output's value is computed or stored, so that a wrong value never leaves the module.",
  { url: `${docs}expressions/custom-conditions/` },
);

export const resourceLifecycle = block("How OpenTofu creates, replaces and removes this resource.", {
  max: 1,
  url: `${docs}meta-arguments/lifecycle/`,
  attributes: {
    create_before_destroy: attribute(
      "bool",
      "const",
      "On replacement, create the new object before destroying the old one. Resources that this one depends on get the same order.",
      { default: false },
    ),
    prevent_destroy: attribute(
      "bool",
      "dynamic",
      "Refuse any plan that would destroy the object. Removing the whole block from the configuration also removes this guard. Expressions are allowed since OpenTofu 1.12; before, only a constant.",
      { default: false },
    ),
    destroy: attribute(
      "bool",
      "const",
      "False: on removal OpenTofu forgets the object and leaves the real one alone, where it would otherwise destroy it.",
      { default: true, since: { opentofu: "1.12", terraform: NEVER } },
    ),
    ignore_changes: attribute(
      "any",
      "static-traversal-list",
      "Attributes whose later changes are not put right, such as `[tags, ingress[0].port]`, or the word `all`.",
      { meaning: "attribute-path", suggestions: ["all"] },
    ),
    replace_triggered_by: attribute(
      "list(any)",
      "refs-only",
      "Managed resources, instances or attributes of them: when one changes, this resource is replaced. Instance keys may use `count.index` and `each.key`.",
      { meaning: "managed-resource-reference", since: { terraform: "1.2" } },
    ),
    enabled: enabled("resource"),
  },
  blocks: { precondition, postcondition },
});

const refusedInData =
  "Only a managed resource has a life to manage, so OpenTofu refuses this argument here. It may hold `enabled` and conditions.";

export const dataLifecycle = block("Whether the data source is read, and what must hold before and after.", {
  max: 1,
  url: `${docs}meta-arguments/lifecycle/`,
  attributes: { enabled: enabled("data source"), ...refusedLifecycle(refusedInData) },
  blocks: { precondition, postcondition },
});

export const ephemeralLifecycle = block(
  "Whether the ephemeral resource is opened, and what must hold before and after.",
  {
    max: 1,
    url: `${docs}meta-arguments/lifecycle/`,
    attributes: {
      enabled: enabled("ephemeral resource"),
      ...refusedLifecycle("An ephemeral resource is never stored, so OpenTofu refuses this argument here."),
    },
    blocks: { precondition, postcondition },
  },
);

export const moduleLifecycle = block("Whether the module call takes effect.", {
  max: 1,
  since: { opentofu: "1.11", terraform: NEVER },
  url: `${docs}meta-arguments/lifecycle/`,
  attributes: { enabled: enabled("module and all it contains") },
});

/** OpenTofu decodes these in every `lifecycle` block and then refuses them with words of their own. */
function refusedLifecycle(doc: string) {
  return {
    create_before_destroy: attribute("bool", "const", doc, { reserved: true }),
    prevent_destroy: attribute("bool", "dynamic", doc, { reserved: true }),
    destroy: attribute("bool", "const", doc, { reserved: true }),
    ignore_changes: attribute("any", "static-traversal-list", doc, { reserved: true }),
    replace_triggered_by: attribute("list(any)", "refs-only", doc, { reserved: true }),
  };
}

/** `_ { }`: what a provider names like one of our own arguments can be set inside it. */
export const escapeBlock = block(
  "Holds arguments of the provider or module whose names would otherwise be taken for OpenTofu's own, such as `count`. Its content is read as if it stood outside.",
  { max: 1, openBody: "unknown" },
);

/** A block type that OpenTofu keeps free for later. */
export function reservedBlock(labels: readonly string[] = []): BlockSchema {
  return block("Kept free by OpenTofu for later use; writing it is an error.", {
    reserved: true,
    openBody: "unknown",
    labels: labels.map((name) => label(name, "Has no meaning yet.")),
  });
}

export const dynamicBlock = block(
  "Makes one nested block of the labelled type for each element of a collection. Works for blocks of the provider, not for `lifecycle`, `provisioner` or `connection`.",
  {
    labels: [label("block_type", "The type of the nested block to make.")],
    url: `${docs}expressions/dynamic-blocks/`,
    attributes: {
      for_each: attribute("any", "dynamic", "The collection to go through; it may not be null.", { required: true }),
      iterator: attribute(
        "any",
        "keyword",
        "The name under which `content` sees the element, as `NAME.key` and `NAME.value`. Without it, the block's own label is the name.",
      ),
      labels: attribute("list(string)", "dynamic", "The labels of the made block, where its type has labels."),
    },
    blocks: {
      content: block("The body of each block that is made.", { min: 1, max: 1, openBody: "provider" }),
    },
  },
);
