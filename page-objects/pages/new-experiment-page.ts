import type { Locator, Page } from '@playwright/test';

/** The fields of one candidate, numbered from 1. */
export class CandidateForm {
  readonly algorithm: Locator;
  readonly name: Locator;
  readonly removeButton: Locator;
  readonly #root: Locator;

  constructor(root: Locator, number: number) {
    this.#root = root;
    this.algorithm = root.getByRole('combobox', { name: 'Algorithm', exact: true });
    this.name = root.getByRole('textbox', { name: 'Name', exact: true });
    this.removeButton = root.getByRole('button', { name: `Remove candidate ${number}`, exact: true });
  }

  parameter(label: string): Locator {
    return this.#root.getByRole('spinbutton', { name: label, exact: true });
  }
}

export class NewExperimentPage {
  readonly name: Locator;
  readonly dataset: Locator;
  readonly addButton: Locator;
  readonly createButton: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.name = page.getByRole('textbox', { name: 'Experiment name', exact: true });
    this.dataset = page.getByRole('combobox', { name: 'Dataset', exact: true });
    this.addButton = page.getByRole('button', { name: 'Add a candidate', exact: true });
    this.createButton = page.getByRole('button', { name: 'Create experiment', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/experiments/new');
  }

  candidate(number: number): CandidateForm {
    const group = this.#page.getByRole('group', { name: `Candidate ${number}`, exact: true });
    return new CandidateForm(group, number);
  }
}
