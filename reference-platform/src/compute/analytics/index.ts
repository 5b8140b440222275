export { profileDataset } from './profile.ts';
export { validateDataset } from './validation.ts';
