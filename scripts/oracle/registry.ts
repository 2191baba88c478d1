// Every set the scoreboard can score, in the order of its table.
import type { SetRunner } from "./set.js";
import { corpusCheck } from "./sets/corpusCheck.js";
import { corpusExpressions } from "./sets/corpusExpressions.js";
import { corpusFmt } from "./sets/corpusFmt.js";
import { corpusParse } from "./sets/corpusParse.js";
import { diagnosticSets } from "./sets/diagnostics.js";
import { enabledSets } from "./sets/enabled.js";
import { formatFuzz } from "./sets/formatFuzz.js";
import { hclwriteFormat, terragruntFmt, tofuFmt, tofuFmtCorpus } from "./sets/formatter.js";
import { hclExpressions } from "./sets/hclExpressions.js";
import {
  hclBroken,
  hclFuzzCorpus,
  hclParserTests,
  hclScanTokens,
  hclSpecsuite,
  hclTokensAst,
} from "./sets/hclSyntax.js";
import { opentofuEnabledRefs } from "./sets/opentofuEnabledRefs.js";
import { opentofuMigrations } from "./sets/opentofuMigrations.js";
import { recovery } from "./sets/recovery.js";
import { terragruntDry } from "./sets/terragruntDry.js";
import { terragruntExpected } from "./sets/terragruntExpected.js";
import { terragruntHcl } from "./sets/terragruntHcl.js";
import { terragruntMerge, terragruntStacks } from "./sets/terragruntModel.js";
import { terragruntPreserve } from "./sets/terragruntPreserve.js";
import { corpusTerragrunt, terragruntValid } from "./sets/terragruntValid.js";

export const setRunners: readonly SetRunner[] = [
  hclScanTokens,
  hclTokensAst,
  hclParserTests,
  hclSpecsuite,
  hclBroken,
  hclFuzzCorpus,
  hclExpressions,
  corpusParse,
  corpusExpressions,
  terragruntHcl,
  recovery,
  hclwriteFormat,
  tofuFmt,
  tofuFmtCorpus,
  terragruntFmt,
  corpusFmt,
  formatFuzz,
  ...diagnosticSets,
  ...enabledSets,
  corpusCheck,
  opentofuEnabledRefs,
  opentofuMigrations,
  terragruntMerge,
  terragruntStacks,
  terragruntPreserve,
  terragruntDry,
  terragruntExpected,
  terragruntValid,
  corpusTerragrunt,
];
