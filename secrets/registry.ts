import { Redactor } from './redactor.ts';
import { isWorthHiding, nameOf, type Secret, type SecretKind } from './secret.ts';
import type { SecretFile } from './secret-file.ts';

/** Every secret that a process knows of: those that it made or was given, and those that it has gathered from the others. */
export class SecretRegistry {
  readonly #file: SecretFile;
  readonly #runSecret: string;
  /** Names by value. */
  readonly #names = new Map<string, string>();
  /** Known, and not yet in the redactor: most processes never redact anything. */
  #pending: Secret[] = [];
  #redactor: Redactor | null = null;

  constructor(file: SecretFile, runSecret: string) {
    this.#file = file;
    this.#runSecret = runSecret;
  }

  get secrets(): Secret[] {
    return [...this.#names].map(([value, name]) => ({ name, value }));
  }

  /** Takes note of a secret at the moment it is there. What is no secret, as `null` or filler, is passed over. */
  register(kind: SecretKind, value: string): void {
    if (this.#names.has(value) || !isWorthHiding(value)) return;
    this.registerAs(nameOf(kind, value, this.#runSecret), value);
  }

  /** As `register`, for a secret that there is one of, by a name of its own. */
  registerAs(name: string, value: string): void {
    if (this.#names.has(value) || !isWorthHiding(value)) return;
    this.#know({ name, value });
    this.#file.append({ name, value });
  }

  /** Learns what other processes have registered since. */
  gather(): void {
    for (const secret of this.#file.readNew()) this.#know(secret);
  }

  /** What replaces every secret that is known by now. */
  get redactor(): Redactor {
    this.#redactor ??= new Redactor();
    for (const secret of this.#pending.splice(0)) this.#redactor.add(secret);
    return this.#redactor;
  }

  /** A text with every known secret replaced by its name. */
  redact(text: string): string {
    return this.redactor.text(text);
  }

  /** Removes the file that processes hand their secrets on by. What is known stays known. */
  forgetFile(): void {
    this.#file.remove();
  }

  #know(secret: Secret): void {
    if (this.#names.has(secret.value)) return;
    this.#names.set(secret.value, secret.name);
    this.#pending.push(secret);
  }
}
