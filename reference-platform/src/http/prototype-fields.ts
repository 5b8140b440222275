/**
 * JSON pointers of the fields named `__proto__` in a parsed body. They are no field of any operation, but schemas of open
 * records leave them out without a word, where an unknown field has to be refused.
 */
export function prototypeFields(body: unknown): string[] {
  const found: string[] = [];
  // A list of what is still to be looked at, since a body may be nested deeper than calls can be.
  const open = [{ value: body, pointer: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.value === null || typeof next.value !== 'object') continue;
    for (const [name, value] of Object.entries(next.value)) {
      const pointer = `${next.pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (name === '__proto__') found.push(pointer);
      else open.push({ value, pointer });
    }
  }
  return found;
}
