import { sql } from 'kysely'
import { outcomeOf } from '#capabilities/renewals/core/chance.ts'
import { takeWeek } from '#capabilities/renewals/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { addDays, addMonths, type Day, daysBetween } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Arc } from './arc.ts'
import { addOnArr, type Beside } from './beside.ts'
import type { Customer } from './customer.ts'

type Category = 'commit' | 'likely' | 'at_risk' | 'lost'
type Open = {
  id: string
  account_id: string
  contract_id: string
  term_end: Day
  at_stake: number | null
  opened_on: Day
  auto_renews: boolean
  category: Category | null
}

/** What is said of a renewal when it is first judged, and again two months before the end of the term. */
const judgements: Record<Arc, readonly [Category, Category]> = {
  steady: ['likely', 'commit'],
  growing: ['commit', 'commit'],
  seasonal: ['likely', 'likely'],
  slow_start: ['at_risk', 'at_risk'],
  silent_executive: ['likely', 'at_risk'],
  fading: ['at_risk', 'at_risk'],
  champion_left: ['at_risk', 'lost'],
  support_trouble: ['at_risk', 'at_risk'],
}

const because: Record<Category, string> = {
  commit: '定例会で継続の意向を確認。稟議の資料もお渡し済み',
  likely: '現場の評価は高い。決裁者の確認はこれから',
  at_risk: '費用対効果への疑問が出ている。成果の資料を用意する',
  lost: '推進者の後任が決まらず、継続しない方向との連絡',
}

const nextSteps: Record<Category, string> = {
  commit: '更新の見積を送る',
  likely: '決裁者との面談を設定する',
  at_risk: '成果報告会を提案する',
  lost: '部長に最終の意向を確かめる',
}

const lessons: Partial<Record<Arc, readonly [reason: string, lesson: string, avoidable: boolean]>> = {
  fading: ['no_results.not_used', '利用が落ち始めた月に、現場の責任者と使い方を見直す', true],
  champion_left: ['people_left.champion_left', '推進者が一人に偏らないよう、二人目を早く見つける', true],
  silent_executive: ['no_results.not_shown', '四半期ごとに、決裁者へ成果を数字で報告する', true],
  support_trouble: ['another_product.function', '帳票の遅さを開発に早く上げ、見通しを顧客に伝える', true],
  slow_start: ['onboarding.no_time', '導入の初月に、運用担当の時間を確保してもらう', false],
}

/** A customer with what it buys beside. */
type Tended = Customer & { beside: Beside }

/** The day that is lived through, the one that will be next, and the moment. */
type Clock = { today: Day; next: Day; now: Date }

/** How the demo company's people work on their renewals: judged after a while, judged again, closed, lost ones looked back on. */
export async function tendRenewals(
  tx: Tx,
  workspace: WorkspaceId,
  customers: ReadonlyMap<string, Tended>,
  clock: Clock,
): Promise<void> {
  const { rows } = await sql<Open>`
    select id, account_id, contract_id, term_end, at_stake, opened_on, auto_renews, category from renewals
    where workspace_id = ${workspace} and status = 'open'
  `.execute(tx)
  for (const row of rows) {
    const customer = customers.get(row.account_id)
    // Contracts beside the one that the story is told by renew by themselves.
    if (customer?.contract.id === row.contract_id) await tendOne(tx, workspace, row, customer, clock)
  }
  await takeWeek(tx, { id: workspace }, clock.today)
}

async function tendOne(tx: Tx, workspace: WorkspaceId, row: Open, customer: Tended, clock: Clock): Promise<void> {
  const { churn } = customer.contract
  const { today, next, now } = clock
  const chance = luck(row)
  const [readyAfter, closesBefore] = [6 + (chance % 20), 8 + (chance % 24)]
  if (churn?.on === row.term_end) {
    if (churn.on <= today) return lose(tx, workspace, row, customer, now)
  } else {
    // Some renew by themselves; all others are closed before their term is over.
    const isReady = daysBetween(today, row.term_end) <= closesBefore && chance % 4 === 0
    if (isReady || (!row.auto_renews && row.term_end <= next)) return renew(tx, workspace, row, customer, now)
  }
  if (daysBetween(row.opened_on, today) >= readyAfter && chance % 6 > 0)
    await judge(tx, workspace, row, customer, today)
}

/** The term in which each contract is, as it was signed last. */
export async function writeTerms(tx: Tx, workspace: WorkspaceId, customers: readonly Customer[]): Promise<void> {
  const terms = customers.map(({ contract }) => ({ id: contract.id, end: contract.endOn }))
  await sql`
    update contracts c set end_on = greatest(c.end_on, t.end)
    from jsonb_to_recordset(${JSON.stringify(terms)}::jsonb) as t (id uuid, "end" date)
    where c.workspace_id = ${workspace} and c.id = t.id
  `.execute(tx)
}

/** The same for a customer whenever the demo is built on the same day. */
const luck = (row: Open) => Number.parseInt(row.account_id.slice(-4), 16)

async function judge(tx: Tx, workspace: WorkspaceId, row: Open, customer: Customer, today: Day): Promise<void> {
  const { arc, contract } = customer
  const isNear = daysBetween(today, row.term_end) <= 40 + (luck(row) % 50)
  const usual = judgements[arc][isNear ? 1 : 0]
  // Who signs again is not given up: what is called lost does not renew by itself.
  const signsAgain = contract.versions.some(({ startOn }) => startOn === row.term_end)
  const category = usual === 'lost' && signsAgain ? 'at_risk' : usual
  if (category === row.category) return
  const amount = arc === 'growing' && row.at_stake !== null ? Math.round((row.at_stake * 1.2) / 1000) * 1000 : null
  const done = isNear ? ['decision_maker_met', 'results_shown', 'roadmap_told'] : ['results_shown']
  await sql`
    update renewals set category = ${category}, note = ${because[category]}, amount = ${amount},
      next_step = ${nextSteps[category]}, next_step_on = ${addDays(today, 10)}, closes_on = ${addDays(row.term_end, -30)},
      checklist = ${done}::text[], version = version + 1
    where workspace_id = ${workspace} and id = ${row.id}
  `.execute(tx)
}

async function renew(tx: Tx, workspace: WorkspaceId, row: Open, customer: Tended, now: Date): Promise<void> {
  const { arc, contract, beside } = customer
  const price = contract.versions.findLast((version) => version.startOn <= row.term_end)!
  // What began by today is known; the years to come begin with what is agreed now.
  const isGrowing = arc === 'growing' && price.endOn === null && price.startOn < row.term_end
  const amount = isGrowing ? Math.round((price.amount * 1.2) / 1000) * 1000 : price.amount
  const closed = amount + addOnArr(beside, row.term_end)
  if (isGrowing) {
    await sql`
      update contract_line_versions set end_on = ${row.term_end} where workspace_id = ${workspace} and id = ${price.id}
    `.execute(tx)
    await sql`
      insert into contract_line_versions (workspace_id, id, line_id, account_id, start_on, quantity, amount, interval_months)
      values (${workspace}, gen_random_uuid(), ${contract.lineId}, ${row.account_id}, ${row.term_end},
        ${Math.round(price.seats * 1.2)}, ${amount}, 12)
    `.execute(tx)
  }
  await sql`
    update contracts set end_on = ${addMonths(row.term_end, 12)}, version = version + 1
    where workspace_id = ${workspace} and id = ${row.contract_id}
  `.execute(tx)
  await sql`
    update renewals set status = 'closed', outcome = ${outcomeOf(row.at_stake, closed)}, category = 'commit',
      closed_at = ${now}, closed_by = owner_id, closed_amount = ${closed},
      checklist = ${['decision_maker_met', 'results_shown', 'roadmap_told', 'quote_sent', 'approval_given']}::text[],
      version = version + 1
    where workspace_id = ${workspace} and id = ${row.id}
  `.execute(tx)
}

async function lose(tx: Tx, workspace: WorkspaceId, row: Open, { arc, contract }: Customer, now: Date): Promise<void> {
  const [reason, lesson, avoidable] = lessons[arc] ?? ['other.not_told', '', false]
  // The contract ends with its term and renews no more, and what would have gone on is cancelled.
  await sql`
    update contracts set end_on = ${row.term_end}, auto_renews = false, version = version + 1
    where workspace_id = ${workspace} and id = ${row.contract_id}
  `.execute(tx)
  await sql`
    update contract_lines l set cancelled_on = ${row.term_end}
    where workspace_id = ${workspace} and contract_id = ${row.contract_id} and kind = 'recurring' and exists (
      select from contract_line_versions v where v.workspace_id = l.workspace_id and v.line_id = l.id
        and (v.end_on is null or v.end_on >= ${row.term_end}::date))
  `.execute(tx)
  await sql`
    update renewals set status = 'closed', outcome = 'lost', category = 'lost', closed_at = ${now}, closed_by = owner_id,
      closed_amount = 0, loss_reason = ${reason}, loss_evidence = ${contract.churn!.feedback}, loss_lesson = ${lesson},
      loss_avoidable = ${avoidable}, win_back_on = ${avoidable ? addMonths(row.term_end, 9) : null}, version = version + 1
    where workspace_id = ${workspace} and id = ${row.id}
  `.execute(tx)
}
