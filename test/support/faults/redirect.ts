import { type Answer, type Fault, localhost, wrongAnswer } from './fault.ts';

const to =
  (status: number, location: (bait: string) => string): Answer =>
  ({ response, bait }) =>
    response.writeHead(status, { Location: location(bait) }).end();

/** Redirects. Whoever follows one is answered well, or hangs, or sends the password elsewhere. */
export const redirectFaults: readonly Fault[] = [
  {
    name: 'redirect to itself',
    row: 81,
    why: 'a server behind a proxy that speaks TLS for it, and does not know that',
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
    why: '307 sends the form again, and the password is in it',
    codes: wrongAnswer,
    how: { answer: to(307, (bait) => `${bait}/again`) },
  },
  {
    name: 'redirect to another host, for good',
    row: 82,
    why: '308 is 307 that caches may keep; the token would follow',
    codes: wrongAnswer,
    how: { answer: to(308, () => 'https://nothing.invalid/again') },
  },
  {
    name: 'redirect from https to http',
    row: 83,
    why: 'everything that TLS hid would be sent in the clear',
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
    why: 'the server must not choose what is read on this machine',
    codes: wrongAnswer,
    how: { answer: to(301, () => 'file:///etc/hosts') },
  },
];
