import { sql } from 'kysely'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { type FactPage, type FactRows, type FactSource, idArray } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { answeredCount, type Answers, type Question } from '#capabilities/content/core/form.ts'
import type { ContentHooks } from './hooks.ts'
import { readingDays } from './read.ts'

const definitions: readonly FactDefinition[] = [
  {
    key: 'hearing.answered_percent',
    type: 'percent',
    label: { ja: 'ヒアリングの回答率', en: 'Hearing answered' },
    help: {
      ja: '進行中のプランでお願いしているヒアリングシートの質問のうち、だれかが回答したものの割合。お願いしていなければ空です。',
      en: 'Of the questions in hearing sheets that plans ask for, the share that somebody has answered; missing where none is asked.',
    },
    owner: 'content',
  },
  {
    key: 'hearing.last_on',
    type: 'date',
    label: { ja: '最後にヒアリングに回答した日', en: 'Hearing last answered' },
    owner: 'content',
  },
  {
    key: 'hearing.days_since',
    type: 'number',
    unit: 'days',
    label: { ja: '最後のヒアリング回答からの日数', en: 'Days since a hearing was answered' },
    derived: { measure: 'days_since', of: 'hearing.last_on' },
    owner: 'content',
  },
  {
    key: 'content.reads_28d',
    type: 'number',
    unit: 'count',
    label: { ja: 'コンテンツの閲覧回数(28日)', en: 'Content opened (28 days)' },
    help: { ja: '顧客の担当者がコンテンツを開いた回数', en: 'How often people at the customer opened content' },
    owner: 'content',
  },
]

/** What reading and hearing sheets tell of each customer. */
export const contentFactSource = (hooks: Pick<ContentHooks, 'stepsOf'>): FactSource => ({
  definitions,
  load: (page) => load(page, hooks),
})

type SheetRow = { account_id: AccountId; key: string; answers: Answers; last_on: Day }

async function load(page: FactPage, hooks: Pick<ContentHooks, 'stepsOf'>): Promise<FactRows> {
  const { tx, workspace, accounts, today } = page
  const ids = idArray(accounts)
  const { rows: reads } = await sql<{ account_id: AccountId; times: number }>`
    select account_id, sum(times)::int as times from content_reads
    where workspace_id = ${workspace.id} and account_id = any(${ids}) and is_contact
      and day > ${addDays(today, -readingDays)}::date and day <= ${today}::date
    group by account_id
  `.execute(tx)
  const { rows: sheets } = await sql<SheetRow>`
    select account_id, key, answers, (updated_at at time zone ${workspace.timeZone})::date as last_on
    from content_sheets where workspace_id = ${workspace.id} and account_id = any(${ids})
  `.execute(tx)
  const asked = await hooks.stepsOf(tx, workspace.id, ids)
  const questions = await readQuestions(page, [...asked, ...sheets].length > 0)
  const facts: FactRows = new Map(accounts.map((id) => [id, { 'content.reads_28d': 0 }]))
  for (const { account_id, times } of reads) Object.assign(facts.get(account_id) ?? {}, { 'content.reads_28d': times })
  const askedOf = Map.groupBy(asked, ({ accountId }) => accountId)
  const sheetsOf = Map.groupBy(sheets, ({ account_id }) => account_id)
  for (const id of new Set([...askedOf.keys(), ...sheetsOf.keys()])) {
    const own = sheetsOf.get(id) ?? []
    const keys = new Set([...(askedOf.get(id) ?? []), ...own].map(({ key }) => key))
    Object.assign(facts.get(id) ?? {}, hearingFacts([...keys], own, questions))
  }
  return facts
}

function hearingFacts(
  keys: readonly string[],
  sheets: readonly SheetRow[],
  questions: ReadonlyMap<string, readonly Question[]>,
) {
  let [all, answered] = [0, 0]
  for (const key of keys) {
    const own = questions.get(key) ?? []
    all += own.length
    answered += answeredCount(
      own,
      sheets.filter((sheet) => sheet.key === key).map((sheet) => sheet.answers),
    )
  }
  const last =
    sheets
      .map(({ last_on }) => last_on)
      .toSorted()
      .at(-1) ?? null
  return {
    'hearing.answered_percent': all === 0 ? null : Math.round((100 * answered) / all),
    'hearing.last_on': last,
  }
}

/** The questions of every published hearing sheet. */
async function readQuestions(
  { tx, workspace }: FactPage,
  isNeeded: boolean,
): Promise<Map<string, readonly Question[]>> {
  if (!isNeeded) return new Map()
  const { rows } = await sql<{ key: string; questions: Question[] }>`
    select i.key, v.definition -> 'body' -> 'questions' as questions
    from content_items i
      join content_versions v on v.workspace_id = i.workspace_id and v.key = i.key and v.version = i.version
    where i.workspace_id = ${workspace.id} and v.definition -> 'body' ->> 'format' = 'form'
  `.execute(tx)
  return new Map(rows.map(({ key, questions }) => [key, questions]))
}
