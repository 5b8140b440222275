/** What one key has used of its limit. */
export interface Allowance {
  allowed: boolean;
  limit: number;
  used: number;
  resetsAt: Date;
}

/** A fixed window per key, which starts at the key's first request. */
export interface RateLimiter {
  readonly windowSeconds: number;
  /** Counts one request. A request over the limit is refused and not counted. */
  take(key: string, limit: number): Allowance;
  /** What the key has used, without counting. */
  peek(key: string, limit: number): Allowance;
}

interface Window {
  endsAt: number;
  used: number;
}

const sweepAbove = 10_000;

/** Keeps the windows in memory: there is one control process. `now` is in milliseconds. */
export function createRateLimiter(windowSeconds: number, now: () => number = Date.now): RateLimiter {
  const windows = new Map<string, Window>();

  const current = (key: string): Window => {
    const known = windows.get(key);
    if (known && known.endsAt > now()) return known;
    return { endsAt: now() + windowSeconds * 1000, used: 0 };
  };
  const sweep = () => {
    for (const [key, window] of windows) if (window.endsAt <= now()) windows.delete(key);
  };

  return {
    windowSeconds,
    take(key, limit) {
      const window = current(key);
      const allowed = window.used < limit;
      if (allowed) window.used += 1;
      if (windows.size > sweepAbove && !windows.has(key)) sweep();
      windows.set(key, window);
      return { allowed, limit, used: window.used, resetsAt: new Date(window.endsAt) };
    },
    peek(key, limit) {
      const window = current(key);
      return { allowed: window.used < limit, limit, used: window.used, resetsAt: new Date(window.endsAt) };
    },
  };
}
