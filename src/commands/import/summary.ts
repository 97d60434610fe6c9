import type { ImportedList } from '../../library/import-description.ts';

/** Returns the lines about an import: what was made, and what was omitted, with counts. */
export function formatSummary({ list, format, title, omissions }: ImportedList, shown: string): string {
  const folders = list.folders.filter(({ name }) => name !== '').length;
  const requests = list.folders.reduce((sum, { entries }) => sum + entries.length, 0);
  const where = folders > 0 ? ` in ${folders} folder${folders === 1 ? '' : 's'}` : '';
  const lines = [`${shown}: ${requests} request${requests === 1 ? '' : 's'}${where}, from ${title} (${format})`];
  lines.push(...missing(list.head));
  const omitted = omissions.list();
  if (omitted.length > 0) lines.push('omitted:');
  for (const { what, pointers } of omitted) lines.push(`${String(pointers.length).padStart(7)}  ${what}`);
  return `${lines.join('\n')}\n`;
}

/** What a list needs and the description does not say, with the option that gives it. */
function missing({ auth, identities, environments }: ImportedList['list']['head']): string[] {
  const hasAddress = !/"base_url":null/.test(JSON.stringify(environments));
  return [
    ...(hasAddress ? [] : ['without an address: write base_url, or import with --base-url URL']),
    ...(auth !== undefined || identities !== undefined
      ? []
      : ['without a sign-in: if the API has one, write auth, or import with --auth NAME (postmint templates)']),
  ];
}
