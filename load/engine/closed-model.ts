import { seededRandom } from '../../test-data/random.ts';
import type { Share } from '../arrivals/arrival-stream.ts';
import type { Users } from '../arrivals/users.ts';
import { type Clock, pause } from './clock.ts';
import type { Visits } from './visits.ts';

interface Options {
  users: Users;
  share: Share;
  clock: Clock;
  visits: Visits;
  signal: AbortSignal;
}

/** Lets each user of this share do one visit after the other, until the time is over or `signal` is aborted. */
export async function letUsersIn({ users, share, clock, visits, signal }: Options): Promise<void> {
  const own = Array.from({ length: users.users }, (_, user) => user).filter(
    (user) => user % share.of === share.index,
  );
  const endMs = users.warmUpMs + users.durationMs;

  const live = async (user: number): Promise<void> => {
    const { uniform } = seededRandom(users.seed + user);
    const thinking = (): number => -Math.log(1 - uniform()) * users.thinkMs;
    await pause((user / users.users) * users.warmUpMs - clock.now(), signal);
    for (let visit = 0; clock.now() < endMs && !signal.aborted; visit += 1) {
      const intendedMs = clock.now();
      const phase = intendedMs < users.warmUpMs ? 0 : 1;
      await visits.start({ index: visit * users.users + user, intendedMs, phase });
      await pause(Math.min(thinking(), endMs - clock.now()), signal);
    }
  };

  await Promise.all(own.map(live));
}
