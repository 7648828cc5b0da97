-- Webhooks: who is told of what happens, what happened, and what became of telling it. What happens is noted by triggers, in
-- the transaction in which it happens, wherever in the product that is: nothing can be changed and not be told.
create table webhook_endpoints (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (name <> ''),
  url text not null,
  events text[] not null default '{}', -- the kinds of events it is told
  secret text not null, -- sealed (identity/sealed.ts)
  old_secret text, -- sealed; signs as well until old_secret_until, so that a receiver can change over
  old_secret_until timestamptz,
  failing_since timestamptz, -- null: the last delivery arrived
  paused_at timestamptz, -- what happens meanwhile waits
  pause_reason text check (pause_reason in ('person', 'failing', 'gone')),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  check ((paused_at is null) = (pause_reason is null))
);

create table webhook_events (
  workspace_id uuid not null references workspaces,
  id uuid not null default gen_random_uuid(), -- the webhook-id by which a receiver knows what it has had
  type text not null,
  account_id uuid,
  data jsonb not null,
  at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create index webhook_events_age on webhook_events (at);

create table webhook_deliveries (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  endpoint_id uuid not null,
  event_id uuid not null,
  status text not null default 'due' check (status in ('due', 'leased', 'done', 'failed')),
  attempts int not null default 0,
  next_at timestamptz not null default now(),
  lease uuid, -- of the worker that is about to send it
  lease_until timestamptz, -- by the database's clock
  log jsonb not null default '[]', -- the last attempts: when, what was answered, how long it took
  created_at timestamptz not null default now(),
  done_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, endpoint_id, event_id),
  foreign key (workspace_id, endpoint_id) references webhook_endpoints (workspace_id, id) on delete cascade,
  foreign key (workspace_id, event_id) references webhook_events (workspace_id, id) on delete cascade
);
create index webhook_deliveries_due on webhook_deliveries (workspace_id, endpoint_id, next_at) where status = 'due';
create index webhook_deliveries_leased on webhook_deliveries (workspace_id, endpoint_id, lease_until) where status = 'leased';
create index webhook_deliveries_newest on webhook_deliveries (workspace_id, endpoint_id, created_at desc, id);
create index webhook_deliveries_event on webhook_deliveries (workspace_id, event_id);

-- Each event is to be told to every endpoint that asked for its kind.
create function webhook_fan_out() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into webhook_deliveries (workspace_id, endpoint_id, event_id)
  select n.workspace_id, e.id, n.id from noted n
  join webhook_endpoints e on e.workspace_id = n.workspace_id and n.type = any (e.events);
  if found then perform pg_notify('banso_webhooks', ''); end if;
  return null;
end
$$;
create trigger webhook_fan_out after insert on webhook_events
  referencing new table as noted for each statement execute function webhook_fan_out();

-- Whether anybody wants to be told of a kind of event.
create function webhook_wanted(workspace uuid, kind text) returns boolean
  language sql stable security definer set search_path = public
  return exists (select from webhook_endpoints e where e.workspace_id = workspace and kind = any (e.events));

-- Attributes of customers: every change of them is in the audit log, whoever made it.
create function webhook_accounts() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into webhook_events (workspace_id, type, account_id, data)
  select m.workspace_id, m.type, m.account_id, m.data from (
    select n.workspace_id, n.account_id,
      case n.action when 'account.create' then 'account.created' when 'account.archive' then 'account.archived'
        when 'account.restore' then 'account.restored' else 'account.updated' end as type,
      jsonb_build_object('accountId', n.account_id, 'origin', split_part(n.origin, ':', 1), 'changed', coalesce(
        (select jsonb_agg(key order by key) from jsonb_object_keys(coalesce(n.after, n.before, '{}')) key), '[]')) as data
    from noted n where n.account_id is not null and n.action in ('account.create', 'account.update', 'account.archive',
      'account.restore', 'account.assign', 'account.external_ids')
  ) m where webhook_wanted(m.workspace_id, m.type);
  return null;
end
$$;
create trigger webhook_accounts after insert on audit_log
  referencing new table as noted for each statement execute function webhook_accounts();

create function webhook_phases() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into webhook_events (workspace_id, type, account_id, data)
  select n.workspace_id, 'phase.changed', n.account_id,
    jsonb_build_object('accountId', n.account_id, 'phase', n.phase, 'enteredOn', n.entered_on, 'cause', n.cause)
  from noted n where n.left_at is null and webhook_wanted(n.workspace_id, 'phase.changed');
  return null;
end
$$;
create trigger webhook_phases after insert on account_phases
  referencing new table as noted for each statement execute function webhook_phases();

create function webhook_signals() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into webhook_events (workspace_id, type, account_id, data)
  select n.workspace_id, 'signal.raised', n.account_id, jsonb_build_object('accountId', n.account_id, 'signalId', n.id,
    'rule', r.key, 'title', n.words -> 'title', 'because', n.words -> 'because', 'at', n.fired_at)
  from noted n left join signal_rules r on r.workspace_id = n.workspace_id and r.id = n.rule_id
  where webhook_wanted(n.workspace_id, 'signal.raised');
  return null;
end
$$;
create trigger webhook_signals after insert on signals
  referencing new table as noted for each statement execute function webhook_signals();

create function webhook_lifted() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into webhook_events (workspace_id, type, account_id, data)
  select n.workspace_id, 'signal.lifted', n.account_id,
    jsonb_build_object('accountId', n.account_id, 'rule', n.rule_key, 'raisedAt', o.fired_at)
  from noted n join before o
    on o.workspace_id = n.workspace_id and o.account_id = n.account_id and o.rule_key = n.rule_key
  where o.holds_since is not null and n.holds_since is null and o.fired_at >= o.holds_since
    and webhook_wanted(n.workspace_id, 'signal.lifted');
  return null;
end
$$;
create trigger webhook_lifted after update on signal_states
  referencing old table as before new table as noted for each statement execute function webhook_lifted();

create function webhook_cta_opened() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into webhook_events (workspace_id, type, account_id, data)
  select n.workspace_id, 'cta.opened', n.account_id, jsonb_build_object('accountId', n.account_id, 'ctaId', n.id,
    'kind', n.kind, 'title', n.title, 'rule', n.rule_key, 'signalId', n.signal_id, 'dueOn', n.due_on, 'ownerId', n.owner_id)
  from noted n where n.status <> 'closed' and webhook_wanted(n.workspace_id, 'cta.opened');
  return null;
end
$$;
create trigger webhook_cta_opened after insert on ctas
  referencing new table as noted for each statement execute function webhook_cta_opened();

create function webhook_cta_closed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into webhook_events (workspace_id, type, account_id, data)
  select n.workspace_id, 'cta.closed', n.account_id, jsonb_build_object('accountId', n.account_id, 'ctaId', n.id,
    'kind', n.kind, 'rule', n.rule_key, 'outcome', n.outcome, 'closedBy', n.closed_by)
  from noted n join before o on o.workspace_id = n.workspace_id and o.id = n.id
  where o.status <> 'closed' and n.status = 'closed' and webhook_wanted(n.workspace_id, 'cta.closed');
  return null;
end
$$;
create trigger webhook_cta_closed after update on ctas
  referencing old table as before new table as noted for each statement execute function webhook_cta_closed();

create function webhook_steps() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into webhook_events (workspace_id, type, account_id, data)
  select n.workspace_id, 'plan.step.done', p.account_id, jsonb_build_object('accountId', p.account_id, 'planId', p.id,
    'stepId', n.id, 'step', n.key, 'name', jsonb_build_object('ja', n.name_ja, 'en', n.name_en), 'doneOn', n.status_on,
    'saidBy', n.closed_how)
  from noted n join before o on o.workspace_id = n.workspace_id and o.id = n.id
  join plans p on p.workspace_id = n.workspace_id and p.id = n.plan_id
  where o.status <> 'done' and n.status = 'done' and webhook_wanted(n.workspace_id, 'plan.step.done');
  return null;
end
$$;
create trigger webhook_steps after update on plan_steps
  referencing old table as before new table as noted for each statement execute function webhook_steps();

create function webhook_renewals() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into webhook_events (workspace_id, type, account_id, data)
  select n.workspace_id, 'renewal.closed', n.account_id, jsonb_build_object('accountId', n.account_id, 'renewalId', n.id,
    'contractId', n.contract_id, 'termEnd', n.term_end, 'outcome', n.outcome)
  from noted n join before o on o.workspace_id = n.workspace_id and o.id = n.id
  where o.status <> 'closed' and n.status = 'closed' and webhook_wanted(n.workspace_id, 'renewal.closed');
  return null;
end
$$;
create trigger webhook_renewals after update on renewals
  referencing old table as before new table as noted for each statement execute function webhook_renewals();
