// Functions whose first argument is the path of a file, or of a folder, of the configuration.

/** Those that are given a file: its content, its hash, or whether it is there. */
export const fileReaders: ReadonlySet<string> = new Set([
  ...["file", "fileexists", "filebase64", "templatefile"],
  ...["filebase64sha256", "filebase64sha512", "filemd5", "filesha1", "filesha256", "filesha512"],
]);

/** The one that is given a folder. */
export const folderReader = "fileset";

/** All of them. */
export const pathReaders: ReadonlySet<string> = new Set([...fileReaders, folderReader]);
