import { SECRET_FORMS, type TextForm } from '../secret-forms.ts';
import type { PassiveOracle } from './oracle.ts';

/** What a file that everybody can download must not hold. */
const SECRETS: readonly TextForm[] = [
  ...Object.values(SECRET_FORMS),
  {
    name: 'a path of the machine that built it',
    pattern: /["'`\s]\/(?:home|root|Users|tmp)\/[\w.-]+\//,
  },
];

/** Files of the web interface hold no secret and no source map, which would give the source away. */
export const fileOracle: PassiveOracle = ({ exchange, surface }) => {
  if (surface !== 'web' || exchange.status >= 300) return [];
  const { bodyText, path, responseHeaders } = exchange;
  const hasMap =
    /[#@]\s*sourceMappingURL=/.test(bodyText) ||
    ['sourcemap', 'x-sourcemap'].some((name) => name in responseHeaders);
  return [
    ...(hasMap ? ['names a source map'] : []),
    ...(path.endsWith('.map') ? ['is a source map'] : []),
    ...SECRETS.filter(({ pattern }) => pattern.test(bodyText)).map(({ name }) => `holds ${name}`),
  ];
};
