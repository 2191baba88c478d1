// Stands in for `tofu` in tests: tells how it was started, then gives a dump, fails, hangs, or never ends to write.
// Arguments: the file to tell it in, the dump, what to do, then those of `tofu`.
const { appendFileSync, readFileSync, readdirSync, realpathSync } = require("node:fs");

const [record, dump, mode, ...args] = process.argv.slice(2);
const settings = Object.keys(process.env).filter((name) => name.startsWith("TF_"));
appendFileSync(
  record,
  `${JSON.stringify({
    args,
    cwd: process.cwd(),
    files: readdirSync(".").sort(),
    config: JSON.parse(readFileSync("main.tf.json", "utf8")),
    providers: realpathSync(".terraform/providers"),
    settings: settings.sort(),
  })}\n`,
);
if (mode === "ok") process.stdout.write(readFileSync(dump));
if (mode === "fail") {
  process.stderr.write("the plugin did not answer\n");
  process.exitCode = 1;
}
if (mode === "hang") setInterval(() => {}, 1000);
if (mode === "large") {
  const chunk = "x".repeat(100_000);
  const write = () => process.stdout.write(chunk, write);
  write();
}
