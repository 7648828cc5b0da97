-- Whose data was erased, so that it is erased again where an older backup is restored. Ids alone: they name nobody any more.
create table erasures (
  workspace_id uuid not null references workspaces,
  contact_id uuid not null,
  erased_at timestamptz not null default now(),
  erased_by uuid, -- the person; null: again, after a restore
  primary key (workspace_id, contact_id)
);

-- The record of changes is only ever added to. A person's right to be forgotten is the one exception: what it tells stays,
-- who was meant does not. `here`: a pattern that counts in rows of the account or of the contact alone.
create function erase_in_audit(account uuid, contact uuid, everywhere text, here text, instead text) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  workspace uuid := nullif(current_setting('app.workspace_id', true), '')::uuid;
  changed bigint;
begin
  update audit_log a set
    before = regexp_replace(a.before::text, p.pattern, instead, 'gi')::jsonb,
    after = regexp_replace(a.after::text, p.pattern, instead, 'gi')::jsonb,
    subject_id = regexp_replace(a.subject_id, p.pattern, instead, 'gi'),
    origin = regexp_replace(a.origin, p.pattern, instead, 'gi')
  from (select everywhere as pattern, false as near union all select here, true) as p
  where a.workspace_id = workspace and p.pattern <> '' and concat_ws(' ', a.before, a.after, a.subject_id, a.origin) ~* p.pattern
    and p.near = coalesce(a.account_id = account or a.subject_id = contact::text or a.contact_id = contact, false);
  get diagnostics changed = row_count;
  return changed;
end
$$;
revoke all on function erase_in_audit from public;
grant execute on function erase_in_audit to banso_app;
