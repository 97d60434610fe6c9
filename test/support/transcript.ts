/** A step of a transcript: a file to write, or a command and its output. */
export type Step =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'command'; readonly line: string; readonly output: string; readonly exit: string };

/** A terminal session: commands with their output. */
export interface Transcript {
  /** The prose before the first step. */
  readonly title: string;
  readonly steps: readonly Step[];
}

/**
 * Parses a transcript. `=== name` starts the content of a file, `$ ` starts a command. The output of a command ends
 * with `[exit 0]`, or with `[running]` if the command runs in the background.
 */
export function parseTranscript(text: string): Transcript {
  const [title = '', ...parts] = text.split(/^(?==== |\$ )/m);
  const steps = parts.map((part): Step => {
    const end = part.indexOf('\n');
    const head = part.slice(0, end);
    const body = part.slice(end + 1);
    if (head.startsWith('=== ')) return { kind: 'file', name: head.slice(4), text: `${body.trimEnd()}\n` };
    const [, output, exit] = /^([\s\S]*?)^\[(running|exit \d+)\]\s*$/m.exec(body) ?? [];
    if (output === undefined || exit === undefined) throw new Error(`no [exit …] after: ${head}`);
    return { kind: 'command', line: head.slice(2), output, exit };
  });
  return { title: title.trim(), steps };
}

/** Formats a transcript so that {@link parseTranscript} can read it. */
export function formatTranscript({ title, steps }: Transcript): string {
  const parts = steps.map((step) =>
    step.kind === 'file' ? `=== ${step.name}\n${step.text}` : `$ ${step.line}\n${step.output}[${step.exit}]\n`,
  );
  return [`${title}\n`, ...parts].join('\n');
}

/** Splits a command line such as `A=1 postmint run --var "x=a b"` into environment variables and arguments. */
export function parseCommand(line: string): { env: Record<string, string>; args: string[]; background: boolean } {
  const words = [...line.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/["']/g, ''));
  const program = words.indexOf('postmint');
  if (program === -1) throw new Error(`a transcript starts postmint only: ${line}`);
  const env = Object.fromEntries(words.slice(0, program).map((word) => word.split(/=(.*)/s).slice(0, 2)));
  const background = words.at(-1) === '&';
  return { env, args: words.slice(program + 1, background ? -1 : undefined), background };
}

/** Replaces times and hashes, which differ between runs, by fixed text. The columns stay aligned. */
export function steady(text: string): string {
  return text
    .replace(/ *\d+ ms(?= {2}|$)/gm, (time) => '1 ms'.padStart(time.length))
    .replace(/(, )\d+\.\d s$/gm, '$10.1 s')
    .replace(/sha256:[0-9a-f]{64}/g, 'sha256:…');
}
