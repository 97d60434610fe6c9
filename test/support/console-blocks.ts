/** A command on a Markdown page and the output shown below it. */
export interface ShownCommand {
  readonly command: string;
  readonly output: string;
}

const blockPattern = /^```console\n(.*?)^```$/gms;

/** The commands in all `console` blocks of a Markdown page, in order. */
export function readConsole(page: string): ShownCommand[] {
  return [...page.matchAll(blockPattern)].flatMap((match) => readBlock(match[1] as string));
}

/** A line that starts with `$ ` is a command. A here-document belongs to it. The lines that follow are its output. */
function readBlock(block: string): ShownCommand[] {
  return block.split(/^\$ /m).flatMap((part) => {
    if (part === '') return [];
    const [, word] = /^.*<<'(\w+)'\n/.exec(part) ?? [];
    const end = word === undefined ? part.indexOf('\n') : part.indexOf(`\n${word}\n`) + word.length + 1;
    return [{ command: part.slice(0, end), output: part.slice(end + 1) }];
  });
}

/** The page with its commands and outputs replaced by `commands`, in order. */
export function writeConsole(page: string, commands: readonly ShownCommand[]): string {
  const rest = [...commands];
  return page.replace(blockPattern, (_, block: string) => {
    const own = rest.splice(0, readBlock(block).length);
    return `\`\`\`console\n${own.map(({ command, output }) => `$ ${command}\n${output}`).join('')}\`\`\``;
  });
}
