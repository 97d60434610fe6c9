/** A command that a page shows, and the output that it shows below. */
export interface ShownCommand {
  readonly command: string;
  readonly output: string;
}

const blockPattern = /^```console\n(.*?)^```$/gms;

/** The commands of all `console` blocks of a Markdown page, in order. */
export function readConsole(page: string): ShownCommand[] {
  return [...page.matchAll(blockPattern)].flatMap((match) => readBlock(match[1] as string));
}

/** `$ ` begins a command; the text of a here-document is part of it; what follows is its output. */
function readBlock(block: string): ShownCommand[] {
  return block.split(/^\$ /m).flatMap((part) => {
    if (part === '') return [];
    const [, word] = /^.*<<'(\w+)'\n/.exec(part) ?? [];
    const end = word === undefined ? part.indexOf('\n') : part.indexOf(`\n${word}\n`) + word.length + 1;
    return [{ command: part.slice(0, end), output: part.slice(end + 1) }];
  });
}

/** The page with other output below its commands. */
export function writeConsole(page: string, commands: readonly ShownCommand[]): string {
  const rest = [...commands];
  return page.replace(blockPattern, (_, block: string) => {
    const own = rest.splice(0, readBlock(block).length);
    return `\`\`\`console\n${own.map(({ command, output }) => `$ ${command}\n${output}`).join('')}\`\`\``;
  });
}
