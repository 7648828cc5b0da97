-- Which customers a person reaches whose role does not reach all: asked by the policies of every table that belongs to one.
-- It runs as the owner of the tables, for it is asked before anything may be seen.
create function accounts_in_reach() returns uuid[]
language sql stable security definer set search_path = public as $$
  with me as (
    select nullif(current_setting('app.workspace_id', true), '')::uuid as workspace_id,
      nullif(current_setting('app.person_id', true), '')::uuid as person_id,
      current_setting('app.row_scope', true) as scope
  ),
  colleagues as (
    select person_id from me where scope in ('book', 'team', 'partner')
    union
    select fellow.person_id
    from me
    join team_members mine on mine.workspace_id = me.workspace_id and mine.person_id = me.person_id
    join teams t on t.workspace_id = mine.workspace_id and t.id = mine.team_id
    join team_members fellow on fellow.workspace_id = mine.workspace_id and fellow.team_id = mine.team_id
    where me.scope = 'team' and t.kind = 'own' or me.scope = 'partner' and t.kind = 'partner'
  )
  select coalesce(array_agg(distinct s.account_id), '{}')
  from me
  join account_assignments s on s.workspace_id = me.workspace_id and s.to_day is null
  join colleagues c on c.person_id = s.person_id
  where me.scope <> 'partner' or s.role = 'partner'
$$;
revoke all on function accounts_in_reach() from public;
