-- What a store in PostgreSQL is besides its tables, which geo/optional/ddl.py makes from
-- the declarations of the records. Cells are kept as they are written; what they mean
-- (spans of days, points, references) stands beside them, worked out by the database.
create schema atlas;

comment on schema atlas is
    'Records of the Libya Control Atlas. Say why before you change a row: '
    'set local atlas.why = ''...''; who, if several share a role: set local atlas.who.';

create table atlas.store (
    only_one boolean primary key default true check (only_one),
    id uuid not null default gen_random_uuid(),
    version text not null,
    label_version text,
    label_date text,
    headers jsonb not null default '{}'
);

create table atlas.revisions (
    revision bigint primary key,
    at timestamptz not null default clock_timestamp(),
    who text not null,
    role text not null default session_user,
    why text not null
);

create table atlas.history (
    id bigint generated always as identity primary key,
    revision bigint not null references atlas.revisions,
    table_name text not null,
    row_key text not null,
    change text not null check (change in ('added', 'changed', 'removed')),
    before jsonb,
    after jsonb
);
create index on atlas.history (table_name, row_key);

create view atlas.log as
    select id, revision, at, who, role, why, table_name, row_key, change,
        before, after
    from atlas.history join atlas.revisions using (revision) order by id;

-- A year, a month or a day: its first day, and the day after its last.
-- (Written with `return`, names are found once, when a function is made.)
create function atlas.first_day(cell text) returns date language sql immutable
return case when cell = '' then null else make_date(
    substr(cell, 1, 4)::int,
    coalesce(nullif(substr(cell, 6, 2), ''), '1')::int,
    coalesce(nullif(substr(cell, 9, 2), ''), '1')::int) end;

create function atlas.last_day(cell text) returns date language sql immutable
return case length(cell)
    when 4 then make_date(substr(cell, 1, 4)::int, 12, 31)
    when 7 then (atlas.first_day(cell) + interval '1 month' - interval '1 day')::date
    else atlas.first_day(cell) end;

-- Half-open. Where a date is a month or a year a span holds what is sure: it begins by
-- the last day of the one, and ends on the first of the other.
create function atlas.span(first text, last text) returns daterange
language sql immutable
return case when last <> '' and atlas.last_day(first) >= atlas.first_day(last)
    then 'empty'::daterange
    else daterange(atlas.last_day(first), atlas.first_day(last)) end;

create function atlas.point(lat text, lon text) returns geometry
language sql immutable
return case when lat = '' or lon = '' then null
    else st_setsrid(st_makepoint(lon::float8, lat::float8), 4326) end;

-- The revision that a transaction makes. Whoever comes second waits for the first.
create function atlas.revise() returns bigint language plpgsql as $$
declare
    known text := nullif(current_setting('atlas.revision', true), '');
    reason text := nullif(btrim(current_setting('atlas.why', true)), '');
    author text := nullif(btrim(current_setting('atlas.who', true)), '');
    made bigint;
begin
    if known is not null then
        return known::bigint;
    end if;
    if reason is null then
        raise exception using errcode = 'AT001', message = 'no reason is given',
            hint = 'set local atlas.why = ''what the change rests on''';
    end if;
    lock table atlas.revisions in exclusive mode;
    select coalesce(max(revision), 0) + 1 into made from atlas.revisions;
    insert into atlas.revisions (revision, who, why)
        values (made, coalesce(author, session_user), reason);
    perform set_config('atlas.revision', made::text, true);
    perform pg_notify('{channel}', made::text);
    return made;
end $$;

create function atlas.begin_change() returns trigger language plpgsql as $$ begin
    perform atlas.revise();
    return null;
end $$;

-- A row as its file has it: without what the database adds.
create function atlas.cells(whole jsonb) returns jsonb language sql immutable as $$
    select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(whole)
    where key not in ('row_order', 'row_revision', 'valid', 'geom')
      and key !~ '_ref$'
$$;

-- An update may name the revision of the row that it was made from.
create function atlas.revise_row() returns trigger language plpgsql as $$ begin
    if tg_op = 'UPDATE' then
        if new.row_revision <> old.row_revision then
            raise exception using errcode = 'AT002',
                message = format('a row of %s was changed by revision %s',
                    tg_table_name, old.row_revision);
        end if;
        if atlas.cells(to_jsonb(new)) = atlas.cells(to_jsonb(old)) then
            return new;
        end if;
    end if;
    new.row_revision := atlas.revise();
    return new;
end $$;

create function atlas.keep_row() returns trigger language plpgsql as $$
declare
    gone jsonb := case when tg_op <> 'INSERT' then atlas.cells(to_jsonb(old)) end;
    made jsonb := case when tg_op <> 'DELETE' then atlas.cells(to_jsonb(new)) end;
begin
    if gone is distinct from made then
        insert into atlas.history (revision, table_name, row_key, change, before, after)
        select atlas.revise(), tg_table_name,
            (select string_agg(coalesce(made, gone) ->> tg_argv[number], ' ' order by number)
             from generate_series(0, tg_nargs - 1) as number),
            case tg_op when 'INSERT' then 'added' when 'UPDATE' then 'changed'
                else 'removed' end,
            gone, made;
    end if;
    return null;
end $$;

create function atlas.refuse() returns trigger language plpgsql as $$ begin
    raise exception using errcode = 'AT003',
        message = format('%s cannot be emptied, nor history changed', tg_table_name);
end $$;

create trigger stays before update or delete or truncate on atlas.history
    for each statement execute function atlas.refuse();
create trigger stays before update or delete or truncate on atlas.revisions
    for each statement execute function atlas.refuse();
