"""What somebody who means harm might ask, and what should come of it. Asks nothing itself.

refused: not run at all; faulty: DuckDB says no; heavy: stopped by a limit; harmless: answered, with nothing that is not
in the analysis file; any: which of these depends on how fast the machine is. {secret} is a file that may not be read,
{target} a path that may not appear, {port} a listener.
"""

FILES = """
refused | select * from read_text('{secret}')
refused | from duckdb_databases
refused | select path from "DuckDB_Databases"
refused | select file from system.main.pragma_database_list
refused | select * from area where name in (select path from duckdb_databases)
refused | from duckdb_logs
refused | select * from read_blob('{secret}')
refused | select * from read_csv('{secret}')
refused | from read_csv_auto('{secret}', header = false)
refused | select * from read_json('{secret}')
refused | select * from read_json_objects('{secret}')
refused | select * from read_ndjson_auto('{secret}')
refused | select * from read_parquet('{secret}')
refused | from parquet_scan('{secret}')
refused | select * from parquet_metadata('{secret}')
refused | select * from parquet_schema('{secret}')
refused | select * from parquet_kv_metadata('{secret}')
refused | select * from sniff_csv('{secret}')
refused | select * from glob('/*')
refused | select * from glob('/proc/self/**')
refused | select * from read_duckdb('{secret}')
refused | select (select content from read_text('{secret}'))
refused | with stolen as (from read_text('{secret}')) select * from stolen
refused | select * from area where name in (select content from read_text('/etc/passwd'))
refused | select * from area, lateral (select * from read_text('{secret}'))
refused | select * from area order by (select max(content) from read_text('{secret}'))
refused | select name from area union all select content from read_text('{secret}')
refused | values ((select content from read_text('{secret}')))
refused | summarize (from read_text('{secret}'))
refused | describe (from read_text('{secret}'))
refused | select * from system.main.read_text('{secret}')
refused | select * from "read_text"('{secret}')
refused | select * from READ_TEXT('{secret}')
refused | select list_transform([1], lambda x: (select content from read_text('{secret}')))
faulty | select * from '{secret}'
faulty | select * from "{secret}"
faulty | from '/etc/passwd'
faulty | from '*.csv'
faulty | from 'file://{secret}'
faulty | select * from '/proc/self/environ'
faulty | select * from '/proc/self/maps'
faulty | select * from '/dev/fd/3'
faulty | select getenv('HOME')
faulty | select * from "../{target}"
"""

WRITES = """
refused | copy area to '{target}'
refused | copy (select 1) to '{target}' (format parquet)
refused | copy area from '{secret}'
refused | export database '{target}'
faulty | import database '{target}'
refused | attach '{target}' as other
refused | attach '{target}' as other (type sqlite)
refused | attach ':memory:' as other
refused | detach database analysis
refused | create table stolen as select * from area
refused | create temp table kept as select * from area
refused | create or replace temp macro area() as table select 1
refused | create view v as select 1
refused | create schema s
refused | create type t as enum ('a')
refused | create sequence s
refused | create index i on area (name)
refused | insert into area select * from area
refused | update area set name = 'x'
refused | delete from area
refused | truncate area
refused | drop table area
refused | alter table area add column x int
refused | comment on table area is 'x'
refused | vacuum
refused | analyze
refused | checkpoint
refused | select * from checkpoint()
refused | from force_checkpoint()
refused | merge into area using area as b on false when not matched then insert
faulty | with gone as (delete from area returning *) select * from gone
"""

NETWORK = """
refused | install httpfs
refused | install httpfs from 'http://127.0.0.1:{port}'
refused | force install spatial from community
refused | load httpfs
refused | load '{target}'
refused | update extensions
refused | select * from read_csv('http://127.0.0.1:{port}/x.csv')
refused | select * from read_text('http://127.0.0.1:{port}/x')
refused | attach 'http://127.0.0.1:{port}/x.duckdb' as other
refused | attach 'host=127.0.0.1 port={port}' as other (type postgres)
refused | create secret (type http, bearer_token 'x')
refused | select * from sqlite_scan('{secret}', 't')
refused | select * from postgres_scan('host=127.0.0.1 port={port}', 'public', 't')
refused | select * from st_read('{secret}')
faulty | from 'http://127.0.0.1:{port}/x.parquet'
faulty | from 's3://bucket/x.parquet'
faulty | from 'https://127.0.0.1:{port}/x.csv'
"""

SETTINGS = """
refused | set enable_external_access = true
refused | set global enable_external_access = true
refused | reset lock_configuration
refused | set lock_configuration = false
refused | set disabled_filesystems = ''
refused | set memory_limit = '100GB'
refused | set threads = 64
refused | set temp_directory = '{target}'
refused | set home_directory = '{target}'
refused | set secret_directory = '{target}'
refused | set extension_directory = '{target}'
refused | set log_query_path = '{target}'
refused | set profiling_output = '{target}'
refused | set variable x = 1
refused | pragma enable_profiling = 'json'
refused | pragma memory_limit = '100GB'
refused | pragma database_size
refused | use system
refused | call enable_logging(storage = 'file', storage_path = '{target}')
refused | select * from enable_logging('QueryLog', storage = 'file', storage_path = '{target}')
refused | from enable_logging()
refused | from disable_logging()
refused | select write_log('x', level := 'error')
refused | select * from duckdb_logs()
refused | select * from enable_profiling(save_location = '{target}')
refused | from truncate_duckdb_logs()
refused | select * from duckdb_secrets()
refused | select * from which_secret('s3://x', 's3')
refused | select * from duckdb_temporary_files()
refused | select * from duckdb_settings()
refused | select setseed(0.5)
refused | select getvariable('x')
harmless | select current_setting('temp_directory')
harmless | select current_user, current_database(), version()
"""

MANY = """
refused | select 1; select 2
refused | select 1; drop table area
refused | select 1; copy area to '{target}'
refused | select 1;; set threads = 64
refused | /* select 1 */ drop table area
refused | -- select 1\ndrop table area
refused | select 1 /* ; */; attach '{target}' as o
refused | begin transaction
refused | rollback
refused | prepare p as select * from area
refused | execute p
refused | deallocate p
refused | explain analyze select * from area
refused | explain select 1
refused | call pragma_version()
refused | pivot area on level using count(*)
refused | ;;;
refused | ;
refused | -- nothing
"""

NESTED = """
refused | from query('select * from area')
refused | from query('from read_text(''{secret}'')')
refused | from query('copy area to ''{target}''')
refused | from query_table('area')
refused | from query_table(['area', '{secret}'])
refused | select * from json_execute_serialized_sql(json_serialize_sql('from read_text(''{secret}'')'))
refused | from json_execute_serialized_sql('x')
refused | select * from arrow_scan(0, 0, 0)
refused | select * from arrow_scan_dumb(1, 2, 3)
refused | select * from pandas_scan(140000000000000)
refused | select * from python_map_function(1, 2)
refused | select * from seq_scan()
refused | select * from area where exists (from arrow_scan(0, 0, 0))
refused | with recursive r as (select 1 as a union all select a + 1 from r, query('select 1') where a < 3) from r
refused | select * from area tablesample reservoir(1 rows), query('select 1')
refused | select * from (pivot (from read_text('{secret}')) on size using count(*))
faulty | select * from df
faulty | select * from other.main.area
faulty | select * from "{secret}".main.area
faulty | select * from report
faulty | select reporter_key from signal
harmless | select * from information_schema.tables
harmless | select * from pg_catalog.pg_class
harmless | from duckdb_tables()
harmless | select json_serialize_sql('from read_text(''{secret}'')')
harmless | show all tables
"""

TRICKS = """
faulty | sel\u0435ct * from area
refused | select * from \uff52ead_text('{secret}')
faulty | select * from re/**/ad_text('{secret}')
refused | select\u00a0* from read_text('{secret}')
refused | \ufeffdrop table area
refused | SELECT/**/*/**/FROM/**/read_text/**/('{secret}')
faulty | select * from U&"r\\0065ad_text"('{secret}')
refused | select * from read_text(E'\\x2fetc\\x2fpasswd')
refused | select $$; drop table area; $$; drop table area
harmless | select $$; drop table area; $$ as text
harmless | select '; drop table area; --' as text
harmless | select 1 -- ; drop table area
harmless | select chr(0) || 'x' as text
harmless | select '\u202e\u2066 \U0001f480' as text
faulty | select * from area where name = 'x\u0000' or \u0000
"""

HEAVY = """
heavy | select count(*) from range(10000000000000)
heavy | select count(*) from signal a, signal b, signal c
heavy | with recursive r as (select 1 as a union all select a + 1 from r) select max(a) from r
heavy | select md5(repeat('x', 400000000))
heavy | select length(repeat('x', 3000000000))
heavy | select list(range) from range(1000000000)
heavy | select string_agg(repeat('x', 1000), '') from range(1000000)
heavy | select a.*, b.* from signal a, signal b order by random()
heavy | select count(distinct a.name || b.name || c.name || d.name) from area a, area b, area c, area d
heavy | select max(levenshtein(repeat('ab', 100000), repeat('ba', 100000)))
any | select regexp_matches(repeat('a', 100000000), '(a+)+$')
heavy | select list_sum(list_transform(range(1000000000), lambda x: x * x))
heavy | select count(*) from area where name like '%' || repeat('%a', 5000) || '%' or (select count(*) from signal a, signal b, signal c) > 0
heavy | select row_number() over (order by random()) from range(200000000)
harmless | select * from range(100000000)
heavy | select repeat('x', 100000) from range(100000)
harmless | select repeat('x', 200) from range(100000)
harmless | select a.* from signal a, signal b
"""

DEEP = (
    "select " + "(" * 2_000 + "1" + ")" * 2_000,
    "select " + "+".join(["1"] * 20_000),
    "select * from " + "(select * from " * 500 + "area" + ")" * 500,
    "select " + ", ".join(f"{number} as c{number}" for number in range(20_000)),
    "select [" * 300 + "1" + "]" * 300,
    "select 'x" + "'" * 100_001,
)
"""Built rather than written: whatever comes of these, the next question is answered."""

_GROUPS = {
    "files": FILES, "writes": WRITES, "network": NETWORK, "settings": SETTINGS, "many": MANY, "nested": NESTED,
    "tricks": TRICKS, "heavy": HEAVY,
}  # fmt: skip

ATTACKS = tuple(
    (group, *(part.strip("\n ") for part in line.split(" | ", 1)))
    for group, text in _GROUPS.items()
    for line in text.strip("\n").replace("-- select 1\ndrop", "-- select 1\\ndrop").split("\n")
) + tuple(("deep", "any", sql) for sql in DEEP)
"""(group, what should come of it, SQL) of each."""
