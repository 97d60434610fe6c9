/** Postman's dynamic variables in snippets, by their names without the `$`. */

/** Those that a snippet computes when it runs. */
export type LiveVariable = 'guid' | 'randomUUID' | 'timestamp' | 'isoTimestamp' | 'randomInt';

const live: ReadonlySet<string> = new Set<LiveVariable>([
  'guid',
  'randomUUID',
  'timestamp',
  'isoTimestamp',
  'randomInt',
]);

/** True for a variable whose value a snippet computes. */
export const isLive = (name: string): name is LiveVariable => live.has(name);

/** Values by the end of the name; the first that matches counts. */
const samples: readonly (readonly [end: RegExp, value: string])[] = [
  [/Email$/, 'someone@example.com'],
  [/ImageDataUri$/, 'data:image/gif;base64,R0lGODlhAQABAAAAACw='],
  [/(?:Image|Url)$/, 'https://example.com/'],
  [/Domain(?:Name)?$/, 'example.com'],
  [/IPV6$/, '2001:db8::1'],
  [/IP$/, '192.0.2.1'],
  [/MACAddress$/, '00:00:5e:00:53:01'],
  [/Date\w*$/, '2026-01-01T00:00:00Z'],
  [/Latitude$/, '51.5'],
  [/Longitude$/, '0.1'],
  [/PhoneNumber(?:Ext)?$/, '555-0100'],
  [/Price$/, '9.90'],
  [/BankAccount$/, '12345678'],
  [/HexColor$/, '#336699'],
  [/Boolean$/, 'true'],
  [/Semver$/, '1.0.0'],
  [/CountryCode$/, 'NZ'],
  [/CurrencyCode$/, 'EUR'],
  [/CurrencySymbol$/, '€'],
  [/FilePath$/, '/tmp/example.txt'],
  [/FileName$/, 'example.txt'],
];

/**
 * Returns a value for one of the other variables. Postman takes a new one for each request; a snippet has this one.
 *
 * @example sampleOf('randomCity') // 'city'
 */
export function sampleOf(name: string): string {
  const [, value] = samples.find(([end]) => end.test(name)) ?? [];
  return value ?? name.replace(/^random/, '').toLowerCase();
}
