/** A kind of secret, and how its text looks. */
interface SecretForm {
  kind: string;
  pattern: RegExp;
}

/** Published forms of credentials; those of no fixed form are told by the name that they are given to. */
const FORMS: readonly SecretForm[] = [
  { kind: 'AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { kind: 'Google API key', pattern: /\bAIza[\w-]{35}\b/g },
  { kind: 'GitHub token', pattern: /\bgh[pousr]_[A-Za-z0-9]{36}\b/g },
  { kind: 'Slack token', pattern: /\bxox[abprs]-[\w-]{10,}/g },
  { kind: 'Stripe key', pattern: /\b[srp]k_(?:live|test)_[A-Za-z0-9]{16,}/g },
  { kind: 'JSON Web Token', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g },
  { kind: 'private key', pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/g },
  {
    kind: 'connection string',
    pattern: /\b(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|redis|amqp):\/\/[^\s"'`]+/g,
  },
  { kind: 'password hash', pattern: /\$argon2(?:id|i|d)\$|\$2[aby]\$\d\d\$/g },
  {
    kind: 'internal address',
    pattern: /\b(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}(?:\.\d{1,3})?\b/g,
  },
  {
    kind: 'named secret',
    pattern:
      /(?:secret|password|passwd|api_?key|private_?key|token)["']?\s*[:=]\s*["'`][A-Za-z0-9+/_=-]{12,}["'`]/gi,
  },
];

/** Bits of entropy a character from which on a long word counts as chance: base64 of random bytes has about 5.3 at 64 characters. */
const CHANCE_BITS = 4.8;
const WORD = /["'`]([A-Za-z0-9+/_=-]{40,200})["'`]/g;

/** What in a text looks like a secret: by its published form, or because it is long and looks like chance. Kind and beginning of each. */
export function secretsIn(text: string): string[] {
  const formed = FORMS.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].map(([found]) => `${kind}: ${found.slice(0, 24)}`),
  );
  const chance = [...text.matchAll(WORD)]
    .map(([, word = '']) => word)
    .filter((word) => entropyOf(word) >= CHANCE_BITS && !isAlphabet(word))
    .map((word) => `looks like chance: ${word.slice(0, 24)}`);
  return [...formed, ...chance];
}

/** Shannon entropy in bits a character. */
function entropyOf(word: string): number {
  const counts = new Map<string, number>();
  for (const character of word) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (bits, count) => bits - (count / word.length) * Math.log2(count / word.length),
    0,
  );
}

/** Whether a word has each of its characters once, as the alphabet of an encoding does. */
function isAlphabet(word: string): boolean {
  return new Set(word).size === word.length;
}
