import type { Role } from '../../../api-clients/common/schemas.ts';
import { API_BASE_PATH } from '../../../api-clients/http/transport.ts';
import type { Contract } from '../../../contract/contract.ts';
import { verdict } from '../../../contract/policy.ts';
import type { Page } from '../../../fixtures/index.ts';
import type { PageCall } from './traffic.ts';

/**
 * What a button calls, by the path of its page and its name; `null` where it only shows or arranges what is in the browser,
 * or leaves to the system's file dialog.
 */
const BUTTONS: readonly [pathAndName: RegExp, operation: string | null][] = [
  [/ (?:Next page|Previous page|Try again|File|Add a candidate|Remove candidate \d+)$/, null],
  [/ Save name$/, 'auth.updateMe'],
  [/ Change password$/, 'auth.changePassword'],
  [/ Set up two-step verification$/, 'auth.enrolMfa'],
  [/ Revoke session \d+$/, 'auth.revokeSession'],
  [/ Sign out everywhere$/, 'auth.logoutAll'],
  [/ Mark all as read$/, 'notifications.readAll'],
  [/ Mark “.*” as read$/, 'notifications.read'],
  [/ Upload$/, 'datasets.create'],
  [/^\/datasets\/\S+ Edit details$/, 'datasets.update'],
  [/ Delete dataset$/, 'datasets.remove'],
  [/ Import a model$/, 'detectors.import'],
  [/ Create detector$/, 'detectors.create'],
  [/^\/detectors\/\S+ Edit details$/, 'detectors.update'],
  [/ Delete detector$/, 'detectors.remove'],
  [/ Start training$/, 'detectors.train'],
  [/ Evaluate$/, 'detectors.evaluate'],
  [/ (?:Promote|Stage) v\d+/, 'detectors.promote'],
  [/ Roll back/, 'detectors.rollback'],
  [/ Score rows$/, 'detectors.predict'],
  [/ Explain row \d+$/, 'detectors.explain'],
  [/ Compare$/, 'detectors.drift'],
  [/ Download v\d+$/, 'detectors.export'],
  [/ Run detection$/, 'detections.create'],
  [/ Create stream$/, 'streams.create'],
  [/ Delete stream$/, 'streams.remove'],
  [/^\/streams\/\S+ Start$/, 'streams.start'],
  [/ Create experiment$/, 'experiments.create'],
  [/ Delete experiment$/, 'experiments.remove'],
  [/ Start search$/, 'automl.start'],
  [/ Deploy the best trial$/, 'automl.deploy'],
  [/^\/alerts\S* Acknowledge\b/, 'events.acknowledge'],
  [/^\/alerts\S* Ignore\b/, 'events.ignore'],
  [/^\/patterns New pattern$/, 'patterns.create'],
  [/^\/patterns Delete /, 'patterns.remove'],
  [/ Create alert rule$/, 'monitoring.createAlertRule'],
  [/^\/monitoring Remove /, 'monitoring.removeAlertRule'],
];

/** What a form at such an address makes. */
const FORMS: Record<string, string> = {
  '/datasets/new': 'datasets.create',
  '/detectors/new': 'detectors.create',
  '/streams/new': 'streams.create',
  '/experiments/new': 'experiments.create',
  '/automl/new': 'automl.start',
};

/** A button or link of a page, and the operation that it is for. */
interface Control {
  name: string;
  /** `null`: it calls nothing that anybody would be refused; `undefined`: nobody has thought about it yet. */
  operationId: string | null | undefined;
}

/** What a page offers to `role` though the policy denies it, a line each; a button that the table lacks is one, too. */
export async function deniedControls(page: Page, role: Role, contract: Contract): Promise<string[]> {
  const { pathname } = new URL(page.url());
  return (await controlsOf(page, pathname, contract)).flatMap(({ name, operationId }) => {
    if (operationId === undefined) return [`“${name}” on ${pathname}: say in controls.ts what it calls`];
    if (operationId === null || isGranted(contract, role, operationId)) return [];
    return [`“${name}” on ${pathname}: ${operationId}`];
  });
}

/** What of these calls the policy denies to `role`, a line each. */
export function deniedCalls(calls: Iterable<PageCall>, role: Role, contract: Contract): string[] {
  return [...calls]
    .filter(({ operation }) => !isGranted(contract, role, operation.id))
    .map(({ operation, path }) => `call of ${path}: ${operation.id}`);
}

/** Whether policy.yaml lets a member of that role use the operation. */
function isGranted(contract: Contract, role: Role, operationId: string): boolean {
  const caller = { kind: 'member', role, credential: 'cookie' } as const;
  return verdict(contract.rule(operationId), caller) === 'allowed';
}

/** What a call that only reads, or asks for a ticket, must be answered. */
export function statusFor(contract: Contract, role: Role, operationId: string): 200 | 403 {
  return isGranted(contract, role, operationId) ? 200 : 403;
}

async function controlsOf(page: Page, pathname: string, contract: Contract): Promise<Control[]> {
  const snapshot = await page.getByRole('main').ariaSnapshot();
  const buttons = [...snapshot.matchAll(/- button "([^"]+)"/g)].map(([, name = '']) => ({
    name,
    operationId: BUTTONS.find(([pattern]) => pattern.test(`${pathname} ${name}`))?.[1],
  }));
  const links = [...snapshot.matchAll(/- link "([^"]+)":\s+- \/url: (\S+)/g)].map(
    ([, name = '', address = '']) => ({ name, operationId: operationAt(address, contract) }),
  );
  return [...buttons, ...links];
}

/** What a link fetches or the form behind it makes; `null` for a page that only shows. */
function operationAt(address: string, contract: Contract): string | null | undefined {
  const [path = ''] = address.split('?');
  if (!path.startsWith(API_BASE_PATH)) return FORMS[path] ?? null;
  const below = path.slice(API_BASE_PATH.length);
  return contract.operationOf({ method: 'GET', path: below, operationId: '' })?.id;
}
