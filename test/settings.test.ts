// Incoming settings: every shape that editors send, and what is said about values that cannot be used.

import { describe, expect, it } from "vitest";
import { rules } from "../server/src/features/rules/registry.js";
import { defaultSettings, parseSettings, restrictedSettings, settingDeclarations } from "../server/src/settings.js";

const anyRule = rules[0]?.id ?? "";

describe("settings", () => {
  it("are the defaults where nothing or nonsense is sent", () => {
    expect(parseSettings(undefined)).toEqual({ settings: defaultSettings, complaints: [] });
    expect(parseSettings(null)).toEqual({ settings: defaultSettings, complaints: [] });
    expect(parseSettings({})).toEqual({ settings: defaultSettings, complaints: [] });
    for (const nonsense of [7, "x", [1], true]) {
      const { settings, complaints } = parseSettings(nonsense);
      expect(settings).toEqual(defaultSettings);
      expect(complaints).toHaveLength(1);
    }
  });

  it("are read from nested objects and from dotted names", () => {
    const nested = parseSettings({ target: "terraform@1.9", index: { exclude: ["vendor"] } });
    const dotted = parseSettings({ target: "terraform@1.9", "index.exclude": ["vendor"] });
    expect(nested).toEqual(dotted);
    expect(nested.complaints).toEqual([]);
    expect(nested.settings.target).toBe("terraform@1.9");
    expect(nested.settings["index.exclude"]).toEqual(["vendor"]);
  });

  it("keep what can be used beside what cannot", () => {
    const { settings, complaints } = parseSettings({
      target: "pulumi",
      movedBlocks: "beside",
      rules: { [anyRule]: "error", "no-such-rule": "off" },
    });
    expect(settings.target).toBe("auto");
    expect(settings.movedBlocks).toBe("beside");
    expect([...settings.rules]).toEqual([[anyRule, "error"]]);
    expect(complaints).toEqual([
      "The setting `tofusmith.target` is neither `auto` nor a product such as `opentofu@1.11`.",
      "The setting `tofusmith.rules` names `no-such-rule`, which is no rule.",
    ]);
  });

  it("survive every kind of value in every place", () => {
    const values = [undefined, null, 7, Number.NaN, "", "x", true, [], [7], {}, { x: 1 }, { [anyRule]: 7 }];
    for (const name of Object.keys(settingDeclarations)) {
      for (const value of values) {
        const { settings } = parseSettings({ [name]: value });
        expect(Object.keys(settings)).toEqual(Object.keys(defaultSettings));
      }
    }
  });

  it("that name programs or paths are kept from untrusted workspaces", () => {
    const restricted = Object.entries<{ scope: string; restricted?: boolean }>(settingDeclarations)
      .filter(([, declaration]) => declaration.scope === "machine")
      .map(([name]) => `tofusmith.${name}`);
    expect(restrictedSettings()).toEqual(restricted);
  });
});
