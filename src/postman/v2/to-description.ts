import type { SignIn } from '../../auth/sign-in.ts';
import type { Api } from '../../model/api.ts';
import { tokenIdentitiesOf } from '../../model/identities.ts';
import { firstCallOf } from '../../model/onboarding/first-call.ts';
import { variablesToType } from '../../model/onboarding/variable-roles.ts';
import { signInNeeds } from '../../model/sign-in-form.ts';

/** Markdown in which the characters of a text have no meaning. */
const plain = (text: string) => text.replace(/[\\`*_{}[\]<>#|]/g, String.raw`\$&`);
const code = (name: string) => `\`${name}\``;

/** Names with commas, and "and" before the last. */
const list = (names: readonly string[]) =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');

/** Most names in one line. */
const MAX_NAMES = 6;

/** Returns the description of the collection: what to do first, in four lines, and then what the list says. */
export function collectionDescription(api: Api): string {
  const { description, docs } = api;
  const steps = startHere(api).map((step, index) => `${index + 1}. ${step}`);
  const page = docs ? ` [More on the page for new users](<${docs.replace(/[<>\s]/g, encodeURIComponent)}>)` : '';
  return [`**Start here**${page}`, steps.join('\n'), ...(description ? [description.trimEnd()] : [])].join('\n\n');
}

/** What a new user does in Postman. */
function startHere(api: Api): string[] {
  const { slug, environments } = api;
  const [environment] = environments;
  const typed = variablesToType(api).map(({ name }) => code(name));
  const names = typed.length > MAX_NAMES ? [...typed.slice(0, MAX_NAMES), 'the other empty variables'] : typed;
  const first = firstCallOf(api);
  const [identity] = tokenIdentitiesOf(api);
  const signsIn = identity?.signIn.guard ? ': it signs in by itself' : '';
  const before = identity && !identity.signIn.guard ? `Send **${plain(identity.signIn.name)}**, then` : 'Send';
  return [
    `Import an environment file as well, such as ${code(`${slug}.${environment?.name}`)}, and select it at the top right.`,
    typed.length > 0
      ? `Type ${list(names)} into its values. They stay on your machine.`
      : 'It has all values: nothing has to be typed.',
    first ? `${before} **${plain(first.name)}**${signsIn}.` : `${before} a request${signsIn}.`,
    identity
      ? 'If **Sign in** is red in the test results, its text names the value to correct.'
      : 'The test results say whether the answer is as expected.',
  ];
}

/** Returns the description of a token request: what the template says, what it reads, and when to send it. */
export function tokenRequestDescription({ description, guard, ...signIn }: SignIn, api: Api): string {
  const needs = signInNeeds({ description, guard, ...signIn } as SignIn);
  const typed = variablesToType(api).filter(({ name }) => needs.has(name));
  const fill =
    typed.length > 0 ? [`Type ${list(typed.map(({ name }) => code(name)))} into the environment first.`] : [];
  const when = guard
    ? 'You need not send this request: the collection signs in by itself before any request that needs it.'
    : 'Send this request before the others: the collection does not sign in by itself.';
  const last = [...fill, when].join(' ');
  return description ? `${description.trimEnd()}\n\n${last}` : last;
}
