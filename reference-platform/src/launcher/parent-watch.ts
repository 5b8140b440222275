const pollMs = 250;

/** Calls `onDeath` once when the parent process of now is gone (this process then belongs to another). */
export function watchParent(onDeath: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onDeath();
  }, pollMs);
  timer.unref();
}
