import { beforeAll, expect, test, vi } from 'vitest'
import type { Why } from '../contract.ts'
import { dayAgo } from '#test/build/day.ts'
import { testServer, type Visitor } from '#test/servers/server.ts'

const { signIn } = await testServer()
const soon = { timeout: 45_000 }
let mori: Visitor
let accountId: string

beforeAll(async () => {
  mori = await signIn('csm')
  const signedUpOn = dayAgo(20)
  accountId = (await mori.api.accounts.create({ name: '丘珠メディカル株式会社', signedUpOn })).id
  await mori.api.health.pulses.add({ id: accountId, value: 4, note: '前向きでした' })
  await vi.waitFor(async () => expect(await pulseSeen()).toBe(4), soon)
})

/** The account is scored once it is there, and again after the pulse: what is looked at here is the second. */
async function pulseSeen() {
  const why = await mori.api.health.why({ id: accountId })
  const measures = why.score === null ? [] : why.dimensions.flatMap((one) => one.measures)
  return measures.find((one) => one.key === 'pulse')?.seen.value
}

/** The score as a person with a pocket calculator gets it from what is shown. */
function byHand(why: Why) {
  const present = why.dimensions.map((dimension) => ({
    ...dimension,
    measures: dimension.measures.filter((measure) => measure.points !== null),
  }))
  const mean = (parts: { weight: number; value: number }[]) =>
    parts.reduce((sum, { weight, value }) => sum + weight * value, 0) /
    parts.reduce((sum, { weight }) => sum + weight, 0)
  const dimensions = present
    .filter((dimension) => dimension.measures.length > 0)
    .map(({ key, weight, measures }) => ({
      key,
      weight,
      value: mean(measures.map((measure) => ({ weight: measure.weight, value: measure.points! }))),
    }))
  const contributions = present.flatMap((dimension) => dimension.measures.map((measure) => measure.contribution))
  const shares = present.flatMap((dimension) => dimension.measures.map((measure) => measure.share))
  const total = (amounts: number[]) => Math.round(amounts.reduce((sum, one) => sum + one, 0) * 10) / 10
  return { mean: mean(dimensions), dimensions, contributions: total(contributions), shares: total(shares) }
}

test('the score shown adds up by hand, from weights and points as well as from the contributions', async () => {
  const why = await mori.api.health.why({ id: accountId })
  const hand = byHand(why)
  expect(hand.shares).toBe(100)
  expect(hand.contributions).toBe(why.sum)
  expect(Math.round(hand.mean * 10) / 10).toBe(why.sum)
  expect(Math.round(why.sum!)).toBe(why.score)
  for (const { key, value } of hand.dimensions)
    expect(why.dimensions.find((one) => one.key === key)!.score).toBe(Math.round(value))
  for (const { share, points, contribution } of why.dimensions.flatMap((one) => one.measures))
    expect(Math.abs(contribution - ((points ?? 0) * share) / 100)).toBeLessThan(0.2)
})

test('each measure shows the fact it saw and the policy used for what is missing', async () => {
  const why = await mori.api.health.why({ id: accountId })
  const measures = why.dimensions.flatMap((one) => one.measures)
  expect(measures.find((one) => one.key === 'pulse')).toMatchObject({
    seen: { key: 'pulse.latest', value: 4 },
    state: 'present',
    points: 75,
  })
  expect(measures.find((one) => one.key === 'touch')).toMatchObject({
    state: 'missing',
    points: null,
    missing: { then: 'leave_out' },
  })
  expect(why.confidence).toBeLessThan(100)
  expect(why.pulse).toMatchObject({ value: 4, note: '前向きでした', person: { id: mori.personId } })
})

test('a judgement is taken back by whoever gave it, and by nobody else', async () => {
  const other = await signIn('csm')
  const pulse = await mori.api.health.pulses.add({ id: accountId, value: 1 })
  await expect(other.api.health.pulses.remove({ id: accountId, pulseId: pulse.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  await mori.api.health.pulses.remove({ id: accountId, pulseId: pulse.id })
  expect((await mori.api.health.pulses.list({ id: accountId })).pulses.map((one) => one.value)).toEqual([4])
})

test('the scorecards are shown in the order they are tried, weights and curves included', async () => {
  const { scorecards } = await mori.api.health.scorecards()
  expect(scorecards.map((card) => [card.key, card.when])).toEqual([
    ['dear_onboarding', 'phase.key == "onboarding"'],
    ['dear', null],
  ])
  const weights = scorecards.map((card) => card.dimensions.reduce((sum, one) => sum + one.weight, 0))
  expect(weights).toEqual([100, 100])
})

test('a score is overridden over the API with a reason and a last day, ended, and both by whoever may write accounts', async () => {
  const until = dayAgo(-20)
  const given = { id: accountId, score: 15, reason: '契約の見直しを検討中', until }
  const reader = await signIn('viewer')
  await expect(reader.api.health.overrides.create(given)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const late = { ...given, until: '2100-01-01' }
  await expect(mori.api.health.overrides.create(late)).rejects.toMatchObject({ code: 'REFUSED' })
  const made = await mori.api.health.overrides.create(given)
  expect(made).toMatchObject({ score: 15, state: 'holds', person: { id: mori.personId } })
  const counted = async () => (await mori.api.accounts.get({ id: accountId })).facts
  const isOverridden = async () => expect(await counted()).toMatchObject({ 'health.score': 15, 'health.grade': 'risk' })
  await vi.waitFor(isOverridden, soon)
  expect((await mori.api.health.why({ id: accountId })).override).toMatchObject({ score: 15, grade: 'risk', until })
  const ended = await mori.api.health.overrides.end({ id: accountId, overrideId: made.id })
  expect(ended).toMatchObject({ state: 'ended', ended: { person: { id: mori.personId } } })
  expect((await mori.api.health.why({ id: accountId })).override).toBeNull()
})

test('the norms of touches are changed by whoever may shape scorecards, and customers are looked at anew', async () => {
  const admin = await signIn('admin')
  const { norms, ready } = await admin.api.health.touch.norms()
  expect(norms).toEqual(ready)
  const strict = { ...norms, low: { ...norms.low, operator: { everyDays: 5, most: 6 } } }
  await expect(mori.api.health.touch.setNorms({ norms: strict })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await admin.api.accounts.contacts.create({ id: accountId, name: '運用 太郎', roles: ['operator'] })
  const touch = async () => (await mori.api.health.touch.ofAccount({ id: accountId })).roles.at(-1)!
  await vi.waitFor(async () => expect(await touch()).toMatchObject({ verdict: 'right', days: null }), soon)
  await admin.api.health.touch.setNorms({ norms: strict })
  expect(await touch()).toMatchObject({ verdict: 'too_little', points: 25, norm: { everyDays: 5, most: 6 } })
  const counted = async () => (await mori.api.accounts.get({ id: accountId })).facts
  const isSeen = async () => expect(await counted()).toMatchObject({ 'health.touch': 'too_little' })
  await vi.waitFor(isSeen, soon)
  const { entries } = await admin.api.access.audit.list({ action: 'touch_norm.' })
  expect(entries[0]).toMatchObject({ after: { touch_low: '180/2, 90/4, 5/6' } })
})
