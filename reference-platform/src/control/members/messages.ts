import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { notify } from '../notifications/notify.ts';

interface Person {
  id: string;
  name: string;
  role: string;
}

/** The first notification of a new member. */
export async function welcome(trx: Transaction<Schema>, tenantId: string, person: Person): Promise<void> {
  await notify(
    trx,
    tenantId,
    { users: [person.id] },
    {
      kind: 'member.joined',
      title: `Welcome, ${person.name}`,
      body: `You are a member now; your role is ${person.role}.`,
      link: '/account',
    },
  );
}

/** Tells a member what they may be from now on. */
export async function tellNewRole(trx: Transaction<Schema>, tenantId: string, person: Person): Promise<void> {
  await notify(
    trx,
    tenantId,
    { users: [person.id] },
    {
      kind: 'member.role_changed',
      title: 'Your role was changed',
      body: `Your role is ${person.role} now.`,
      link: '/account',
    },
  );
}
