import { expect, test } from '../../fixtures/index.ts';

test.describe('Registering an organisation', { tag: '@e2e' }, () => {
  test('a newcomer becomes the owner of an empty organisation', async ({ anonymous, newcomer, open }) => {
    const { page, heading, navigation, overview, register } = await open(anonymous);
    await register.goto();

    await register.register(newcomer);

    await expect(heading).toHaveText('Overview');
    await expect(page).toHaveURL('/');
    await expect(navigation.root.getByText(newcomer.tenantName, { exact: true })).toBeVisible();
    await expect(navigation.root.getByText('Åsa Newcomer', { exact: true })).toBeVisible();
    await expect(navigation.root.getByText('Owner', { exact: true })).toBeVisible();
    await expect(overview.gettingStarted).toBeVisible();
    await expect(overview.usage.fact('Datasets', '0')).toBeVisible();
    await expect(overview.usage.fact('Members', '1')).toBeVisible();
  });

  test('a password that is too short is refused at its field, and a longer one is taken', async ({
    anonymous,
    newcomer,
    open,
  }) => {
    const { page, heading, register } = await open(anonymous);
    await register.goto();

    await register.register({ ...newcomer, password: 'eleven-char' });

    await expect(register.password).toHaveAttribute('aria-invalid', 'true');
    await expect(register.password).toHaveAccessibleDescription(/12/);
    await expect(register.password).toBeFocused();
    await expect(page).toHaveURL('/register');

    await register.password.fill(newcomer.password);
    await register.createButton.click();

    await expect(heading).toHaveText('Overview');
  });
});
