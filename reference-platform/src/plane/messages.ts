import { z } from 'zod';

/** What a plane says to the launcher: it takes requests at `origin`, or why it could not start. */
export const planeMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), origin: z.string() }),
  z.object({ type: z.literal('failed'), reason: z.string() }),
]);
export type PlaneMessage = z.infer<typeof planeMessage>;

/** What the launcher says to the control plane: where the compute plane listens now. */
export const launcherMessage = z.object({ type: z.literal('compute'), origin: z.string() });
export type LauncherMessage = z.infer<typeof launcherMessage>;
