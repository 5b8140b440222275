/** How the text of something looks that should not be there. */
export interface TextForm {
  /** With its article, as it stands behind "holds" or "shows". */
  name: string;
  /** Finds the first one: without the flag `g`, so that it keeps no place between two texts. */
  pattern: RegExp;
}

/** How secrets look, wherever they are looked for: by their published form, or by the name that they are given to. */
export const SECRET_FORMS = {
  /**
   * An API key of the platform: `ak_` and at least 41 characters of base64url, with neither before nor behind it what could make
   * it a part of something else. Of the platform's 43 random characters of base64url that are no key (tickets, refresh and CSRF
   * tokens), one in 260,000 begins with `ak_` too, with 40 characters behind it; a shorter pattern would see a key in it once in
   * fifty runs.
   */
  apiKey: { name: 'an API key', pattern: /(?<![\w.-])ak_[\w-]{41,}(?![\w-])/ },
  jsonWebToken: { name: 'a JSON Web Token', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/ },
  passwordHash: { name: 'a password hash', pattern: /\$argon2(?:id|i|d)\$|\$2[aby]\$\d\d\$|\$scrypt\$/ },
  privateKey: { name: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/ },
  awsKey: { name: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  googleKey: { name: 'a Google API key', pattern: /\bAIza[\w-]{35}\b/ },
  gitHubToken: { name: 'a GitHub token', pattern: /\bgh[pousr]_[A-Za-z0-9]{36}/ },
  slackToken: { name: 'a Slack token', pattern: /\bxox[abprs]-[\w-]{10,}/ },
  stripeKey: { name: 'a Stripe key', pattern: /\b[srp]k_(?:live|test)_\w{16,}/ },
  connectionString: {
    name: 'a connection string',
    pattern:
      /\b(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|redis|amqp):\/\/[^\s"'`]+|\b[a-z][a-z0-9+]*:\/\/[^\s"'`/:@]+:[^\s"'`/@]+@[\w.-]+/,
  },
  namedSecret: {
    name: 'a named secret',
    pattern:
      /(?:secret|password|passwd|api_?key|private_?key|token)\w*["']?\s*[:=]\s*["'`][A-Za-z0-9+/_=-]{12,}["'`]/i,
  },
} as const satisfies Record<string, TextForm>;
