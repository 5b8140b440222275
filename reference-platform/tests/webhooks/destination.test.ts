import { describe, expect, it } from 'vitest';
import { createAddressPolicy } from '../../src/control/webhooks/address-policy.ts';
import {
  RefusedDestination,
  resolveDestination,
  UnresolvedDestination,
} from '../../src/control/webhooks/destination.ts';

const strict = createAddressPolicy([]);

/** A resolver that knows one answer for every name. */
const knows =
  (...addresses: readonly string[]) =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address })));

describe('the address of a destination', () => {
  it('is the one that the name stands for', async () => {
    const found = await resolveDestination(
      'https://hooks.example.com/a',
      strict,
      knows('8.8.8.8', '1.1.1.1'),
    );

    expect(found).toMatchObject({ address: '8.8.8.8', family: 4 });
  });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
  ])('is refused when a public name stands for %s', async (address) => {
    const resolved = resolveDestination('https://hooks.example.com/', strict, knows(address));

    await expect(resolved).rejects.toThrow(RefusedDestination);
  });

  it('is refused when one of several addresses is private', async () => {
    const resolved = resolveDestination('https://hooks.example.com/', strict, knows('8.8.8.8', '10.0.0.1'));

    await expect(resolved).rejects.toThrow(RefusedDestination);
  });

  it('is unknown when the name stands for nothing', async () => {
    const nothing = resolveDestination('https://hooks.example.com/', strict, knows());
    const failing = resolveDestination('https://hooks.example.com/', strict, () =>
      Promise.reject(new Error()),
    );

    await expect(nothing).rejects.toThrow(UnresolvedDestination);
    await expect(failing).rejects.toThrow(UnresolvedDestination);
  });
});

describe('an allowed address', () => {
  const lenient = createAddressPolicy(['127.0.0.1/32', 'fd00:1::/32']);

  it.each(['127.0.0.1', 'fd00:1::5', '8.8.8.8', '2606:4700::1111'])('lets %s through', (address) => {
    expect(lenient(address)).toBe(true);
  });

  it.each([
    '127.0.0.2',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '::1',
    'fd00:2::5',
    '10.0.0.1',
  ])('does not let %s through', (address) => {
    expect(lenient(address)).toBe(false);
  });

  it('is needed: without the configuration it is refused', () => {
    expect(strict('127.0.0.1')).toBe(false);
    expect(strict('fd00:1::5')).toBe(false);
    expect(strict('not an address')).toBe(false);
  });
});
