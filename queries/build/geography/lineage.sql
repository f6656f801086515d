-- In which buurt, wijk and gemeente does an area of the statistics office lie?
-- One row per gemeente, wijk and buurt; each lies in itself, and of a buurt the wijk and gemeente follow.
select
    area.area_id,
    case when area.level = 'buurt' then area.area_id end as buurt,
    case when area.level = 'wijk' then area.area_id when parent.level = 'wijk' then parent.area_id end as wijk,
    case
        when area.level = 'gemeente' then area.area_id
        when parent.level = 'gemeente' then parent.area_id
        when grandparent.level = 'gemeente' then grandparent.area_id
    end as gemeente
from area
left join area as parent on parent.area_id = area.parent
left join area as grandparent on grandparent.area_id = parent.parent
where list_contains(string_split($cbs_levels, '|'), area.level)
