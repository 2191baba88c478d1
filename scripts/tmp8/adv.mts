import { snapshotOfFiles } from "../oracle/checkProduct.js";
import { terragruntFindings } from "../oracle/terragruntProduct.js";
import { Workspace } from "../../server/src/model/workspace.js";
import { testParser } from "../../test/harness/parser.js";
import { fileUri, isWithin } from "../../server/src/model/uri.js";
import { readFileSync } from "node:fs";
const text = readFileSync(process.argv[2]!, "utf8");
// cases: "### name | file | verdict" then body
const parts = text.split(/^### /m).slice(1);
let bad = 0;
for (const part of parts) {
  const nl = part.indexOf("\n");
  const [name, file, verdict] = part.slice(0, nl).split("|").map((s) => s.trim()) as [string, string, string];
  const files = new Map<string, string>();
  const pieces = part.slice(nl + 1).split(/^@@ (.*)$/m);
  files.set(`/inline/unit/${file}`, pieces[0]!);
  for (let i = 1; i < pieces.length; i += 2) files.set(`/inline/unit/${pieces[i]!.trim()}`.replace(/unit\/\.\.\//, ""), pieces[i + 1]!.replace(/^\n/, ""));
  files.set("/inline/.git/HEAD", "");
  const workspace = new Workspace(await testParser());
  workspace.setSeen({ isSeen: (uri) => isWithin(uri, fileUri("/inline")), holds: () => false });
  const snapshot = workspace.apply([...files].map(([path, text]) => ({ kind: "loaded" as const, uri: fileUri(path), text })));
  const found = terragruntFindings(snapshot, fileUri(`/inline/unit/${file}`), "/inline/unit");
  const got = found.some((f) => f.severity === "error") ? "error" : found.some((f) => f.severity === "warning") ? "warning" : "ok";
  if (got !== verdict || process.argv[3]) {
    bad++;
    console.log(`${got === verdict ? "ok" : "BAD"} ${name}: got ${got}, want ${verdict}`);
    for (const f of found) console.log(`    ${f.line} ${f.severity}[${f.rule}] ${f.summary} :: ${f.message}`);
  }
}
console.log(parts.length, "cases", bad, "shown");
