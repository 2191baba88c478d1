// Reasons that no plan can prove, each with the why. What a plan could show does not belong here.

/** Why there is no case for a reason, by the reason as the source has it. */
export const unproven: Readonly<Record<string, string>> = {
  ...because("before any edit the configuration fails already", [
    "It has another argument that repeats it already.",
    "… is declared more than once.",
    "it has an instance key, though the object has no instances",
    "it has an instance key, though the call has no instances",
    "its instances are the elements of a for_each, which cannot read null",
    "it names an instance without its key",
    'there is no output "…"',
    "… of its module has syntax errors.",
    "… has syntax errors, so some references may not be seen.",
    "… has an argument outside of its blocks.",
    "A reference at … cannot be rewritten: it names the call itself.",
  ]),
  ...because("a comment is no part of a plan", [
    "A comment between the blocks would be lost.",
    "A comment in the list would be lost.",
    "A comment of one of the blocks has several lines and would stand in the table.",
  ]),
  ...because("there is no edit to force: nothing says what to write", [
    "Something else stands between the blocks, and their order may matter.",
    "It uses … in a way that cannot be written without it.",
    "It uses each in a way that cannot be written without it.",
    "It is a local value already.",
    "The blocks have blocks of their own.",
    "Several arguments would have to be added to a block that stands on one line.",
    "Its depends_on cannot be read.",
    "Only configuration files have local values.",
    "The names of the blocks give no keys.",
    "One of the blocks reads count.index.",
    "it is written in an unusual way",
    "A heredoc cannot stand in the table of values.",
    "… has a heredoc and other line breaks than ….",
    "an index follows its splat",
    "it names all instances, which are objects of their own then",
    "it reads the list of its instances",
    "it names the block without its instance",
    "it reads no output by its name",
    "The call … cannot be read.",
    "Its condition cannot be read.",
    'Its output "…" cannot be read.',
    "A moved block names … already.",
  ]),
  ...because("what it would change is out of sight, or in a run of tests", [
    "No call of the module is in sight.",
    "Its module is not in this workspace.",
    "A test uses it at ….",
    "It is not certain that ….",
    "A value within a dynamic block differs, and may be known only there.",
    "A value that differs may be known under the condition only.",
    "… is not provably gone while var.… is ….",
    'Whether its output "…" is sensitive cannot be read.',
    "… does not say what var.… is.",
    "… may give var.… null, which stands for its default.",
  ]),
  ...because("such a value is another one in every plan, so no two plans are equal", [
    "… gives another value each time.",
  ]),
  ...because("it is seen only where something fails, which nothing does in a plan that is applied", [
    "It has a validation, which a local value cannot have.",
    'Its output "…" has a precondition, which would be lost.',
    "The module has a check, which is made whatever the variable says.",
    "Its module has checks, which would be there without its condition.",
  ]),
  ...because("it is about the order in which objects are made, which no plan of terraform_data shows", [
    'Its output "…" has depends_on, which would be lost.',
    "Provisioners run once for each block and are better left apart.",
  ]),
  ...because("it takes a provider with configurations, or one with ephemeral objects, and terraform_data has none", [
    "The blocks have another … each, which for_each cannot choose.",
    "It reads …, which is ephemeral.",
    'Its output "…" is ephemeral.',
    "The module configures a provider, so its calls cannot be conditional.",
    "Its module configures a provider of its own.",
    "Its module has terraform.….",
    "Its module has a … block.",
    "It uses …, which its call does not pass.",
    "It calls a module that takes … over, which is … in the caller.",
    "The two modules mean different providers by ….",
    "… decides the source of another module.",
  ]),
  ...because("it is a refusal of run-only-if, which is meant to change the plan while the condition is false", [
    "it decides how often another block exists",
    "nothing can be replaced by the change of what is missing",
    "nothing can be imported into what is missing",
  ]),
  ...because("only OpenTofu reads such a reference, and neither Terraform nor the judge knows how", [
    "the key behind the instance would be read as an instance key",
  ]),
};

function because(why: string, reasons: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(reasons.map((reason) => [reason, why]));
}
