export type { AnalyticsStore } from './profile.ts';
export { profileDataset } from './profile.ts';
export { validateDataset } from './validation.ts';
