/** What the target said of itself at one moment. Figures of all its processes together; `null` where it does not tell. */
export interface TargetSample {
  /** Milliseconds from the beginning of the run. */
  atMs: number;
  /** CPU time since the sample before, in cores: 1 is one core kept busy. */
  cpuCores: number | null;
  /** The same as a share of the cores that its machine has, 0 to 1; `null` where nobody knows how many. */
  cpuShare: number | null;
  /** Resident memory in bytes. */
  residentBytes: number | null;
  /** Mean delay of the event loop since it was last asked, of the slowest process. */
  loopLagMs: number | null;
  /** Jobs that wait. */
  queueDepth: number | null;
  /** Statements a second sent to the database. */
  queriesPerSecond: number | null;
}
