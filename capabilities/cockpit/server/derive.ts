import { explain } from '#capabilities/facts/core/condition/explain.ts'
import type { Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import { seenClauses } from '#capabilities/facts/core/seen.ts'
import type { Derivation, Derive, DerivePage, EarlyPage } from '#capabilities/facts/server/index.ts'
import { addBusinessDays } from '#kernel/businessCalendar.ts'
import { type AccountId, type PersonId, uuidV7 } from '#kernel/id.ts'
import { wordsOf } from '../core/because.ts'
import { look, type SignalState, untouched } from '../core/edge.ts'
import type { RuleOwner } from '../core/rule.ts'
import { calendarOf } from './calendar.ts'
import { ctaFacts } from './facts.ts'
import { readRules, type Watch, watchesOf } from './rules.ts'
import {
  type ChangedState,
  type Firing,
  type LivingCta,
  readLiving,
  readStates,
  type States,
  writeFirings,
  writeStates,
} from './states.ts'

/** Watches every account with every rule, raises CTAs, and counts them. */
export const cockpitDerivation: Derivation = { name: 'cockpit', definitions: ctaFacts, prepare: watch }

async function watch({ tx, workspace, accounts, catalogue }: EarlyPage): Promise<Derive> {
  const watches = watchesOf(await readRules(tx, workspace.id), catalogue)
  const states = await readStates(tx, workspace.id, accounts)
  const living = await readLiving(tx, workspace.id, accounts)
  return (page) => watchAll(page, { watches, states, living })
}

type Known = { watches: readonly Watch[]; states: States; living: ReadonlyMap<AccountId, readonly LivingCta[]> }

async function watchAll(page: DerivePage, { watches, states, living }: Known): Promise<void> {
  const { tx, workspace, accounts, today, until, now } = page
  const moment = { today, currency: workspace.currency, timeZone: workspace.timeZone }
  const changed: ChangedState[] = []
  const firings: Firing[] = []
  for (const account of accounts) {
    const read = (key: string) => page.read(account, key)
    const ctas = [...(living.get(account) ?? [])]
    for (const one of watches) {
      const { key } = one.rule
      const before = states.get(account)?.get(key) ?? untouched
      const hasOpenCta = ctas.some((cta) => cta.ruleKey === key)
      const sight = { holds: one.holds(read, moment), hasOpenCta, now: now.getTime(), dayEnds: until.getTime() }
      const { state, fires } = look(one.rule, before, sight)
      if (state !== before) changed.push(changedState(account, key, state))
      if (!fires) continue
      const firing = fire(page, one, account, moment)
      firings.push(firing)
      ctas.push({ kind: firing.kind, ruleKey: key, dueOn: firing.due_on, snoozedUntil: null })
    }
    setFacts(page, account, ctas)
  }
  await writeStates(tx, workspace.id, changed)
  await writeFirings(tx, workspace.id, firings, now)
}

function changedState(account: AccountId, key: string, { holdsSince, firedAt, armed }: SignalState): ChangedState {
  const instant = (at: number | null) => (at === null ? null : new Date(at))
  return { account_id: account, rule_key: key, holds_since: instant(holdsSince), fired_at: instant(firedAt), armed }
}

function fire(page: DerivePage, { rule, condition }: Watch, account: AccountId, moment: Moment): Firing {
  const { catalogue, workspace, now, today } = page
  const read = (key: string) => page.read(account, key)
  const clauses = seenClauses(explain(condition, catalogue, read, moment), catalogue)
  const facts = { definition: catalogue.get, read, currency: workspace.currency }
  const newId = () => uuidV7(now.getTime(), crypto.getRandomValues(new Uint8Array(10)))
  return {
    id: newId(),
    cta_id: newId(),
    rule_id: rule.id,
    rule_key: rule.key,
    account_id: account,
    facts: clauses,
    words: wordsOf(rule, clauses, facts),
    kind: rule.raises.kind,
    owner_id: ownerOf(rule.raises.owner, read('account.owner') as PersonId | null),
    due_on: addBusinessDays(calendarOf(workspace), today, rule.raises.dueBusinessDays),
    effort_minutes: rule.raises.effortMinutes,
  }
}

function ownerOf(owner: RuleOwner | undefined, csm: PersonId | null): PersonId | null {
  if (owner?.of === 'person') return owner.personId
  return owner?.of === 'nobody' ? null : csm
}

function setFacts(page: DerivePage, account: AccountId, ctas: readonly LivingCta[]): void {
  const open = ctas.filter((cta) => cta.snoozedUntil === null || cta.snoozedUntil <= page.today)
  const due = open.map((cta) => cta.dueOn).sort()
  page.set(account, 'cta.open_count', open.length)
  page.set(account, 'cta.open_risk_count', open.filter((cta) => cta.kind === 'risk').length)
  page.set(account, 'cta.next_due_on', due[0] ?? null)
}
