/**
 * A fault that a programmer could make: a text of the product that stands there once, what it becomes, and who must see it;
 * `light`: seen within seconds.
 */
export type Change = { what: string; file: string; from: string; to: string; seenBy: string; light?: true }

export const changes: readonly Change[] = [
  {
    what: 'drop an RLS policy: a table shows the rows of all workspaces',
    file: 'platform/database/rls.sql',
    from: `      execute format('create policy all_workspaces on`,
    to: `      if of.relname = 'accounts' then alter policy one_workspace on public.accounts using (true); end if;
      execute format('create policy all_workspaces on`,
    seenBy: 'test/access/isolation.test.ts',
  },
  {
    what: 'drop a scope predicate: a partner reaches what was never handed over',
    file: 'capabilities/accounts/server/tables.4-reach.sql',
    from: `where me.scope <> 'partner' or s.role = 'partner'`,
    to: '',
    seenBy: 'test/access/matrix.test.ts',
  },
  {
    what: 'acknowledge before commit: events are told to be taken in before they are on disk',
    file: 'capabilities/usage/server/intake.ts',
    from: '    const outcomes = await tools.database.workspace(',
    to: `    for (const one of group) one.resolve(one.offered.map(() => 'accepted'))
    const outcomes = await tools.database.workspace(`,
    seenBy: 'start/ingestKilled.test.ts',
  },
  {
    what: 'an event that stands twice in one request counts twice',
    file: 'capabilities/usage/server/accept.ts',
    from: 'if (first === mark && fresh.has(mark.message))',
    to: 'if (fresh.has(mark.message))',
    seenBy: 'capabilities/usage/server/ingest.test.ts',
  },
  {
    what: 'allow a private address: it may be reached like any other',
    file: 'platform/outbound/addresses.ts',
    from: `address.range() !== 'unicast' ||`,
    to: `!['unicast', 'private'].includes(address.range()) ||`,
    seenBy: 'platform/outbound/outbound.test.ts',
    light: true,
  },
  {
    what: 'a write that is sent twice is made twice',
    file: 'capabilities/connect/server/keys/answers.ts',
    from: `if (made.length > 0) return 'new'`,
    to: `if (made.length >= 0) return 'new'`,
    seenBy: 'test/access/races.test.ts',
  },
  {
    what: 'two who change the same version are both obeyed',
    file: 'capabilities/plans/server/calendar.ts',
    from: 'if (before.version !== given.version) throw',
    to: 'if (before.version < given.version) throw',
    seenBy: 'test/access/races.test.ts',
  },
  {
    what: 'an export holds live formulas',
    file: 'kernel/csv.ts',
    from: String.raw`/^[=+\-@\t\r]/`,
    to: String.raw`/^[+\-@\t\r]/`,
    seenBy: 'capabilities/accounts/core/csv.test.ts',
    light: true,
  },
  {
    what: 'an import says of a fault that it stands a line higher',
    file: 'capabilities/connect/core/row.ts',
    from: 'if (misfit) return reject(raw.line, [misfit])',
    to: 'if (misfit) return reject(raw.line - 1, [misfit])',
    seenBy: 'capabilities/connect/server/hostileFiles.test.ts',
  },
]
