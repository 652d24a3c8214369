-- name: catalogue
-- List all that a database holds besides rows: kind, schema, name and definition of each.
SELECT 'table' AS kind, schema_name AS "schema", table_name AS name, sql AS definition
FROM duckdb_tables()
WHERE NOT internal AND NOT temporary AND database_name = current_database()
UNION ALL
SELECT 'view', schema_name, view_name, sql
FROM duckdb_views()
WHERE NOT internal AND NOT temporary AND database_name = current_database()
UNION ALL
SELECT 'macro', schema_name, function_name,
       function_type || '(' || array_to_string(parameters, ', ') || ') AS ' || macro_definition
FROM duckdb_functions()
WHERE NOT internal AND database_name = current_database()
UNION ALL
SELECT 'index', schema_name, index_name, sql
FROM duckdb_indexes()
WHERE database_name = current_database()
UNION ALL
SELECT 'sequence', schema_name, sequence_name, sql
FROM duckdb_sequences()
WHERE database_name = current_database()
UNION ALL
SELECT 'type', schema_name, type_name, logical_type || ' ' || coalesce(array_to_string(labels, ', '), '')
FROM duckdb_types()
WHERE NOT internal AND database_name = current_database()
UNION ALL
SELECT 'trigger', schema_name, trigger_name, sql
FROM duckdb_triggers()
WHERE database_name = current_database()
UNION ALL
SELECT 'schema', schema_name, schema_name, sql
FROM duckdb_schemas()
WHERE NOT internal AND database_name = current_database()
ORDER BY ALL;
