import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const FILE = path.join(import.meta.dirname, 'asvs.yaml');

const chaptersSchema = z.strictObject({
  chapters: z.record(
    z.string().regex(/^V\d{1,2}$/),
    z.strictObject({
      title: z.string().min(1),
      sections: z.record(z.string().regex(/^V\d{1,2}\.\d{1,2}$/), z.array(z.literal([1, 2, 3])).min(1)),
    }),
  ),
});

/** 1 is what every application needs, 3 what the most sensitive ones do. */
export type AsvsLevel = 1 | 2 | 3;

export const ASVS_LEVELS: readonly AsvsLevel[] = [1, 2, 3];

/** One requirement of OWASP ASVS 5.0.0. */
export interface AsvsRequirement {
  /** For example `V8.2.1`. */
  id: string;
  level: AsvsLevel;
  /** For example `V8`. */
  chapter: string;
}

/** The Application Security Verification Standard, as far as the suite needs it. */
export interface Asvs {
  /** Titles of the chapters by id, in their order. */
  chapters: ReadonlyMap<string, string>;
  /** By id, in their order. */
  requirements: ReadonlyMap<string, AsvsRequirement>;
}

/** Reads the text of `asvs.yaml`; throws with the path of the first wrong entry, or a section in the wrong chapter. */
export function readAsvs(text: string): Asvs {
  const parsed = chaptersSchema.safeParse(parse(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `contract/asvs.yaml: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`,
    );
  }
  const chapters = Object.entries(parsed.data.chapters);
  const requirements = chapters.flatMap(([chapter, { sections }]) =>
    Object.entries(sections).flatMap(([section, levels]) => {
      if (!section.startsWith(`${chapter}.`))
        throw new Error(`contract/asvs.yaml: ${section} is no section of ${chapter}`);
      return levels.map((level, index) => ({ id: `${section}.${index + 1}`, level, chapter }));
    }),
  );
  return {
    chapters: new Map(chapters.map(([id, { title }]) => [id, title])),
    requirements: new Map(requirements.map((requirement) => [requirement.id, requirement])),
  };
}

/** The standard beside this file. */
export function loadAsvs(): Asvs {
  return readAsvs(readFileSync(FILE, 'utf8'));
}
