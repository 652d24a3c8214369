-- name: catalogue
-- List all that databases hold besides rows; system.main, and no operator: a macro of the file
-- could stand for them.
SELECT database_name, 'table' AS kind, schema_name, table_name AS name, sql AS definition,
       NULL AS parameters
FROM system.main.duckdb_tables()
UNION ALL
SELECT database_name, 'view', schema_name, view_name, sql, NULL
FROM system.main.duckdb_views()
WHERE NOT internal
UNION ALL
SELECT database_name, function_type, schema_name, function_name, macro_definition, parameters
FROM system.main.duckdb_functions()
WHERE NOT internal
UNION ALL
SELECT database_name, 'index', schema_name, index_name, sql, NULL
FROM system.main.duckdb_indexes()
UNION ALL
SELECT database_name, 'sequence', schema_name, sequence_name, sql, NULL
FROM system.main.duckdb_sequences()
UNION ALL
SELECT database_name, 'type', schema_name, type_name, logical_type, labels
FROM system.main.duckdb_types()
WHERE NOT internal
UNION ALL
SELECT database_name, 'trigger', schema_name, trigger_name, sql, NULL
FROM system.main.duckdb_triggers()
UNION ALL
SELECT database_name, 'schema', schema_name, schema_name, sql, NULL
FROM system.main.duckdb_schemas()
WHERE NOT internal
ORDER BY ALL;
