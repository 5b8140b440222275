import { Dataset } from '../shapes/dataset.ts';
import { addressOf, api } from './client.ts';
import { CallFailure, failureFrom } from './problem.ts';

/** What the upload form sends. Fields come before the file, as the API wants them. */
export interface DatasetUpload {
  name: string;
  description: string;
  labelColumn: string;
  timeColumn: string;
  file: File;
}

/** An upload under way: its end, and a way to stop it. */
export interface RunningUpload {
  /** Resolves to the dataset, or to null when it was cancelled. Throws `CallFailure`. */
  readonly finished: Promise<Dataset | null>;
  cancel(): void;
}

/** Sends a dataset with XMLHttpRequest, which (unlike fetch) tells how much of the body has left; `onProgress` gets 0..1. */
export function uploadDataset(upload: DatasetUpload, onProgress: (share: number) => void): RunningUpload {
  const request = new XMLHttpRequest();
  const finished = new Promise<Dataset | null>((resolve, reject) => {
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    });
    request.upload.addEventListener('load', () => onProgress(1));
    request.addEventListener('abort', () => resolve(null));
    request.addEventListener('error', () =>
      reject(
        new CallFailure({
          status: 0,
          title: 'The upload was cut off',
          detail: 'The connection ended before the server answered. Nothing was kept.',
        }),
      ),
    );
    request.addEventListener('load', () => {
      try {
        resolve(datasetFrom(request));
      } catch (thrown) {
        reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
      }
    });
  });
  request.open('POST', addressOf('/datasets'));
  request.setRequestHeader('accept', 'application/json');
  if (api.csrfToken !== null) request.setRequestHeader('x-csrf-token', api.csrfToken);
  request.send(bodyOf(upload));
  return { finished, cancel: () => request.abort() };
}

function bodyOf(upload: DatasetUpload): FormData {
  const body = new FormData();
  body.append('name', upload.name);
  if (upload.description !== '') body.append('description', upload.description);
  if (upload.labelColumn !== '') body.append('labelColumn', upload.labelColumn);
  if (upload.timeColumn !== '') body.append('timeColumn', upload.timeColumn);
  body.append('file', upload.file);
  return body;
}

function datasetFrom(request: XMLHttpRequest): Dataset {
  if (request.status !== 201) {
    const failure = failureFrom(
      request.status,
      request.responseText,
      request.getResponseHeader('retry-after'),
    );
    if (failure.status === 401) api.sessionIsOver();
    throw failure;
  }
  return Dataset.parse(JSON.parse(request.responseText));
}
