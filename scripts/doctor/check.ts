/** What a look showed: fine, or wrong with one line on how to mend it. */
export type Finding = { ok: true; detail: string } | { ok: false; detail: string; mend: string };

/** One thing that a run needs. A look never throws and ends within half a minute. */
export interface Check {
  name: string;
  look: () => Promise<Finding> | Finding;
}

/** Turns whatever went wrong into a finding. */
export function failed(error: unknown, mend: string): Finding {
  const text = error instanceof Error ? error.message : String(error);
  return { ok: false, detail: text.split('\n')[0] ?? text, mend };
}
