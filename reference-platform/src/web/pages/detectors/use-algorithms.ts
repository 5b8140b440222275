import { api } from '../../api/client.ts';
import { inWords } from '../../format/words.ts';
import { type Loaded, useLoad } from '../../loading/use-load.ts';
import { type Algorithm, AlgorithmList } from '../../shapes/detection.ts';

/** The algorithms that the platform offers. */
export function useAlgorithms(): Loaded<readonly Algorithm[]> {
  return useLoad<readonly Algorithm[]>('algorithms', async (signal) => {
    const list = await api.call(AlgorithmList, 'GET', '/algorithms', { signal });
    return list.items;
  });
}

/** An algorithm's own name, or its id in words while the list is not there. */
export function algorithmName(algorithms: readonly Algorithm[] | null, id: string): string {
  return algorithms?.find((algorithm) => algorithm.id === id)?.name ?? inWords(id);
}
