-- Proves that the record of changes is whole. Every row gets a hash in the transaction that writes it; every second those
-- not yet sealed become a seal, whose hash is over theirs and over the seal before. Imports wait for nobody.
create table audit_proofs (
  workspace_id uuid not null references workspaces,
  audit_id uuid not null,
  hash bytea not null,
  seal bigint, -- null: not yet sealed
  primary key (workspace_id, audit_id)
);
create index audit_proofs_unsealed on audit_proofs (workspace_id) where seal is null;
create index audit_proofs_seal on audit_proofs (workspace_id, seal);

create table audit_seals (
  workspace_id uuid not null references workspaces,
  number bigint not null, -- 1, 2, 3 … without a gap
  at timestamptz not null,
  entries int not null,
  root bytea not null, -- over the hashes of its rows, by id
  hash bytea not null, -- over all of this and the hash of the seal before
  dropped_at timestamptz, -- its rows were kept long enough and are gone; the seal stays
  primary key (workspace_id, number)
);

create table audit_settings (
  workspace_id uuid primary key references workspaces,
  keep_months int check (keep_months between 12 and 240) -- null: for ever
);

-- What is hashed, as text: the same in every release, for whoever checks an export without Banso.
create function audit_text(a audit_log) returns text language sql stable as $$
  select jsonb_build_array(a.workspace_id, a.id, (extract(epoch from a.at) * 1000000)::bigint, a.person_id, a.contact_id,
    a.action, a.subject_id, a.account_id, a.before, a.after, a.origin)::text
$$;
create function audit_hash(a audit_log) returns bytea language sql stable as $$
  select sha256(convert_to(public.audit_text(a), 'UTF8'))
$$;
create function audit_seal_hash(previous bytea, s audit_seals) returns bytea language sql immutable as $$
  select sha256(coalesce(previous, ''::bytea) || int8send(s.number) || int4send(s.entries) || s.root
    || int8send((extract(epoch from s.at) * 1000000)::bigint))
$$;

create function audit_prove() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit_proofs (workspace_id, audit_id, hash) select a.workspace_id, a.id, audit_hash(a) from written a;
  return null;
end
$$;
create trigger audit_prove after insert on audit_log referencing new table as written
  for each statement execute function audit_prove();

-- The one lawful change of what was written is the erasure of a person. It is told in the record itself, and so is chained.
create function audit_redacted() returns trigger language plpgsql security definer set search_path = public as $$
declare
  stack text;
begin
  get diagnostics stack = pg_context;
  if stack !~ 'function erase_in_audit\(' or audit_hash(old) = audit_hash(new) then return null; end if;
  insert into audit_log (workspace_id, id, action, subject_id, after)
  values (new.workspace_id, gen_random_uuid(), 'audit.redact', new.id::text,
    jsonb_build_object('hash', encode(audit_hash(new), 'hex')));
  return null;
end
$$;
create trigger audit_redacted after update on audit_log for each row execute function audit_redacted();

create function audit_proof_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the proof of the audit log is written by the database alone' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_proof_stays before insert or update or delete on audit_proofs for each row
  when (current_user in ('banso_app', 'banso_scoped', 'banso_system')) execute function audit_proof_stays();
create trigger audit_proof_stays before insert or update or delete on audit_seals for each row
  when (current_user in ('banso_app', 'banso_scoped', 'banso_system')) execute function audit_proof_stays();

-- Seals what a workspace wrote since the last seal; how many rows. One at a time for each workspace.
create function audit_seal(of_workspace uuid, at_most int) returns int
language plpgsql security definer set search_path = public as $$
declare
  head audit_seals;
  next audit_seals;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit_seal ' || of_workspace, 0));
  select * into head from audit_seals where workspace_id = of_workspace order by number desc limit 1;
  next.workspace_id := of_workspace;
  next.number := coalesce(head.number, 0) + 1;
  next.at := clock_timestamp();
  with picked as (
    select audit_id from audit_proofs where workspace_id = of_workspace and seal is null limit at_most
  ), sealed as (
    update audit_proofs p set seal = next.number from picked
    where p.workspace_id = of_workspace and p.audit_id = picked.audit_id returning p.audit_id, p.hash
  )
  select count(*), sha256(string_agg(hash, ''::bytea order by audit_id)) into next.entries, next.root from sealed;
  if next.entries = 0 then return 0; end if;
  next.hash := audit_seal_hash(head.hash, next);
  insert into audit_seals select next.*;
  return next.entries;
end
$$;

-- Removes the rows of seals made before a moment, oldest first, as whole seals; the number of the last one. The seals stay.
create function audit_drop(of_workspace uuid, before_moment timestamptz) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  through bigint;
  removed bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit_seal ' || of_workspace, 0));
  select max(number) into through from audit_seals
  where workspace_id = of_workspace and at < before_moment and dropped_at is null;
  if through is null then return null; end if;
  delete from audit_log a using audit_proofs p
  where p.workspace_id = of_workspace and p.seal <= through and a.workspace_id = of_workspace and a.id = p.audit_id;
  get diagnostics removed = row_count;
  delete from audit_proofs where workspace_id = of_workspace and seal <= through;
  update audit_seals set dropped_at = clock_timestamp()
  where workspace_id = of_workspace and number <= through and dropped_at is null;
  insert into audit_log (workspace_id, id, action, subject_id, after)
  values (of_workspace, gen_random_uuid(), 'audit.drop', of_workspace::text,
    jsonb_build_object('through', through, 'entries', removed));
  return through;
end
$$;

revoke all on function audit_seal(uuid, int), audit_drop(uuid, timestamptz) from public;
grant execute on function audit_seal(uuid, int), audit_drop(uuid, timestamptz) to banso_system;

-- What was written before there were proofs is held fast from now on.
insert into audit_proofs (workspace_id, audit_id, hash) select workspace_id, id, audit_hash(a) from audit_log a;
