-- Five more algorithms.
alter table assay.detectors drop constraint detectors_algorithm_check;
alter table assay.detectors add constraint detectors_algorithm_check check (
  algorithm in (
    'isolation_forest', 'robust_zscore', 'local_outlier_factor', 'knn', 'ecod', 'pca', 'seasonal_residual',
    'half_space_trees'
  )
);
