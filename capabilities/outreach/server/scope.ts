import { sql } from 'kysely'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import { sayValue } from '#capabilities/facts/core/say.ts'
import { factOf, readRows } from '#capabilities/facts/server/index.ts'
import { portalLinks } from '#capabilities/access/server/index.ts'
import { type PlanNow, type StepNow, stepsNow } from '#capabilities/plans/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId, ContactId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { addressLines, seasonalOpening } from '../core/manners.ts'
import type { Block } from '../core/parts.ts'
import type { BlockName } from '../core/template.ts'
import type { Asked, Company } from './company.ts'
import type { AccountRow, ContactRow } from './customers.ts'
import { type Scope, Shown } from './liquid.ts'
import { type PlanRow, readPlanOfEach, readPlansById, readStepTexts } from './planOf.ts'

/** Whose mail is to be filled in: the customer, the person, the plan and step it is about where there are such. */
export type Wanted = {
  account: AccountRow
  contact: ContactRow | null
  planId: string | null
  stepKey: string | null
  language: 'ja' | 'en'
  sender: { name: string; email: string } | null
}

/** Where links of mails lead to; `preview`: nothing is made, and they lead nowhere. */
export type Links = { origin: string; preview: boolean }

/** For how long a link in a mail opens the customer's page. */
const linkDays = 90

/** What each of some mails is filled in with: all reading is done once for all of them. */
export async function scopesOf(
  tx: Tx,
  company: Company,
  { catalogue, moment }: Asked,
  wanted: readonly Wanted[],
  links: Links,
): Promise<Scope[]> {
  const { workspace, today } = company
  const accounts = [...new Set(wanted.map(({ account }) => account.id))]
  const rows = await readRows(tx, workspace.id, accounts, catalogue.all)
  const named = await readPlansById(tx, workspace.id, [...new Set(wanted.flatMap(({ planId }) => planId ?? []))])
  const usual = await readPlanOfEach(tx, workspace.id, accounts)
  const plans = wanted.map(({ planId, account }) => (planId ? named.get(planId) : usual.get(account.id)) ?? null)
  const now = await stepsNow(tx, { workspace, today }, [...new Set(plans.flatMap((plan) => plan?.id ?? []))])
  const texts = await readStepTexts(tx, workspace.id, [...now.keys()])
  const usualSender = await readUsualSender(tx, company)
  const paths = await pathsOf(tx, company, wanted, plans, links)
  const fact = (account: AccountId, key: string) => factOf(catalogue, rows.get(account) ?? {}, moment, key)
  return wanted.map((one, at): Scope => {
    const plan = plans[at] ?? null
    const steps = plan ? now.get(plan.id) : undefined
    const words: Words = { language: one.language, currency: workspace.currency, today }
    const link = paths[at] ?? null
    const factsOf = (key: string) => fact(one.account.id, key)
    const step =
      (one.stepKey ? steps?.steps.find(({ key }) => key === one.stepKey) : nextStep(steps, one.contact)) ?? null
    return {
      fields: {
        facts: factTree(catalogue.all, factsOf, words),
        ...personFields(one, usualSender, words),
        plan: plan ? planFields(plan, link, words) : {},
        step: step ? stepFields({ ...step, ...texts.get(step.id) }, words) : {},
        workspace: { name: workspace.name },
        today: dayWords(today, words),
      },
      blocks: blocksOf({ plan, steps, link, factsOf, contact: one.contact, definition: catalogue.get, words }),
    }
  })
}

type Words = { language: 'ja' | 'en'; currency: string; today: Day }

const say = (fact: Pick<FactDefinition, 'key' | 'type' | 'unit' | 'choices'>, value: FactValue, words: Words) =>
  sayValue(fact, value, { locale: words.language, currency: words.currency })

const dayWords = (on: Day, words: Words) => new Shown(on, say({ key: 'day', type: 'date' }, on, words))

/** Facts by their keys, as a tree of names: what is missing is not there. */
function factTree(
  all: readonly FactDefinition[],
  read: (key: string) => FactValue,
  words: Words,
): Record<string, unknown> {
  const tree: Record<string, unknown> = {}
  // By their keys: a fact stands before those that are named after it (a metric, and its change).
  for (const fact of all.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const value = read(fact.key)
    const names = fact.key.split('.')
    let at = tree
    for (const name of names.slice(0, -1)) at = (at[name] ??= {}) as Record<string, unknown>
    if (value === null) continue
    const raw = Array.isArray(value) ? value.join(',') : (value as number | string | boolean)
    at[names.at(-1)!] = new Shown(raw, say(fact, value, words))
  }
  return tree
}

/** Only what is known stands in a scope: what is not there stops the mail unless the template says what instead. */
const known = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  )

type Sender = { name: string; email: string }

/** Who signs where a customer has no CSM: whoever mail goes out as, else the company. */
async function readUsualSender(tx: Tx, { workspace }: Company): Promise<Sender> {
  const { rows } = await sql<Sender>`
    select name, address as email from mail_senders
    where workspace_id = ${workspace.id} and is_default and archived_at is null
  `.execute(tx)
  return rows[0] ?? { name: workspace.name, email: '' }
}

function personFields(
  { account, contact, language, sender }: Wanted,
  usual: Sender,
  { today }: Words,
): Record<string, unknown> {
  const company = language === 'en' ? (account.nameEn ?? account.name) : account.name
  return {
    account: known({ name: company, kana: account.kana }),
    contact: known({
      name: contact?.name,
      kana: contact?.kana,
      department: contact?.department,
      title: contact?.title,
      addressee: addressLines(
        {
          company,
          department: contact?.department ?? null,
          title: contact?.title ?? null,
          name: contact?.name ?? null,
        },
        language,
      ),
    }),
    sender: known({
      name: sender?.name ?? account.csmName ?? usual.name,
      email: sender?.email ?? account.csmEmail ?? usual.email,
    }),
    season: { opening: seasonalOpening(today, language) },
  }
}

const planFields = (plan: PlanRow, link: string | null, words: Words) =>
  known({
    name: plan.name,
    purpose: plan.purpose,
    percent: new Shown(plan.percent, say({ key: 'percent', type: 'percent' }, Math.round(plan.percent), words)),
    kick_off_on: dayWords(plan.kickOffOn, words),
    finish_on: plan.finishOn && dayWords(plan.finishOn, words),
    link,
  })

const stepFields = (step: StepNow & { help?: { ja: string; en: string } }, words: Words) =>
  known({
    name: step.name[words.language],
    help: step.help?.[words.language],
    due_on: dayWords(step.dueOn, words),
  })

/** The step that is next for somebody: one of theirs that can be done, else of the customer's, else what comes first. */
function nextStep(plan: PlanNow | undefined, contact: ContactRow | null): StepNow | undefined {
  const left = (plan?.steps ?? []).filter(
    ({ status, role }) => (status === 'open' || status === 'doing') && !['csm', 'architect', 'support'].includes(role),
  )
  const ready = left.filter(({ readyOn }) => readyOn !== null)
  return ready.find(({ contactId }) => contactId !== null && contactId === contact?.id) ?? ready[0] ?? left[0]
}

async function pathsOf(
  tx: Tx,
  { workspace, today }: Company,
  wanted: readonly Wanted[],
  plans: readonly (PlanRow | null)[],
  { origin, preview }: Links,
): Promise<(string | null)[]> {
  const asked = wanted.flatMap(({ contact }, at) => {
    const plan = plans[at]
    return contact && plan ? [{ at, contact, plan }] : []
  })
  if (preview) return wanted.map((_, at) => (asked.some((one) => one.at === at) ? `${origin}/p/…` : null))
  const made = await portalLinks(
    tx,
    workspace.id,
    asked.map(({ contact, plan }) => ({
      accountId: plan.accountId,
      contactId: contact.id as ContactId,
      planId: plan.id,
      role: roleIn(plan, contact),
      expiresOn: addDays(today, linkDays),
    })),
  )
  const byPlace = new Map(asked.map(({ at }, place) => [at, `${origin}${made[place]!.path}`]))
  return wanted.map((_, at) => byPlace.get(at) ?? null)
}

const portalRoles = ['decision_maker', 'promoter', 'operator'] as const

/** The part a person has in a plan, or at the customer; who has none is a user. */
const roleIn = (plan: PlanRow, contact: ContactRow) =>
  portalRoles.find((role) => plan.people[role] === contact.id) ??
  portalRoles.find((role) => contact.roles.includes(role)) ??
  'user'

const blockWords = {
  ja: {
    progress: '導入プランの進み',
    done: (done: number, of: number, percent: number) => `${percent}%(${of}ステップのうち${done}ステップが完了)`,
    next: '次のステップ',
    name: '内容',
    due: '期日の目安',
    page: '手順と期日',
    usage: 'ご利用状況',
    results: '目標と成果',
    goal: (before: string, target: string) =>
      [before && `導入前 ${before}`, target && `目標 ${target}`].filter(Boolean).join(' → '),
  },
  en: {
    progress: 'Progress of your plan',
    done: (done: number, of: number, percent: number) => `${percent}% (${done} of ${of} steps done)`,
    next: 'Your next step',
    name: 'What',
    due: 'Planned for',
    page: 'How and when',
    usage: 'Use of the product',
    results: 'Goals and results',
    goal: (before: string, target: string) =>
      [before && `before: ${before}`, target && `goal: ${target}`].filter(Boolean).join(' → '),
  },
}

/** Facts that the block on use says. */
export const usageFacts = [
  'metric.monthly_active_users',
  'metric.weekly_active_users',
  'metric.features_used_28d',
  'metric.active_days_28d',
]

function blocksOf(given: {
  plan: PlanRow | null
  steps: PlanNow | undefined
  link: string | null
  contact: ContactRow | null
  factsOf: (key: string) => FactValue
  definition: (key: string) => FactDefinition | undefined
  words: Words
}): Partial<Record<BlockName, Block>> {
  const { plan, steps, link, contact, factsOf, definition, words } = given
  const own = blockWords[words.language]
  const found: Partial<Record<BlockName, Block>> = {}
  const percent = Math.round(plan?.percent ?? 0)
  if (plan)
    found.plan_progress = { is: 'progress', title: own.progress, percent, words: own.done(plan.done, plan.of, percent) }
  const next = nextStep(steps, contact)
  if (next)
    found.next_step = {
      is: 'rows',
      title: own.next,
      rows: [
        [own.name, next.name[words.language]],
        [own.due, say({ key: 'day', type: 'date' }, next.dueOn, words)],
        ...(link ? [[own.page, link] as const] : []),
      ],
    }
  const used = usageFacts.flatMap((key) => {
    const [fact, value] = [definition(key), factsOf(key)]
    return fact && value !== null ? [[fact.label[words.language], say(fact, value, words)] as const] : []
  })
  if (used.length > 0) found.usage_summary = { is: 'rows', title: own.usage, rows: used }
  const goals = (plan?.goals ?? []).map(({ name, before, target }) => [name, own.goal(before, target)] as const)
  if (goals.length > 0) found.results = { is: 'rows', title: own.results, rows: goals }
  return found
}
