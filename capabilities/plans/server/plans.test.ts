import { beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { addBusinessDays, japaneseCalendar } from '#kernel/businessCalendar.ts'
import { addDays } from '#kernel/day.ts'
import { dayAgo, today } from '#test/build/day.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { onboardingPlan } from '../core/ready/onboarding.ts'
import { installPlansListeners } from './listeners.ts'
import { stepsNow } from './stepsNow.ts'

let server: TestServer
let admin: Visitor
let api: Visitor['api']['plans']
let id: string

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  api = admin.api.plans
})
beforeEach(async () => {
  id = (await admin.api.accounts.create({ name: '比良山工業' })).id
})

type Plan = Awaited<ReturnType<typeof api.get>>
const make = (kickOffOn = today()) => api.create({ accountId: id, template: 'onboarding', kickOffOn, targetOn: null })
const stepOf = (plan: Plan, name: string) => plan.steps.find((step) => step.name.ja === name)!
const contentOf = (plan: Plan, name: string) => {
  const { id: step, version, name: named, help, role, offset, days, effortHours, weight } = stepOf(plan, name)
  const { evidence, condition, agreedDueOn, after } = stepOf(plan, name)
  const fields = { name: named, help, role, offset, days, effortHours, weight, evidence, condition, agreedDueOn, after }
  return { id: step, version, ...fields }
}
const done = { is: 'done', on: today(), by: 'us' } as const
const fact = async (key: string) => (await admin.api.accounts.get({ id })).facts[key]

test('a plan is made from the template with dates, and its steps are begun, finished, skipped and opened again', async () => {
  const plan = await make()
  expect(plan).toMatchObject({ name: '導入期の標準プラン', status: 'running', donePercent: 0, slipDays: 0 })
  expect(plan.steps.length).toBe(onboardingPlan.stages.flatMap(({ steps }) => steps).length)
  const first = stepOf(plan, '営業から引き継ぐ')
  expect(first).toMatchObject({ isReady: true, startOn: addBusinessDays(japaneseCalendar, today(), 0) })
  const finished = await api.setStep({ id: first.id, version: first.version, state: done })
  expect(stepOf(finished, '営業から引き継ぐ')).toMatchObject({ state: done, closedBy: expect.any(String) })
  expect(finished.donePercent).toBeGreaterThan(0)
  const { version } = stepOf(finished, '営業から引き継ぐ')
  const refused = api.setStep({ id: first.id, version, state: { is: 'skipped', on: today(), reason: '不要' } })
  await expect(refused).rejects.toMatchObject({ data: { issues: [{ rule: 'plans.step_is_over' }] } })
  const again = await api.setStep({ id: first.id, version, state: { is: 'open', watched: true } })
  expect(again.donePercent).toBe(0)
  await expect(api.setStep({ id: first.id, version, state: done })).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('steps that would wait for each other are refused with their names, and one that is added follows its dates', async () => {
  const plan = await make()
  const last = stepOf(plan, '決裁者に成果を報告し、次の目標を決める')
  const circle = api.editStep({ ...contentOf(plan, 'キックオフを開く'), after: [last.id] })
  await expect(circle).rejects.toMatchObject({
    data: {
      issues: [{ rule: 'plans.circle', value: expect.stringMatching(/キックオフを開く → .* → キックオフを開く/) }],
    },
  })
  const { id: _id, version: _version, ...content } = contentOf(plan, 'キックオフを開く')
  const own = { ja: '社内報で紹介してもらう', en: 'Have it in their newsletter' }
  const stageId = plan.stages.at(-1)!.id
  const longer = await api.addStep({
    ...content,
    id: plan.id,
    stageId,
    name: own,
    after: [last.id],
    days: 4,
    offset: 0,
  })
  const added = stepOf(longer, own.ja)
  expect(added.startOn).toBe(last.endOn)
  expect(longer).toMatchObject({
    baselineFinishOn: plan.baselineFinishOn,
    slipDays: 4,
    because: [{ reason: 'so_far' }],
  })
  const without = await api.removeStep({ id: added.id, version: added.version, removed: true })
  expect(without.slipDays).toBe(0)
  const back = await api.removeStep({ id: added.id, version: added.version + 1, removed: false })
  expect(back.slipDays).toBe(4)
})

test('stages are renamed, added, moved and taken away with their steps kept, and back again', async () => {
  const plan = await make()
  const stages = plan.stages.map((stage) => ({
    ...stage,
    steps: plan.steps.filter(({ stageId }) => stageId === stage.id).map((step) => step.id),
  }))
  const [first, second, ...rest] = stages
  const fresh = { id: crypto.randomUUID(), name: { ja: '仕上げ', en: 'Finish' }, steps: [] }
  const merged = {
    ...second!,
    name: { ja: '合意と準備', en: 'Agree and prepare' },
    steps: [...first!.steps, ...second!.steps],
  }
  const { version } = plan
  const next = await api.arrange({ id: plan.id, version, stages: [merged, ...rest.toReversed(), fresh] })
  expect(next.stages.map(({ name }) => name.ja)).toEqual([
    '合意と準備',
    ...rest.toReversed().map(({ name }) => name.ja),
    '仕上げ',
  ])
  expect(next.steps.slice(0, merged.steps.length).map((step) => step.id)).toEqual(merged.steps)
  const lost = api.arrange({ id: plan.id, version: next.version, stages: [first!] })
  await expect(lost).rejects.toMatchObject({ data: { issues: [{ rule: 'plans.unknown_step' }] } })
  const back = await api.arrange({ id: plan.id, version: next.version, stages })
  expect(back.stages).toEqual(plan.stages)
  expect(back.steps.map((step) => step.id)).toEqual(plan.steps.map((step) => step.id))
})

test('facts close a step by themselves, say what they saw, and leave it alone once somebody opens it again', async () => {
  const plan = await make()
  const kickoff = contentOf(plan, 'キックオフを開く')
  const condition = 'account.name == "比良山工業"'
  await api.editStep({ ...kickoff, evidence: 'facts', condition })
  await expect.poll(async () => stepOf(await api.get({ id: plan.id }), 'キックオフを開く').state.is).toBe('done')
  const closed = stepOf(await api.get({ id: plan.id }), 'キックオフを開く')
  expect(closed).toMatchObject({ state: { by: 'facts', on: today() }, closedBy: null, because: [{ held: true }] })
  await expect.poll(() => fact('plan.done_percent')).toBeGreaterThan(0)
  await api.setStep({ id: closed.id, version: closed.version, state: { is: 'open', watched: false } })
  await expect.poll(() => fact('plan.done_percent')).toBe(0)
  expect(stepOf(await api.get({ id: plan.id }), 'キックオフを開く').state).toEqual({ is: 'open', watched: false })
})

test('what is late is told of the plan, in the list, in the sums and as facts, and agreement is missing until recorded', async () => {
  const plan = await make(dayAgo(60))
  expect(plan).toMatchObject({ standing: 'stuck', heldUpBy: stepOf(plan, '営業から引き継ぐ').id })
  const { rows } = await api.list({ standing: 'stuck', sort: 'account', direction: 'up', limit: 200 })
  expect(rows.find((row) => row.id === plan.id)).toMatchObject({ heldUpBy: { key: 'handover' }, lateSteps: 1 })
  const totals = await api.totals({})
  expect(totals.stuck).toBeGreaterThan(0)
  expect(totals.heldUpBy[0]).toMatchObject({ key: 'handover' })
  await expect.poll(() => fact('plan.state')).toBe('stuck')
  expect(await fact('plan.agreement_missing')).toEqual(['csm', 'decision_maker', 'promoter', 'operator'])
  const part = { contactId: null, personId: null, duty: '', agreedOn: today(), agreement: 'キックオフの場で' }
  const given = { id: plan.id, role: 'operator', ...part, hoursAWeek: 0 } as const
  const agreed = await api.setPart({ ...given, version: 0 })
  await expect(api.setPart({ ...given, version: 0 })).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(agreed).toMatchObject({ finishOn: null, noTimeOf: 'operator' })
  expect(agreed.blockers).toEqual(['operator_without_time', 'stuck', 'decision_maker_missing', 'agreement_late'])
  await expect.poll(() => fact('plan.operator_hours')).toBe(0)
  expect(await fact('plan.agreement_missing')).toEqual(['csm', 'decision_maker', 'promoter'])
  expect(await fact('plan.operator_without_time')).toBe(true)
  expect(await fact('plan.held_up_by')).toBe('営業から引き継ぐ')
  const raised = async () => (await admin.api.cockpit.signals({ id })).signals.map(({ rule }) => rule.key)
  await expect.poll(raised).toEqual(expect.arrayContaining(['plan_stuck', 'operator_without_time']))
})

test('the list goes on where a page ended, in either direction', async () => {
  await Promise.all([make(dayAgo(9)), make(dayAgo(30)), make(dayAgo(3))])
  for (const direction of ['up', 'down'] as const) {
    const asked = { standing: 'all', sort: 'kick_off', direction } as const
    const all = (await api.list({ ...asked, limit: 200 })).rows.map((row) => row.id)
    const paged: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await api.list({ ...asked, limit: 2, ...(cursor ? { cursor } : {}) })
      paged.push(...page.rows.map((row) => row.id))
      cursor = page.next
    } while (cursor)
    expect(paged).toEqual(all)
  }
})

test('a plan is stopped, let go on, removed and brought back, and its dates follow another kick-off', async () => {
  const plan = await make()
  const moved = await api.update({ id: plan.id, version: plan.version, kickOffOn: addDays(today(), 14) })
  expect(moved.baselineFinishOn).toBe(plan.baselineFinishOn)
  expect(moved.slipDays).toBeGreaterThan(0)
  const stopped = await api.move({ id: plan.id, version: moved.version, move: 'stop', reason: '予算が延びた' })
  expect(stopped).toMatchObject({ status: 'stopped', closedOn: today(), reason: '予算が延びた' })
  const first = stepOf(stopped, '営業から引き継ぐ')
  const still = api.setStep({ id: first.id, version: first.version, state: done })
  await expect(still).rejects.toMatchObject({ data: { issues: [{ rule: 'plans.plan_not_running' }] } })
  const on = await api.move({ id: plan.id, version: stopped.version, move: 'resume' })
  const gone = await api.move({ id: plan.id, version: on.version, move: 'remove' })
  expect((await api.ofAccount({ id })).plans).toEqual([])
  await api.move({ id: plan.id, version: gone.version, move: 'restore' })
  expect((await api.ofAccount({ id })).plans).toHaveLength(1)
})

test('a template is published in versions, refuses what is unsound, and tells how its steps went', async () => {
  const { templates } = await api.templates({})
  const ready = templates.find(({ key }) => key === 'onboarding')!
  const { name, aim, stages, version } = ready
  const draft = { name, aim, stages: stages.slice(0, 1) }
  const broken = structuredClone(draft)
  broken.stages[0]!.steps[0]!.after = ['kickoff']
  const circle = api.publishTemplate({ key: 'short', version: 0, note: '', draft: broken })
  await expect(circle).rejects.toMatchObject({ data: { issues: [{ rule: 'plans.circle' }] } })
  await api.publishTemplate({ key: 'short', version: 0, note: '小さく始める', draft })
  const stale = api.publishTemplate({ key: 'onboarding', version: version - 1, note: '', draft })
  await expect(stale).rejects.toMatchObject({ code: 'CONFLICT' })
  expect((await api.templateVersions({ key: 'short' })).versions).toMatchObject([{ version: 1, note: '小さく始める' }])
  await make()
  const { steps } = await api.templateFigures({ key: 'onboarding' })
  expect(steps[0]).toMatchObject({ key: 'handover', plans: expect.any(Number), median: expect.any(Object) })
  await api.removeTemplate({ key: 'short', removed: true })
  await api.removeTemplate({ key: 'onboarding', removed: true })
  expect((await api.templates({})).templates).toEqual([])
  expect((await api.addReadyTemplate()).templates.map(({ key }) => key)).toEqual(['onboarding'])
})

test('who follows plans is told of each change, facts included, and reads where the steps are', async () => {
  const heard: string[] = []
  onTestFinished(installPlansListeners([async (_tx, _workspaceId, ids) => void heard.push(...ids)]))
  const plan = await make()
  const kickoff = contentOf(plan, 'キックオフを開く')
  await api.editStep({ ...kickoff, evidence: 'facts', condition: 'account.name == "比良山工業"' })
  const { workspace } = admin
  const ground = { workspace, today: today() }
  const now = async () =>
    (await server.database.workspace(workspace.id, (tx) => stepsNow(tx, ground, [plan.id]))).get(plan.id)!
  const kickoffNow = async () => (await now()).steps.find(({ key }) => key === 'kickoff')
  await expect.poll(kickoffNow).toMatchObject({ status: 'done', evidence: 'facts' })
  expect(heard.filter((one) => one === plan.id).length).toBeGreaterThanOrEqual(3)
  const { steps, ...about } = await now()
  expect(about).toMatchObject({ accountId: id, template: 'onboarding', status: 'running', kickOffOn: today() })
  const first = { status: 'open', readyOn: stepOf(plan, '営業から引き継ぐ').startOn, role: 'csm', personId: null }
  expect(steps[0]).toMatchObject({ key: 'handover', ...first })
  expect(steps.find(({ key }) => key === 'report')).toMatchObject({ readyOn: null, lateDays: 0 })
})

test('a start that took no person of ours is a self-start: in the measures with its hours, and as facts', async () => {
  const { stages } = (await api.templates({})).templates.find(({ key }) => key === 'onboarding')!
  const [stage] = stages
  const step = { ...stage!.steps[0]!, evidence: 'customer' as const, role: 'operator' as const, after: [] }
  const draft = {
    name: { ja: '自分で始める', en: 'Self' },
    aim: { ja: '', en: '' },
    stages: [{ ...stage!, steps: [step] }],
  }
  await api.publishTemplate({ key: 'self', version: 0, note: '', draft })
  const self = async () => {
    const accountId = (await admin.api.accounts.create({ name: '天橋立製作所', touchModel: 'tech' })).id
    return api.create({ accountId, template: 'self', kickOffOn: dayAgo(20), targetOn: null })
  }
  const close = async (plan: Plan, by: 'us' | 'customer') =>
    api.setStep({ id: plan.steps[0]!.id, version: 1, state: { is: 'done', on: dayAgo(4), by } })
  const [alone, led, open] = [await self(), await self(), await self()]
  await close(alone, 'customer')
  await close(led, 'us')
  const asked = { template: 'self', by: 'touch_model', months: 2 } as const
  const told = await api.measures(asked)
  expect(told.times.whole).toMatchObject({ started: 3, done: 2, running: 1, duration: { days: 16 } })
  expect(told.selfStart.groups).toMatchObject([
    { key: 'tech', ended: 2, alone: 1, percent: 50, label: { ja: 'テックタッチ' } },
  ])
  expect(told).toMatchObject({
    aim: { percent: 30 },
    saved: { led: 1, alone: 1 },
    stops: [{ key: 'handover', customers: 1 }],
  })
  const counted = async (of: 'alone' | 'led' | 'at') =>
    (await api.measured({ ...asked, of, group: 'tech' })).customers.map(({ plan }) => plan.id)
  expect([await counted('alone'), await counted('led'), await counted('at')]).toEqual([[alone.id], [led.id], [open.id]])
  const facts = async (plan: Plan) => (await admin.api.accounts.get({ id: plan.account.id })).facts
  await expect.poll(async () => (await facts(alone))['plan.self_started']).toBe(true)
  await expect.poll(async () => (await facts(led))['plan.self_started']).toBe(false)
  expect((await facts(alone))['plan.onboarding_days']).toBe(16)
  // The last step closed by a fact ends the plan, and tells the start in the same breath.
  await api.editStep({
    ...contentOf(open, '営業から引き継ぐ'),
    evidence: 'facts',
    condition: 'account.touch_model == "tech"',
  })
  await expect.poll(async () => (await facts(open))['plan.state']).toBe('done')
  expect((await facts(open))['plan.self_started']).toBe(true)
  const file = await admin.fetch('/api/v1/plan-measures/export?template=self&months=2&locale=ja&encoding=utf-8')
  expect((await file.text()).split('\r\n').filter((line) => line.startsWith('天橋立製作所'))).toHaveLength(3)
  expect(await api.setAim({ percent: 25, version: 0 })).toEqual({ percent: 25, version: 1 })
  await expect(api.setAim({ percent: 20, version: 0 })).rejects.toMatchObject({ code: 'CONFLICT' })
  await api.removeTemplate({ key: 'self', removed: true })
})

test("the company's own days off move dates, and nobody overwrites what another has changed", async () => {
  const before = await api.calendar({})
  const monday = addBusinessDays(japaneseCalendar, today(), 1)
  await api.setCalendar({ ...before, daysOff: [monday] })
  const plan = await make()
  const moved = stepOf(plan, '営業から引き継ぐ').dueOn
  expect(moved > addBusinessDays(japaneseCalendar, today(), 2)).toBe(true)
  await expect(api.setCalendar(before)).rejects.toMatchObject({ code: 'CONFLICT' })
  await api.setCalendar({ ...before, version: before.version + 1 })
})
