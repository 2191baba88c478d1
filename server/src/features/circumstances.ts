// Words that say where or when something is there, and nothing of what it is.

import { wordsOf } from "./refactors/words.js";

/** Words for environments, in lower case. */
export const environments: ReadonlySet<string> = new Set(
  "production preproduction development test testing stage staging prod preprod dev nonprod sandbox qa uat live".split(
    " ",
  ),
);

/** Words that say when something is there, or that all of it is. */
export const circumstances: ReadonlySet<string> = new Set([
  ...environments,
  ...["non", "environment", "resources", "resource", "module", "all", "everything"],
]);

/** The environment that a name is about: its first word that is one; undefined where it is about none. */
export function environmentIn(name: string): string | undefined {
  return wordsOf(name).find((word) => environments.has(word));
}

/** The environment that a name stands for and nothing else, such as a key of a map of environments. */
export function environmentNamed(name: string): string | undefined {
  const words = wordsOf(name);
  return words.length === 1 ? environmentIn(name) : undefined;
}

/** Words around what a condition is about: `enable_bedrock`, `create_iam_role`, `ssm_enabled`. */
export const aroundSubject: ReadonlySet<string> = new Set([
  ..."create build deploy enable enabled created deployed present use with has is not should make add include".split(
    " ",
  ),
]);

/** Names of files that say the kind of what is in them, as every module has it. */
export const generalFiles: ReadonlySet<string> = new Set(
  "main data iam s3 ec2 ecs eks rds kms sg sns sqs ssm lb alb nlb dns route53 vpc secrets lambda cloudwatch".split(" "),
);
