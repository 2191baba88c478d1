// The reasons that nothing proves, each with the why. What a plan could show does not belong here.

/** The cases of refusals plan without a backend; `backend.plan.ts` shows what `init` says. */
const byInit =
  "Backends are initialised in backend.plan.ts, which shows what a file with settings may hold and what it does.";
const guard = "Nothing is known that leads here: what each backend comes to is computed again behind the edit.";

const taste = "It keeps a suggestion from being made whose edit keeps the plan: the code would be no better to read.";

/** Why there is no case for a reason, by the reason as the source has it. */
export const unproven: Readonly<Record<string, string>> = {
  "A name for it would hardly be shorter.": taste,
  "… would have the condition…, for … blocks that have it now.": taste,
  "A name for the condition would only list what it lists.": taste,
  "It is said of different things, and may change for each of them.": taste,
  "It is only asked whether it is null, and the answer is what deserves a name.": taste,
  "Its like stands beside it, and would stay as it is.": taste,
  "What it holds has too little in common for a name.": taste,
  "It stands in a file that other folders have as it is, which the next copy would undo.": taste,
  'its output "…" is sensitive':
    "OpenTofu marks what is read of such an output; the Terraform that plans does not, and the judge knows no marks.",
  "An override file changes the backend.": byInit,
  "One of the files has syntax errors.": byInit,
  "There is no `…` that could be read.": byInit,
  "The state would be looked for elsewhere.": guard,
  "The state of `…` would be looked for elsewhere.": guard,
  "The backends share less than two constants; a file of settings holds nothing else.": byInit,
  "The backend of `…` is given a file of settings already.": byInit,
};
