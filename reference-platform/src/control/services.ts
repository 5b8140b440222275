import type { BoundaryClient } from '../boundary/client.ts';
import type { ControlConfiguration } from '../configuration/control.ts';
import type { KernelServices } from '../http/kernel.ts';

/** All that the domains of the control plane share. */
export interface ControlServices extends KernelServices {
  configuration: ControlConfiguration;
  /** Calls the compute plane. */
  boundary: BoundaryClient;
  /** The platform's version and the time at which this plane started. */
  version: string;
  startedAt: Date;
}
