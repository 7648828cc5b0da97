import { beforeAll, expect, test } from 'vitest'
import { testServer, type Visitor } from '#test/servers/server.ts'

const { signIn } = await testServer()
let mori: Visitor
let sato: Visitor
let accountId: string

beforeAll(async () => {
  mori = await signIn('csm')
  sato = await signIn('csm')
  accountId = (await mori.api.accounts.create({ name: '青海精機株式会社' })).id
})

const made = (title = '状況を聞く') => mori.api.cockpit.ctas.create({ accountId, kind: 'relationship', title })
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string; data?: { issues?: { rule: string }[] } }) => [error.code, error.data?.issues?.[0]?.rule],
  )

test('what a person makes is theirs, due on the third business day, and says what may be done with it', async () => {
  const cta = await made()
  expect(cta).toMatchObject({ status: 'open', owner: { id: mori.personId }, title: { ja: '状況を聞く' }, version: 1 })
  expect(cta.moves.filter((one) => one.allowed).map((one) => one.move)).toEqual([
    'edit',
    'snooze',
    'delegate',
    'close',
    'pin',
  ])
  expect(await mori.api.cockpit.ctas.ofAccount({ id: accountId })).toMatchObject({ ctas: [{ id: cta.id }] })
})

test('put off, taken up again, handed over and closed, each with what is known of it', async () => {
  let cta = await made('提案を送る')
  const { id } = cta
  cta = await mori.api.cockpit.ctas.snooze({ id, version: 1, until: '2099-01-05', reason: '休暇明けに' })
  expect(cta).toMatchObject({ status: 'snoozed', snoozed: { until: '2099-01-05', reason: '休暇明けに' } })
  cta = await mori.api.cockpit.ctas.reopen({ id, version: cta.version })
  cta = await mori.api.cockpit.ctas.delegate({ id, version: cta.version, ownerId: sato.personId })
  expect(cta).toMatchObject({ status: 'open', owner: { id: sato.personId } })
  cta = await sato.api.cockpit.ctas.close({ id, version: cta.version, outcome: 'helped', note: '席を増やすことに' })
  expect(cta.closed).toMatchObject({ outcome: 'helped', note: '席を増やすことに', by: { id: sato.personId } })
})

test('a change is taken back as if it had not been', async () => {
  const cta = await made('議事録を送る')
  const closed = await mori.api.cockpit.ctas.close({ id: cta.id, version: 1, outcome: 'no_effect' })
  const back = await mori.api.cockpit.ctas.undo({ id: cta.id, version: closed.version })
  expect({ ...back, version: 1 }).toEqual({ ...cta, version: 1 })
  expect(await refusal(mori.api.cockpit.ctas.undo({ id: cta.id, version: 1 }))).toEqual([
    'CONFLICT',
    'changed_meanwhile',
  ])
})

test('what stands against a move is said', async () => {
  const { id } = await made('確認する')
  expect(await refusal(mori.api.cockpit.ctas.reopen({ id, version: 1 }))).toEqual(['REFUSED', 'cockpit.cta_is_open'])
  expect(await refusal(mori.api.cockpit.ctas.snooze({ id, version: 1, until: '2020-01-01' }))).toEqual([
    'REFUSED',
    'cockpit.not_in_future',
  ])
  const stranger = crypto.randomUUID()
  expect(await refusal(mori.api.cockpit.ctas.delegate({ id, version: 1, ownerId: stranger }))).toEqual([
    'REFUSED',
    'cockpit.unknown_person',
  ])
  await mori.api.cockpit.ctas.close({ id, version: 1, outcome: 'not_needed' })
  expect(await refusal(mori.api.cockpit.ctas.pin({ id, version: 2, pinned: true }))).toEqual([
    'REFUSED',
    'cockpit.cta_is_closed',
  ])
})

test('a signal raises a CTA over the API, with the clauses that held', async () => {
  await expect
    .poll(async () => (await mori.api.cockpit.signals({ id: accountId })).signals.map((one) => one.rule.key), {
      timeout: 45_000,
    })
    .toEqual(['owner_missing'])
  const [signal] = (await mori.api.cockpit.signals({ id: accountId })).signals
  expect(signal!.clauses).toMatchObject([{ text: '!account.has_owner', held: true, facts: [{ value: false }] }])
  const raised = await mori.api.cockpit.ctas.get({ id: signal!.ctaId! })
  expect(raised).toMatchObject({
    ruleKey: 'owner_missing',
    title: { ja: '担当者を決める', en: 'Name an owner' },
    owner: null,
  })
})

test('the day is ranked, each thing with what its rank is made of', async () => {
  const today = await mori.api.cockpit.today({})
  expect(today.items.length).toBeGreaterThan(2)
  const values = today.items.map((item) => item.rank.value)
  expect(values).toEqual([...values].sort((a, b) => b - a))
  const { rank } = today.items[0]!
  const { stake, chance, urgency, effort } = rank
  const byHand = (((stake.amount.amount * chance.percent) / 100) * urgency.factor * 60) / effort.minutes
  expect(rank.value).toBe(Math.round(byHand))
  expect(today.counts.doneToday).toBeGreaterThan(0)
  const { people } = await mori.api.cockpit.team()
  expect(people.find((one) => one.person?.id === mori.personId)!.open).toBeGreaterThan(0)
})

test('a rule that is off raises nothing more, and only who may manages rules', async () => {
  expect(await refusal(mori.api.cockpit.rules.turn({ key: 'owner_missing', isOn: false }))).toEqual([
    'FORBIDDEN',
    undefined,
  ])
  const leader = await signIn('leader')
  expect(await leader.api.cockpit.rules.turn({ key: 'owner_missing', isOn: false })).toMatchObject({ isOn: false })
  const { rules } = await mori.api.cockpit.rules.list()
  expect(rules.map((rule) => rule.key)).toHaveLength(16)
  expect(rules.find((rule) => rule.key === 'owner_missing')!.record).toMatchObject({
    fired: 1,
    open: 1,
    precision: null,
  })
})
