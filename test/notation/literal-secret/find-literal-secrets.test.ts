import { describe, expect, test } from 'vitest';
import { findLiteralSecrets, findShapes } from '../../../src/notation/literal-secret/find-literal-secrets.ts';

/** Mixed letters and digits of a length. The secrets are put together here, so that scanners do not report this file. */
const mixed = (length: number) => 'a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ'.repeat(4).slice(0, length);
const hex = (length: number) => '0f1e2d3c4b5a69788796a5b4c3d2e1f0'.repeat(4).slice(0, length);
const jwt = `eyJ${mixed(20)}.eyJ${mixed(30)}.${mixed(43)}`;
const basic = Buffer.from('admin:hunter22').toString('base64');

/** The secrets that are found, as they are spelled. */
const found = (key: string, value: string, isNumber = false) =>
  findLiteralSecrets(key, value, isNumber).map(({ start, end }) => value.slice(start, end));

describe('the value of a key that is named like a secret is found', () => {
  test.each([
    ['a bearer token in Authorization', 'Authorization', `Bearer ${mixed(12)}`],
    ['an unknown scheme in Authorization', 'Authorization', 'AWS 8f3b9c1d2e4f'],
    ['a key without a scheme in Authorization', 'authorization', '8f3b9c1d-2e4f'],
    ['a proxy password', 'Proxy-Authorization', 'Basic aHVudGVyMjI='],
    ['an API key in a header', 'X-Api-Key', '8f3b9c1d2e4f'],
    ['an API key in camel case', 'apiKey', 'shop-key-77'],
    ['an API key in one word', 'apikey', 'k9d8s7'],
    ['a token in a header', 'X-Auth-Token', '8f3b9c1d2e4f'],
    ['a token in a query', 'access_token', 'abc123def456'],
    ['a UUID as token', 'token', '8f3b9c1d-2e4f-4a5b-8c9d-0e1f2a3b4c5d'],
    ['a password', 'password', 'hunter22'],
    ['a password of letters', 'password', 'swordfish'],
    ['a password of several words', 'Password', 'correct horse battery staple'],
    ['a repeated password', 'password_confirmation', 'hunter22'],
    ['a new password', 'newPassword', 'hunter22'],
    ['the password of a database', 'DB_PASSWORD', 'p@ss:w0rd'],
    ['a short name of a password', 'pwd', 'hunter2'],
    ['a short name', 'pass', 'hunter23'],
    ['a short name of the password of a database', 'db_pass', 'hunter22'],
    ['a session in a header', 'X-Session', '3f2a9b8c7d6e5f4a'],
    ['a passphrase', 'passphrase', 'my dog ate it'],
    ['a client secret', 'client_secret', 's3cr3t-of-the-shop'],
    ['a client secret in camel case', 'clientSecret', 'gatewaysecret9'],
    ['a webhook secret', 'webhook.secret', 'f00ba7'],
    ['a private key in one line', 'private_key', 'MIIEowIBAAKCAQEA'],
    ['an access key', 'accessKey', 'minioadmin'],
    ['a subscription key', 'Ocp-Apim-Subscription-Key', hex(32)],
    ['credentials', 'credentials', 'admin/hunter22'],
    ['a session in a cookie', 'Cookie', `sid=${hex(20)}; theme=dark`],
    ['a set cookie', 'Set-Cookie', `session=${mixed(24)}; Path=/; HttpOnly`],
    ['the id of a session', 'sessionId', '70090280850c8d2a'],
    ['a JWT in its own key', 'jwt', 'header1.payload2.sign3'],
    ['a one-time password', 'otp', 'a8c3e5f7'],
    ['a value with a path in its middle', 'password', 'k9d8$.s7x'],
    ['a password with a star', 'password', 'hunt*er22'],
    ['a value in quotes with a space after them', 'password', '"hunter22" '],
    ['a value that names a response in its middle', 'token', 'k9d8s7$response'],
    ['five words, one of which is about secrets, with a digit', 'password', 'my-2nd-secret-value'],
  ])('%s', (_, key, value) => {
    expect(findLiteralSecrets(key, value)).toHaveLength(1);
    expect(value).toContain(found(key, value)[0]);
  });

  test('a number as password', () => expect(found('password', '12345678', true)).toEqual(['12345678']));
});

describe('a secret of a known form is found under any key', () => {
  test.each([
    ['a JWT', jwt],
    ['an AWS access key', `AK${'IA'}IOSFODNN7QWERTYU`],
    ['a temporary AWS access key', `AS${'IA'}IOSFODNN7QWERTYU`],
    ['a GitHub token', `gh${'p_'}${mixed(36)}`],
    ['a GitHub token of an app', `gh${'s_'}${mixed(36)}`],
    ['a fine-grained GitHub token', `github_${'pat_'}${mixed(40)}`],
    ['a GitLab token', `gl${'pat-'}${mixed(20)}`],
    ['a Slack token', `xo${'xb-'}1234567890-${mixed(24)}`],
    ['a Stripe key', `sk${'_live_'}${mixed(24)}`],
    ['a Stripe test key', `rk${'_test_'}${mixed(24)}`],
    ['the secret of a Stripe webhook', `wh${'sec_'}${mixed(32)}`],
    ['a Google API key', `AI${'za'}${mixed(35)}`],
    ['the client secret of Google', `GOC${'SPX-'}${mixed(28)}`],
    ['an npm token', `np${'m_'}${mixed(36)}`],
    ['a SendGrid key', `S${'G.'}${mixed(22)}.${mixed(43)}`],
    ['a Twilio key', `S${'K'}${hex(32)}`],
    ['a Mailgun key', `ke${'y-'}${hex(32)}`],
    ['an OpenAI key', `s${'k-'}${mixed(48)}`],
    ['an OpenAI project key', `s${'k-proj-'}${mixed(48)}`],
    ['a DigitalOcean token', `do${'p_v1_'}${hex(64)}`],
    ['a Shopify token', `shp${'at_'}${hex(32)}`],
    ['a Postman API key', `PM${'AK-'}${hex(24)}-${hex(34)}`],
    ['a Linear key', `lin${'_api_'}${mixed(40)}`],
    ['a Vault token', `hv${'s.'}${mixed(24)}`],
    ['a Telegram bot token', `123456789:A${'A'}${mixed(33)}`],
    ['a private key', `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${mixed(64)}\n-----END`],
    ['a private key in PKCS #8', `-----BEGIN ${'PRIVATE'} KEY-----\n${mixed(64)}`],
  ])('%s', (_, secret) => {
    for (const text of [secret, `see ${secret} there`]) {
      expect(found('note', text)).toHaveLength(1);
      expect(found('note', text)[0]?.trim()).toContain(secret.slice(0, 40));
      expect(findShapes(text)).toHaveLength(1);
    }
  });

  test.each([
    ['credentials of HTTP Basic', `curl -H "Authorization: Basic ${basic}"`, basic],
    ['a password in a URL', 'postgres://shop:hunter22@db.example.com/shop', 'hunter22'],
    ['a Slack webhook', `https://hooks.slack.com/services/T12345678/B12345678/${mixed(24)}`, mixed(24)],
    ['a user in a command', 'curl -u admin:hunter22pass https://a.test', 'hunter22pass'],
    ['a user in a command, in quotes', "curl -s --user 'admin:hunter 22'", 'hunter'],
    ['an Azure storage key', `AccountName=a;AccountKey=${mixed(86)}==;x=y`, `${mixed(86)}==`],
  ])('%s, without the text around it', (_, text, secret) => expect(found('note', text)).toEqual([secret]));

  test('a random text', () =>
    expect(found('setting', 'kR3vQ9zT1xW8bN5mJ2hL7pD4')).toEqual(['kR3vQ9zT1xW8bN5mJ2hL7pD4']));
});

describe('a secret that a text assigns to a name is found', () => {
  test.each([
    ['a short entry', 'GET /orders?limit=10&token=8f3b9c1d2e4f', '8f3b9c1d2e4f'],
    ['the first part of a query', 'https://a.test/x?token=8f3b9c1d2e4f', '8f3b9c1d2e4f'],
    ['a query in a text', 'see url: https://a.test/x?api_key=8f3b9c1d2e4f.', '8f3b9c1d2e4f.'],
    ['a query in a value', 'next=/back?token=8f3b9c1d2e4f', '8f3b9c1d2e4f'],
    ['a fragment', 'to https://a.test/cb#access_token=8f3b9c1d2e4f&token_type=bearer', '8f3b9c1d2e4f'],
    ['a query in JSON', '{"url": "https://a.test/x?token=8f3b9c1d2e4f"}', '8f3b9c1d2e4f'],
    ['a query behind a port', 'localhost:8080/x?token=8f3b9c1d2e4f', '8f3b9c1d2e4f'],
    ['a form', 'user=admin&password=hunter22&x=y', 'hunter22'],
    ['JSON in a text', '{ "user": "admin", "client_secret": "s3cr3t-shop" }', 's3cr3t-shop'],
    ['XML', '<login><user>admin</user><password>hunter22</password></login>', 'hunter22'],
    ['an attribute of XML', '<login user="admin" password="hunter22"/>', 'hunter22'],
    ['a header in Markdown', 'Send it:\n\n    X-Api-Key: 8f3b9c1d2e4f\n', '8f3b9c1d2e4f'],
    ['a bearer token in a command', `curl -H 'Authorization: Bearer ${hex(20)}' https://a.test`, hex(20)],
    ['a line of an env file', 'SHOP_PASSWORD="hunter22"', 'hunter22'],
  ])('%s', (_, text, secret) => expect(found('description', text)).toEqual([secret]));

  test('each form is named', () => {
    const texts: Record<string, string> = {
      'a GitLab token': `gl${'pat-'}${mixed(20)}`,
      'an npm token': `np${'m_'}${mixed(36)}`,
      'a JWT': jwt,
      'a Slack token': `xa${'pp-1-'}${mixed(24)}`,
      'an Azure storage key': `AccountKey=${mixed(86)}==`,
      'a password in a command': 'curl -u admin:hunter22pass https://a.test',
      'a password in a URL': 'postgres://shop:hunter22@db.example.com/shop',
      'a user with a password': `Basic ${basic}`,
      'a Linear key': `lin${'_api_'}${mixed(40)}`,
    };
    expect(Object.values(texts).map((text) => findShapes(text)[0]?.what)).toEqual(Object.keys(texts));
  });

  test('with the name', () => {
    expect(findLiteralSecrets('request', 'GET /a?api_key=8f3b9c1d')[0]).toMatchObject({
      name: 'api_key',
      what: 'a secret',
    });
  });
});

describe('a harmless value is not found', () => {
  test.each([
    ['a variable', 'password', '{{password}}'],
    ['a variable after a scheme', 'Authorization', 'Bearer {{token}}'],
    ['two variables', 'Authorization', 'Basic {{user}}:{{password}}'],
    ['a variable in a cookie', 'Cookie', 'sid={{sid}}; theme=dark'],
    ['an empty value', 'password', ''],
    ['spaces', 'password', '  '],
    ['a placeholder in angle brackets', 'token', '<token>'],
    ['a placeholder after a scheme', 'Authorization', 'Bearer <your token>'],
    ['a placeholder in braces', 'api_key', '{api_key}'],
    ['a placeholder of a shell', 'api_key', '$API_KEY'],
    ['a placeholder of a shell in braces', 'password', `$${'{DB_PASSWORD}'}`],
    ['a placeholder of Windows', 'password', '%PASSWORD%'],
    ['three x', 'token', 'xxx'],
    ['a key with x', 'api_key', 'sk-xxxxxxxxxxxxxxxx'],
    ['stars', 'password', '***'],
    ['dots', 'Authorization', 'Bearer eyJ…'],
    ['changeme', 'password', 'changeme'],
    ['change-me', 'password', 'change-me'],
    ['your-…', 'client_secret', 'your-client-secret'],
    ['an example', 'client_secret', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['the example key of AWS', 'note', 'AKIAIOSFODNN7EXAMPLE'],
    ['the name of the secret', 'password', 'password'],
    ['a name with dashes', 'token', 'my-access-token'],
    ['a scheme', 'token_type', 'bearer'],
    ['a scheme in the value', 'token', 'Bearer'],
    ['a text that is a boolean', 'secret', 'true'],
    ['a type of token', 'requested_token_type', 'urn:ietf:params:oauth:token-type:access_token'],
    ['the address of a token endpoint', 'token_endpoint', 'https://id.example.com/token'],
    ['an address', 'secret', 'https://vault.example.com/v1/secret'],
    ['a lifetime', 'token_expires_in', '3600'],
    ['the place of a page', 'next_page_token', 'CAUQAA8f3b9c1d2e4f'],
    ['the place of a page in camel case', 'pageToken', '8f3b9c1d2e4f5a6b'],
    ['the hash of a token', 'hashed_token', hex(64)],
    ['the header of a key', 'api_key_header', 'X-Shop-Key-2'],
    ['a path to a token', 'token', '$.data.token2'],
    ['a sentence about a password', 'password', 'The password of the user who signs in'],
    ['a policy', 'password_policy', 'at-least-8-characters'],
    ['a cookie without a session', 'Cookie', 'theme=dark; lang=en'],
    ['a short password', 'password', 'abc'],
    ['a UUID', 'order', '8f3b9c1d-2e4f-4a5b-8c9d-0e1f2a3b4c5d'],
    ['a hash', 'checksum', hex(64)],
    ['an ETag', 'ETag', `"${mixed(32)}"`],
    ['words in camel case', 'operation', 'getCustomerOrderItems2ByShopId'],
    ['an id with a prefix', 'charge', 'ch_1J2k3L4m5N6o7P8q9R0s'],
    ['readable text in base64', 'offset', 'em9oby1jcm06OnBhZ2U6OjE9Pjk5'],
    ['a path', 'file', 'images/2024/A1b2C3d4/Header7.png'],
    ['a media type', 'Accept', 'application/vnd.shop.v2+json'],
    ['a date', 'since', '2024-05-06T07:08:09Z'],
    ['a pass of another kind', 'bypass', 'rule-22-strict'],
    ['Basic with text that is not base64', 'note', 'Basic QWxhZ'],
    ['one star in a long word', 'note', 'a*b'],
    ['a text of 23 signs', 'setting', 'kR3vQ9zT1xW8bN5mJ2hL7pD'],
    ['a long random text', 'setting', 'kR3vQ9zT1xW8bN5mJ2hL7pD4'.repeat(9)],
    ['a random text with a space', 'setting', 'kR3vQ9zT1xW8 bN5mJ2hL7pD4'],
    ['a cookie with two parts, both without a secret', 'Cookie', 'a=b; c1=d2'],
    ['a number of passes', 'tests_that_pass', 'most of 22'],
    ['a command with a user of a shell', 'description', 'curl -u "$USER:$PASS" https://a.test'],
    ['a command with a placeholder', 'description', 'curl -u admin:<password> https://a.test'],
    ['a secretary', 'secretary', 'jane1234'],
    ['a word that ends like a one-time password', 'robotp', 'a8c3e5f7'],
    ['a date as a likely secret', 'token', '2024-05-06T07:08'],
    ['a place that people replace', 'password', '@password'],
    ['a place that people replace with two signs', 'token', '@ab12cd34'],
    ['several words about a secret', 'password', 'the-value-of-secret'],
    ['lower-case letters and digits', 'setting', 'k3vq9zt1xw8bn5mj2hl7pd4r'],
    ['upper-case letters and digits', 'setting', 'K3VQ9ZT1XW8BN5MJ2HL7PD4R'],
    ['an id with a prefix of several letters', 'setting', 'cus_kR3vQ9zT1xW8bN5mJ2hL7pD4'],
    ['a hash in hex with its prefix', 'setting', '0xkR3vQ9zT1xW8bN5mJ2hL7pD4'],
    ['a word with three meanings', 'tokenizer', 'bpe-v2-large'],
    ['the place of a page in one word', '$skiptoken', 'AQAAAA3D3D'],
    ['an operation', 'APIKeysGet', 'my-shop-group'],
    ['a title', 'Tasks_Update_With_Custom_Credentials', 'shop-77'],
    ['prose', 'description', 'The token: a text that the server returns. Password: see your mail.'],
    ['code', 'description', 'const token = response.json2().token;'],
    ['a parameter in a path', 'request', 'GET /users/{token}/orders?token={{token}}'],
    ['a URL with a port', 'base_url', 'https://api.example.com:8443/v1'],
    ['a URL with variables for its user', 'base_url', 'https://{{user}}:{{password}}@api.example.com'],
    ['Basic as a word', 'description', 'Basic authentication is not supported'],
    ['a JWT without a signature', 'description', 'eyJhbGciOi.eyJzdWIiOi.sig'],
    ['a public key', 'description', `-----BEGIN PUBLIC KEY-----\n${mixed(64)}`],
  ])('%s', (_, key, value) => expect(found(key, value)).toEqual([]));

  test('a number that only looks like a secret', () => expect(found('token', '12345678', true)).toEqual([]));
  test('a short number as password', () => expect(found('password', '123', true)).toEqual([]));

  test('a number of tokens', () => expect(found('max_tokens', '4096', true)).toEqual([]));
});

test.each([
  ['one long word', 'a'.repeat(200_000)],
  ['colons', 'a:'.repeat(100_000)],
  ['beginnings of a JWT', 'eyJ'.repeat(70_000)],
  ['beginnings of a private key', '-----BEGIN '.repeat(20_000)],
  ['beginnings of a URL', '://a:'.repeat(40_000)],
])('a long text is searched quickly: %s', (_, text) => {
  const start = performance.now();
  findLiteralSecrets('description', text);
  expect(performance.now() - start).toBeLessThan(1000);
});
