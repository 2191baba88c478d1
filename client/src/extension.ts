// The extension's desktop and remote entry.
import type { ExtensionContext } from "vscode";

/** Called by VS Code when a file of ours is opened. */
export function activate(_context: ExtensionContext): void {}
