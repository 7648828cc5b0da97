-- A company's own field may be marked as sensitive, and what is withheld from whoever does not see a class of fields is told by
-- the database itself: the views that leave it out (start/classedColumns.ts) ask these functions.
alter table custom_fields add column sensitive boolean not null default false;

-- Facts of own fields whose values are withheld with some classes.
create function withheld_facts(classes text[]) returns setof text
language sql stable set search_path = public as $$
  select 'field.' || key from custom_fields
  where subject = 'account' and (type = 'money' and 'money' = any(classes) or sensitive and 'sensitive' = any(classes))
$$;

-- Keys of own fields, of customers and of their people, whose values are.
create function withheld_fields(classes text[]) returns text[]
language sql stable set search_path = public as $$
  select coalesce(array_agg(key), '{}') from custom_fields
  where type = 'money' and 'money' = any(classes) or sensitive and 'sensitive' = any(classes)
$$;

-- What was kept of facts as they stood, without the values of some: of an object that speaks of such a fact only what it is
-- stays, and what stands under one of the names is gone wherever it stands.
create function withheld_json(kept jsonb, facts text[], names text[]) returns jsonb
language plpgsql immutable set search_path = public as $$
begin
  if jsonb_typeof(kept) = 'array' then
    return (select coalesce(jsonb_agg(withheld_json(entry, facts, names) order by place), '[]')
      from jsonb_array_elements(kept) with ordinality as entries (entry, place));
  elsif jsonb_typeof(kept) is distinct from 'object' then
    return kept;
  end if;
  return (select coalesce(jsonb_object_agg(name, case
      when name = any(names) or name = any(facts) then 'null'
      when (kept->>'key' = any(facts) or kept->>'fact' = any(facts))
        and name not in ('key', 'fact', 'label', 'type', 'unit') then 'null'
      else withheld_json(value, facts, names)
    end), '{}') from jsonb_each(kept) as pairs (name, value));
end
$$;
