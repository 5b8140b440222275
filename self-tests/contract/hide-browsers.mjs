// Preloaded into a run, so that it finds no browser: for the self-test of a machine without one.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { existsSync } = fs;
fs.existsSync = (file) => !/chrom/i.test(String(file)) && existsSync(file);
syncBuiltinESMExports();
