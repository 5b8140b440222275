/** What a model file calls itself. */
export const MODEL_FORMAT = 'assay-model';

/** The version that is written. Version 1 had no reference distributions; it is still read. */
export const MODEL_FORMAT_VERSION = 2;
