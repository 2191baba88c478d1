// What may stand in a configuration file: resources, modules, variables and the rest of the module's objects.
//
// Origin: OpenTofu 1.12.6, `internal/configs`; version history from its changelogs. The `terraform` block has its own
// file (`settings.ts`), so have provisioners and connections (`provisioners.ts`).

import { attribute, block, body, label, NEVER } from "./define.js";
import {
  conditionBlock,
  count,
  dataLifecycle,
  dependsOn,
  dynamicBlock,
  ephemeralLifecycle,
  escapeBlock,
  forEach,
  moduleLifecycle,
  outputPrecondition,
  provider,
  reservedBlock,
  resourceLifecycle,
} from "./metaArguments.js";
import { connection, provisioner } from "./provisioners.js";
import { languageBlock, terraformBlock } from "./settings.js";

const docs = "https://opentofu.org/docs/language/";

const resource = block(
  "Something that OpenTofu creates, changes and destroys. Its arguments are defined by the provider; read them elsewhere as `TYPE.NAME.attribute`.",
  {
    labels: [
      label(
        "type",
        "The resource type. The part before the first `_` names the provider, unless `provider` says otherwise.",
      ),
      label("name", "The name within the module; together with the type it is unique."),
    ],
    url: `${docs}resources/syntax/`,
    openBody: "provider",
    attributes: { count, for_each: forEach, provider, depends_on: dependsOn },
    blocks: {
      lifecycle: resourceLifecycle,
      connection,
      provisioner,
      _: escapeBlock,
      locals: reservedBlock(),
      dynamic: dynamicBlock,
    },
  },
);

const data = block(
  "Something that exists already and is only read. Read its result elsewhere as `data.TYPE.NAME.attribute`.",
  {
    labels: [
      label("type", "The type of the data source. The part before the first `_` names the provider."),
      label("name", "The name within the module; together with the type it is unique."),
    ],
    url: `${docs}data-sources/`,
    openBody: "provider",
    attributes: { count, for_each: forEach, provider, depends_on: dependsOn },
    blocks: { lifecycle: dataLifecycle, _: escapeBlock, locals: reservedBlock(), dynamic: dynamicBlock },
  },
);

const ephemeral = block(
  "A value that exists only while OpenTofu runs, such as a short-lived credential. It never reaches the state or a plan file, so only places that store nothing may use it.",
  {
    labels: [label("type", "The type of the ephemeral resource."), label("name", "The name within the module.")],
    since: { opentofu: "1.11", terraform: "1.10" },
    openBody: "provider",
    attributes: { count, for_each: forEach, provider, depends_on: dependsOn },
    blocks: { lifecycle: ephemeralLifecycle, _: escapeBlock, dynamic: dynamicBlock },
  },
);

const moduleCall = block(
  "Calls another module. All other arguments are the input variables of that module; read its outputs as `module.NAME.output`.",
  {
    labels: [label("name", "The name of the call; its outputs are read through it.")],
    url: `${docs}modules/syntax/`,
    openBody: "module-inputs",
    attributes: {
      source: attribute(
        "string",
        "early",
        "Where the module is: a directory (`./…` or `../…`), a registry address (`namespace/name/system`), or an address to download from (`git::…`, `https://…`, `oci://…`, …). Variables and locals are allowed since OpenTofu 1.8.",
        { required: true, meaning: "module-source" },
      ),
      version: attribute(
        "string",
        "early",
        "Which versions of a registry module are fine. Other sources have no version here; put it in the address.",
        { meaning: "version-constraint" },
      ),
      count,
      for_each: forEach,
      depends_on: dependsOn,
      providers: attribute(
        "map(any)",
        "static-map",
        "Which of our provider configurations the module gets, by the name it has there: `{ aws = aws.europe }`. Without it, the module gets the configurations without alias.",
        { meaning: "provider-map" },
      ),
    },
    blocks: {
      lifecycle: moduleLifecycle,
      _: escapeBlock,
      locals: reservedBlock(),
      provider: reservedBlock(["type"]),
    },
  },
);

/** Also used in test files. */
export const providerBlock = block(
  "Configures a provider: credentials, region and the like. The arguments are the provider's own.",
  {
    labels: [label("name", "The provider's local name, in lower case, as in `required_providers`.")],
    url: `${docs}providers/configuration/`,
    openBody: "provider",
    attributes: {
      alias: attribute(
        "string",
        "const",
        "A second name, so that a provider can be configured more than once. Resources choose it with `provider = NAME.ALIAS`.",
      ),
      version: attribute("string", "const", "Which versions of the provider are fine.", {
        meaning: "version-constraint",
        deprecated: {
          message: "State the version in `terraform { required_providers { … } }`.",
          replacement: "required_providers",
        },
      }),
      for_each: attribute(
        "any",
        "early",
        "One configuration for each element of a map, an object or a set of strings. Needs `alias`; `each.key` and `each.value` are the element.",
        { since: { opentofu: "1.9", terraform: NEVER } },
      ),
      count: attribute("any", "dynamic", "Kept free by OpenTofu; a provider cannot be counted.", { reserved: true }),
      depends_on: attribute("any", "dynamic", "Kept free by OpenTofu; a provider cannot depend on objects.", {
        reserved: true,
      }),
      source: attribute("any", "dynamic", "Kept free by OpenTofu; the source stands in `required_providers`.", {
        reserved: true,
      }),
    },
    blocks: { _: escapeBlock, lifecycle: reservedBlock(), locals: reservedBlock(), dynamic: dynamicBlock },
  },
);

const variable = block("An input of the module, read as `var.NAME`.", {
  labels: [label("name", "The name by which callers set it. A few words are kept for arguments of `module` blocks.")],
  url: `${docs}values/variables/`,
  attributes: {
    type: attribute(
      "any",
      "type-expr",
      "The type that values are converted to. `optional(TYPE, default)` marks attributes of an object that callers may leave out. Without it, any value is accepted.",
      { default: "any" },
    ),
    description: attribute("string", "const", "What the variable is for, for those who call the module."),
    default: attribute("any", "const", "The value where the caller gives none. With it, the variable is optional."),
    sensitive: attribute(
      "bool",
      "const",
      "Keep the value, and all that is made from it, out of the output of OpenTofu.",
      { default: false },
    ),
    nullable: attribute("bool", "const", "Whether `null` is a valid value. If false, `null` means the default.", {
      default: true,
    }),
    ephemeral: attribute(
      "bool",
      "const",
      "Keep the value out of state and plan files. Only places that store nothing may use it.",
      {
        default: false,
        since: { opentofu: "1.11", terraform: "1.10" },
      },
    ),
    deprecated: attribute(
      "string",
      "const",
      "Why callers should stop setting it, and what to do instead. May not be empty.",
      {
        since: { opentofu: "1.10", terraform: "1.15" },
      },
    ),
    const: attribute(
      "bool",
      "const",
      "True: callers must give a value that is known before anything is planned, so the variable may be used in module sources and backends. False: it may not be used there. Unset: OpenTofu finds out.",
      { since: { opentofu: "1.12", terraform: "1.15" } },
    ),
  },
  blocks: {
    validation: conditionBlock(
      "A rule for the value, with the message for those who break it. The condition must mention the variable; since OpenTofu 1.9 it may mention other objects too.",
      { url: `${docs}values/variables/#custom-validation-rules` },
    ),
  },
});

const output = block("A result of the module, read by its caller as `module.CALL.NAME`.", {
  labels: [label("name", "The name by which callers read it.")],
  url: `${docs}values/outputs/`,
  attributes: {
    value: attribute("any", "dynamic", "The result.", { required: true }),
    description: attribute("string", "const", "What the output is, for those who call the module."),
    sensitive: attribute(
      "bool",
      "const",
      "Keep the value out of the output of OpenTofu. Needed in the root module where the value is sensitive.",
      { default: false },
    ),
    ephemeral: attribute("bool", "const", "The value is never stored. Not allowed in the root module.", {
      default: false,
      since: { opentofu: "1.11", terraform: "1.10" },
    }),
    deprecated: attribute("string", "const", "Why callers should stop reading it, and what to do instead.", {
      since: { opentofu: "1.10", terraform: "1.15" },
    }),
    depends_on: dependsOn,
  },
  blocks: {
    precondition: outputPrecondition,
    postcondition: block(
      "Nothing comes after an output's value is known, so OpenTofu refuses this; write a `precondition`.",
      {
        reserved: true,
        openBody: "unknown",
      },
    ),
  },
});

const locals = block(
  "Names for expressions of the module, read as `local.NAME`. There may be any number of these blocks.",
  {
    url: `${docs}values/locals/`,
    freeform: {
      entry: attribute("any", "dynamic", "A named expression; it may use other local values, but not itself."),
    },
  },
);

const moved = block(
  "Says that an object has a new address, so that OpenTofu keeps what exists rather than destroying it and creating another.",
  {
    inOverride: false,
    since: { terraform: "1.1" },
    url: `${docs}modules/develop/refactoring/`,
    attributes: {
      from: attribute("any", "static-traversal", "The address that the object had, seen from this module.", {
        required: true,
        meaning: "object-address",
      }),
      to: attribute(
        "any",
        "static-traversal",
        "The address that it has now. A resource stays a resource, a module a module.",
        {
          required: true,
          meaning: "object-address",
        },
      ),
    },
  },
);

const removed = block(
  "Says that an object has left the configuration, and whether the real one is destroyed or only forgotten.",
  {
    inOverride: false,
    since: { opentofu: "1.7", terraform: "1.7" },
    url: `${docs}resources/syntax/#removing-resources`,
    attributes: {
      from: attribute("any", "static-traversal", "The address of the object that is gone, without instance keys.", {
        required: true,
        meaning: "object-address",
      }),
    },
    blocks: {
      lifecycle: block("What becomes of the real object.", {
        max: 1,
        since: { opentofu: "1.10", terraform: "1.7" },
        attributes: {
          destroy: attribute(
            "bool",
            "const",
            "True: destroy the real object. False: only forget it. OpenTofu forgets where this is not given, and warns; Terraform then destroys.",
            { default: false },
          ),
        },
      }),
      provisioner: {
        ...provisioner,
        since: { opentofu: "1.10", terraform: "1.9" },
        doc: `${provisioner.doc} Here only those that run on destroying.`,
      },
    },
  },
);

const importBlock = block(
  "Takes an object that exists already under OpenTofu's care, with the next apply. Only in the root module.",
  {
    inOverride: false,
    since: { terraform: "1.5" },
    url: `${docs}import/`,
    choices: [{ kind: "exactly-one", names: ["id", "identity"] }],
    attributes: {
      to: attribute(
        "any",
        "address-with-dynamic-keys",
        "The address it gets. Instance keys may be expressions, such as `each.key`.",
        {
          required: true,
          meaning: "resource-address",
        },
      ),
      id: attribute("string", "dynamic", "How the provider identifies the object; known when planning.", {
        conflicts: ["identity"],
      }),
      identity: attribute(
        "any",
        "dynamic",
        "How the provider identifies the object, as an object of several attributes.",
        {
          conflicts: ["id"],
          since: { opentofu: "1.12", terraform: "1.12" },
        },
      ),
      provider,
      for_each: attribute(
        "any",
        "dynamic",
        "One import for each element of a map, a set or a tuple; `each.key` and `each.value` are the element.",
        {
          since: { opentofu: "1.7", terraform: "1.7" },
        },
      ),
    },
  },
);

const check = block(
  "Statements about the running infrastructure that are tested with every plan and apply. One that fails is a warning, not an error.",
  {
    labels: [label("name", "The name in messages and in `expect_failures` of tests.")],
    inOverride: false,
    since: { terraform: "1.5" },
    url: `${docs}checks/`,
    blocks: {
      data: block("A data source that only this check sees.", {
        labels: data.labels,
        max: 1,
        openBody: "provider",
        attributes: { provider, depends_on: dependsOn },
        blocks: { _: escapeBlock, dynamic: dynamicBlock },
      }),
      assert: conditionBlock("One statement: a condition, and what to say where it does not hold.", { min: 1 }),
    },
  },
);

export const configurationSchema = body("A file of a module's configuration.", {
  blocks: {
    terraform: terraformBlock,
    language: languageBlock,
    required_providers: block("Stands only inside a `terraform` block; here OpenTofu reports it.", {
      reserved: true,
      openBody: "unknown",
    }),
    provider: providerBlock,
    variable,
    locals,
    output,
    module: moduleCall,
    resource,
    data,
    ephemeral,
    moved,
    import: importBlock,
    check,
    removed,
  },
});
