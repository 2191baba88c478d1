// Provisioners and the connections they use.
//
// Origin: OpenTofu 1.12.6, `internal/configs/provisioner.go`, `internal/communicator/shared` and the three built-in
// provisioners.

import { attribute, block, body, label } from "./define.js";
import { escapeBlock, reservedBlock } from "./metaArguments.js";

const docs = "https://opentofu.org/docs/language/resources/provisioners/";

const text = (doc: string) => attribute("string", "dynamic", doc);
const secret = (doc: string) => attribute("string", "dynamic", doc, { sensitive: true });
const flag = (doc: string) => attribute("bool", "dynamic", doc);

export const connection = block(
  "How provisioners reach the machine. `self` is the resource. A connection inside a provisioner adds to, and overrides, the one of its resource.",
  {
    max: 1,
    url: `${docs}connection/`,
    attributes: {
      host: attribute("string", "dynamic", "The name or address of the machine, often `self.public_ip`.", {
        required: "elsewhere",
      }),
      type: attribute("string", "dynamic", "The protocol.", {
        default: "ssh",
        values: ["ssh", "winrm"],
        deprecatedValues: {
          winrm: {
            since: { opentofu: "1.12" },
            message: "OpenTofu 1.13 will no longer connect over WinRM; Windows has an SSH server too.",
          },
        },
      }),
      user: text("The user to log in as."),
      password: secret("The password of that user."),
      port: attribute("number", "dynamic", "The port; 22 for SSH, 5985 for WinRM unless given."),
      timeout: text("How long to wait for the connection, such as `30s` or `5m`."),
      script_path: text("Where scripts are copied to on the machine before they run."),
      target_platform: attribute("string", "dynamic", "What kind of shell the machine has, over SSH.", {
        values: ["unix", "windows"],
        default: "unix",
      }),
      private_key: secret('The content of the SSH key, such as `file("~/.ssh/id")`. It goes before the password.'),
      certificate: text("The content of a signed certificate for the SSH key."),
      host_key: text(
        "The public key of the machine, or of the authority that signed it, so that its identity is checked.",
      ),
      agent: flag("Whether the SSH agent is asked for keys."),
      agent_identity: text("The identity that is preferred among those of the SSH agent."),
      proxy_scheme: text("The protocol of the proxy: `http`, `https` or `socks5`."),
      proxy_host: text("The proxy to go through."),
      proxy_port: attribute("number", "dynamic", "The port of the proxy."),
      proxy_user_name: text("The user at the proxy."),
      proxy_user_password: secret("The password at the proxy."),
      bastion_host: text("A machine to connect through first. Set it to use the other `bastion_` arguments."),
      bastion_host_key: text("The public key of that machine, so that its identity is checked."),
      bastion_port: attribute("number", "dynamic", "Its port; `port` unless given."),
      bastion_user: text("The user on it; `user` unless given."),
      bastion_password: secret("The password on it; `password` unless given."),
      bastion_private_key: secret("The content of the SSH key for it; `private_key` unless given."),
      bastion_certificate: text("The content of a signed certificate for that key."),
      https: flag("WinRM only: use HTTPS."),
      insecure: flag("WinRM only: do not check the HTTPS certificate."),
      cacert: text("WinRM only: the certificate authority to check against."),
      use_ntlm: flag("WinRM only: log in with NTLM instead of basic authentication."),
    },
  },
);

const localExec = body(
  "Runs a command on the machine where OpenTofu runs, after the resource was created or before it is destroyed.",
  {
    url: `${docs}local-exec/`,
    attributes: {
      command: attribute("string", "dynamic", "The command line.", { required: true }),
      interpreter: attribute(
        "list(string)",
        "dynamic",
        'The program that gets the command, and its arguments, such as `["bash", "-c"]`. Unless given, the shell of the system.',
      ),
      working_dir: text("The directory to run in; where OpenTofu was started unless given."),
      environment: attribute(
        "map(string)",
        "dynamic",
        "Environment variables to add. The safe way to pass values, as nothing in them is taken for shell syntax.",
      ),
      quiet: flag("Show only what the command prints, not the command itself."),
    },
  },
);

const remoteExec = body("Runs commands or scripts on the machine that was just created, over its connection.", {
  url: `${docs}remote-exec/`,
  choices: [{ kind: "exactly-one", names: ["inline", "script", "scripts"] }],
  attributes: {
    inline: attribute("list(string)", "dynamic", "Command lines, run one after the other.", {
      conflicts: ["script", "scripts"],
    }),
    script: attribute("string", "dynamic", "A script of this machine that is copied over and run.", {
      conflicts: ["inline", "scripts"],
      meaning: "path",
    }),
    scripts: attribute("list(string)", "dynamic", "Several such scripts, in this order.", {
      conflicts: ["inline", "script"],
      meaning: "path",
    }),
  },
});

const fileProvisioner = body(
  "Copies a file or a directory to the machine that was just created, over its connection.",
  {
    url: `${docs}file/`,
    choices: [{ kind: "exactly-one", names: ["source", "content"] }],
    attributes: {
      source: attribute(
        "string",
        "dynamic",
        "The file or directory to copy. With a slash at its end, only the content of the directory.",
        {
          conflicts: ["content"],
          meaning: "path",
        },
      ),
      content: attribute("string", "dynamic", "The text to write, instead of a file.", { conflicts: ["source"] }),
      destination: attribute("string", "dynamic", "The path on the machine.", { required: true }),
    },
  },
);

const gone = "This provisioner was removed; a machine image or `remote-exec` takes its place.";

export const provisioner = block(
  "Something to do when the resource is created or destroyed. Such steps are not part of the plan, so they are a last resort.",
  {
    labels: [label("type", "What to do.", { values: ["local-exec", "remote-exec", "file"] })],
    url: `${docs}syntax/`,
    openBody: "provisioner",
    attributes: {
      when: attribute(
        "any",
        "keyword",
        "Whether to run after creating or before destroying. On destroying, only `self`, `count.index` and `each.key` can be used.",
        {
          values: ["create", "destroy"],
          default: "create",
        },
      ),
      on_failure: attribute(
        "any",
        "keyword",
        "Whether a failure stops the run, and marks a new object for replacement, or is passed over.",
        {
          values: ["fail", "continue"],
          default: "fail",
        },
      ),
    },
    blocks: { connection, _: escapeBlock, lifecycle: reservedBlock() },
    byLabel: { "local-exec": localExec, "remote-exec": remoteExec, file: fileProvisioner },
    removedLabels: { chef: gone, habitat: gone, puppet: gone, "salt-masterless": gone },
  },
);
