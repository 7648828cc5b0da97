import { explain } from '#capabilities/facts/core/condition/explain.ts'
import type { Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import { seenClauses } from '#capabilities/facts/core/seen.ts'
import {
  type Derivation,
  type Derive,
  type DerivePage,
  type EarlyPage,
  rederiveWorkspace,
} from '#capabilities/facts/server/index.ts'
import { namedFacts, readNamesNow } from '#capabilities/revenue/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import { type AccountId, type PersonId, uuidV7 } from '#kernel/id.ts'
import { estimate } from '#capabilities/renewals/core/expansion/estimate.ts'
import { expansionFacts, nextProductFact } from '#capabilities/renewals/core/expansion/facts.ts'
import { type Sight, type Step, stepsFor } from '#capabilities/renewals/core/expansion/raise.ts'
import type { Ground } from '#capabilities/renewals/core/expansion/rule.ts'
import { type Lacking, nextProduct, type Spread, whiteSpace } from '#capabilities/renewals/core/expansion/whiteSpace.ts'
import { isOpen } from '#capabilities/renewals/core/expansion/words.ts'
import { type Read, readable, readGuard, readRules, type StoredRule } from './rules.ts'
import { readSpreads, workOutDaily, workOutSpreads } from './spreads.ts'
import { type HeldBack, type Kept, type Raised, readKept, writeKept } from './states.ts'

/** Raises opportunities where rules hold, holds them back until value was had, and says what each customer lacks. */
export const expansionDerivation: Derivation = {
  name: 'expansion',
  definitions: expansionFacts,
  workspaceDefinitions: (tx, { id }) => namedFacts(tx, id, [[nextProductFact, 'product']]),
  beforeAll: async ({ tx, workspace, today }) => {
    await workOutDaily(tx, workspace.id, today)
  },
  prepare,
}

type Known = {
  rules: readonly Read<StoredRule>[]
  guard: readonly Read<Ground>[]
  spreads: readonly Spread[]
  kept: ReadonlyMap<AccountId, readonly Kept[]>
}

async function prepare({ tx, workspace, accounts, catalogue }: EarlyPage): Promise<Derive> {
  const now = await readNamesNow(tx, workspace.id)
  const productNow = (product: string) => now({ product, plan: null }).product
  const rules = readable(
    (await readRules(tx, workspace.id)).filter((rule) => rule.isOn).map((rule) => offeringNow(rule, productNow)),
    catalogue,
  )
  const guard = readable((await readGuard(tx, workspace.id)).guard, catalogue)
  const spreads = await readSpreads(tx, workspace.id)
  const kept = await readKept(tx, workspace.id, accounts)
  for (const one of [...kept.values()].flat()) if (one.product !== null) one.product = productNow(one.product)
  return async (page) => lookAtAll(page, { rules, guard, kept, spreads: await withNew(page, spreads) })
}

/** A rule that offers a product by the name it has now. */
function offeringNow(rule: StoredRule, productNow: (product: string) => string): StoredRule {
  const { offered } = rule
  return offered.is === 'product' ? { ...rule, offered: { ...offered, name: productNow(offered.name) } } : rule
}

/** A product that is sold for the first time concerns all customers: they are looked at anew. */
async function withNew(page: DerivePage, spreads: readonly Spread[]): Promise<readonly Spread[]> {
  const known = new Set(spreads.map(({ product }) => product))
  const isNew = page.accounts.some((account) => productsOf(page, account).some((product) => !known.has(product)))
  if (!isNew) return spreads
  // The ledgers of those who came with them are not all there yet: the turn that follows works it out again.
  const all = await workOutSpreads(page.tx, page.workspace.id, page.today, addDays(page.today, -1))
  if (all.some(({ product }) => !known.has(product))) await rederiveWorkspace(page.tx, page.workspace.id)
  return all
}

const productsOf = (page: DerivePage, account: AccountId) =>
  (page.read(account, 'contract.products') ?? []) as readonly string[]

async function lookAtAll(page: DerivePage, known: Known): Promise<void> {
  const { tx, workspace, accounts, today, now } = page
  const moment = { today, currency: workspace.currency, timeZone: workspace.timeZone }
  const found = { raised: [] as Raised[], changed: [] as Kept[], withdrawn: [] as Kept[] }
  const lackingOf = remembered((has) => whiteSpace(known.spreads, has))
  for (const account of accounts) {
    const has = productsOf(page, account)
    const lacking = page.read(account, 'contract.state') === 'active' ? lackingOf(has) : null
    tellLacking(page, account, lacking)
    const own = known.kept.get(account) ?? []
    const sights = sightsOf(page, account, known.rules, { moment, next: lacking && nextProduct(lacking) })
    if (own.length === 0 && !sights.some((sight) => sight.holds)) {
      tellOpen(page, account, [])
      continue
    }
    const all = own.map((one) => ({ ...one }))
    for (const step of stepsFor(sights, own, { today, has }))
      take(page, account, { step, all, found, known, lacking, moment })
    const heldBack = heldBackOf(page, account, known.guard, moment)
    for (const one of all) {
      one.heldBack = one.stage === 'found' ? heldBack : null
      if (one.untouched) one.owner = page.read(account, 'account.owner') as PersonId | null
    }
    found.changed.push(...all.filter((one, at) => at < own.length && differs(own[at]!, one)))
    tellOpen(page, account, all)
  }
  await writeKept(tx, workspace.id, found, now)
  const touched = [...found.raised, ...found.changed]
  if (touched.length > 0)
    await page.tell?.({ topic: 'renewal', ids: touched.flatMap(({ id, accountId }) => [id, accountId]) })
}

/** The same answer for the same products: most customers have one of a few sets. */
function remembered(work: (has: readonly string[]) => Lacking[]) {
  const answers = new Map<string, Lacking[]>()
  return (has: readonly string[]): Lacking[] => {
    const key = has.toSorted().join('\n')
    const answer = answers.get(key) ?? work(has)
    answers.set(key, answer)
    return answer
  }
}

function tellLacking(page: DerivePage, account: AccountId, lacking: readonly Lacking[] | null): void {
  const next = lacking && nextProduct(lacking)
  page.set(account, 'expansion.white_space', lacking?.length ?? null)
  page.set(account, 'expansion.next_product', next?.product ?? null)
  page.set(account, 'expansion.next_share', next?.share ?? null)
}

function tellOpen(page: DerivePage, account: AccountId, all: readonly Kept[]): void {
  const open = all.filter((one) => isOpen(one.stage))
  const free = open.filter((one) => one.heldBack === null)
  const sum = free.reduce((so, one) => so + (one.currency === page.workspace.currency ? (one.amount ?? 0) : 0), 0)
  page.set(account, 'expansion.open_count', free.length)
  page.set(account, 'expansion.held_count', open.length - free.length)
  page.set(account, 'expansion.amount', free.length === 0 ? null : sum)
}

function sightsOf(
  page: DerivePage,
  account: AccountId,
  rules: Known['rules'],
  { moment, next }: { moment: Moment; next: Lacking | null },
): Sight[] {
  const read = (key: string) => page.read(account, key)
  return rules.map(({ of: rule, holds }) => {
    const { offered } = rule
    const product = offered.is === 'next' ? (next?.product ?? null) : offered.is === 'product' ? offered.name : null
    const isOffered = offered.is !== 'next' || product !== null
    return { rule, product, holds: isOffered && holds(read, moment) }
  })
}

type Taking = {
  step: Step
  all: Kept[]
  found: { raised: Raised[]; withdrawn: Kept[] }
  known: Known
  lacking: readonly Lacking[] | null
  moment: Moment
}

function take(page: DerivePage, account: AccountId, { step, all, found, known, lacking, moment }: Taking): void {
  const { today } = page
  if (step.step === 'raise') {
    const { of: rule, condition } = known.rules.find((one) => one.of.key === step.ruleKey)!
    const read = (key: string) => page.read(account, key)
    const fresh: Raised = {
      ...freshOf(page, account, { step, rule, lacking, today }),
      because: seenClauses(explain(condition, page.catalogue, read, moment), page.catalogue),
    }
    found.raised.push(fresh)
    all.push(fresh)
    return
  }
  const one = all.find(({ id }) => id === step.id)!
  if (step.step === 'withdraw') {
    if (one.stage !== 'watched') found.withdrawn.push(one)
    one.stage = 'withdrawn'
    return
  }
  one.stage = step.step === 'find' ? 'found' : step.stage
  one.since = today
}

function freshOf(
  page: DerivePage,
  account: AccountId,
  {
    step,
    rule,
    lacking,
    today,
  }: { step: Step & { step: 'raise' }; rule: StoredRule; lacking: readonly Lacking[] | null; today: Day },
): Kept {
  const usualArr = lacking?.find(({ product }) => product === step.product)?.usualArr ?? null
  return {
    id: uuidV7(page.now.getTime(), crypto.getRandomValues(new Uint8Array(10))),
    accountId: account,
    ruleKey: rule.key,
    kind: rule.kind,
    product: step.product,
    stage: step.stage,
    was: step.stage,
    version: 1,
    since: today,
    untouched: true,
    closedOn: null,
    owner: page.read(account, 'account.owner') as PersonId | null,
    amount: estimate(rule, { arr: page.read(account, 'contract.arr') as number | null, usualArr }),
    currency: page.workspace.currency,
    heldBack: null,
  }
}

/** What of the guard does not hold for a customer; null where nothing stands against proposing. */
function heldBackOf(page: DerivePage, account: AccountId, guard: Known['guard'], moment: Moment): HeldBack | null {
  const read = (key: string) => page.read(account, key)
  const failing = guard.filter(({ holds }) => !holds(read, moment))
  if (failing.length === 0) return null
  return failing.map(({ of, condition }) => {
    const clauses = seenClauses(explain(condition, page.catalogue, read, moment), page.catalogue)
    return { label: of.label, facts: clauses.filter(({ held }) => !held).flatMap(({ facts }) => facts) }
  })
}

function differs(before: Kept, after: Kept): boolean {
  const isSame = before.stage === after.stage && before.since === after.since && before.owner === after.owner
  return !isSame || said(before.heldBack) !== said(after.heldBack)
}

const said = (held: HeldBack | null) =>
  JSON.stringify(
    (held ?? []).map(({ label, facts }) => [label.ja, label.en, facts.map(({ key, value }) => [key, value])]),
  )
