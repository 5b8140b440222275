import { arch, availableParallelism, cpus, totalmem } from 'node:os';

const GIBIBYTE = 1024 ** 3;

/**
 * What a baseline belongs to: processor, cores and memory, as a file name, for example `amd-epyc-2-cores-24-gib-x64`. Memory
 * is rounded, because two machines of a kind differ in what their kernel keeps.
 */
export function machineClass(
  machine = {
    model: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    bytes: totalmem(),
    arch: arch(),
  },
): string {
  const memory = Math.round(machine.bytes / GIBIBYTE);
  const rounded = memory <= 4 ? memory : Math.round(memory / 4) * 4;
  return `${machine.model} ${machine.cores} cores ${rounded} gib ${machine.arch}`
    .toLowerCase()
    .replaceAll(/\((?:r|tm)\)|processor|cpu|@ [\d.]+ ?ghz/g, ' ')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
