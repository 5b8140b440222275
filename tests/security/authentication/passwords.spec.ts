import { type Actor, covers, expect, test } from '../../../fixtures/index.ts';

/** Of the first that are tried, with 12 characters or made so long: as they are, capitalised, with digits and signs behind. */
const COMMON = [
  ...[
    'password1234',
    'Password1234!',
    'PASSWORD2026',
    'passwordpassword',
    'qwertyuiop12',
    'qwerty123456',
    '1q2w3e4r5t6y',
  ],
  ...[
    '1qaz2wsx3edc',
    '123456789012',
    '111111111111',
    'abcabcabcabc',
    'aaaaaaaaaaaa',
    'iloveyou1234',
    'letmein12345',
  ],
  ...[
    'welcome12345',
    'football2026',
    'monkey123456',
    'dragon123456',
    'sunshine2026!',
    'princess1234',
    'administrator',
  ],
  ...[
    'superman1234',
    'starwars1234',
    'whatever1234',
    '!!trustno1!!',
    'computer1234',
    'michael12345',
    'jennifer1234',
  ],
];

/** Nobody else's, and of one kind of character each: no mix is asked for. */
const UNCOMMON = {
  'small letters': 'orangekettlebicyclemoon',
  'capital letters': 'ORANGEKETTLEBICYCLEMOON',
  digits: '826501947362518',
  'words with spaces': 'orange kettle bicycle moon',
  Cyrillic: 'оранжевый чайник луна',
  Japanese: 'みどりのやかんとつきとじてんしゃ',
  signs: '~&%$§/()=?{[]}',
  'pictures of two code units': '🦊🐻🐼🦁🐯🐨🐸🐙🦉🐝🐢🐬',
  '12 characters': 'kettle-moon-',
  '64 characters': `${'orange kettle '.repeat(4)}moon bic`,
  '128 characters': `${'orange kettle '.repeat(9)}m.`,
};

/** Changes a password again and again; gives what the last log-in with it answered. */
class Wardrobe {
  readonly #anonymous: Actor;
  readonly #actor: Actor;
  #current: string;

  constructor(anonymous: Actor, actor: Actor) {
    this.#anonymous = anonymous;
    this.#actor = actor;
    this.#current = actor.password;
  }

  /** Tries to take a new password. */
  async change(newPassword: string) {
    const result = await this.#actor.api.auth.changePassword({ currentPassword: this.#current, newPassword });
    if (result.ok) this.#current = newPassword;
    return result;
  }

  /** The status of a log-in with a password. */
  async login(password: string): Promise<number> {
    return (await this.#anonymous.api.auth.login({ email: this.#actor.email, password })).status;
  }
}

test.describe('Choice of passwords', { tag: '@security' }, () => {
  test.use({ transport: 'undici' });

  test(
    'any kind of character will do, up to 128 of them, and is what signs in then',
    { annotation: covers({ check: 'AUTHN-12', asvs: ['V6.2.1', 'V6.2.5', 'V6.2.9'] }) },
    async ({ anonymous, tenant }) => {
      const wardrobe = new Wardrobe(anonymous, await tenant.actor('viewer'));

      for (const [kind, password] of Object.entries(UNCOMMON)) {
        expect.soft(await wardrobe.change(password), kind).toSucceed(204);
        expect.soft(await wardrobe.login(password), kind).toBe(200);
      }

      expect(await wardrobe.change('kettle-moon')).toBeRefused(422, { pointer: '/newPassword' });
      expect(await wardrobe.change(`${UNCOMMON['128 characters']}x`)).toBeRefused(422, {
        pointer: '/newPassword',
      });
    },
  );

  test(
    'a password counts whole and as it was typed: no cut at 72 bytes, no other case, no space taken off',
    { annotation: covers({ check: 'AUTHN-12', asvs: ['V6.2.8'] }) },
    async ({ anonymous, tenant }) => {
      const wardrobe = new Wardrobe(anonymous, await tenant.actor('viewer'));
      const chosen = ` ${'Kettle moon é '.repeat(5)}and more x`;
      const others = {
        'another character behind the 72nd byte': `${chosen.slice(0, -1)}y`,
        'the first 72 bytes': Buffer.from(chosen).subarray(0, 72).toString(),
        'small letters': chosen.toLowerCase(),
        'no space before it': chosen.trimStart(),
        'a space behind it': `${chosen} `,
        'é as e and its accent': chosen.normalize('NFD'),
      };
      expect(Buffer.byteLength(chosen)).toBeGreaterThan(80);

      expect(await wardrobe.change(chosen)).toSucceed(204);

      for (const [difference, password] of Object.entries(others)) {
        expect.soft(await wardrobe.login(password), difference).toBe(401);
        // A log-in between them forgets the failures, of which five would lock.
        expect.soft(await wardrobe.login(chosen)).toBe(200);
      }
    },
  );

  test(
    'one that is among the first to be tried is refused wherever a password is set',
    { annotation: covers({ check: 'AUTHN-12', asvs: ['V6.2.4'] }) },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const wardrobe = new Wardrobe(anonymous, viewer);

      const answers = await Promise.all(
        COMMON.map(async (password) => [password, (await wardrobe.change(password)).status] as const),
      );

      expect(answers.filter(([, status]) => status !== 422)).toEqual([]);
      const password = 'password1234';
      const someone = { name: 'Somebody', email: `someone@${tenant.name}.test`, password };
      const places = {
        '/newPassword': await wardrobe.change(password),
        '/password': await tenant.owner.api.members.create({ ...someone, role: 'viewer' }),
      };
      for (const [pointer, result] of Object.entries(places)) expect(result).toBeRefused(422, { pointer });
      const registration = await anonymous.api.auth.register({ ...someone, tenantName: 'Some tenant' });
      expect(registration).toBeRefused(422, { pointer: '/password' });
      expect(await wardrobe.change('a fresh pass phrase')).toSucceed(204);
    },
  );

  test(
    'one that is made of the own address, the product’s name or half a character is refused',
    { annotation: covers({ check: 'AUTHN-12', asvs: ['V6.2.11'] }) },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const wardrobe = new Wardrobe(anonymous, viewer);
      const made = [
        viewer.email,
        viewer.email.toUpperCase(),
        `${viewer.email}-2026`,
        'assay-detector',
        'AssayAnomaly1!',
      ];

      for (const password of made)
        expect.soft(await wardrobe.change(password), password).toBeRefused(422, { pointer: '/newPassword' });
      expect(await wardrobe.change('\ud83d a pass phrase')).toBeRefused(422, { pointer: '/newPassword' });

      expect(await wardrobe.change('nothing of the kind here')).toSucceed(204);
    },
  );
});

test.describe('Password fields', { tag: '@security' }, () => {
  test(
    'take what is pasted, and say to password managers what they are for',
    { annotation: covers({ check: 'AUTHN-12', asvs: [] }) },
    async ({ tenant, openSignedOut }) => {
      const { login, page, register } = await openSignedOut(tenant);
      const secret = 'orange kettle bicycle moon';
      await login.goto();

      // Cut from one field and pasted into the other, as people do who keep passwords in a note.
      await login.email.fill(secret);
      await login.email.press('ControlOrMeta+A');
      await login.email.press('ControlOrMeta+X');
      await login.password.press('ControlOrMeta+V');

      await expect(login.password).toHaveValue(secret);
      await expect(login.password).toHaveAttribute('autocomplete', 'current-password');
      await expect(login.password).toHaveAttribute('type', 'password');
      await register.goto();
      await expect(register.password).toHaveAttribute('autocomplete', 'new-password');
      await register.password.press('ControlOrMeta+V');
      await expect(register.password).toHaveValue(secret);
      await expect(page).toHaveURL('/register');
    },
  );
});
