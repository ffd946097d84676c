-- Who held each point on its day: the answer of `who`, in plain SQL and without a
-- spatial extension. DuckDB runs it as it is; any database with these tables does.
--
-- In:  events (id, lat, lon, day): degrees in WGS84, and dates.
-- Out: a row for each; without a camp where point or day are none. `outside` is at sea
--      or abroad. distance_km is Andoyer's and may differ from `who` by 0.1 km.
--
-- A point belongs to the first cell one of whose triangles it lies in. Off all cells it
-- belongs to the nearest, within {offshore:.0f} m of the outline at sea and {tolerance:.0f} m abroad;
-- distances there are measured in Lambert's azimuthal equal-area projection.
with
sphere as (
    select
        {a!r} as a, {e2!r} as e2, {e!r} as e, {qp!r} as qp,
        {rq!r} as rq, {d!r} as d, {sin_1!r} as sin_1, {cos_1!r} as cos_1
),
question as (
    select
        id, lat, lon, day,
        cast(floor(lon * {per_degree}) as integer) as sx,
        cast(floor(lat * {per_degree}) as integer) as sy
    from events
    where lat between -90 and 90 and lon between -180 and 180
      and day between date '{first}' and current_date
),
covered as (
    select question.id, min(triangle.number) as cell
    from question
    join atlas_triangles as triangle
      on triangle.kind = 'cell' and triangle.sx = question.sx and triangle.sy = question.sy
     and turn * ((x2 - x1) * (lat - y1) - (y2 - y1) * (lon - x1)) >= 0
     and turn * ((x3 - x2) * (lat - y2) - (y3 - y2) * (lon - x2)) >= 0
     and turn * ((x3 - x1) * (lat - y1) - (y3 - y1) * (lon - x1)) <= 0
    group by question.id
),
authalic as (
    select
        question.id, sphere.*,
        radians(lon - {lon_0}) as turned,
        asin(greatest(-1, least(1, (1 - e2) / qp * (
            sin(radians(lat)) / (1 - e2 * sin(radians(lat)) * sin(radians(lat)))
            - ln((1 - e * sin(radians(lat))) / (1 + e * sin(radians(lat)))) / (2 * e)
        )))) as beta
    from question
    cross join sphere
    where question.lon between {west} and {east} and question.lat between {south} and {north}
),
scaled as (
    select *, rq * sqrt(2 / (1 + sin_1 * sin(beta) + cos_1 * cos(beta) * cos(turned))) as b
    from authalic
),
metric as (
    select
        id, x, y,
        cast(floor(x / {square}) as integer) as sx,
        cast(floor(y / {square}) as integer) as sy
    from (
        select
            id,
            b * d * cos(beta) * sin(turned) as x,
            b / d * (cos_1 * sin(beta) - sin_1 * cos(beta) * cos(turned)) as y
        from scaled
    ) as projected
),
off as (
    select metric.* from metric
    left join covered on covered.id = metric.id
    where covered.id is null
),
along as (
    select
        off.id, edge.kind, edge.number, x, y, x1, y1, x2, y2,
        ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1))
        / ((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1)) as share
    from off
    join atlas_edges as edge
      on edge.kind in ('cell', 'outline') and edge.sx = off.sx and edge.sy = off.sy
),
near as (
    select id, kind, number, case
        when share <= 0 then (x - x1) * (x - x1) + (y - y1) * (y - y1)
        when share >= 1 then (x - x2) * (x - x2) + (y - y2) * (y - y2)
        else ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1))
           * ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1))
           / ((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1))
        end as metres2
    from along
),
abroad as (
    select distinct off.id
    from off
    join atlas_triangles as triangle
      on triangle.kind = 'abroad' and triangle.sx = off.sx and triangle.sy = off.sy
     and turn * ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) >= 0
     and turn * ((x3 - x2) * (y - y2) - (y3 - y2) * (x - x2)) >= 0
     and turn * ((x3 - x1) * (y - y1) - (y3 - y1) * (x - x1)) <= 0
),
libyan as (
    select near.id
    from near
    left join abroad on abroad.id = near.id
    where near.kind = 'outline'
    group by near.id, abroad.id
    having sqrt(min(metres2)) <= case
        when abroad.id is null then {offshore} else {tolerance} end
),
nearest as (
    select near.id, number, row_number() over (
        partition by near.id order by metres2, number) as place_in_line
    from near
    join libyan on libyan.id = near.id
    where kind = 'cell'
),
located as (
    select id, cell from covered
    union all
    select id, number from nearest where place_in_line = 1
),
placed as (
    select
        question.*, place.place_id, place.name as place,
        place.lat as place_lat, place.lon as place_lon
    from located
    join question on question.id = located.id
    join atlas_cells as cell on cell.number = located.cell
    join atlas_places as place on place.place_id = cell.place_id
),
ringed as (
    select placed.id, min(triangle.number) as ring
    from placed
    join atlas_triangles as triangle
      on triangle.kind = 'ring' and triangle.sx = placed.sx and triangle.sy = placed.sy
     and triangle.place_id = placed.place_id
     and turn * ((x2 - x1) * (lat - y1) - (y2 - y1) * (lon - x1)) >= 0
     and turn * ((x3 - x2) * (lat - y2) - (y3 - y2) * (lon - x2)) >= 0
     and turn * ((x3 - x1) * (lat - y1) - (y3 - y1) * (lon - x1)) <= 0
    group by placed.id
),
beside as (
    select
        placed.id, edge.number, x, y, x1, y1, x2, y2,
        ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1))
        / ((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1)) as share
    from placed
    left join ringed on ringed.id = placed.id
    join metric on metric.id = placed.id
    join atlas_edges as edge on edge.kind = 'ring' and edge.place_id = placed.place_id
    where ringed.id is null
),
by_ring as (
    select id, number, row_number() over (partition by id order by case
        when share <= 0 then (x - x1) * (x - x1) + (y - y1) * (y - y1)
        when share >= 1 then (x - x2) * (x - x2) + (y - y2) * (y - y2)
        else ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1))
           * ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1))
           / ((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1))
        end, number) as place_in_line
    from beside
),
evidence as (
    select id, ring from ringed
    union all
    select id, number from by_ring where place_in_line = 1
),
along_front as (
    select
        placed.id, metric.x - front.x as px, metric.y - front.y as py, dx, dy,
        greatest(0, least(1, (
            (metric.x - front.x) * dx + (metric.y - front.y) * dy) * by_length2)) as share
    from placed
    join metric on metric.id = placed.id
    join atlas_fronts as front
      on front.sx = cast(floor(metric.x / {front_square}) as integer)
     and front.sy = cast(floor(metric.y / {front_square}) as integer)
     and placed.day >= front.valid_from
     and (front.valid_to is null or placed.day < front.valid_to)
),
front as (
    select id, min((px - share * dx) * (px - share * dx)
                 + (py - share * dy) * (py - share * dy)) as metres2
    from along_front
    group by id
),
-- The ellipsoidal distance, to a few metres: W. D. Lambert, J. Wash. Acad. Sci. 32 (1942).
angles as (
    select
        id,
        sin(radians(lat + place_lat) / 2) as sin_f, cos(radians(lat + place_lat) / 2) as cos_f,
        sin(radians(lat - place_lat) / 2) as sin_g, cos(radians(lat - place_lat) / 2) as cos_g,
        sin(radians(lon - place_lon) / 2) as sin_l, cos(radians(lon - place_lon) / 2) as cos_l
    from placed
),
chord as (
    select
        *,
        sin_g * sin_g * cos_l * cos_l + cos_f * cos_f * sin_l * sin_l as s,
        cos_g * cos_g * cos_l * cos_l + sin_f * sin_f * sin_l * sin_l as c
    from angles
),
distance as (
    select id, case when s < 1e-18 then 0 else
        2 * atan2(sqrt(s), sqrt(c)) * {a!r} / 1000 * (
            1
            + {f!r} * (3 * sqrt(s * c) / atan2(sqrt(s), sqrt(c)) - 1) / (2 * c)
              * sin_f * sin_f * cos_g * cos_g
            - {f!r} * (3 * sqrt(s * c) / atan2(sqrt(s), sqrt(c)) + 1) / (2 * s)
              * cos_f * cos_f * sin_g * sin_g
        ) end as km
    from chord
)
select
    events.id,
    case when question.id is null then null
         when placed.id is null then 'outside'
         else coalesce(spell.camp, 'no_record') end as camp,
    spell.actor, spell.status, spell.since, spell.until, spell.held_since,
    spell.camp_since, spell.last_seen, placed.place,
    round(distance.km * 10) / 10 as distance_km,
    ring.name as evidence,
    round(sqrt(front.metres2) / 100) / 10 as front_km,
    spell.confidence, spell.disputed, spell.record_id, spell.source_urls
from events
left join question on question.id = events.id
left join placed on placed.id = events.id
left join atlas_spells as spell
       on spell.place_id = placed.place_id and placed.day >= spell.valid_from
      and (spell.valid_to is null or placed.day < spell.valid_to)
left join distance on distance.id = events.id
left join front on front.id = events.id
left join evidence on evidence.id = events.id
left join atlas_rings as ring on ring.number = evidence.ring
