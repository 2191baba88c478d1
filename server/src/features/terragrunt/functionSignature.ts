// The signature of one of Terragrunt's own functions, as it is shown while its arguments are typed.

import { terragruntFunctions } from "../../model/builtins/terragrunt/functions.js";
import { typeOfNotation } from "../../model/terragrunt/functionTable.js";
import { dynamicType } from "../../model/values/type.js";
import type { ProviderFunction } from "../providerFunctions.js";

/** The function of a name; undefined for one that is not Terragrunt's own. Optional parameters end with a `?`. */
export function terragruntSignature(name: string): ProviderFunction | undefined {
  const found = terragruntFunctions.get(name);
  return (
    found && {
      name,
      params: found.parameters.map((each) => ({
        name: each.optional ? `${each.name}?` : each.name,
        type: typeOfNotation(each.type),
      })),
      variadic: found.variadic === undefined ? undefined : { name: "args", type: dynamicType },
      returns: typeOfNotation(found.returns),
      doc: found.doc,
    }
  );
}
