-- What was said with customers is found by its words: the text of every entry, folded as kernel/japaneseText.ts folds, kept
-- by the database itself whenever an entry is written, whoever writes it.

-- foldText() as SQL: width and case, katakana as hiragana, and, in the few texts that have any, variants of kanji and hyphens
-- (translate() goes through its whole list for every other character). White space stays: no word holds any.
create function fold_text(t text) returns text language plpgsql immutable strict parallel safe as $$
declare
  kana text := translate(lower(normalize(t, NFKC)),
    'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ',
    'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ');
begin
  if kana !~ '[髙﨑碕嵜齋齊邊邉濵濱澤廣國學榮惠櫻眞德龍瀧嶋嶌冨舘條實壽寳寶曾萬與鐵鉃關圓藏會豐禮靜淸靑黑黃增𠮷縣戶桒‐‒–—―−]' then
    return kana;
  end if;
  return translate(kana,
    '髙﨑碕嵜齋齊邊邉濵濱澤廣國學榮惠櫻眞德龍瀧嶋嶌冨舘條實壽寳寶曾萬與鐵鉃關圓藏會豐禮靜淸靑黑黃增𠮷縣戶桒‐‒–—―−',
    '高崎崎崎斎斉辺辺浜浜沢広国学栄恵桜真徳竜滝島島富館条実寿宝宝曽万与鉄鉄関円蔵会豊礼静清青黒黄増吉県戸桑------');
end
$$;

-- What an entry is found by: characters and pairs as names are, and of Latin words and numbers three letters at a time besides,
-- since nearly every English text has nearly every pair; and what a search may be confined to, each told apart by its sign.
create function entry_grams(t text, kind text, author uuid) returns text[]
language plpgsql immutable parallel safe as $$
declare
  c text[] := string_to_array(t, null);
begin
  return public.text_grams(t) || array(
    select p || q || r from unnest(c, c[2:], c[3:]) as near (p, q, r)
    where octet_length(p) = 1 and octet_length(q) = 1 and octet_length(r) = 1 and p || q || r !~ '\s')
    || ('kind ' || kind) || case when author is not null then array['author ' || author] end;
end
$$;

create table timeline_texts (
  workspace_id uuid not null,
  type text not null check (type in ('activity', 'inquiry', 'survey')),
  id uuid not null, -- of the activity, inquiry or answer
  account_id uuid not null,
  kind text not null, -- of the activity, else the type
  at timestamptz not null,
  author_id uuid,
  search_text text not null,
  primary key (workspace_id, type, id),
  foreign key (workspace_id, account_id) references accounts (workspace_id, id) on delete cascade
);
create index timeline_texts_latest on timeline_texts (workspace_id, at desc, id desc);
create index timeline_texts_account on timeline_texts (workspace_id, account_id, at desc, id desc);
create index timeline_texts_grams on timeline_texts using gin (entry_grams(search_text, kind, author_id))
  with (gin_pending_list_limit = 1024);
-- What was just written waits in a list that every search goes through: who tidies it must not dawdle.
alter table timeline_texts set (autovacuum_vacuum_cost_delay = 0);
alter index timeline_texts_grams alter column 1 set statistics 0; -- nothing is planned by it, and it takes long

-- Keeps what an entry is found by, or takes it away: without words, or archived, it is not found.
create function keep_text(entry timeline_texts, gone boolean) returns void language plpgsql set search_path = public as $$
begin
  if gone or entry.search_text !~ '\S' then
    delete from timeline_texts where workspace_id = entry.workspace_id and type = entry.type and id = entry.id;
  else
    entry.search_text := fold_text(entry.search_text);
    insert into timeline_texts as kept values (entry.*)
    on conflict (workspace_id, type, id) do update set account_id = excluded.account_id, kind = excluded.kind,
      at = excluded.at, author_id = excluded.author_id, search_text = excluded.search_text;
  end if;
end
$$;
create function keep_text(a activities) returns void language sql set search_path = public as $$
  select keep_text(row(a.workspace_id, 'activity', a.id, a.account_id, a.kind, a.at, a.author_id,
    a.title || e'\n' || a.body)::timeline_texts, a.archived_at is not null)
$$;
create function keep_text(i inquiries) returns void language sql set search_path = public as $$
  select keep_text(row(i.workspace_id, 'inquiry', i.id, i.account_id, 'inquiry', i.opened_at, null,
    concat_ws(e'\n', i.external_id, i.subject, i.topic, i.body))::timeline_texts, i.archived_at is not null)
$$;
create function keep_text(s survey_answers) returns void language sql set search_path = public as $$
  select keep_text(row(s.workspace_id, 'survey', s.id, s.account_id, 'survey', s.answered_at, null,
    coalesce(s.comment, ''))::timeline_texts, false)
$$;

create function text_follows() returns trigger language plpgsql set search_path = public as $$
begin
  if tg_op = 'DELETE' then
    delete from timeline_texts where workspace_id = old.workspace_id and type = tg_argv[0] and id = old.id;
  else
    perform keep_text(new);
  end if;
  return null;
end
$$;
create trigger text_made after insert or delete on activities for each row execute function text_follows('activity');
create trigger text_changed after update on activities for each row
  when (row(old.account_id, old.kind, old.at, old.author_id, old.title, old.body, old.archived_at)
    is distinct from row(new.account_id, new.kind, new.at, new.author_id, new.title, new.body, new.archived_at))
  execute function text_follows('activity');
create trigger text_made after insert or delete on inquiries for each row execute function text_follows('inquiry');
create trigger text_changed after update on inquiries for each row
  when (row(old.account_id, old.opened_at, old.external_id, old.subject, old.topic, old.body, old.archived_at)
    is distinct from row(new.account_id, new.opened_at, new.external_id, new.subject, new.topic, new.body, new.archived_at))
  execute function text_follows('inquiry');
create trigger text_made after insert or delete on survey_answers for each row execute function text_follows('survey');
create trigger text_changed after update on survey_answers for each row
  when (row(old.account_id, old.answered_at, old.comment) is distinct from row(new.account_id, new.answered_at, new.comment))
  execute function text_follows('survey');

-- What was written before there was a search: some entries at a time, beside the work (server/fillTexts.ts).
create table timeline_fills (
  workspace_id uuid not null references workspaces,
  type text not null check (type in ('activity', 'inquiry', 'survey')),
  after uuid not null default '00000000-0000-0000-0000-000000000000', -- up to this id all are found
  done_at timestamptz,
  primary key (workspace_id, type)
);
insert into timeline_fills (workspace_id, type)
select w.workspace_id, t.type from workspaces w cross join (values ('activity'), ('inquiry'), ('survey')) as t (type);

create function timeline_filled() returns boolean
language sql stable security definer set search_path = public as $$
  select not exists (select from timeline_fills
    where workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid and done_at is null)
$$;

-- The entries that have all of `grams`, of the caller's workspace alone. Whatever the planner thinks of how many there are, it
-- may only ask the index: every other way takes all texts to pieces.
create function entries_with(grams text[], patterns text[]) returns setof timeline_texts
language plpgsql stable set search_path = public set work_mem = '64MB'
set enable_seqscan = off set enable_indexscan = off rows 500 as $$
declare
  workspace constant uuid := nullif(current_setting('app.workspace_id', true), '')::uuid;
begin
  return query
    select * from timeline_texts t
    where entry_grams(t.search_text, t.kind, t.author_id) @> grams
      and t.workspace_id is not distinct from workspace -- no other index may offer itself for this
      and t.search_text like all(patterns);
end
$$;

-- The door to the search, for the reason find_accounts gives: ids within the caller's workspace and reach, latest first, to be
-- read again under the policy. `patterns` are the words for LIKE, `grams` theirs; a filter that is null filters nothing.
-- Frequent words are found by looking at the latest entries; where these do not give enough, the words are rare enough to ask
-- the index. Without the one a frequent word would cost all that have it, without the other a rare one all entries.
create function find_entries(
  patterns text[], grams text[], of_account uuid, of_author uuid, kinds text[], from_at timestamptz, until_at timestamptz,
  after_at timestamptz, after_id uuid, at_most int
) returns table (type text, id uuid, at timestamptz)
language plpgsql stable security definer set search_path = public set plan_cache_mode = force_custom_plan rows 50 as $$
#variable_conflict use_column
declare
  workspace constant uuid := nullif(current_setting('app.workspace_id', true), '')::uuid;
  reach uuid[] := case when session_user = 'banso_scoped' then accounts_in_reach() end;
  looked_at constant int := 2000; -- entries: takes about as long as asking the index
  few constant int := 500; -- customers whose entries are looked at one by one
  given int;
  past record;
begin
  if of_account is not null then
    reach := case when reach is null or of_account = any(reach) then array[of_account] else '{}' end;
  end if;
  if cardinality(reach) <= few then
    return query
      select t.type, t.id, t.at from timeline_texts t
      where t.workspace_id = workspace and t.account_id = any(reach)
        and (kinds is null or t.kind = any(kinds)) and (of_author is null or t.author_id = of_author)
        and (from_at is null or t.at >= from_at) and (until_at is null or t.at < until_at)
        and (after_at is null or (t.at, t.id) < (after_at, after_id))
        and t.search_text like all(patterns)
      order by t.at desc, t.id desc limit at_most;
    return;
  end if;
  return query
    select n.type, n.id, n.at from (
      select * from timeline_texts t
      where t.workspace_id = workspace
        and (from_at is null or t.at >= from_at) and (until_at is null or t.at < until_at)
        and (after_at is null or (t.at, t.id) < (after_at, after_id))
      order by t.at desc, t.id desc limit looked_at
    ) as n
    where (reach is null or n.account_id = any(reach)) and (kinds is null or n.kind = any(kinds))
      and (of_author is null or n.author_id = of_author) and n.search_text like all(patterns)
    order by n.at desc, n.id desc limit at_most;
  get diagnostics given = row_count;
  if given >= at_most then
    return;
  end if;
  select t.at, t.id into past from timeline_texts t
  where t.workspace_id = workspace
    and (from_at is null or t.at >= from_at) and (until_at is null or t.at < until_at)
    and (after_at is null or (t.at, t.id) < (after_at, after_id))
  order by t.at desc, t.id desc offset looked_at - 1 limit 1;
  if not found then
    return; -- all were looked at
  end if;
  return query
    select t.type, t.id, t.at
    from entries_with(grams
      || case when cardinality(kinds) = 1 then array['kind ' || kinds[1]] end
      || case when of_author is not null then array['author ' || of_author] end, patterns) t
    where (reach is null or t.account_id = any(reach)) and (kinds is null or t.kind = any(kinds))
      and (of_author is null or t.author_id = of_author) and (from_at is null or t.at >= from_at)
      and (t.at, t.id) < (past.at, past.id)
    order by t.at desc, t.id desc limit at_most - given;
end
$$;
