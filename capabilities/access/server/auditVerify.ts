import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'
import type { AuditProof } from '../contract.ts'

type Head = { number: string; at: Date; hash: string }
type Counts = { entries: number; unsealed: number; redacted: number; dropped: number }

const most = 100 // findings that are told; more of them say nothing more

// A row that a person's erasure changed is told as such, by a later row of the record that holds its new hash.
const redacted = sql`select from audit_log r where r.workspace_id = a.workspace_id and r.action = 'audit.redact'
  and r.subject_id = a.id::text and r.after->>'hash' = encode(audit_hash(a), 'hex')`

/**
 * Recomputes every hash of a workspace's record, and tells what does not fit: rows that were changed, that are missing or
 * were added past the product, and seals that do not follow from the ones before. `known`: a seal noted elsewhere, against
 * an end that was cut off.
 */
export async function verifyAudit(tx: Tx, known: { number: number; hash: string } | null): Promise<AuditProof> {
  const findings = await sql<AuditProof['findings'][number]>`
    select case when a.id is null then 'missing' when p.audit_id is null then 'added' else 'changed' end as kind,
      coalesce(a.id, p.audit_id)::text as id
    from audit_log a full join audit_proofs p on p.workspace_id = a.workspace_id and p.audit_id = a.id
    where a.id is null or p.audit_id is null or (p.hash <> audit_hash(a) and not exists (${redacted}))
    limit ${most}
  `.execute(tx)
  const seals = await sql<AuditProof['findings'][number]>`
    with chain as (
      select s.*, audit_seal_hash(lag(s.hash) over by_number, s) as right_hash, row_number() over by_number as place,
        s.number <= coalesce((select max((after->>'through')::bigint) from audit_log where action = 'audit.drop'), 0) as told
      from audit_seals s window by_number as (order by s.number)
    ), roots as (
      select seal, count(*) as entries, sha256(string_agg(hash, ''::bytea order by audit_id)) as root
      from audit_proofs where seal is not null group by seal
    )
    select 'seal' as kind, coalesce(chain.number, roots.seal)::text as id
    from chain full join roots on roots.seal = chain.number
    where chain.number is null or chain.number <> chain.place or chain.hash <> chain.right_hash
      or case when chain.dropped_at is null then roots.root is distinct from chain.root else not chain.told end
    order by 2 limit ${most}
  `.execute(tx)
  const head = await sql<Head>`
    select number::text, at, encode(hash, 'hex') as hash from audit_seals order by number desc limit 1`.execute(tx)
  const counts = await sql<Counts>`
    select (select count(*)::int from audit_log) as entries,
      (select count(*)::int from audit_proofs where seal is null) as unsealed,
      (select count(distinct subject_id)::int from audit_log where action = 'audit.redact') as redacted,
      (select coalesce(sum(entries), 0)::int from audit_seals where dropped_at is not null) as dropped
  `.execute(tx)
  const last = head.rows[0]
  const cut = known ? await isUnknown(tx, known) : false
  return {
    findings: [...findings.rows, ...seals.rows, ...(cut ? [{ kind: 'cut' as const, id: String(known!.number) }] : [])],
    head: last ? { number: Number(last.number), at: last.at.toISOString(), hash: last.hash } : null,
    ...counts.rows[0]!,
  }
}

async function isUnknown(tx: Tx, { number, hash }: { number: number; hash: string }): Promise<boolean> {
  const { rows } =
    await sql`select from audit_seals where number = ${number} and encode(hash, 'hex') = ${hash}`.execute(tx)
  return rows.length === 0
}
