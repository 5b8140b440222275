import { Detector } from '../shapes/detection.ts';
import { api } from './client.ts';

/** Sends an exported model's file, its name before it. Throws `CallFailure`. */
export async function importModel(name: string, file: File): Promise<Detector> {
  const form = new FormData();
  form.append('name', name);
  form.append('file', file);
  return api.call(Detector, 'POST', '/detectors/import', { form });
}
