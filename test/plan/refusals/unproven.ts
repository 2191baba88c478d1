// The reasons that nothing proves, each with the why. What a plan could show does not belong here.

/** Why there is no case for a reason, by the reason as the source has it. */
export const unproven: Readonly<Record<string, string>> = {
  'its output "…" is sensitive':
    "OpenTofu marks what is read of such an output; the Terraform that plans does not, and the judge knows no marks.",
};
