// Compute raises events too and must not know control: the code stands beside both planes.
export { raiseEvent } from '../../events/raise.ts';
