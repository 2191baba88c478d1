// What stands behind a code lens: VS Code's own list of references, filled with the places that the server names.
import * as vscode from "vscode";

interface WirePosition {
  readonly line: number;
  readonly character: number;
}

interface WireLocation {
  readonly uri: string;
  readonly range: { readonly start: WirePosition; readonly end: WirePosition };
}

/** Registers the command of our code lenses. */
export function registerShowReferences(): vscode.Disposable {
  return vscode.commands.registerCommand(
    "tofusmith.showReferences",
    (uri: string, at: WirePosition, locations: readonly WireLocation[]) =>
      vscode.commands.executeCommand(
        "editor.action.showReferences",
        vscode.Uri.parse(uri),
        position(at),
        locations.map(
          (location) =>
            new vscode.Location(
              vscode.Uri.parse(location.uri),
              new vscode.Range(position(location.range.start), position(location.range.end)),
            ),
        ),
      ),
  );
}

function position({ line, character }: WirePosition): vscode.Position {
  return new vscode.Position(line, character);
}
