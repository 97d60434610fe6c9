import { type Answer, type Fault, localhost, wrongAnswer } from './fault.ts';

const to =
  (status: number, location: (bait: string) => string): Answer =>
  ({ response, bait }) =>
    response.writeHead(status, { Location: location(bait) }).end();

/** Redirects. A client that follows one gets a good answer, hangs, or sends the password to another server. */
export const redirectFaults: readonly Fault[] = [
  {
    name: 'redirect to itself',
    row: 81,
    why: 'a server that does not know that a proxy terminates TLS for it',
    codes: wrongAnswer,
    how: { answer: ({ response }) => response.writeHead(302, { Location: response.req.url ?? '/' }).end() },
  },
  {
    name: 'redirect to a login page',
    row: 81,
    why: 'a session has ended; the page answers 200',
    codes: wrongAnswer,
    how: { answer: to(303, () => '/login') },
  },
  {
    name: 'redirect to another port, with the body',
    row: 83,
    why: '307 resends the form, which contains the password',
    codes: wrongAnswer,
    how: { answer: to(307, (bait) => `${bait}/again`) },
  },
  {
    name: 'permanent redirect to another host',
    row: 82,
    why: '308 is a 307 that may be cached; the token would be sent along',
    codes: wrongAnswer,
    how: { answer: to(308, () => 'https://nothing.invalid/again') },
  },
  {
    name: 'redirect from https to http',
    row: 83,
    why: 'everything that TLS protects would be sent in clear text',
    codes: wrongAnswer,
    how: {
      place: async (stage) => {
        const answer = to(307, (bait) => `${bait}/again`);
        const port = await stage.secure(localhost, stage.bad(answer));
        return { origin: `https://127.0.0.1:${port}`, trust: localhost };
      },
    },
  },
  {
    name: 'redirect to a file',
    row: 84,
    why: 'the server must not choose a local file to read',
    codes: wrongAnswer,
    how: { answer: to(301, () => 'file:///etc/hosts') },
  },
];
