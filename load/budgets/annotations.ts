/** Type of the annotation with which a test says how many budgets it has held measurements to. */
export const BUDGETS_JUDGED = 'load budgets judged';
/** Type of the annotation with which it says how many budgets it could not hold an invalid measurement to. */
export const BUDGETS_OPEN = 'load budgets not judged';
/** Type of the annotation of each budget that was exceeded; its description is the overrun in one line. */
export const BUDGET_EXCEEDED = 'load budget exceeded';
