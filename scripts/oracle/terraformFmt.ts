// `terraform fmt` over many texts at once, for the sets that compare with it.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Why `terraform fmt` cannot be run; undefined where it can. */
export function terraformMissing(): string | undefined {
  const isThere = spawnSync("terraform", ["version"]).status === 0;
  return isThere ? undefined : "terraform is not installed to compare with";
}

/**
 * What each text becomes; one that terraform refuses stays as it is. All are written as `.tf` files: the rules for
 * other kinds of files are the same, and terraform does not know `.tofu`.
 */
export function terraformFormatted(texts: readonly (string | Uint8Array)[]): string[] {
  const copies = mkdtempSync(join(tmpdir(), "tofusmith-fmt-"));
  try {
    const copyOf = (i: number): string => join(copies, String(i % 64), `${i}.tf`);
    for (let i = 0; i < 64; i++) mkdirSync(join(copies, String(i)));
    texts.forEach((text, i) => {
      writeFileSync(copyOf(i), text);
    });
    spawnSync("terraform", ["fmt", "-recursive", "-list=false", copies], { maxBuffer: 1 << 30 });
    return texts.map((_, i) => readFileSync(copyOf(i), "utf8"));
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
}

const probe = "probe_of_the_scoreboard=1\n\n";

/** For each text, true where terraform accepts its syntax: it then formats an unformatted line put before it. */
export function terraformAccepts(texts: readonly string[]): boolean[] {
  const probed = texts.map((text) => probe + (text.startsWith("\uFEFF") ? text.slice(1) : text));
  return terraformFormatted(probed).map((formatted, i) => formatted !== probed[i]);
}
