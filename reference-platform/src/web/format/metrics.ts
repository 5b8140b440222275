/** Figures that candidates are compared by, as people call them; by the API's names. */
export const metricNames: Readonly<Record<string, string>> = {
  rocAuc: 'ROC-AUC',
  averagePrecision: 'Average precision',
  precision: 'Precision',
  recall: 'Recall',
  f1: 'F1',
  agreement: 'Agreement',
};

/** The name of a metric. */
export function metricName(metric: string): string {
  return metricNames[metric] ?? metric;
}

/** The metrics that need labels, for a choice. */
export const labelledMetrics = ['rocAuc', 'averagePrecision', 'precision', 'recall', 'f1'].map((value) => ({
  value,
  label: metricName(value),
}));
